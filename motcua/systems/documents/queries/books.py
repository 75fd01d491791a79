"""The registers of documents out and in, and the numbers that are next."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.base import clock
from motcua.systems.documents import models, prints, rules
from motcua.systems.documents.queries import agencies, documents, records
from motcua.systems.identity import queries as identity

INCOMING, COPIES = "den", "ban-sao"
MOST = 20_000


def series(*, kind: str, legal: bool) -> str:
    """Name the book that numbers a kind of document: one for each kind, legal documents apart."""
    return f"{kind}-qppl" if legal else kind


def next_number(*, unit: str, kind: str, legal: bool, year: int) -> int:
    """Tell the number that the next document of a kind will get, if nobody is quicker."""
    return _next(unit, series(kind=kind, legal=legal), year)


def next_arrival(*, unit: str, year: int) -> int:
    """Tell the number that the next document in will get."""
    return _next(unit, INCOMING, year)


def next_copy(*, unit: str, year: int) -> int:
    """Tell the number that the next certified copy of an agency will get."""
    return _next(unit, COPIES, year)


def copies(*, document_id: str) -> tuple[records.Copy, ...]:
    """Give the certified copies made of a document, the latest first."""
    rows = list(models.Copy.objects.filter(document_id=document_id).order_by("-made_at", "-number"))
    names = identity.names(ids=[row.made_by for row in rows])
    sent = _sent(rows)
    return tuple(
        records.Copy(
            file=str(row.file_id),
            kind=row.kind,
            symbol=row.symbol,
            pages=row.pages,
            made_at=row.made_at,
            by_name=names.get(row.made_by, ""),
            sent_as=str(sent[str(row.file_id)].pk) if str(row.file_id) in sent else None,
        )
        for row in rows
    )


def copied_from(state: rules.State) -> records.Line | None:
    """Give what a document that is a certified copy was copied of; None for any other."""
    if state.copied is None:
        return None
    of = str(models.Copy.objects.get(file_id=state.copied).document_id)
    return documents.named(ids=[of])[of]


def _sent(copies: Sequence[models.Copy]) -> dict[str, models.Document]:
    """Give the documents that copies became, by the copy's file."""
    rows = models.Document.objects.filter(copied__in=[str(one.file_id) for one in copies])
    return {str(row.copied): row for row in rows}


def _next(unit: str, book: str, year: int) -> int:
    row = models.Counter.objects.filter(unit=unit, series=book, year=year).first()
    return (row.last if row else 0) + 1


def book(*, way: str, unit: str, year: int) -> tuple[tuple[str, ...], ...]:
    """Give the rows of a register, ten cells each, in the order of numbers; of a secret one no subject is told."""
    rows = models.Document.objects.filter(unit=unit, year=year, number__isnull=False)
    ways = rows.filter(origin__isnull=way == prints.OUT, copied__isnull=True)  # a copy has its own row below
    found = list(ways.order_by("series", "number")[:MOST])
    people = {one for row in found for one in (row.signed_by, row.officer, row.began_by) if one}
    names = identity.names(ids=people)
    if way == prints.IN:
        return tuple(_in(row, names) for row in found)
    made = models.Copy.objects.filter(unit=unit, year=year).select_related("document", "file")
    copied = list(made.order_by("number")[:MOST])
    sent = _sent(copied)
    to: dict[object, list[str]] = {}
    gone = [row.pk for row in (*found, *sent.values())]
    receivers = models.Receiver.objects.filter(document__in=gone, removed_at__isnull=True).order_by("place")
    for document, name in receivers.values_list("document", "name"):
        to.setdefault(document, []).append(name)
    makers = identity.names(ids=[one.made_by for one in copied])
    written = tuple(_out(row, names, to.get(row.pk, [])) for row in found)
    return written + tuple(_copied(one, makers, sent.get(str(one.file_id)), to) for one in copied)


def _copied(
    row: models.Copy,
    makers: Mapping[str, str],
    sent: models.Document | None,
    to: Mapping[object, Sequence[str]],
) -> tuple[str, ...]:
    """Give the row of a certified copy: it stands among what goes out, under its own number."""
    of = row.document
    return (
        row.symbol,
        _day(row.made_at),
        f"{rules.COPIES[row.kind].name.vi} {of.symbol or ''} {_said(of)}".replace("  ", " "),
        agencies.called(row.unit),
        "; ".join(to.get(sent.pk, ())) if sent else "",
        makers.get(row.made_by, ""),
        "Bản điện tử",
        _day(sent.issued_at) if sent else "",
        "",
        f"Trang {row.pages}" if row.pages else "",
    )


def _out(row: models.Document, names: Mapping[str, str], to: Sequence[str]) -> tuple[str, ...]:
    copies = {True: "Bản điện tử", False: str(row.copies), None: ""}[row.electronic]
    return (
        row.symbol or "",
        _day(row.numbered_at),
        _said(row),
        names.get(row.signed_by or "", row.signer_name),
        "; ".join(to),
        names.get(row.began_by, ""),
        copies,
        _day(row.issued_at),
        "",
        row.note or _degree(row),
    )


def _in(row: models.Document, names: Mapping[str, str]) -> tuple[str, ...]:
    return (
        _day(row.registered_at),
        str(row.number),
        agencies.called(row.sender or "", otherwise=row.sender_name),
        row.symbol or "",
        f"{row.dated:%d/%m/%Y}" if row.dated else "",
        _said(row),
        names.get(row.officer or "", ""),
        _day(row.assigned_at),
        "",
        row.note or _degree(row),
    )


def _said(row: models.Document) -> str:
    known = rules.KINDS_AND_COPIES.get(row.kind)
    name = known.name.vi if known else ""
    return name if row.secrecy != rules.OPEN else f"{name} {row.subject}"


def _degree(row: models.Document) -> str:
    return rules.SECRECIES[row.secrecy].vi if row.secrecy != rules.OPEN else ""


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(clock.VN):%d/%m/%Y}" if moment else ""
