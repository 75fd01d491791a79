"""Lists of dossiers, each within what the reader may reach."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from motcua.base import fold
from motcua.spine import access, dossier, refusal
from motcua.systems.dossiers import models
from motcua.systems.dossiers.queries import piles
from motcua.systems.dossiers.queries.records import Line
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

NOBODY = "-"
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What a list is narrowed to; empty fields narrow nothing.

    `text` is a number, a name or part of one; `pile` one of `piles.PILES`; `officer` may be `NOBODY`.
    """

    text: str = ""
    pile: str = ""
    stages: tuple[int, ...] = ()
    unit: str = ""
    level: str = ""
    officer: str = ""
    procedure: str = ""
    late_at: datetime | None = None
    due_by: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """One page of a list: its lines, and where the next page begins (empty at the end)."""

    lines: tuple[Line, ...]
    after: str


def within(reach: access.Reach, *, on: datetime) -> Q:
    """Turn a reach into a filter on rows: what stands at, or came in at, the units it covers."""
    if reach.everything:
        return Q()
    units = set(reach.units)
    for root in reach.subtrees:
        units |= {unit.code for unit in organisation.units(on=on.date(), under=root)}
    found = Q(pk__in=[])
    if units:
        found |= Q(unit__in=units) | Q(receiving_unit__in=units)
    if reach.owner is not None:
        found |= Q(owner=reach.owner)
    return found


def narrowed(rows: QuerySet[models.Dossier], by: Filter, at: datetime) -> QuerySet[models.Dossier]:
    """Apply a filter, as things stand at a moment."""
    if by.pile:
        rows = rows.filter(piles.pile(by.pile, at))
    if by.stages:
        rows = rows.filter(stage__in=by.stages)
    if by.officer:
        rows = rows.filter(officer=None if by.officer == NOBODY else by.officer)
    for name in ("unit", "level", "procedure"):
        if value := getattr(by, name):
            rows = rows.filter(**{name: value})
    if by.late_at is not None:
        rows = rows.filter(due_at__lt=by.late_at, stage__in=piles.IN_HAND)
    if by.due_by is not None:
        rows = rows.filter(due_at__lte=by.due_by)
    if text := by.text.strip():
        folded = fold.fold(text)
        rows = rows.filter(Q(code__icontains=text.upper()) | Q(applicant__folded__contains=folded))
    return rows


def work(*, reach: access.Reach, by: Filter, at: datetime, limit: int = 200) -> tuple[Line, ...]:
    """Give what is owed, the most pressing first; what has no deadline comes last.

    What waits to be received has no promise yet: it stands by the time it was filed. What waits for the citizen
    presses nobody: it comes after the rest.
    """
    rows = models.Dossier.objects.filter(within(reach, on=at))
    if not by.stages:
        rows = rows.filter(stage__in=piles.OWED)
    pressing = Case(When(stage=1, then=F("filed_at")), default=F("due_at"))
    resting = Case(When(stage__in=piles.WAITING, then=1), default=0)
    rows = narrowed(rows, by, at).order_by(resting, pressing.asc(nulls_last=True), "id")
    return tuple(lines(rows[:limit]))


def presses_at(line: Line) -> datetime | None:
    """Say by which time `work` puts a dossier in its place; None for what presses nobody, which comes last."""
    if line.stage in piles.WAITING:
        return None
    return line.filed_at if line.stage is dossier.Stage.REGISTERED else line.due_at


def count(*, reach: access.Reach, by: Filter, at: datetime) -> int:
    """Count what `work` or `recent` would list."""
    return narrowed(models.Dossier.objects.filter(within(reach, on=at)), by, at).count()


def recent(*, reach: access.Reach, by: Filter, at: datetime, after: str = "", limit: int = 50) -> Lines:
    """Give dossiers, the newest first, page by page; a page never repeats or skips what was there before."""
    rows = narrowed(models.Dossier.objects.filter(within(reach, on=at)), by, at)
    rows = rows.order_by("-recorded_at", "-id")
    if after:
        moment, last = read_place(after)
        rows = rows.filter(Q(recorded_at__lt=moment) | Q(recorded_at=moment, id__lt=last))
    found = list(lines(rows[: limit + 1]))
    following = ""
    if len(found) > limit:
        found = found[:limit]
        row = models.Dossier.objects.only("recorded_at", "id").get(id=found[-1].id)
        following = f"{row.recorded_at.isoformat()}~{row.id}"
    return Lines(lines=tuple(found), after=following)


def read_place(after: str) -> tuple[datetime, str]:
    """Read where a page begins; refuse what this house did not write."""
    moment, _, last = after.partition("~")
    try:
        read = datetime.fromisoformat(moment.replace(" ", "+"))
    except ValueError:
        read = None
    if read is None or read.tzinfo is None or not _ID.fullmatch(last):
        raise refusal.Refusal(
            "dossier.bad-page", refusal.gettext_noop("Vị trí trang không đúng; hãy mở lại danh sách từ đầu.")
        )
    return read, last


def lines(rows: QuerySet[models.Dossier]) -> Iterable[Line]:
    """Turn rows into records, with the names a reader wants, in a handful of questions to the database."""
    found = list(rows.select_related("applicant"))
    officers = identity.names(ids={row.officer for row in found if row.officer})
    return [line(row, officers) for row in found]


def line(row: models.Dossier, officers: Any) -> Line:
    """Turn one row, with its applicant at hand, into a record."""
    definition = procedures.definition(code=row.procedure, version=row.version)
    return Line(
        id=str(row.id),
        code=row.code,
        seq=row.seq,
        stage=dossier.Stage(row.stage),
        procedure=row.procedure,
        procedure_name=definition.name,
        applicant=masked(row.applicant.name),
        channel=row.channel,
        unit=row.unit,
        unit_name=organisation.unit(code=row.unit).short_name,
        step=row.step,
        officer=row.officer,
        officer_name=officers.get(row.officer, "") if row.officer else "",
        filed_at=row.filed_at,
        received_at=row.received_at,
        due_at=row.due_at,
        appointed_at=row.appointed_at,
        paused_at=row.paused_at,
        finished_at=row.finished_at,
        outcome=row.outcome,
        supplements=row.supplements,
    )


def masked(name: str) -> str:
    """Show enough of a name to call a person at the counter, not enough to look them up: "N••• T••• Lan"."""
    words = name.split()
    return " ".join([*(word[0] + "•••" for word in words[:-1]), *words[-1:]])
