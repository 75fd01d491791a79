"""What a goal still takes: of the records not yet settled, how many must satisfy; whole numbers, nothing rounded."""

import operator
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from motcua.spine.measure.goal import Goal, Unit
from motcua.spine.measure.value import Share
from motcua.spine.measure.verdict import Judged, judged_figure

# From where on a rising figure is enough for a goal, and from where on it is too much.
ENOUGH: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.ge,
}
TOO_MUCH: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.ge,
    "<=": operator.gt,
    "=": operator.gt,
}


class Reach(StrEnum):
    """Whether a goal is safe whatever comes, still takes something, or can no longer be reached."""

    SAFE = "safe"
    TAKES = "takes"
    BEYOND = "beyond"


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """Of `open` records at least `least` and at most `most` must satisfy; `reach` says what that means."""

    open: int
    least: int
    most: int
    reach: Reach


def still_takes(*, settled: Share, open_: int, goals: Sequence[Goal], judged: Judged = Judged.POINT) -> Need:
    """Tell what the goals in percent still take of `open_` records, when `settled` can change no more.

    Where a bound of the interval is judged it must reach the goal then too, which takes more than the figure alone.
    Goals in another unit ask nothing of a share and are passed over.
    """
    least, most = 0, open_
    for goal in goals:
        if goal.unit is Unit.PERCENT and settled.denominator + open_:
            fewest, furthest = _asked(goal, settled, open_, judged)
            least, most = max(least, fewest), min(most, furthest)
    if least > most:
        return Need(open=open_, least=least, most=most, reach=Reach.BEYOND)
    reach = Reach.SAFE if (least, most) == (0, open_) else Reach.TAKES
    return Need(open=open_, least=least, most=most, reach=reach)


def _asked(goal: Goal, settled: Share, open_: int, judged: Judged) -> tuple[int, int]:
    """Give how many of the open records must satisfy at least and may at most; more, or fewer, than there are for none.

    The figure that is judged rises with every record that satisfies, a bound of its interval no less than the share.
    """
    total, ways = settled.denominator + open_, range(open_ + 1)

    def passes(compare: Callable[[Fraction, Fraction], bool], more: int) -> bool:
        share = Share(numerator=settled.numerator + more, denominator=total)
        figure = judged_figure(share, goal, judged=judged)
        return figure is not None and compare(figure, goal.figure)

    least, most = 0, open_
    if enough := ENOUGH.get(goal.comparator):
        least = bisect_left(ways, True, key=lambda more: passes(enough, more))
    if too_much := TOO_MUCH.get(goal.comparator):
        most = bisect_left(ways, True, key=lambda more: passes(too_much, more)) - 1
    return least, most
