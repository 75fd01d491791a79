"""A plan read at a moment: each target with its value, its verdict and its trend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

from motcua.spine import measure, plan as plans, sentence
from motcua.spine.collection import Names, Schema
from motcua.spine.measure import Verdict
from motcua.spine.procedure import Words
from motcua.spine.sentence import answer
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.queries import absent, current, naming
from motcua.systems.plans.queries.definitions import Definition, definitions

GOOD = (Verdict.MET, Verdict.ON_COURSE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One month of a trend, by its first day."""

    month: date
    share: measure.Share


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingValue:
    """One way of counting a target, counted: the sentence as written and in words, and its value or why it has none.

    `verdict` is None of one that no goal is asked of.
    """

    key: str
    label: Words
    sentence: str
    words: Words
    value: measure.Value | measure.Missing
    verdict: Verdict | None

    @property
    def share(self) -> measure.Share:
        """Give the share; for a value of another shape, one of nothing."""
        return (
            self.value if isinstance(self.value, measure.Share) else measure.Share(numerator=0, denominator=0)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """How many of those whom a survey asked have answered: the sentence as written and in words, and the share."""

    sentence: str
    words: Words
    share: measure.Share


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetReading:
    """A target at a moment: what the headline `measured`, and the `value` of it that the first goal is asked of.

    `unit` is the value's; a percentage is in percent. `why` says what an answer without figures lacks. `response` is
    of a survey that says whom it asked, None for anything else, and while nobody keeps its register.
    """

    id: str
    pillar: str
    statement: Words
    shape: measure.Shape
    goals: tuple[measure.Goal, ...]
    strive: bool
    owner: Words
    evidence: plans.Evidence
    source: Words
    measured: measure.Value | measure.Missing | None
    value: Fraction | None
    numerator: int | None
    denominator: int | None
    verdict: Verdict
    why: Words | None
    readings: tuple[ReadingValue, ...]
    trend: tuple[Point, ...]
    judged: measure.Judged = measure.Judged.POINT
    response: Response | None = None

    @property
    def interval(self) -> measure.Interval | None:
        """Give the 95 % interval of a share that is judged by it; None for anything else, and where nothing arose."""
        if self.judged is measure.Judged.POINT or not isinstance(self.measured, measure.Share):
            return None
        return measure.wilson(self.measured)

    @property
    def unit(self) -> measure.Unit:
        """Give the unit of the value."""
        return self.goals[0].unit if self.goals else measure.Unit.PERCENT

    @property
    def published(self) -> bool:
        """Tell whether it is measured, if of nothing: what can be given away. A figure not yet recorded cannot."""
        return self.measured is not None and not isinstance(self.measured, measure.Missing)

    @property
    def goals_of_whole(self) -> tuple[measure.Goal, ...]:
        """Give the goals asked of all its records, in the value's unit; none where each part has one of its own."""
        return tuple(goal for goal in measure.asked_of(self.goals, None) if goal.unit is self.unit)

    def reached(self, value: Fraction) -> bool:
        """Tell whether a value would reach every goal asked of the whole in its unit."""
        return all(goal.reached(value) for goal in self.goals_of_whole)

    def holds(self, share: measure.Share) -> bool | None:
        """Tell whether a month or a line is judged to reach them as the whole is; None where nothing is asked or arose."""
        return measure.holds(share, self.goals_of_whole, judged=self.judged)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanReading:
    """A whole plan at a moment; `version` is 0 for a file that is not in force, which has no `definitions` yet."""

    plan: plans.Plan
    version: int
    as_of: datetime
    past: bool
    loaded_at: datetime
    targets: tuple[TargetReading, ...]
    definitions: Mapping[str, Definition]

    @property
    def good(self) -> int:
        """Count the targets that are met or on course."""
        return sum(target.verdict in GOOD for target in self.targets)

    @property
    def total(self) -> int:
        """Count the targets of the reading."""
        return len(self.targets)

    @property
    def measured(self) -> int:
        """Count the targets that have a figure."""
        return sum(target.value is not None for target in self.targets)


def read(*, plan: str, as_of: date | None = None, now: datetime) -> PlanReading:
    """Read every target of a plan: as of now, or as it stood at the end of the day `as_of`.

    Raises Refusal `plans.no-such-plan`, `plans.as-of-to-come`.
    """
    found = current.in_force(plan)
    return _read(found, found.plan.targets, as_of=as_of, now=now)


def read_file(*, text: str, as_of: date | None = None, now: datetime) -> PlanReading:
    """Read every target of a plan's file as if it were in force. Raises Refusal `plan.file-has-faults` besides."""
    plan = plans.read(text, collections=counting.engine().collections)
    found = current.InForce(plan=plan, version=0, loaded_at=now)
    return _read(found, found.plan.targets, as_of=as_of, now=now)


def read_at(*, plan: str, as_of: date, only: frozenset[str] | None = None, now: datetime) -> PlanReading:
    """Read a plan, or `only` some targets, at the end of the day `as_of` by the version then in force, not by today's."""
    end = datetime.combine(as_of + timedelta(days=1), time(), VN)
    found = current.in_force(plan, at=end)
    wanted = (target for target in found.plan.targets if only is None or target.id in only)
    return _read(found, tuple(wanted), as_of=as_of, now=now)


def read_draft(*, plan: plans.Plan, target: plans.Target, now: datetime) -> TargetReading:
    """Read one target of a plan that is being written."""
    return _read(
        current.InForce(plan=plan, version=0, loaded_at=now), (target,), as_of=None, now=now
    ).targets[0]


def targets(*, plan: str, as_of: date | None = None, now: datetime) -> tuple[TargetReading, ...]:
    """Read every target of a plan, in the plan's order."""
    return read(plan=plan, as_of=as_of, now=now).targets


def target(*, plan: str, id: str, as_of: date | None = None, now: datetime) -> PlanReading:  # noqa: A002 - a target's id is what the plan calls it
    """Read one target of a plan; the answer holds it alone. Raises Refusal `plans.no-such-target` besides."""
    found = current.in_force(plan)
    return _read(found, (current.target_of(found.plan, id),), as_of=as_of, now=now)


def _read(
    found: current.InForce, wanted: tuple[plans.Target, ...], *, as_of: date | None, now: datetime
) -> PlanReading:
    moment = current.moment(found.plan, as_of=as_of, now=now)
    names = current.measured_by(wanted)
    if not names:
        read_ = tuple(unmeasured(target) for target in wanted)
    else:
        with counting.engine().sitting(names=names, asked=moment.asked, past=moment.past) as sitting:
            sitting.foresee(said for target in wanted for said in current.sentences(target)[1:])
            read_ = tuple(
                measured(target, sitting, moment.asked) if target.readings else unmeasured(target)
                for target in wanted
            )
    return PlanReading(
        plan=found.plan,
        version=found.version,
        loaded_at=found.loaded_at,
        as_of=moment.asked.as_of,
        past=moment.past,
        targets=read_,
        definitions=definitions(found.plan.id) if found.version else {},
    )


def in_its_period(
    target: plans.Target, sitting: counting.Sitting, asked: sentence.Asked
) -> tuple[counting.Sitting, sentence.Asked]:
    """Turn a sitting to a target's own period, at the same moment as the others."""
    if target.period is None:
        return sitting, asked
    own = replace(asked, start=target.period.begins, end=target.period.ends)
    return sitting.over(own), own


def unmeasured(target: plans.Target) -> TargetReading:
    """Read a target that nothing counts yet: no data, and why."""
    return _reading(target, verdict=Verdict.NO_DATA, why=target.why)


def measured(target: plans.Target, sitting: counting.Sitting, asked: sentence.Asked) -> TargetReading:
    """Read a target by its sentences over its own period, within a sitting of the caller's."""
    sitting, asked = in_its_period(target, sitting, asked)
    months = _months(target.readings[0].sentence, sitting)
    headline, *others = (reading.sentence for reading in target.readings)
    value = _sum(headline, months, sitting) if months is not None else sitting.value(headline)
    counted = _Counted(
        values=(value, *(sitting.value(said) for said in others)),
        months=tuple(months or ()),
        answered=_answered(target, sitting),
    )
    begun = asked.as_of >= asked.start
    return _told(target, counted, _to_the_month(asked), counting.engine().collections, begun=begun)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counted:
    """What was counted of a target: each reading, the headline's months, and who answered of those asked."""

    values: tuple[measure.Value | measure.Missing, ...]
    months: tuple[counting.Line, ...]
    answered: measure.Share | None


@lru_cache(maxsize=1024)
def _told(
    target: plans.Target, counted: _Counted, asked: sentence.Asked, collections: Schema, *, begun: bool
) -> TargetReading:
    """Judge what was counted and say it in words: nothing but the arguments decides, so what was told is told again."""
    values = tuple(
        _value(target, reading, value, asked, collections)
        for reading, value in zip(target.readings, counted.values, strict=True)
    )
    value, headline = counted.values[0], target.readings[0].sentence
    none = absent.nothing(headline) if begun else absent.not_begun(asked.start)
    return _reading(
        target,
        value=value,
        verdict=_judged(target, value, asked),
        why=none if value.nothing_arisen else answer.lacking(headline, value),
        readings=values,
        trend=_trend(counted.months, asked),
        response=_response(target, counted.answered, collections),
    )


def _to_the_month(asked: sentence.Asked) -> sentence.Asked:
    """Put the moment back to where its month began, or to the end of a period that is over.

    What was counted is judged and drawn no finer: only whether the period is over, and which months have begun.
    """
    if asked.as_of >= asked.end:
        return replace(asked, as_of=asked.end)
    instant = timedelta(microseconds=1)
    last = asked.as_of - instant
    return replace(asked, as_of=last.replace(day=1, hour=0, minute=0, second=0, microsecond=0) + instant)


def _answered(target: plans.Target, sitting: counting.Sitting) -> measure.Share | None:
    """Count who was asked and who of them answered; None where nothing says, or its register is not yet kept."""
    said = target.asked
    return None if said is None or sitting.unkept(said) else sitting.count(said)


def _response(target: plans.Target, answered: measure.Share | None, collections: Schema) -> Response | None:
    if target.asked is None or answered is None:
        return None
    written, words = _in_words(target.asked, collections, naming.names())
    return Response(sentence=written, words=words, share=answered)


@lru_cache(maxsize=1024)
def _in_words(said: sentence.Sentence, collections: Schema, names: Names) -> tuple[str, Words]:
    """Write a sentence, and say it."""
    return sentence.write(said), sentence.explain(said, collections=collections, names=names)


def _months(said: sentence.Sentence, sitting: counting.Sitting) -> list[counting.Line] | None:
    """Count a share by month; None where nothing tells a record's month or there are none yet, and for any other shape."""
    if not isinstance(said, sentence.Share) or sentence.period_column(said) is None or sitting.unkept(said):
        return None
    return sitting.breakdown(said, by=(counting.MONTH,))


def _sum(said: sentence.Sentence, lines: Sequence[counting.Line], sitting: counting.Sitting) -> measure.Share:
    """Add up the lines of a breakdown: every record stands in exactly one."""
    return measure.Share(
        numerator=sum(line.share.numerator for line in lines),
        denominator=sum(line.share.denominator for line in lines),
        parts=sitting.parts(said) if isinstance(said, sentence.Share) else (),
    )


def _value(
    target: plans.Target,
    reading: plans.Reading,
    value: measure.Value | measure.Missing,
    asked: sentence.Asked,
    collections: Schema,
) -> ReadingValue:
    written, words = _in_words(reading.sentence, collections, naming.names())
    return ReadingValue(
        key=reading.key,
        label=reading.label,
        sentence=written,
        words=words,
        value=value,
        verdict=_judged(target, value, asked) if reading.judged else None,
    )


def _judged(target: plans.Target, value: measure.Value | measure.Missing, asked: sentence.Asked) -> Verdict:
    return measure.judge(
        value=value, goals=target.goals, as_of=asked.as_of, end=asked.end, judged=target.judged
    )


def _trend(lines: Sequence[counting.Line], asked: sentence.Asked) -> tuple[Point, ...]:
    """Give the share of every month of the period that has begun; empty where there are no months."""
    if not lines:
        return ()
    shares = {line.values[0]: line.share for line in lines}
    points = []
    month = asked.start.date().replace(day=1)
    last = min(asked.end - timedelta(microseconds=1), asked.as_of - timedelta(microseconds=1)).date()
    while month <= last:
        points.append(Point(month=month, share=shares.get(month, measure.Share(numerator=0, denominator=0))))
        month = (month + timedelta(days=31)).replace(day=1)
    return tuple(points)


def _figure(target: plans.Target, value: measure.Value | measure.Missing | None) -> Fraction | None:
    """Give the figure that a target's first goal is asked of."""
    if value is None or isinstance(value, measure.Missing) or not target.goals:
        return None
    return value.figure(target.goals[0].unit)


def _reading(
    target: plans.Target,
    *,
    verdict: Verdict,
    why: Words | None,
    value: measure.Value | measure.Missing | None = None,
    readings: tuple[ReadingValue, ...] = (),
    trend: tuple[Point, ...] = (),
    response: Response | None = None,
) -> TargetReading:
    return TargetReading(
        id=target.id,
        pillar=target.pillar,
        statement=target.statement,
        shape=target.shape,
        goals=target.goals,
        strive=target.strive,
        owner=target.owner,
        evidence=target.evidence,
        source=target.source,
        measured=value,
        value=_figure(target, value),
        numerator=value.numerator if isinstance(value, measure.Share) else None,
        denominator=value.denominator if isinstance(value, measure.Share) else None,
        verdict=verdict,
        why=why,
        readings=readings,
        trend=trend,
        judged=target.judged,
        response=response,
    )
