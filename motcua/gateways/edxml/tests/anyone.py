"""Any message that anyone might want to send, made from the tables of the wire."""

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from motcua.gateways.edxml import codes, moments, records, wire
from motcua.gateways.edxml.contents import Content
from motcua.gateways.edxml.wire import Kind

TEXT = st.one_of(
    st.text(max_size=12), st.sampled_from(["Hưng Yên", " <a> & ]]> ", "e\u0301 \r\n x", "\x00", "𝒳"])
)
SAID = TEXT.map(lambda text: f"x{text}")
NAMES = st.builds(
    "{}{}".format,
    TEXT,
    st.sampled_from([".pdf", ".docx", ".xlsx", ".zip", ".ZIP", ".txt", ".lạ", "", "x/y.png"]),
).filter(lambda name: name.strip())
CONTENT = st.binary(min_size=1, max_size=300).map(Content.of)
TYPES = st.none() | st.sampled_from(["application/zip", "application/pdf", "application/xslx"])


def value(part: wire.Leaf) -> st.SearchStrategy[Any]:
    match part.kind:
        case Kind.DATE:
            said: st.SearchStrategy[Any] = st.dates(min_value=date(1900, 1, 1)).map(moments.wire_date)
        case Kind.TIMESTAMP:
            said = st.datetimes(min_value=datetime(1900, 1, 1)).map(
                lambda at: f"{moments.wire_date(at)} {at:%H:%M:%S}"
            )
        case Kind.NUMBER:
            return st.integers(min_value=part.least, max_value=999_999_999)
        case Kind.TRUTH:
            return st.booleans()
        case Kind.TEXT | Kind.NAME:
            said = SAID if part.needed else TEXT
    return said if part.needed else st.none() | said


def record(kind: type, **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Make any record of a kind; what the writer needs is there, all else may be."""
    made = dict(fixed)
    for part in wire.TABLES[kind]:
        if part.attr in made:
            continue
        if isinstance(part, wire.Block):
            one = record(part.record)
            least = 1 if part.needed else 0
            made[part.attr] = (
                st.lists(one, min_size=least, max_size=2).map(tuple)
                if part.many
                else (one if part.needed or part.record in ALWAYS else st.none() | one)
            )
        else:
            made[part.attr] = st.lists(TEXT, max_size=2).map(tuple) if part.many else value(part)
    return st.builds(kind, **made)


ALWAYS = {records.Code, records.Promulgation, records.DocumentType, records.Business}
STAFF = record(records.Staff, staff=SAID)
STATUS = record(
    records.Status,
    status_code=st.sampled_from(list(codes.Status)).map(lambda code: code.value),
    staff_info=STAFF,
)
BUSINESS = st.one_of(
    record(records.Business, type=st.just("0")),
    record(records.Business, type=st.sampled_from(["1", "2"]), document_id=SAID),
    record(
        records.Business,
        type=st.just("3"),
        replacements=st.lists(record(records.Replacement), min_size=1, max_size=2).map(tuple),
    ),
)
ATTACHMENT = record(records.Attachment, name=NAMES, content_type=TYPES, content_id=st.none(), content=CONTENT)
DOCUMENT = record(
    records.Document,
    business=BUSINESS,
    manifest=st.just(()),
    attachments=st.lists(ATTACHMENT, max_size=3).map(tuple),
)
MESSAGE: st.SearchStrategy[records.Message] = st.one_of(STATUS, DOCUMENT)
