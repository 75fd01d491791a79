"""Where a share will stand when its period is over, from what is settled, what is open and what is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from motcua.spine.measure import interval
from motcua.spine.measure.goal import Goal
from motcua.spine.measure.value import HUNDRED, Share
from motcua.spine.measure.verdict import Judged, judged_figure


class Outlook(StrEnum):
    """What a forecast says of the goals: the whole interval reaches them, none of it does, or it may go either way."""

    REACHES = "reaches"
    OPEN = "open"
    FAILS = "fails"


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """A share at the end of its period, in percent: the likely figure and its 95 % interval.

    `settled` is counted already; `coming` more records will be: those still open and those expected.
    """

    settled: Share
    coming: int
    low: Fraction
    likely: Fraction
    high: Fraction

    def outlook(self, goals: Sequence[Goal], *, judged: Judged = Judged.POINT) -> Outlook:
        """Tell what the interval says of the goals; each of its figures is judged as the share itself will be."""
        ends = [
            all(self._reached(goal, value, judged) for goal in goals)
            for value in (self.low, self.likely, self.high)
        ]
        if all(ends):
            return Outlook.REACHES
        return Outlook.OPEN if any(ends) else Outlook.FAILS

    def bound(self, goal: Goal) -> Fraction:
        """Give the end of the interval, in percent, by which the likely figure would then be judged."""
        return self._judged(goal, self.likely, Judged.LOWER_BOUND)

    def _reached(self, goal: Goal, value: Fraction, judged: Judged) -> bool:
        return goal.reached(value if judged is Judged.POINT else self._judged(goal, value, judged))

    def _judged(self, goal: Goal, value: Fraction, judged: Judged) -> Fraction:
        whole = self.settled.denominator + self.coming
        share = Share(numerator=round(value * whole / HUNDRED), denominator=whole)
        figure = judged_figure(share, goal, judged=judged)
        return value if figure is None else figure


def foresee(*, settled: Share, coming: int, spread: Fraction = Fraction(1)) -> Forecast | None:
    """Forecast a share once `coming` more records are settled as those before them were; None where none was settled.

    What is to come satisfies with the chance seen so far (half a record added to either side, as Jeffreys has it). The
    interval holds both what chance does to the records to come and what is not known of that chance; where the months
    vary `spread` times more than chance (`control.Chart.spread`), it is wider by its root. It never leaves what
    arithmetic allows. Source: Hahn and Meeker, Statistical Intervals (1991), 7.7 (prediction of a binomial count).
    """
    that, of = settled.numerator, settled.denominator
    if of == 0:
        return None
    chance = (that + Fraction(1, 2)) / (of + 1)
    _, error = interval.root(spread * chance * (1 - chance) * coming * (1 + Fraction(coming, of)))
    mean, half = chance * coming, interval.Z * error
    low, high = max(0, floor(mean - half)), min(coming, ceil(mean + half))

    def figure(more: Fraction | int) -> Fraction:
        return (that + more) * HUNDRED / Fraction(of + coming)

    return Forecast(settled=settled, coming=coming, low=figure(low), likely=figure(mean), high=figure(high))


def to_come(*, counted: int, elapsed: int, remaining: int, open_: int) -> int:
    """Expect how many records are still to come beyond the `open_` ones, at the pace of the `elapsed` days."""
    if elapsed <= 0:
        return 0
    return max(0, round(Fraction(counted * max(0, remaining), elapsed)) - open_)
