"""The dossier's way through the internal process: who had it, on which step, how long, in time or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from motcua.spine import dossier, event, procedure, worktime
from motcua.systems.dossiers import prints, queries, wording

HOUR = 60
ENDS = frozenset(
    {
        "dossier.handed_over",
        "dossier.decided",
        "dossier.withdrawn",
        "dossier.stopped",
        "dossier.receipt_refused",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """A dossier on one step with one unit: from when to when (None: still), due when, with what outcome."""

    step: str
    unit: str
    officer: str
    hours: int | None
    since: datetime
    until: datetime | None
    due_at: datetime | None
    outcome: prints.Outcome | None
    worked: int

    @property
    def worked_hours(self) -> int:
        """The working hours it has been there, to the next whole one."""
        return -(-self.worked // HOUR)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One handing over as it stood: the state before, the state after, the fact, and how the giver's step ended."""

    before: dossier.State
    after: dossier.State
    fact: queries.Happening


def passages(page: queries.Page) -> list[Passage]:
    """Tell every fact of a dossier with the states around it."""
    found: list[Passage] = []
    state: dossier.State | None = None
    for one in page.history:
        fact = event.Fact(
            kind=one.kind, at=one.at, by=one.by, data=cast("Mapping[str, event.JSON]", one.data)
        )
        after = dossier.apply(state, fact)
        if state is not None:
            found.append(Passage(before=state, after=after, fact=one))
        state = after
    return found


def outcome(*, due_at: datetime | None, at: datetime) -> prints.Outcome | None:
    """Judge an end against its time: before the half-day it was due in, in it, or after it."""
    if due_at is None:
        return None
    if at > due_at:
        return prints.Outcome.LATE
    start = worktime.session_start(at=due_at, calendar=queries.calendar())
    return prints.Outcome.BEFORE if at < start else prints.Outcome.ON


def stays(page: queries.Page, *, names: Mapping[str, str], at: datetime) -> list[Stay]:
    """Tell where a dossier stayed since it was received, oldest first."""
    found: list[Stay] = []
    begun: dossier.State | None = None
    for one in passages(page):
        if begun is not None and one.fact.kind in ENDS:
            ended = outcome(due_at=one.before.step_due_at, at=one.fact.at)
            found.append(
                _stay(begun, page.definition, names, until=one.fact.at, ended=ended, last=one.before)
            )
            begun = None
        if one.fact.kind in {"dossier.received", "dossier.handed_over"}:
            begun = one.after
    if begun is not None:
        found.append(_stay(begun, page.definition, names, until=None, ended=None, last=page.state, now=at))
    return found


def _stay(
    begun: dossier.State,
    definition: procedure.Definition,
    names: Mapping[str, str],
    *,
    until: datetime | None,
    ended: prints.Outcome | None,
    last: dossier.State,
    now: datetime | None = None,
) -> Stay:
    end = until or now or begun.acted_at
    step = next((one for one in definition.process if one.key == begun.step), None)
    return Stay(
        step=wording.said(step.label) if step else "",
        unit=wording.unit(begun.unit),
        officer=names.get(begun.officer or "", ""),
        hours=step.hours if step else None,
        since=begun.acted_at,
        until=until,
        due_at=last.step_due_at,
        outcome=ended,
        worked=max(
            0, worktime.working_minutes_between(start=begun.acted_at, end=end, calendar=queries.calendar())
        ),
    )


def ahead(page: queries.Page) -> list[tuple[str, int]]:
    """Give the steps still to come, each with its working hours; none where the work is over."""
    if not page.state.is_open or page.state.received_at is None:
        return []
    steps = dossier.main_steps(page.definition)
    keys = [step.key for step in steps]
    place = keys.index(page.state.step) + 1 if page.state.step in keys else 0
    return [(wording.said(step.label), step.hours) for step in steps[place:]]
