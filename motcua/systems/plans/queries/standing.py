"""What the statistics say of a target at a moment: its interval, its control limits, its forecast, what it still takes."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from motcua.spine import measure, plan as plans, sentence
from motcua.systems.plans import counting
from motcua.systems.plans.queries import readings


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How a share goes on until its period is over: the whole (`part` is None), or the part that has one value of `each`.

    `goals` are those asked of it. `open` records are known and still to be settled within the period; `expected` ones are
    not yet known, at the pace so far. `takes` is what its goals still take of the open ones, `takes_all` of the open and the
    expected together; None where the period is over or nothing is open. Of a share that is no flow, what does not satisfy
    is open, and nothing is foretold.
    """

    part: str | int | bool | None
    goals: tuple[measure.Goal, ...]
    settled: measure.Share
    open: int
    expected: int
    forecast: measure.Forecast | None
    takes: measure.Need | None
    takes_all: measure.Need | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A share's statistics. `flow`: records fall into months, and one that is counted is settled.

    `whole` is the course of all its records, whether a goal is asked of them or not; `parts` those of the parts of which one
    is asked, without parts of which nothing arose and nothing is to come.
    """

    flow: bool
    interval: measure.Interval | None
    chart: measure.Chart | None
    whole: Course
    parts: tuple[Course, ...]

    @property
    def asked(self) -> tuple[Course, ...]:
        """Give the courses of which a goal is asked: all of them must reach it."""
        return tuple(course for course in (self.whole, *self.parts) if course.goals)


def standing(
    target: plans.Target,
    read: readings.TargetReading,
    sitting: counting.Sitting,
    asked: sentence.Asked,
) -> Standing | None:
    """Work out the statistics of a target's headline within the sitting that read it; None where it is no share."""
    said = target.readings[0].sentence
    share = read.readings[0].value
    if not isinstance(said, sentence.Share) or not isinstance(share, measure.Share):
        return None
    over = asked.as_of >= asked.end
    flow = sentence.period_column(said) is not None
    chart = measure.p_chart([point.share for point in read.trend])
    if over or not flow:
        whole, *parts = (_stock(target, part, one, over=over) for part, one in _shares(share))
    else:
        # Asked as if the period were over, the same rows hold what will count even if nobody does anything.
        known = sitting.ahead(to=asked.end - timedelta(microseconds=1)).count(said)
        spread = chart.spread if chart else measure.CHANCE_ALONE
        whole, *parts = (
            _flow(target, part, one, known=then, asked=asked, spread=spread)
            for (part, one), (_, then) in zip(_shares(share), _shares(known), strict=True)
        )
    return Standing(
        flow=flow,
        interval=measure.wilson(share),
        chart=chart,
        whole=whole,
        parts=tuple(one for one in parts if one.goals and one.settled.denominator + one.open + one.expected),
    )


def _shares(share: measure.Share) -> list[tuple[measure.Part | None, measure.Share]]:
    """Give the whole and each of its parts."""
    return [(None, share), *((part, part.share) for part in share.parts)]


def _stock(target: plans.Target, part: measure.Part | None, share: measure.Share, *, over: bool) -> Course:
    value = None if part is None else part.value
    goals = measure.asked_of(target.goals, value)
    rest = 0 if over else share.denominator - share.numerator
    settled = measure.Share(numerator=share.numerator, denominator=share.denominator - rest)
    takes = (
        measure.still_takes(settled=settled, open_=rest, goals=goals, judged=target.judged) if rest else None
    )
    return Course(
        part=value,
        goals=goals,
        settled=settled,
        open=rest,
        expected=0,
        forecast=None,
        takes=takes,
        takes_all=takes,
    )


def _flow(
    target: plans.Target,
    part: measure.Part | None,
    share: measure.Share,
    *,
    known: measure.Share,
    asked: sentence.Asked,
    spread: Fraction,
) -> Course:
    value = None if part is None else part.value
    goals = measure.asked_of(target.goals, value)
    open_ = max(0, known.denominator - share.denominator)
    expected = measure.to_come(
        counted=share.denominator,
        elapsed=(asked.as_of - asked.start).days,
        remaining=(asked.end - asked.as_of).days,
        open_=open_,
    )

    def takes(more: int) -> measure.Need | None:
        return (
            measure.still_takes(settled=share, open_=more, goals=goals, judged=target.judged)
            if more
            else None
        )

    return Course(
        part=value,
        goals=goals,
        settled=share,
        open=open_,
        expected=expected,
        forecast=measure.foresee(settled=share, coming=open_ + expected, spread=spread),
        takes=takes(open_),
        takes_all=takes(open_ + expected),
    )
