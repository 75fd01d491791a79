"""Documents asked for: one, its history, what was found of its signatures, the lists, the books."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from motcua.base import clock, fold
from motcua.spine import access, refusal
from motcua.systems.documents import events, models, rules
from motcua.systems.documents.queries import agencies, records
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import queries as organisation

PAGE = 50
MOST_TO_SIGN = 500  # at one go in a browser: whoever signs reads the list first
MOST_AWAITING = 500  # of one person, in the list of the day
MOST_WORDS = 12
# The piles of a clerk's or an official's desk: what stands where.
PILES: dict[str, tuple[rules.Stage, ...]] = {
    "du-thao": (rules.Stage.DRAFT,),
    "cho-ky": (rules.Stage.SUBMITTED,),
    "cho-so": (rules.Stage.SIGNED,),
    "cho-phat-hanh": (rules.Stage.NUMBERED, rules.Stage.SEALED),
    "da-phat-hanh": (rules.Stage.ISSUED, rules.Stage.RECALLED, rules.Stage.REPLACED),
    "cho-vao-so": (rules.Stage.RECEIVED,),
    "cho-phan-cong": (rules.Stage.REGISTERED,),
    "dang-xu-ly": (rules.Stage.ASSIGNED,),
    "da-xu-ly": (rules.Stage.HANDLED,),
    "da-luu": (rules.Stage.FILED,),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What a list is narrowed to; empty fields narrow nothing. `text` is words in any writing, of file or subject."""

    text: str = ""
    outgoing: bool | None = None
    pile: str = ""
    stages: tuple[int, ...] = ()
    kind: str = ""
    unit: str = ""
    officer: str = ""


def document(*, document_id: str, by: access.Actor, at: datetime) -> records.Document:
    """Give a document to whoever may read it. Raises Refusal `documents.no-such-document`, and of `access`."""
    row = _row(document_id)
    place = access.Subject(paths=(organisation.unit(code=row.unit, on=at.date()).path,))
    access.require(actor=by, act=access.Act.DOCUMENT_READ, subject=place)
    return record(row)


def record(row: models.Document) -> records.Document:
    """Take a document out of the room as a frozen record."""
    listed = list(row.receivers.order_by("place").values_list("code", "name", "removed_at"))
    values = {name: getattr(row, name) for name in rules.State.__dataclass_fields__}
    return records.Document(
        state=rules.State(**values | {"id": str(row.pk), "stage": rules.Stage(row.stage)}),
        subject=_about(row),
        sender_name=row.sender_name,
        dated=row.dated,
        signer_name=row.signer_name,
        signer_position=row.signer_position,
        copies=row.copies,
        pages=row.pages,
        note=row.note,
        receivers=tuple((code, name) for code, name, gone in listed if gone is None),
        removed=tuple((code, name) for code, name, gone in listed if gone),
        files=tuple(_file(one) for one in row.files.order_by("-role", "version", "added_at", "pk")),
    )


def file(*, document_id: str, file_id: str, by: access.Actor, at: datetime) -> records.File:
    """Give a file of a document to whoever may read the document. Raises Refusal `documents.no-such-file`."""
    found = [one for one in document(document_id=document_id, by=by, at=at).files if one.id == str(file_id)]
    if not found:
        raise rules.Refusal(
            "documents.no-such-file", refusal.gettext_noop("Văn bản này không có tệp như vậy.")
        )
    return found[0]


def history(*, document_id: str) -> tuple[records.Happening, ...]:
    """Tell everything that happened to a document, oldest first, with the words that were said."""
    entries = ledger.read(stream=events.stream(document_id))
    said = dict(models.Words.objects.filter(document_id=document_id).values_list("digest", "text"))
    names = identity.names(ids={entry.fact.by for entry in entries})
    return tuple(
        records.Happening(
            fact=entry.fact,
            by_name=names.get(entry.fact.by, ""),
            text=said.get(str(entry.fact.data.get("words", "")), ""),
        )
        for entry in entries
    )


def findings(*, document_id: str) -> tuple[records.Finding, ...]:
    """Give what every check of the signatures found, the latest first."""
    rows = models.Finding.objects.filter(document_id=document_id).order_by("-at", "-pk")
    return tuple(
        records.Finding(
            id=row.pk,
            at=row.at,
            digest=row.digest,
            verdict=rules.Verdict(row.verdict),
            reason=rules.Reason(row.reason),
            problem=row.problem,
            signatures=tuple(row.signatures),
            evidence=row.grounds.count(),
        )
        for row in rows
    )


def documents(
    *, narrowed: Filter, by: access.Actor, at: datetime, page: int = 1
) -> tuple[tuple[records.Line, ...], int]:
    """List the documents that somebody may read, the latest acted on first; with how many there are in all."""
    rows = _narrowed(narrowed, by=by, at=at)
    total = rows.count()
    first = (max(1, page) - 1) * PAGE
    found = rows.order_by("-acted_at", "-pk")[first : first + PAGE]
    return lines(found), total


def roll(
    *, narrowed: Filter, by: access.Actor, at: datetime, after: str = "", limit: int = PAGE
) -> tuple[tuple[records.Line, ...], str | None]:
    """List the documents that somebody may read, the newest first, with where the next page begins, None at the end.

    Documents stand in the order in which they began, so pages neither repeat nor skip whatever is done meanwhile. Raises
    Refusal `documents.bad-page`.
    """
    rows = _narrowed(narrowed, by=by, at=at)
    if after:
        began, last = _place(after)
        rows = rows.filter(Q(began_at__lt=began) | Q(began_at=began, pk__lt=last))
    found = list(rows.order_by("-began_at", "-pk")[: limit + 1])
    shown = found[:limit]
    more = f"{shown[-1].began_at.isoformat()}~{shown[-1].pk}" if len(found) > limit else None
    return lines(shown), more


def _place(after: str) -> tuple[datetime, str]:
    moment, _, last = after.partition("~")
    try:
        read = datetime.fromisoformat(moment.replace(" ", "+"))
        known = str(rules.known_id(last))
    except (ValueError, rules.Refusal) as error:
        raise _bad_page() from error
    if read.tzinfo is None:
        raise _bad_page()
    return read, known


def _bad_page() -> rules.Refusal:
    return rules.Refusal(
        "documents.bad-page",
        refusal.gettext_noop("Vị trí trang không đúng; hãy mở lại danh sách từ đầu."),
    )


def _narrowed(narrowed: Filter, *, by: access.Actor, at: datetime) -> "QuerySet[models.Document]":
    rows = models.Document.objects.filter(within(access.reach(actor=by, act=access.Act.DOCUMENT_READ), at=at))
    if narrowed.stages:
        rows = rows.filter(stage__in=narrowed.stages)
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    if narrowed.outgoing is not None:
        rows = rows.filter(origin__isnull=narrowed.outgoing)
    if narrowed.pile:
        rows = rows.filter(stage__in=PILES.get(narrowed.pile, ()))
    if narrowed.unit:
        rows = rows.filter(unit=narrowed.unit)
    if narrowed.officer:
        rows = rows.filter(officer=narrowed.officer)
    return _worded(rows, narrowed.text)


def to_sign(*, by: access.Actor, at: datetime) -> tuple[tuple[str, str], ...]:
    """Give what was submitted to somebody to sign, the longest waiting first: each id with the digest of its file.

    At most `MOST_TO_SIGN`; `how_many_to_sign` counts all.
    """
    found = _submitted(by, at).order_by("acted_at", "pk").values_list("pk", "file")[:MOST_TO_SIGN]
    return tuple((str(pk), str(file)) for pk, file in found)


def how_many_to_sign(*, by: access.Actor, at: datetime) -> int:
    """Count what was submitted to somebody to sign."""
    return _submitted(by, at).count()


def _submitted(by: access.Actor, at: datetime) -> "QuerySet[models.Document]":
    return models.Document.objects.filter(
        within(access.reach(actor=by, act=access.Act.DOCUMENT_SIGN), at=at),
        submitted_to=by.id,
        stage=rules.Stage.SUBMITTED,
        file__isnull=False,
    )


def awaiting(*, by: access.Actor, at: datetime) -> tuple[records.Line, ...]:
    """List the documents that wait for somebody to act, the longest waiting first.

    A signer has what was submitted to them, an officer what was assigned to them; a head has what came to be assigned, a
    clerk what is to be registered, numbered, sealed or issued. What has no file is signed on paper, and so the clerk's.
    """

    def where(act: access.Act, *stages: rules.Stage) -> Q:
        return within(access.reach(actor=by, act=act), at=at) & Q(stage__in=stages)

    submitted, numbered = rules.Stage.SUBMITTED, rules.Stage.NUMBERED
    unsigned = Q(signed_at__isnull=True, file__isnull=False)
    rows = models.Document.objects.filter(
        Q(officer=by.id, stage=rules.Stage.ASSIGNED)
        | where(access.Act.DOCUMENT_SIGN, submitted, numbered) & Q(submitted_to=by.id) & unsigned
        | where(access.Act.DOCUMENT_ASSIGN, rules.Stage.REGISTERED)
        | where(access.Act.DOCUMENT_CLERK, rules.Stage.RECEIVED, rules.Stage.SIGNED, rules.Stage.SEALED)
        | where(access.Act.DOCUMENT_CLERK, submitted, numbered) & ~unsigned
    )
    return lines(rows.order_by("acted_at", "pk")[:MOST_AWAITING])


def piles(*, by: access.Actor, at: datetime) -> dict[str, int]:
    """Count what lies on each pile, within what somebody may read."""
    rows = models.Document.objects.filter(within(access.reach(actor=by, act=access.Act.DOCUMENT_READ), at=at))
    stages = list(rows.values_list("stage", flat=True))
    return {name: sum(stage in inside for stage in stages) for name, inside in PILES.items()}


def within(reach: access.Reach, *, at: datetime) -> Q:
    """Turn a reach into a filter on rows."""
    if reach.everything:
        return Q()
    units = set(reach.units)
    for root in reach.subtrees:
        units |= {unit.code for unit in organisation.units(on=at.date(), under=root)}
    return Q(unit__in=units)


def lines(rows: Iterable[models.Document]) -> tuple[records.Line, ...]:
    """Give the list's records of rows, in as many questions as one takes."""
    found = list(rows)
    ids = [row.pk for row in found]
    to: dict[object, list[str]] = {}
    for document, name in (
        models.Receiver.objects.filter(document__in=ids, removed_at__isnull=True)
        .order_by("place")
        .values_list("document", "name")
    ):
        to.setdefault(document, []).append(name)
    checks = (
        models.Finding.objects.filter(document__in=ids)
        .order_by("at", "pk")
        .values_list("document", "verdict")
    )
    verdicts = {document: rules.Verdict(verdict) for document, verdict in checks}
    return tuple(
        records.Line(
            id=str(row.pk),
            outgoing=row.origin is None,
            stage=rules.Stage(row.stage),
            unit=row.unit,
            kind=row.kind,
            urgency=row.urgency,
            secrecy=row.secrecy,
            subject=_about(row),
            symbol=row.symbol or "",
            number=row.number,
            party="; ".join(to.get(row.pk, ()))
            if row.origin is None
            else agencies.called(row.sender or "", otherwise=row.sender_name),
            dated=row.dated,
            began_at=row.began_at,
            acted_at=row.acted_at,
            due_at=row.due_at,
            verdict=verdicts.get(row.pk),
            file=row.file or "",
        )
        for row in found
    )


def alike(*, of: records.Document) -> tuple[records.Line, ...]:
    """List other documents in that bear the same number of the same sender: the same twice, or a number used twice."""
    state = of.state
    if state.outgoing or not state.symbol:
        return ()
    rows = models.Document.objects.filter(
        unit=state.unit, sender=state.sender, symbol=state.symbol, origin__isnull=False
    ).exclude(pk=state.id)
    return lines(rows.order_by("began_at")[:10])


def exchange_name(*, unit: str, symbol: str, at: datetime | None) -> str:
    """Name a document that leaves, as the document axis does: the agency, the day of its number, number and symbol."""
    day = f"{at.astimezone(clock.VN):%Y/%m/%d}" if at else ""
    return f"{unit},{day},{symbol}"


def came(*, unit: str, sender: str, key: str) -> str | None:
    """Find a document that came to an agency of ours, by what its sender calls it; None where none such came."""
    found = (
        models.Document.objects.filter(unit=unit, sender=sender, key=key).values_list("pk", flat=True).first()
    )
    return str(found) if found else None


def named(*, ids: Sequence[str]) -> dict[str, records.Line]:
    """Give the documents of these ids, for rooms that refer to them."""
    return {line.id: line for line in lines(models.Document.objects.filter(pk__in=list(ids)))}


def chosen(*, ids: Iterable[str], by: access.Actor, at: datetime) -> dict[str, records.Line]:
    """Give those of these documents that somebody may read, by id; of any other nothing is told."""
    readable = within(access.reach(actor=by, act=access.Act.DOCUMENT_READ), at=at)
    return {line.id: line for line in lines(models.Document.objects.filter(readable, pk__in=list(ids)))}


def _worded(rows: "QuerySet[models.Document]", text: str) -> "QuerySet[models.Document]":
    """Keep what has every word, at least as its beginning, in its subject, number, sender, or in one of its files."""
    words = fold.words(text)[:MOST_WORDS]
    if not words:
        return rows
    asked = " & ".join(f"{word}:*" for word in words)
    said = "to_tsvector('simple'::regconfig, searched) @@ to_tsquery('simple'::regconfig, %s)"
    in_files = "SELECT document_id FROM documents_file WHERE to_tsvector('simple'::regconfig, words) @@ to_tsquery('simple'::regconfig, %s)"
    return rows.extra(where=[f"({said} OR documents_document.id IN ({in_files}))"], params=[asked, asked])  # noqa: S610 - our own SQL, the words are parameters


def _about(row: models.Document) -> str:
    """Say what a document is about; of a secret one that it is secret."""
    return row.subject or gettext("Văn bản mật")


def _row(document_id: str) -> models.Document:
    row = models.Document.objects.filter(pk=rules.known_id(document_id)).first()
    if row is None:
        raise rules.no_such_document()
    return row


def _file(row: models.File) -> records.File:
    return records.File(
        id=str(row.pk),
        role=row.role,
        version=row.version,
        made_by=row.made_by,
        name=row.name,
        digest=row.digest,
        size=row.size,
        media_type=row.media_type,
        added_at=row.added_at,
        added_by=row.added_by,
        of=str(row.of_id) if row.of_id else None,
    )
