"""What a goal still takes: of the records not yet settled, how many must satisfy; whole numbers, nothing rounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from motcua.spine.measure.goal import Goal, Unit
from motcua.spine.measure.value import HUNDRED, Share


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


def still_takes(*, settled: Share, open_: int, goals: Sequence[Goal]) -> Need:
    """Tell what the goals in percent still take of `open_` records, when `settled` can change no more.

    Goals in another unit ask nothing of a share and are passed over.
    """
    least, most = 0, open_
    total = settled.denominator + open_
    for goal in goals:
        if goal.unit is not Unit.PERCENT or not total:
            continue
        asked = goal.figure * total / HUNDRED - settled.numerator
        if goal.comparator in (">=", "="):
            least = max(least, ceil(asked))
        if goal.comparator in ("<=", "="):
            most = min(most, floor(asked))
        if goal.comparator == ">":
            least = max(least, floor(asked) + 1)
        if goal.comparator == "<":
            most = min(most, ceil(asked) - 1)
    if least > most:
        return Need(open=open_, least=least, most=most, reach=Reach.BEYOND)
    reach = Reach.SAFE if (least, most) == (0, open_) else Reach.TAKES
    return Need(open=open_, least=least, most=most, reach=reach)
