"""What is new of a plan, read out of what is kept: its versions, and how it stood at the end of every month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.spine.measure import Verdict
from motcua.spine.worktime import VN
from motcua.systems.plans.queries import current, readings


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """A month that is over, by its first day, and the plan as it stood at its end, by the version then in force."""

    month: date
    reading: readings.PlanReading


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A target whose verdict at a month's end is another than at the end of the month before."""

    closed: Closed
    target: readings.TargetReading
    before: Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """A plan's versions, the months of its period that are over, and the targets that turned; the oldest first."""

    plan: current.InForce
    versions: tuple[current.Version, ...]
    months: tuple[Closed, ...]
    turns: tuple[Turn, ...]


def news(*, plan: str, now: datetime) -> News:
    """Gather what is new of a plan. Raises Refusal `plans.no-such-plan`."""
    found = current.in_force(plan)
    months = tuple(
        Closed(month=month, reading=readings.read_at(plan=plan, as_of=_last(month), now=now))
        for month in _over(found, now)
    )
    return News(plan=found, versions=current.versions(plan), months=months, turns=_turns(months))


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
    turns, stood = [], dict[str, Verdict]()
    for closed in months:
        for target in closed.reading.targets:
            before = stood.get(target.id, target.verdict)
            if before is not target.verdict:
                turns.append(Turn(closed=closed, target=target, before=before))
            stood[target.id] = target.verdict
    return tuple(turns)
