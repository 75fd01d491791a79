"""The acts of the exchange put together: what each one says, so that no caller has to know the codes."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from motcua.gateways.edxml import codes, moments, records


def document_id(*, organ_id: str, issued_on: date, number: str, notation: str) -> str:
    """Make the id of a document we issue: `000.00.01.H31,2025/08/12,145/SMH-VP`."""
    return f"{organ_id},{moments.wire_date(issued_on)},{number}/{notation}"


def parts(document_id: str) -> tuple[str, str, str, str] | None:
    """Take an id apart into agency, date, number and notation; None where a sender uses another form, as some do."""
    organ_id, day, rest = [*document_id.split(",", 2), "", ""][:3]
    number, slash, notation = rest.partition("/")
    if not (organ_id and slash and moments.as_date(day) == day):
        return None
    return organ_id, day, number, notation


def reference(document: records.Document) -> records.Reference:
    """Name a document in an answer to it, letter by letter as it named itself.

    What it left out of number and date is taken from its id, so that a faulty message can still be answered.
    """
    code = "/".join(filter(None, (document.code.number, document.code.notation)))
    _organ, day, number, notation = parts(document.document_id or "") or (None, None, None, None)
    return records.Reference(
        organ_id=document.from_.organ_id,
        code=code or (f"{number}/{notation}" if number else None),
        document_id=document.document_id,
        promulgation_date=document.promulgation.date or day,
    )


def status(
    given: codes.Status,
    *,
    about: records.Document,
    by: records.Organisation,
    staff: records.Staff,
    description: str,
    at: datetime,
) -> records.Status:
    """Tell a sender what became of a document; the description is always said, some receivers insist on it."""
    return records.Status(
        from_=by,
        response_for=reference(about),
        staff_info=staff,
        status_code=given.value,
        description=description,
        timestamp=moments.wire_timestamp(at),
    )


def reply(document: records.Document, *, to: Iterable[records.Document]) -> records.Document:
    """Make a new document the answer to others."""
    return dataclasses.replace(
        _doing(document, codes.Operation.NEW, None), response_for=tuple(map(reference, to))
    )


def recall(letter: records.Document, *, of: records.Document) -> records.Document:
    """Make a letter the recall of a document."""
    return _doing(letter, codes.Operation.RECALL, of.document_id)


def update(
    document: records.Document, *, of: records.Document, content: bool, receivers: Sequence[records.Receiver]
) -> records.Document:
    """Make a document, complete as it now is, the update of itself as it was; it keeps its id.

    `content`: whether words or data changed. `receivers`: only those added (`1`) or removed (`0`).
    """
    changed = records.DocumentInfo(
        document_info="1" if content else "0",
        document_receiver="1" if receivers else "0",
        receivers=tuple(receivers),
    )
    found = _doing(document, codes.Operation.UPDATE, of.document_id)
    return dataclasses.replace(found, business=dataclasses.replace(found.business, document_infos=(changed,)))


def replace(document: records.Document, *, replaced: Iterable[records.Replacement]) -> records.Document:
    """Make a new document take the place of others."""
    found = _doing(document, codes.Operation.REPLACE, None)
    return dataclasses.replace(
        found, business=dataclasses.replace(found.business, replacements=tuple(replaced))
    )


def _doing(document: records.Document, does: codes.Operation, to: str | None) -> records.Document:
    business = dataclasses.replace(document.business, type=does.value, document_id=to)
    return dataclasses.replace(document, business=business)
