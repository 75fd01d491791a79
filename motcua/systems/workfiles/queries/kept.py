"""Work files asked for: one, its history, the lists, what somebody has to do, and in which files a document is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.base import fold
from motcua.spine import access, event
from motcua.systems.documents import queries as papers
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import events, models, rules
from motcua.systems.workfiles.queries import reading, records

PAGE = 50
MOST_WORDS = 12
MOST_HANDED = 200
MARKED, STRUCK = (rules.FACTS[act] for act in (rules.Act.MARK_PAPER, rules.Act.STRIKE_PAPER))
READ = access.Act.WORKFILE_READ
PILES: dict[str, rules.Stage] = {
    "dang-lap": rules.Stage.OPEN,
    "cho-nop-luu": rules.Stage.CLOSED,
    "da-nop": rules.Stage.HANDED_OVER,
    "luu-tru": rules.Stage.ARCHIVED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What a list is narrowed to; empty fields narrow nothing."""

    text: str = ""
    pile: str = ""
    unit: str = ""
    keeper: str = ""


def file(*, file_id: str, by: access.Actor, at: datetime) -> records.File:
    """Give a work file to whoever may read it. Raises Refusal `workfiles.no-such-file`, and of `access`."""
    row = models.File.objects.filter(pk=rules.known_id(file_id)).first()
    if row is None:
        raise rules.no_such_file()
    place = access.Subject(paths=(organisation.unit(code=row.unit, on=at.date()).path,))
    access.require(actor=by, act=READ, subject=place)
    return _record(row, at=at)


def _record(row: models.File, *, at: datetime) -> records.File:
    state = reading.state_of(row)
    said = _words(row)
    names = identity.names(
        ids={state.keeper, *(one.officer for one in state.tasks), *(one.by for one in state.papers)}
    )
    steps = {one.number: one for one in row.papers.all()}
    return records.File(
        state=state,
        title=row.title,
        reason=_reason(row, said),
        keeper_name=names.get(state.keeper, ""),
        documents=documents(state),
        tasks=tasks(row.given.order_by("number"), names=names, at=at),
        papers=tuple(
            records.PaperStep(
                number=one.number,
                done_on=one.done_on,
                what=said.get(steps[one.number].what, ""),
                why=said.get(steps[one.number].why, ""),
                by=one.by,
                by_name=names.get(one.by, ""),
                struck=one.struck,
            )
            for one in state.papers
        ),
        hand_over_by=reading.terms().hand_over_by(state.closed_on) if state.closed_on else None,
    )


def _words(row: models.File) -> dict[str, str]:
    return dict(row.said.values_list("digest", "text"))


def _reason(row: models.File, said: dict[str, str]) -> str:
    if row.listed:
        return ""
    first = ledger.read(stream=events.stream(row.pk))[0].fact
    return said.get(str(first.data["words"]), "")


def documents(state: rules.State) -> tuple[records.Document, ...]:
    """Give the documents in a file by order number: the list of documents that goes with it."""
    known = papers.named(ids=[one.document for one in state.inside])
    return tuple(
        records.Document(
            number=one.number,
            id=one.document,
            symbol=known[one.document].symbol,
            subject=known[one.document].subject,
            party=known[one.document].party,
            dated=known[one.document].dated,
            paper=one.paper,
            added_at=one.added_at,
            extent=one.extent,
        )
        for one in state.inside
        if one.document in known
    )


def tasks(
    rows: Iterable[models.Task], *, names: dict[str, str] | None = None, at: datetime
) -> tuple[records.Task, ...]:
    """Give tasks with their words and their files' names."""
    found = list(rows)
    said = dict(
        models.Words.objects.filter(digest__in=[one.said for one in found]).values_list("digest", "text")
    )
    known = names if names is not None else identity.names(ids={one.officer for one in found})
    return tuple(
        records.Task(
            file=str(one.file_id),
            symbol=f"{one.file.code}/{one.file.year}",
            title=one.file.title,
            number=one.number,
            words=said.get(one.said, ""),
            officer=one.officer,
            officer_name=known.get(one.officer, ""),
            given_at=one.given_at,
            due_at=one.due_at,
            done_at=one.done_at,
            paper=one.paper,
            dropped=one.dropped,
            late=not one.dropped and (one.done_at or at) > one.due_at,
        )
        for one in found
    )


def my_tasks(*, officer: str, at: datetime) -> tuple[records.Task, ...]:
    """List what an officer (account) still has to do, the least time left first."""
    rows = models.Task.objects.filter(officer=officer, done_at=None, dropped=False).select_related("file")
    return tasks(rows.order_by("due_at", "pk"), at=at)


def history(*, file_id: str) -> tuple[records.Happening, ...]:
    """Tell everything that happened to a file, oldest first, with the words that were said."""
    entries = ledger.read(stream=events.stream(file_id))
    said = dict(models.Words.objects.filter(file_id=file_id).values_list("digest", "text"))
    people = {entry.fact.by for entry in entries} | {
        str(entry.fact.data[name])
        for entry in entries
        for name in ("officer", "keeper")
        if name in entry.fact.data
    }
    names = identity.names(ids={one for one in people if identity.is_id(one)})
    steps = [entry.fact.data["what"] for entry in entries if entry.fact.kind == MARKED]
    asked = [str(entry.fact.data["document"]) for entry in entries if "document" in entry.fact.data]
    known = papers.named(ids=asked)
    return tuple(
        records.Happening(
            fact=entry.fact,
            by_name=names.get(entry.fact.by, ""),
            what=said.get(str(_what(entry.fact, steps)), ""),
            text=said.get(str(entry.fact.data.get("words", "")), ""),
            about=_about(entry.fact.data, names, known, by=entry.fact.by),
        )
        for entry in entries
    )


def _what(fact: event.Fact, steps: Sequence[event.JSON]) -> event.JSON:
    """Give the digest of the step on paper that a fact speaks of: marked by it, or struck."""
    if fact.kind == STRUCK:
        return steps[int(str(fact.data["number"])) - 1]
    return fact.data.get("what", "")


def _about(data: Any, names: dict[str, str], known: dict[str, papers.Line], *, by: str) -> str:
    if "document" in data:
        found = known.get(str(data["document"]))
        return (found.symbol or found.subject) if found else ""
    whom = str(data.get("officer") or data.get("keeper") or "")
    return names.get(whom, "") if whom != by else ""


def files(
    *, narrowed: Filter, by: access.Actor, at: datetime, page: int = 1
) -> tuple[tuple[records.Line, ...], int]:
    """List the work files that somebody may read, the latest acted on first; with how many there are in all."""
    rows = _readable(by, at=at)
    if narrowed.pile:
        rows = rows.filter(stage=PILES.get(narrowed.pile, 0))
    if narrowed.unit:
        rows = rows.filter(unit=narrowed.unit)
    if narrowed.keeper:
        rows = rows.filter(keeper=narrowed.keeper)
    words = fold.words(narrowed.text)[:MOST_WORDS]
    if words:
        asked = " & ".join(f"{word}:*" for word in words)
        where = "to_tsvector('simple'::regconfig, searched) @@ to_tsquery('simple'::regconfig, %s)"
        rows = rows.extra(where=[where], params=[asked])  # noqa: S610 - our own SQL, the words are parameters
    total = rows.count()
    first = (max(1, page) - 1) * PAGE
    return lines(rows.order_by("-acted_at", "-pk")[first : first + PAGE], at=at), total


def piles(*, by: access.Actor, at: datetime, keeper: str = "") -> dict[str, int]:
    """Count what lies on each pile, within what somebody may read; of one keeper where named."""
    rows = _readable(by, at=at)
    if keeper:
        rows = rows.filter(keeper=keeper)
    counts = dict(rows.values_list("stage").annotate(Count("pk")))
    return {name: counts.get(int(stage), 0) for name, stage in PILES.items()}


def _readable(by: access.Actor, *, at: datetime) -> "QuerySet[models.File]":
    return models.File.objects.filter(within(access.reach(actor=by, act=READ), at=at))


def within(reach: access.Reach, *, at: datetime) -> Q:
    """Turn a reach into a filter on rows."""
    if reach.everything:
        return Q()
    units = set(reach.units)
    for root in reach.subtrees:
        units |= {unit.code for unit in organisation.units(on=at.date(), under=root)}
    return Q(unit__in=units)


def lines(rows: "Iterable[models.File] | QuerySet[models.File]", *, at: datetime) -> tuple[records.Line, ...]:
    """Give the list's records of rows, in as many questions as one takes."""
    found = list(rows)
    ids = [row.pk for row in found]
    inside: dict[Any, list[tuple[bool, int | None]]] = {}
    for one, paper, extent in models.Item.objects.filter(file__in=ids, out=False).values_list(
        "file", "paper", "extent"
    ):
        inside.setdefault(one, []).append((paper, extent))
    waits = models.Task.objects.filter(file__in=ids, done_at=None, dropped=False).values_list(
        "file", "due_at"
    )
    waiting: dict[Any, list[datetime]] = {}
    for one, due_at in waits:
        waiting.setdefault(one, []).append(due_at)
    names = identity.names(ids={row.keeper for row in found})
    return tuple(
        records.Line(
            id=str(row.pk),
            stage=rules.Stage(row.stage),
            unit=row.unit,
            year=row.year,
            code=row.code,
            title=row.title,
            secret=row.secrecy != rules.OPEN_TO_ALL,
            listed=row.listed,
            keeper=row.keeper,
            keeper_name=names.get(row.keeper, ""),
            retention=row.retention,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            archived_at=row.archived_at,
            documents=len(inside.get(row.pk, ())),
            extent=_extent(inside.get(row.pk, ())),
            steps=row.steps,
            steps_online=row.steps_online,
            waiting=len(waiting.get(row.pk, ())),
            late=sum(due_at < at for due_at in waiting.get(row.pk, ())),
        )
        for row in found
    )


def _extent(items: Sequence[tuple[bool, int | None]]) -> records.Extent:
    """Add up the sheets and the pages."""
    return records.Extent(
        sheets=sum(many or 0 for paper, many in items if paper),
        pages=sum(many or 0 for paper, many in items if not paper),
        uncounted=sum(many is None for _, many in items),
    )


def with_document(*, document: str, by: access.Actor, at: datetime) -> tuple[records.Line, ...]:
    """List the work files in which a document is, within what somebody may read."""
    rows = _readable(by, at=at).filter(items__document=document, items__out=False)
    return lines(rows.order_by("-acted_at"), at=at)


def mine_open(*, unit: str, keeper: str, at: datetime) -> tuple[records.Line, ...]:
    """List the open files at a unit that somebody keeps: those a document can go into."""
    rows = models.File.objects.filter(
        unit=unit, keeper=keeper, stage=rules.Stage.OPEN, secrecy=rules.OPEN_TO_ALL
    )
    return lines(rows.order_by("-acted_at")[:PAGE], at=at)


def to_hand_over(*, unit: str, keeper: str | None, at: datetime) -> tuple[records.Line, ...]:
    """List a unit's closed files that one keeper (None: anybody) may hand over, the longest closed first."""
    rows = models.File.objects.filter(unit=unit, stage=rules.Stage.CLOSED)
    if keeper is not None:
        rows = rows.filter(keeper=keeper)
    return lines(rows.order_by("closed_on", "code")[:MOST_HANDED], at=at)


def batches(*, unit: str, at: datetime) -> tuple[records.Batch, ...]:
    """List the hand-overs of a unit, the latest first."""
    return tuple(
        _batch(row, at=at) for row in models.Batch.objects.filter(unit=unit).order_by("-given_at")[:PAGE]
    )


def batch(*, batch_id: str, by: access.Actor, at: datetime) -> records.Batch:
    """Give a hand-over with its files. Raises Refusal `workfiles.no-such-file`, and of `access`."""
    row = models.Batch.objects.filter(pk=rules.known_id(batch_id)).first()
    if row is None:
        raise rules.no_such_file()
    place = access.Subject(paths=(organisation.unit(code=row.unit, on=at.date()).path,))
    access.require(actor=by, act=READ, subject=place)
    return _batch(row, at=at)


def _batch(row: models.Batch, *, at: datetime) -> records.Batch:
    names = identity.names(ids=[one for one in (row.given_by, row.taken_by) if one])
    return records.Batch(
        id=str(row.pk),
        unit=row.unit,
        year=row.year,
        number=row.number,
        given_by=names.get(row.given_by, ""),
        given_at=row.given_at,
        taken_by=names.get(row.taken_by or "", ""),
        taken_at=row.taken_at,
        files=lines(models.File.objects.filter(batch=str(row.pk)).order_by("year", "code"), at=at),
    )


def kept_here() -> dict[tuple[str, int], datetime]:
    """Give which agencies (code) keep their files of which year here, and since when (decision 0024)."""
    return {(one.unit, one.year): one.since for one in models.Kept.objects.order_by("unit", "year")}


def people(*, unit: str, at: datetime) -> Sequence[tuple[str, str]]:
    """Give who at a unit may keep files: account and name."""
    path = organisation.unit(code=unit, on=at.date()).path
    staff = {one.id: one.name for one in identity.people(unit=unit)}
    actors = identity.actors(account_ids=staff, at=at)
    place = access.Subject(paths=(path,))
    return [
        (account, staff[account])
        for account, actor in actors.items()
        if access.may(actor=actor, act=access.Act.WORKFILE_KEEP, subject=place)
    ]
