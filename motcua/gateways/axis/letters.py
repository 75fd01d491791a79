"""The room's records as edXML messages, and back."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from motcua.gateways.edxml import compose, moments, records
from motcua.gateways.edxml.codes import Operation
from motcua.gateways.edxml.contents import Content
from motcua.systems.exchange.ports import File, Letter, Note

DOES: Mapping[str, Operation] = {
    "new": Operation.NEW,
    "recall": Operation.RECALL,
    "update": Operation.UPDATE,
    "replace": Operation.REPLACE,
}
SAYS: Mapping[str, str] = {does.value: word for word, does in DOES.items()}
_PDF = "application/pdf"


def to_document(
    letter: Letter, *, contents: Sequence[tuple[File, Content]], at: datetime
) -> records.Document:
    """Write a document as the axis wants it; `at` is when it leaves."""
    about = letter.about or None
    replaced = (records.Replacement(document_id=about),) if letter.does == "replace" else ()
    changed = (_changed(letter),) if letter.does == "update" else ()
    return records.Document(
        from_=records.Organisation(organ_id=letter.from_code, name=letter.from_name),
        to=tuple(records.Organisation(organ_id=code, name=name) for code, name in letter.to),
        document_id=letter.document,
        code=records.Code(number=letter.number, notation=letter.notation),
        promulgation=records.Promulgation(place=letter.place, date=moments.wire_date(letter.issued_on)),
        document_type=records.DocumentType(type_name=letter.type_name),
        subject=letter.subject,
        signer=records.Signer(
            competence=letter.competence, position=letter.position, full_name=letter.signer
        ),
        due_date=moments.wire_date(letter.due_on) if letter.due_on else None,
        other_info=records.OtherInfo(priority=letter.urgency, page_amount=max(letter.pages, 1)),
        response_for=tuple(map(_named, letter.replies_to)),
        traces=(records.Trace(organ_id=letter.from_code, timestamp=moments.wire_timestamp(at)),),
        business=records.Business(
            type=DOES[letter.does].value,
            reason=letter.reason,
            document_id=about if letter.does in {"recall", "update"} else None,
            document_infos=changed,
            replacements=replaced,
            staff=(records.Staff(department="Văn thư", staff=letter.signer or letter.from_name),),
        ),
        attachments=tuple(
            records.Attachment(name=file.name, content_type=file.media_type, content=content)
            for file, content in contents
        ),
    )


def to_status(note: Note) -> records.Status:
    """Write what became of a document as the axis wants it."""
    said = moments.wire_date(note.issued_on) if note.issued_on else None
    day = (compose.parts(note.document) or ("", said, "", ""))[1]
    return records.Status(
        from_=records.Organisation(organ_id=note.agency, name=note.agency_name),
        response_for=records.Reference(
            organ_id=note.issuer, code=note.symbol, document_id=note.document, promulgation_date=day
        ),
        staff_info=records.Staff(department="Văn thư", staff=note.by),
        status_code=note.status,
        description=note.description or note.status,
        timestamp=moments.wire_timestamp(note.at),
    )


def from_document(message: records.Document, *, keep: Callable[[records.Attachment], File]) -> Letter:
    """Read a document; its files are kept by `keep`."""
    signer = message.signer or records.Signer()
    other = message.other_info or records.OtherInfo()
    business = message.business
    replaced = next((each.document_id for each in business.replacements if each.document_id), None)
    return Letter(
        document=message.document_id or "",
        from_code=message.from_.organ_id or "",
        from_name=message.from_.name or "",
        to=tuple((each.organ_id or "", each.name or "") for each in message.to),
        number=message.code.number or "",
        notation=message.code.notation or "",
        type_name=message.document_type.type_name or "",
        subject=message.subject or "",
        issued_on=_day(message),
        place=message.promulgation.place or "",
        signer=signer.full_name or "",
        position=signer.position or "",
        competence=signer.competence or "",
        urgency=other.priority,
        due_on=_date(message.due_date),
        pages=other.page_amount,
        does=SAYS[business.type or "0"],
        about=business.document_id or replaced or "",
        reason=business.reason or "",
        added=_receivers(business, "1"),
        removed=_receivers(business, "0"),
        changed=not business.document_infos
        or any(each.document_info != "0" for each in business.document_infos),
        replies_to=tuple(each.document_id for each in message.response_for if each.document_id),
        files=tuple(keep(each) for each in message.attachments),
    )


def from_status(message: records.Status) -> Note:
    """Read what became of a document."""
    about = message.response_for
    staff = message.staff_info or records.Staff()
    said = datetime.strptime(message.timestamp or "", moments.TIMESTAMP).replace(tzinfo=moments.VIET_NAM)
    return Note(
        document=about.document_id or f"{about.organ_id},{about.promulgation_date},{about.code}",
        symbol=about.code or "",
        issuer=about.organ_id or "",
        agency=message.from_.organ_id or "",
        agency_name=message.from_.name or "",
        status=message.status_code or "",
        description=message.description or "",
        by=staff.staff or "",
        at=said,
    )


def name_of(message: bytes, *, receiver: str) -> str:
    """Name a message by its receiver and its bytes: what comes twice is known, what goes to two of ours is two."""
    return f"axis:{receiver}:{hashlib.sha256(message).hexdigest()}"


def _changed(letter: Letter) -> records.DocumentInfo:
    """Say what an update changes: its words or files, and which receivers it has more or no longer."""
    receivers = [records.Receiver(organ_id=code, receiver_type="1") for code in letter.added]
    receivers += [records.Receiver(organ_id=code, receiver_type="0") for code in letter.removed]
    return records.DocumentInfo(
        document_info="1" if letter.changed else "0",
        document_receiver="1" if receivers else "0",
        receivers=tuple(receivers),
    )


def _receivers(business: records.Business, kind: str) -> tuple[str, ...]:
    """Give the receivers that an update adds (`1`) or removes (`0`)."""
    listed = [each for info in business.document_infos for each in info.receivers]
    return tuple(each.organ_id or "" for each in listed if each.receiver_type == kind)


def _named(document: str) -> records.Reference:
    organ, day, number, notation = compose.parts(document) or (None, None, None, None)
    code = f"{number}/{notation}" if number else document
    return records.Reference(organ_id=organ, code=code, document_id=document, promulgation_date=day)


def _day(message: records.Document) -> date:
    part = compose.parts(message.document_id or "")
    return _date(message.promulgation.date) or _date(part[1] if part else None) or date.min


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text.replace("/", "-")) if text else None
