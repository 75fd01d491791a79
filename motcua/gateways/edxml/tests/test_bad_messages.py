"""What cannot be used is answered with a reason that Bình, who sent it, can act on; nothing crashes."""

import codecs
import hashlib

import pytest

from motcua.gateways.edxml import bounds, reader
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tests import letters

NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
LOL = '<!DOCTYPE edXML [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<edXML xmlns'
FILE = '<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<edXML xmlns'
MANIFEST = letters.NEW[
    letters.NEW.index("        <edXML:Reference>") : letters.NEW.index("      </edXML:edXMLManifest>")
]
ATTACHMENT = letters.NEW[letters.NEW.index("    <Attachment>") : letters.NEW.index("  </AttachmentEncoded>")]
TRACE = letters.NEW[
    letters.NEW.index("      <edXML:TraceHeaderList>") : letters.NEW.index("    </edXML:edXMLHeader>")
]
HEAD = letters.NEW[
    letters.NEW.index("      <edXML:MessageHeader>") : letters.NEW.index("      <edXML:TraceHeaderList>")
]
DATE = "<edXML:PromulgationDate>2024/05/06<"
DUE = "<edXML:DueDate>2024/05/10<"
OPERATION = "<edXML:BussinessDocType>0<"
SUBJECT = "<edXML:Subject>"

CASES: dict[str, tuple[bytes, str, int | None]] = {
    "nothing": (b"", "edxml.empty", None),
    "only blanks": (b" \n\n", "edxml.cut-off", 3),
    "no XML": (b"xin chao", "edxml.not-xml", 1),
    "a binary": (bytes(range(1, 256)), "edxml.wrong-encoding", 2),
    "cut in a tag": (letters.new()[:700], "edxml.cut-off", 15),
    "cut in a letter": (letters.new().partition("Hưng".encode())[0] + "ư".encode()[:1], "edxml.cut-off", 8),
    "cut before the end": (letters.new().rstrip()[:-9], "edxml.cut-off", None),
    "tags crossed": (letters.new(("</edXML:Subject>", "</edXML:Sub>")), "edxml.not-xml", 32),
    "something after the end": (letters.new() + b"<x/>", "edxml.not-xml", None),
    "junk before": (b"HTTP/1.1 200 OK\r\n\r\n" + letters.new(), "edxml.junk-before", 1),
    "blanks before": (b"\n" + letters.new(), "edxml.junk-before", 2),
    "another namespace": (letters.new((NS, NS + "x")), "edxml.wrong-namespace", 2),
    "no namespace": (b"<edXML><edXMLEnvelope/></edXML>", "edxml.wrong-namespace", 1),
    "another namespace within": (
        letters.new((SUBJECT, '<x:Other xmlns:x="urn:x"/>' + SUBJECT)),
        "edxml.wrong-namespace",
        32,
    ),
    "a prefix of nothing": (letters.new((SUBJECT, "<y:Other/>" + SUBJECT)), "edxml.wrong-namespace", 32),
    "another document": (b"<html></html>", "edxml.not-edxml", 1),
    "entities that grow": (letters.new(("<edXML xmlns", LOL)), "edxml.doctype", 2),
    "an entity from a file": (letters.new(("<edXML xmlns", FILE)), "edxml.doctype", 2),
    "an empty DOCTYPE": (letters.new(("<edXML xmlns", "<!DOCTYPE edXML>\n<edXML xmlns")), "edxml.doctype", 2),
    "an entity of nobody": (letters.new((SUBJECT, SUBJECT + "&nbsp;")), "edxml.entity", 32),
    "UTF-16": (letters.NEW.replace("UTF-8", "UTF-16").encode("utf-16"), "edxml.wrong-encoding", 1),
    "UTF-16 without a mark": (letters.NEW.encode("utf-16-le"), "edxml.wrong-encoding", 1),
    "another encoding declared": (letters.new(("UTF-8", "windows-1258")), "edxml.wrong-encoding", 1),
    "another encoding used": (letters.new().replace("Sở".encode(), b"S\xf0"), "edxml.wrong-encoding", 9),
    "no envelope": (f'<edXML xmlns="{NS}"></edXML>'.encode(), "edxml.part-missing", 1),
    "no header": (letters.new((HEAD, "")), "edxml.part-missing", 4),
    "nobody sent it": (letters.new(("<edXML:OrganId>000.00.21.H31", "<edXML:OrganId>")), "edxml.value-missing", 5),
    "an ISO date": (letters.new((DATE, DATE.replace("/05/", "-05-"))), "edxml.not-a-date", 25),
    "a date as people write it": (letters.new((DUE, "<edXML:DueDate>10/05/2024<")), "edxml.not-a-date", 40),
    "a day that never was": (letters.new((DUE, "<edXML:DueDate>2023/02/29<")), "edxml.not-a-date", 40),
    "a timestamp without time": (letters.new((" 09:05:00", "")), "edxml.not-a-date", 56),
    "digits of another script": (letters.new((DUE, "<edXML:DueDate>٢٠٢٤/05/10<")), "edxml.not-a-date", 40),
    "no operation": (letters.new((TRACE, "")), "edxml.operation-unknown", None),
    "an unknown operation": (letters.new((OPERATION, OPERATION.replace("0", "7"))), "edxml.operation-unknown", None),
    "a single s": (letters.new(("Bussiness", "Business")), "edxml.operation-unknown", None),
    "a recall of nothing": (letters.new((OPERATION, OPERATION.replace("0", "1"))), "edxml.value-missing", None),
    "a replacement of nothing": (letters.new((OPERATION, OPERATION.replace("0", "3"))), "edxml.value-missing", None),
    "no number": (letters.new(("<edXML:Priority>1", "<edXML:Priority>khẩn")), "edxml.not-a-number", 42),
    "less than nothing": (letters.new(("<edXML:PageAmount>3", "<edXML:PageAmount>-3")), "edxml.not-a-number", 44),
    "endless digits": (letters.new(("<edXML:Type>18", "<edXML:Type>" + "9" * 5000)), "edxml.not-a-number", 28),
    "neither true nor false": (
        letters.new(("<edXML:Priority>", "<edXML:Direction>có</edXML:Direction><edXML:Priority>")),
        "edxml.not-yes-or-no",
        42,
    ),
    "two subjects": (letters.new((SUBJECT, "<edXML:Subject>Khác</edXML:Subject>" + SUBJECT)), "edxml.value-twice", 32),
    "an unknown status": (letters.status("99"), "edxml.status-unknown", 7),
    "an empty status": (letters.status(""), "edxml.status-unknown", 7),
    "a file that is not there": (letters.new((ATTACHMENT, "")), "edxml.attachment-missing", None),
    "a file in the wrong place": (
        letters.new(("</edXML:edXMLBody>", "</edXML:edXMLBody><AttachmentEncoded/>")),
        "edxml.attachments-misplaced",
        None,
    ),
    "a file not listed": (letters.new((MANIFEST, "")), "edxml.attachment-not-listed", None),
    "a file listed twice": (letters.new((MANIFEST, MANIFEST * 2)), "edxml.content-id-twice", None),
    "two files of one id": (letters.new((ATTACHMENT, ATTACHMENT * 2)), "edxml.content-id-twice", None),
    "no base64": (letters.new(("JVBERi0x", "JVBE*i0x")), "edxml.bad-base64", None),
    "half of a base64": (letters.new(("JVBERi0x", "JVBERi0")), "edxml.bad-base64", None),
    "more after the padding": (letters.new(("JVBERi0x", "JA==JVBERi0x")), "edxml.bad-base64", None),
    "letters for base64": (letters.new(("JVBERi0x", "chữViệt1")), "edxml.bad-base64", None),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code", "line"), CASES.values(), ids=list(CASES))
def test_a_bad_message_is_refused_with_its_reason_and_place(data: bytes, code: str, line: int | None) -> None:
    with pytest.raises(Refusal) as refused:
        reader.read(data)
    assert refused.value.code == code
    assert line is None or refused.value.line == line
    assert "\n" not in refused.value.said()
    assert refused.value.said().endswith(f"[{code}]")


def test_a_message_changed_on_the_way_is_refused_for_that_and_nothing_else() -> None:
    digest = reader.examine(letters.new()).sha256
    for changed in (
        letters.new(("Phó Giám đốc", "Giám đốc")),
        letters.new()[:900],
        b"",
        letters.new() + b"<",
    ):
        with pytest.raises(Refusal) as refused:
            reader.read(changed, digest=digest)
        assert refused.value.code == "edxml.digest-differs"


def test_what_is_broken_as_it_was_sent_is_refused_for_what_it_is() -> None:
    cut = letters.new()[:900]
    with pytest.raises(Refusal, match="cut-off"):
        reader.read(cut, digest=hashlib.sha256(cut).hexdigest())


def test_a_byte_order_mark_is_no_junk() -> None:
    assert reader.read(codecs.BOM_UTF8 + letters.new()) == reader.read(letters.new())


def test_a_message_with_faults_can_still_be_shown_to_a_person() -> None:
    reading = reader.examine(
        letters.new((DATE, "<edXML:PromulgationDate>06-05-2024<"), (OPERATION, OPERATION.replace("0", "9")))
    )
    assert [fault.code for fault in reading.faults] == ["edxml.not-a-date", "edxml.operation-unknown"]
    assert reading.message.from_.name == "Sở Thí điểm"


def test_an_element_repeated_is_said_once() -> None:
    reading = reader.examine(
        letters.new(("</edXML:MessageHeader>", "</edXML:MessageHeader><edXML:MessageHeader/>"))
    )
    assert [fault.code for fault in reading.faults] == ["edxml.value-twice"]


SMALL = {
    "message": (letters.new(), "edxml.too-large"),
    "elements": (letters.new(), "edxml.too-many-elements"),
    "depth": (letters.new(), "edxml.too-deep"),
    "text": (letters.new(), "edxml.too-much-text"),
    "attachments": (letters.sample("new-otherwise"), "edxml.too-many-attachments"),
    "attachment": (letters.new(), "edxml.attachment-too-large"),
}


@pytest.mark.parametrize(
    ("name", "data", "code"), [(name, *case) for name, case in SMALL.items()], ids=list(SMALL)
)
def test_each_bound_holds(name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        reader.read(data, bounds=bounds.Bounds(**{name: 1}))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "absurd",
    [
        b"<!--" + b"x" * 1_000_000 + b"-->",
        b"<?x " + b"x" * 1_000_000 + b"?>",
        b'<edXML xmlns="' + b"x" * 1_000_000 + b'"/>',
        b"<" + b"x" * 1_000_000,
        f'<edXML xmlns="{NS}">'.encode() + (b"<a b='" + b"x" * 100_000 + b"'/>") * 30,
        b"<edXML " + b" ".join(b'a%d=""' % n for n in range(100_000)) + b"/>",
        f'<edXML xmlns="{NS}">'.encode() + b"<a>" * 1_000_000,
        f'<edXML xmlns="{NS}">'.encode() + b"<a/>" * 1_000_000,
        f'<edXML xmlns="{NS}">'.encode() + b"x" * 5_000_000,
        f'<edXML xmlns="{NS}"><![CDATA['.encode() + b"x" * 5_000_000,
        f'<edXML xmlns="{NS}">'.encode() + b"&#120;" * 3_000_000,
    ],
    ids=["comment", "instruction", "attribute", "name", "many attributes", "attributes", "depth", "width", "text", "cdata", "references"],
)  # fmt: skip
def test_the_absurd_is_refused_before_it_costs_much(absurd: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        reader.read(absurd)
    assert refused.value.code in {"edxml.too-deep", "edxml.too-many-elements", "edxml.too-much-text"}


def test_bounds_are_settings() -> None:
    assert bounds.Bounds.of({"MOTCUA_EDXML_DEPTH": "9", "PATH": "/bin"}) == bounds.Bounds(depth=9)
    for word in ("", "0", "-1", "nine", "٩"):
        with pytest.raises(ValueError, match="MOTCUA_EDXML_DEPTH"):
            bounds.Bounds.of({"MOTCUA_EDXML_DEPTH": word})
