"""What the statistics say of a target at a moment: its interval, its control limits, its forecast, what it still takes."""

from dataclasses import dataclass
from datetime import timedelta

from motcua.spine import measure, plan as plans, sentence
from motcua.systems.plans import counting
from motcua.systems.plans.queries import readings


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A share's statistics. `flow`: records fall into months, and one that is counted is settled.

    `open` records are known and still to be settled within the period; `expected` ones are not yet known, at the pace
    so far. `takes` is what is still to be done of the open ones, `takes_all` of the open and the expected together;
    None where the period is over or nothing is open. Of a share that is no flow, what does not satisfy is open.
    """

    flow: bool
    interval: measure.Interval | None
    chart: measure.Chart | None
    open: int
    expected: int
    forecast: measure.Forecast | None
    takes: measure.Need | None
    takes_all: measure.Need | None


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
        rest = 0 if over else share.denominator - share.numerator
        settled = measure.Share(numerator=share.numerator, denominator=share.denominator - rest)
        takes = measure.still_takes(settled=settled, open_=rest, goals=target.goals) if rest else None
        return Standing(
            flow=flow,
            interval=measure.wilson(share),
            chart=chart,
            open=rest,
            expected=0,
            forecast=None,
            takes=takes,
            takes_all=takes,
        )
    # Asked as if the period were over, the same rows hold what will count even if nobody does anything.
    known = sitting.ahead(to=asked.end - timedelta(microseconds=1)).count(said)
    open_ = max(0, known.denominator - share.denominator)
    expected = measure.to_come(
        counted=share.denominator,
        elapsed=(asked.as_of - asked.start).days,
        remaining=(asked.end - asked.as_of).days,
        open_=open_,
    )
    return Standing(
        flow=flow,
        interval=measure.wilson(share),
        chart=chart,
        open=open_,
        expected=expected,
        forecast=measure.foresee(
            settled=share, coming=open_ + expected, spread=chart.spread if chart else measure.CHANCE_ALONE
        ),
        takes=measure.still_takes(settled=share, open_=open_, goals=target.goals) if open_ else None,
        takes_all=measure.still_takes(settled=share, open_=open_ + expected, goals=target.goals)
        if open_ + expected
        else None,
    )
