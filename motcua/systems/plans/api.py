"""The plans' door for programs: targets, one target, its breakdown, its records. All of it is public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Path, Query, Router

from motcua.base import api, clock, doors
from motcua.spine import measure
from motcua.spine.procedure import Words
from motcua.systems.plans import queries

router = Router(tags=["plans"])
PLACES = 6  # decimals of a percentage in an answer; numerator and denominator are exact
Plan = Annotated[str, Path(description="the plan's id", example="hung-yen-2023")]
Target = Annotated[str, Path(description="the target's id", example="P1")]
Reading = Annotated[
    str | None, Query(None, description="the key of one of the target's `readings`; empty: the headline")
]
AsOf = Annotated[
    str | None,
    Query(None, description="a day, `2023-06-30`: as it stood at its end; empty: now", example="2023-06-30"),
]
PUBLIC = "whoever is governed may read how the plan stands"


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalSaid:
    """One goal: its comparator exactly, its figure as a decimal text, its unit, and of which figure it is asked."""

    comparator: str
    figure: str
    unit: str
    what: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingSaid:
    """One way of counting: the sentence, the sentence in words, and its share (value in percent).

    What is no share has no numerator; `values` is its figure in the unit of each goal, empty where it has none.
    `verdict` is None of a reading that no goal is asked of.
    """

    key: str
    label: str
    sentence: str
    words: str
    value: float | None
    numerator: int | None
    denominator: int | None
    values: Mapping[str, float]
    verdict: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthSaid:
    """One month of a trend."""

    month: date
    value: float | None
    numerator: int
    denominator: int


@dataclass(frozen=True, kw_only=True, slots=True)
class IntervalSaid:
    """Between what a share of which only some were asked surely lies, in percent (Wilson, 95 %)."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class AnsweredSaid:
    """How many of those asked, in one part of a survey, have answered; `rate` in percent, None where nobody was asked."""

    part: str | int | bool
    answered: int
    asked: int
    rate: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponseSaid:
    """How many of those whom a survey asked have answered, by which sentence, and in each part it has."""

    answered: int
    asked: int
    rate: float | None
    sentence: str
    words: str
    parts: tuple[AnsweredSaid, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetSaid:
    """A target as a program reads it. `value` is in percent, None where there is none: `verdict` and `why` say why.

    `definition` numbers what counts and judges this target, anew with each change of it; `version` the plan's file.
    `judged` says by what a share is judged: `point`, or of a survey the `lower-bound` of its `interval`; `response` is
    how many of those it asked have answered.
    """

    id: str
    pillar: str
    pillar_name: str
    statement: str
    shape: str
    goal: str
    goals: tuple[GoalSaid, ...]
    strive: bool
    owner: str
    evidence: str
    source: str
    value: float | None
    numerator: int | None
    denominator: int | None
    verdict: str
    why: str | None
    judged: str
    interval: IntervalSaid | None
    response: ResponseSaid | None
    readings: tuple[ReadingSaid, ...]
    trend: tuple[MonthSaid, ...]
    plan: str
    version: int
    definition: int | None
    definition_digest: str | None
    as_of: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordsSaid:
    """A page of records: `count` of them in all, `next` the `after` of the following page."""

    count: int
    items: tuple[Mapping[str, Any], ...]
    next: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LineSaid:
    """One line of a breakdown: its values by column, and its share.

    Of a change it is `now` and `before` (None where the baseline is a stated figure) instead of numerator and
    denominator, and `value` how far they are apart, in percent of `before`.
    """

    values: Mapping[str, Any]
    value: float | None
    numerator: int | None
    denominator: int | None
    now: float | None
    before: float | None


@router.get("/{plan}/targets", openapi_extra=api.describes(list[TargetSaid]))
@doors.public(PUBLIC)
def targets(request: HttpRequest, plan: Plan, as_of: AsOf = None) -> HttpResponse:  # noqa: ARG001 - the library's signature
    """Read every target of a plan, now or as it stood at the end of the day `as_of`."""
    reading = queries.read(plan=plan, as_of=queries.day(as_of), now=clock.now())
    return api.answer([said(target, reading) for target in reading.targets])


@router.get("/{plan}/targets/{target}", openapi_extra=api.describes(TargetSaid))
@doors.public(PUBLIC)
def target(request: HttpRequest, plan: Plan, target: Target, as_of: AsOf = None) -> HttpResponse:  # noqa: ARG001 - the library's signature
    """Read one target."""
    reading = queries.target(plan=plan, id=target, as_of=queries.day(as_of), now=clock.now())
    return api.answer(said(reading.targets[0], reading))


@router.get("/{plan}/targets/{target}/records", openapi_extra=api.describes(RecordsSaid))
@doors.public(PUBLIC)
def records(
    request: HttpRequest,  # noqa: ARG001 - the library's signature
    plan: Plan,
    target: Target,
    *,
    side: Annotated[
        str, Query("of", description="`of`: those that count; `that`: those that satisfy; `rest`: the others")
    ] = "of",
    after: Annotated[
        str,
        Query("", description="go on from here: the `next` of the page before; empty: from the beginning"),
    ] = "",
    reading: Reading = None,
    as_of: AsOf = None,
) -> HttpResponse:
    """List the records behind a target's number: `side=of`, `that` or `rest`."""
    asked = queries.Asked(plan=plan, target=target, reading=reading, as_of=queries.day(as_of))
    found = queries.records(asked=asked, side=queries.side_of(side), after=after, now=clock.now())
    return api.answer(RecordsSaid(count=found.count, items=tuple(found.items), next=found.next))


@router.get("/{plan}/targets/{target}/breakdown", openapi_extra=api.describes(list[LineSaid]))
@doors.public(PUBLIC)
def breakdown(
    request: HttpRequest,  # noqa: ARG001 - the library's signature
    plan: Plan,
    target: Target,
    *,
    by: Annotated[
        str,
        Query(
            description="columns of the collection, or `month`, with commas between", example="level,month"
        ),
    ],
    reading: Reading = None,
    as_of: AsOf = None,
) -> HttpResponse:
    """Break a target down by one or more columns, separated by commas; `month` is the month within the period."""
    asked = queries.Asked(plan=plan, target=target, reading=reading, as_of=queries.day(as_of))
    names = tuple(name.strip() for name in by.split(","))
    found = queries.breakdown(asked=asked, by=names, now=clock.now())
    return api.answer([_line(dict(zip(names, line.values, strict=True)), line.value) for line in found.lines])


def _line(values: Mapping[str, Any], value: measure.Share | measure.Level) -> LineSaid:
    if isinstance(value, measure.Share):
        return LineSaid(
            values=values,
            value=_percent(value.figure(measure.Unit.PERCENT)),
            numerator=value.numerator,
            denominator=value.denominator,
            now=None,
            before=None,
        )
    change = None if value.before is None else measure.Change(baseline=value.before, now=value.recorded)
    return LineSaid(
        values=values,
        value=_percent(change.figure(measure.Unit.PERCENT)) if change else None,
        numerator=None,
        denominator=None,
        now=_percent(value.recorded),
        before=_percent(value.before),
    )


def said(target: queries.TargetReading, reading: queries.PlanReading) -> TargetSaid:
    """Say a target in the reader's language."""
    pillars = {pillar.key: pillar.name for pillar in reading.plan.pillars}
    definition = reading.definitions.get(target.id)
    return TargetSaid(
        id=target.id,
        pillar=target.pillar,
        pillar_name=_words(pillars[target.pillar]),
        statement=_words(target.statement),
        shape=target.shape,
        goal="; ".join(goal.said(get_language() or "vi") for goal in target.goals),
        goals=tuple(_goal(goal) for goal in target.goals),
        strive=target.strive,
        owner=_words(target.owner),
        evidence=target.evidence,
        source=_words(target.source),
        value=_percent(target.value),
        numerator=target.numerator,
        denominator=target.denominator,
        verdict=target.verdict,
        why=_words(target.why) if target.why else None,
        judged=target.judged,
        interval=_interval(target.interval) if target.interval else None,
        response=_response(target.response) if target.response else None,
        readings=tuple(_reading(value, target.goals) for value in target.readings),
        trend=tuple(_month(point) for point in target.trend),
        plan=reading.plan.id,
        version=reading.version,
        definition=definition.number if definition else None,
        definition_digest=definition.digest if definition else None,
        as_of=reading.as_of,
    )


def _goal(goal: measure.Goal) -> GoalSaid:
    figure = Decimal(goal.figure.numerator) / goal.figure.denominator
    what = _words(goal.what) if goal.what else None
    return GoalSaid(comparator=goal.comparator, figure=f"{figure:f}", unit=goal.unit, what=what)


def _interval(found: measure.Interval) -> IntervalSaid:
    return IntervalSaid(low=float(round(found.low, PLACES)), high=float(round(found.high, PLACES)))


def _response(found: queries.Response) -> ResponseSaid:
    share = found.share
    return ResponseSaid(
        answered=share.numerator,
        asked=share.denominator,
        rate=_percent(share.figure(measure.Unit.PERCENT)),
        sentence=found.sentence,
        words=_words(found.words),
        parts=tuple(
            AnsweredSaid(
                part=one.value,
                answered=one.share.numerator,
                asked=one.share.denominator,
                rate=_percent(one.share.figure(measure.Unit.PERCENT)),
            )
            for one in share.parts
        ),
    )


def _reading(value: queries.ReadingValue, goals: Sequence[measure.Goal]) -> ReadingSaid:
    counted = value.value
    share = counted if isinstance(counted, measure.Share) else None
    found = (
        {}
        if isinstance(counted, measure.Missing)
        else {goal.unit.value: _percent(counted.figure(goal.unit)) for goal in goals}
    )
    values = {unit: figure for unit, figure in found.items() if figure is not None}
    return ReadingSaid(
        key=value.key,
        label=_words(value.label),
        sentence=value.sentence,
        words=_words(value.words),
        value=_percent(share.figure(measure.Unit.PERCENT)) if share else None,
        numerator=share.numerator if share else None,
        denominator=share.denominator if share else None,
        values=values,
        verdict=value.verdict,
    )


def _month(point: queries.Point) -> MonthSaid:
    share = point.share
    return MonthSaid(
        month=point.month,
        value=_percent(share.figure(measure.Unit.PERCENT)),
        numerator=share.numerator,
        denominator=share.denominator,
    )


def _words(words: Words) -> str:
    return words.said(get_language() or "vi")


def _percent(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, PLACES))
