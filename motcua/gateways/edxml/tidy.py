"""What our writer makes of a record before it goes out, and what it refuses to send.

What stands in a tidy record is read back the same by every reader the standard's users are known to have: no blanks
around values, no character XML forbids, everything that others need there, no file name that hurts anyone.
"""

import dataclasses
import re
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from motcua.gateways.edxml import codes, moments, payload, records, tree, wire
from motcua.gateways.edxml.reader import bare
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.wire import Kind
from motcua.spine.refusal import gettext_noop as _

T = TypeVar("T")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def tidy(message: records.Message) -> records.Message:
    """Give the message as it will be read at the other end; Refusal `edxml.*` where it cannot be sent."""
    return _status(message) if isinstance(message, records.Status) else _document(message)


def clean(text: str | None, kind: Kind = Kind.TEXT) -> str | None:
    """Give a text as XML carries it, Vietnamese letters composed; an identifier keeps the letters it came with."""
    said = _FORBIDDEN.sub("", text or "").replace("\r\n", "\n").replace("\r", "\n")
    if kind is Kind.TEXT:
        said = unicodedata.normalize("NFC", said)
    return said.strip(tree.BLANKS) or None


def file_name(name: str | None) -> str | None:
    """Give a file's name without folders and control characters; nothing where nothing is left of it."""
    said = clean(_CONTROL.sub("", (name or "").replace("\\", "/").rpartition("/")[2]))
    return None if said in {".", ".."} else said


def _status(message: records.Status) -> records.Status:
    found = _record(message, "")
    known = codes.status(found.status_code)
    if known is None:
        raise Refusal(
            "edxml.status-unknown",
            _("Mã trạng thái “%(code)s” không có trong quy chuẩn."),
            params={"code": found.status_code or ""},
        )
    return dataclasses.replace(found, status_code=known.value)


def _document(message: records.Document) -> records.Document:
    found = _record(message, "")
    business = _business(found.business)
    attachments = tuple(
        _attachment(each, key=f"{found.document_id} {place}")
        for place, each in enumerate(message.attachments, start=1)
    )
    ids = [each.content_id for each in attachments]
    if len(set(ids)) < len(ids):
        raise Refusal(
            "edxml.content-id-twice",
            _("Hai tệp đính kèm cùng mang một mã “%(id)s”."),
            params={"id": next(each for each in ids if ids.count(each) > 1) or ""},
        )
    return dataclasses.replace(
        found, business=business, attachments=attachments, manifest=_manifest(message.manifest, attachments)
    )


def _business(business: records.Business) -> records.Business:
    does = codes.operation(business.type)
    if does is None:
        raise Refusal(
            "edxml.operation-unknown",
            _("Nghiệp vụ “%(type)s” không có trong quy chuẩn; cần người xem xét."),
            params={"type": business.type or ""},
        )
    if does is codes.Operation.NEW:
        return dataclasses.replace(business, document_id=None)
    if does is codes.Operation.REPLACE:
        if not business.replacements:
            raise _missing("Bussiness/ReplacementInfoList")
    elif not business.document_id:
        raise _missing("Bussiness/DocumentId")
    return business


def _attachment(attachment: records.Attachment, *, key: str) -> records.Attachment:
    if not attachment.content.size:
        raise Refusal("edxml.attachment-empty", _("Tệp đính kèm không có nội dung."))
    name = file_name(attachment.name)
    if name is None:
        raise _missing("Attachment/AttachmentName")
    if payload.extension(name).lower() == "zip":
        name = name[:-3] + "zip"  # others take the first entry out of a .ZIP
    named = uuid.uuid5(payload.ENTRIES, f"{key} {attachment.content.sha256}")
    filled = dataclasses.replace(
        attachment,
        name=name,
        content_id=bare(clean(attachment.content_id, Kind.NAME)) or str(named),
        content_type=clean(attachment.content_type, Kind.NAME) or payload.label(name),
    )
    return _record(filled, "Attachment/")


def _manifest(
    given: Sequence[records.Entry], attachments: Sequence[records.Attachment]
) -> tuple[records.Entry, ...]:
    """List every attachment, in their order: as it was listed when it came, else in the attachment's own words."""
    listed: Mapping[str | None, records.Entry] = {bare(entry.content_id): entry for entry in given}
    lost = set(listed) - {each.content_id for each in attachments}
    if lost:
        entry = listed[min(lost, key=str)]
        raise Refusal(
            "edxml.attachment-missing",
            _("Danh mục có tệp “%(name)s” nhưng thông điệp không mang tệp đó."),
            params={"name": entry.name or entry.content_id or ""},
        )
    return tuple(
        records.Entry(
            content_id=each.content_id,
            content_type=clean(entry.content_type, Kind.NAME) or each.content_type,
            name=each.name,
            description=clean(entry.description) or each.description,
        )
        for each in attachments
        for entry in [listed.get(each.content_id, records.Entry())]
    )


def _record(record: T, where: str) -> T:
    """Make one record tidy by its table; `where` it stands is said when it cannot be sent."""
    changes: dict[str, Any] = {}
    for part in wire.TABLES[type(record)]:
        value = getattr(record, part.attr)
        name = where + "".join(part.path[-1:])
        if isinstance(part, wire.Block):
            changes[part.attr] = _blocks(value, part, name) if part.many else _block(value, part, name)
        elif part.many:
            changes[part.attr] = tuple(filter(None, (clean(each, part.kind) for each in value)))
        else:
            changes[part.attr] = _value(value, part, name)
        if part.needed and changes[part.attr] in (None, ()):
            raise _missing(name)
    return dataclasses.replace(record, **changes)  # type: ignore[type-var]  # every key of the tables is a dataclass


def _blocks(value: Sequence[Any], part: wire.Block, name: str) -> tuple[Any, ...]:
    return tuple(said for said in (_record(each, f"{name}/") for each in value) if said != part.record())


def _block(value: Any, part: wire.Block, name: str) -> Any:
    """Make a record within a record tidy; one that says nothing is none, unless it is written all the same."""
    said = None if value is None else _record(value, f"{name}/")
    if said in (None, part.record()):
        return part.record() if part.filled else None
    return said


def _value(value: Any, part: wire.Leaf, name: str) -> Any:
    match part.kind:
        case Kind.TEXT | Kind.NAME:
            return clean(value, part.kind)
        case Kind.DATE | Kind.TIMESTAMP:
            return _moment(value, part, name)
        case Kind.NUMBER:
            if value < part.least:
                raise Refusal(
                    "edxml.not-a-number",
                    _("“%(name)s” phải là số nguyên không âm, không phải “%(value)s”."),
                    params={"name": name, "value": str(value)},
                )
    return value


def _moment(value: str | None, part: wire.Leaf, name: str) -> str | None:
    text = clean(value)
    said = text and (moments.as_date(text) if part.kind is Kind.DATE else moments.as_timestamp(text))
    if text and not said:
        day = _("“%(name)s” phải là ngày dạng yyyy/MM/dd, không phải “%(value)s”.")
        time = _("“%(name)s” phải là thời điểm dạng yyyy/MM/dd HH:mm:ss, không phải “%(value)s”.")
        raise Refusal(
            "edxml.not-a-date",
            day if part.kind is Kind.DATE else time,
            params={"name": name, "value": text[:40]},
        )
    return said or None


def _missing(name: str) -> Refusal:
    return Refusal("edxml.value-missing", _("Thông điệp thiếu “%(name)s”."), params={"name": name})
