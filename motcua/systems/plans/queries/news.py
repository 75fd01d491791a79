"""What is new of a plan: its versions, and how it stood at the end of every month, as it was told when it was over.

A month that was told is told once more where what had no data has figures by now (decision 0029).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from motcua.spine.measure import Verdict
from motcua.spine.worktime import VN
from motcua.systems.plans import models
from motcua.systems.plans.queries import current, readings


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """A month that is over, by its first day, and the plan as it stood at its end, by the version then in force.

    Of a month that was told, the reading holds of each target its figure and its verdict alone. `anew` is when it was told
    last, where that was not the first time; `added` are the targets that had no data the first time.
    """

    month: date
    reading: readings.PlanReading
    anew: datetime | None = None
    added: frozenset[str] = frozenset()

    def told(self, target: str) -> datetime:
        """Give the moment since when this is said of a target."""
        return self.anew if self.anew and target in self.added else self.reading.as_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A target whose verdict at a month's end is another than at the end of the month before; known since `told`."""

    closed: Closed
    target: readings.TargetReading
    before: Verdict
    told: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacking:
    """A month as it was told last, some targets without data, and these as they read by now."""

    month: date
    number: int
    figures: tuple[tuple[str, str | None, str], ...]
    reading: readings.PlanReading


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """A plan's versions, the months of its period that are over, and the targets that turned; the oldest first."""

    plan: current.InForce
    versions: tuple[current.Version, ...]
    months: tuple[Closed, ...]
    turns: tuple[Turn, ...]


def news(*, plan: str, now: datetime) -> News:
    """Gather what is new of a plan. Raises Refusal `plans.no-such-plan`.

    A month is given as it was told; one that is over and not told yet is counted.
    """
    found = current.in_force(plan)
    over = _over(found, now)
    told = _tellings(plan)
    versions = current.versions(plan)
    digests = {version.number: version.digest for version in versions}
    months = tuple(
        _told(told[month], digests) if month in told else _counted(plan, month, now) for month in over
    )
    return News(plan=found, versions=versions, months=months, turns=_turns(months))


def untold(*, plan: str, now: datetime) -> Iterable[Closed]:
    """Count the months of a plan that are over and were not told yet, the oldest first, each as it is asked for."""
    over = _over(current.in_force(plan), now)
    told = set(models.ToldMonth.objects.filter(plan=plan).values_list("month", flat=True))
    return (_counted(plan, month, now) for month in over if month not in told)


def lacking(*, plan: str, imports: int, now: datetime) -> Iterator[Lacking]:
    """Read again what had no data when its month was told, the oldest month first, each as it is asked for.

    Months at which that was looked for since the last of so many `imports` are left out.
    """
    for month, (*_, row) in sorted(_tellings(plan).items()):
        without = frozenset(name for name, _, verdict in row.figures if verdict == Verdict.NO_DATA)
        if without and row.imports < imports:
            read = readings.read_at(plan=plan, as_of=_last(month), only=without, now=now)
            figures = tuple((name, value, verdict) for name, value, verdict in row.figures)
            yield Lacking(month=month, number=row.number, figures=figures, reading=read)


def _tellings(plan: str) -> dict[date, list[models.ToldMonth]]:
    """Give what was told of each month, the first telling first."""
    told: dict[date, list[models.ToldMonth]] = {}
    for row in models.ToldMonth.objects.filter(plan=plan).order_by("month", "number"):
        told.setdefault(row.month, []).append(row)
    return told


def _counted(plan: str, month: date, now: datetime) -> Closed:
    return Closed(month=month, reading=readings.read_at(plan=plan, as_of=_last(month), now=now))


def _told(rows: list[models.ToldMonth], digests: dict[int, str]) -> Closed:
    first, row = rows[0], rows[-1]
    plan = current.text_of(row.plan_id, row.version, digests[row.version])
    targets = []
    for name, value, verdict in row.figures:
        target = plan.target(name)
        if target is not None:
            figure = None if value is None else Fraction(value)
            read = replace(readings.unmeasured(target), value=figure, verdict=Verdict(verdict), why=None)
            targets.append(read)
    reading = readings.PlanReading(
        plan=plan,
        version=row.version,
        as_of=row.as_of.astimezone(VN),
        past=True,
        loaded_at=row.told_at,
        targets=tuple(targets),
        definitions={},
    )
    if row is first:
        return Closed(month=row.month, reading=reading)
    without = {name for name, _, verdict in first.figures if verdict == Verdict.NO_DATA}
    added = frozenset(
        name for name, _, verdict in row.figures if name in without and verdict != Verdict.NO_DATA
    )
    return Closed(month=row.month, reading=reading, anew=row.told_at.astimezone(VN), added=added)


def _over(found: current.InForce, now: datetime) -> list[date]:
    """Give the first day of each month of the period that is over."""
    today = now.astimezone(VN).date()
    month, over = found.plan.start.replace(day=1), []
    while month <= found.plan.last and _last(month) < today:
        over.append(month)
        month = _last(month) + timedelta(days=1)
    return over


def _last(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _turns(months: tuple[Closed, ...]) -> tuple[Turn, ...]:
    turns, stood = [], dict[str, tuple[Verdict, datetime]]()
    for closed in months:
        for target in closed.reading.targets:
            told = closed.told(target.id)
            before, since = stood.get(target.id, (target.verdict, told))
            if before is not target.verdict:
                turns.append(Turn(closed=closed, target=target, before=before, told=max(told, since)))
            stood[target.id] = target.verdict, told
    return tuple(turns)
