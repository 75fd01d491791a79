"""The value of a measure in each of the four shapes, exact to the last part."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from motcua.spine.measure.goal import Unit
from motcua.spine.procedure import Words

HUNDRED = 100


class Shape(StrEnum):
    """The four shapes of a target: of/that, against a baseline, a place among provinces, a recorded figure."""

    SHARE = "share"
    CHANGE = "change"
    RANK = "rank"
    LEVEL = "level"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A value named by `each`, and the share of the records that have it."""

    value: str | int | bool
    share: "Share"


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """Of `denominator` records, `numerator` satisfy.

    `parts` are shares of their own that must reach the goal as well; one in which nothing arose stands against none.
    """

    numerator: int
    denominator: int
    parts: tuple[Part, ...] = ()

    def figure(self, unit: Unit) -> Fraction | None:
        """Give the percentage; None where nothing arose, and for any other unit."""
        if unit is not Unit.PERCENT or self.nothing_arisen:
            return None
        return Fraction(self.numerator * HUNDRED, self.denominator)

    @property
    def nothing_arisen(self) -> bool:
        """Tell whether there was nothing to count."""
        return self.denominator == 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A figure against its baseline: a goal in percent is asked of the relative change, another of the absolute one."""

    baseline: Fraction
    now: Fraction

    def figure(self, unit: Unit) -> Fraction | None:
        """Give the change in percent of the baseline (None from a baseline of nothing), or in its own unit."""
        difference = self.now - self.baseline
        if unit is not Unit.PERCENT:
            return difference
        return difference * HUNDRED / abs(self.baseline) if self.baseline else None

    @property
    def nothing_arisen(self) -> bool:
        """A change is never of nothing."""
        return False


@dataclass(frozen=True, kw_only=True, slots=True)
class Rank:
    """A published place (1 is best) with its score, the place before it, and how much the score gained."""

    place: int
    place_before: int | None = None
    gain: Fraction | None = None
    score: Fraction | None = None

    def figure(self, unit: Unit) -> Fraction | None:
        """Give the place, the places gained, or the points gained; None where that is not known."""
        if unit is Unit.PLACES:
            return None if self.place_before is None else Fraction(self.place_before - self.place)
        return self.gain if unit is Unit.POINTS else Fraction(self.place)

    @property
    def nothing_arisen(self) -> bool:
        """A published rank is never of nothing."""
        return False


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A recorded figure, its source document kept beside it, and the one it is compared with where there is one."""

    recorded: Fraction
    before: Fraction | None = None

    def figure(self, unit: Unit) -> Fraction | None:
        """Give the recorded figure; in points, what it gained on the one before (None where that is not known)."""
        if unit is Unit.POINTS:
            return None if self.before is None else self.recorded - self.before
        return self.recorded

    @property
    def nothing_arisen(self) -> bool:
        """A recorded figure is never of nothing."""
        return False


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """No value, and why: what a page says where a figure would stand."""

    why: Words

    @property
    def nothing_arisen(self) -> bool:
        """What is missing is not known to be nothing."""
        return False


Value = Share | Change | Rank | Level
SHAPES = {Share: Shape.SHARE, Change: Shape.CHANGE, Rank: Shape.RANK, Level: Shape.LEVEL}
