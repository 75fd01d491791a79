"""Points: how many a target can give, and how they come from its value. A closed table of rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from motcua.spine.procedure import Words

HUNDRED = 100


class Rule(StrEnum):
    """How points come from a share: in its ratio, all from a level on, a multiple of it, or given by people."""

    RATIO = "ratio"
    FULL_AT = "full-at"
    TIMES = "times"
    BY_HAND = "by-hand"


class Nothing(StrEnum):
    """What a share of nothing gives: no points to speak of (the target does not take part), all, or none."""

    LEFT_OUT = "left-out"
    FULL = "full"
    ZERO = "zero"


@dataclass(frozen=True, kw_only=True, slots=True)
class Points:
    """What a target can give. `limit` is None where the decision's figure is still to be filled in.

    `figure` is the share in percent of `full-at` and the factor of `times`; the other rules have none.
    """

    rule: Rule
    limit: Fraction | None
    figure: Fraction | None = None
    nothing: Nothing = Nothing.LEFT_OUT

    def of(self, value: Fraction) -> Fraction | None:
        """Give the points of a share in percent; None where people give them or the limit is not known."""
        if self.limit is None or self.rule is Rule.BY_HAND:
            return None
        return max(
            Fraction(0), min(self.limit, TABLE[self.rule](self.limit, self.figure or Fraction(1), value))
        )

    def of_nothing(self) -> Fraction | None:
        """Give the points of a share of nothing; None where it does not take part."""
        if self.nothing is Nothing.LEFT_OUT or self.rule is Rule.BY_HAND:
            return None
        return self.limit if self.nothing is Nothing.FULL else Fraction(0)


TABLE: Mapping[Rule, Callable[[Fraction, Fraction, Fraction], Fraction]] = {
    Rule.RATIO: lambda limit, _, value: limit * value / HUNDRED,
    Rule.FULL_AT: lambda limit, full, value: limit * value / full,
    Rule.TIMES: lambda _, times, value: times * value / HUNDRED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """A name for a score of at least `least` points."""

    least: Fraction
    name: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Grades:
    """The names of scores, the highest first, and where they are taken from."""

    steps: tuple[Grade, ...]
    source: Words

    def of(self, points: Fraction) -> Words | None:
        """Give the name of a score, None below the lowest."""
        return next((step.name for step in self.steps if points >= step.least), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """Points won of the `measured` points that could be had, over the targets that have a figure.

    `open` is what the others could give; `unknown` counts the targets whose greatest points are still to be filled in.
    """

    won: Fraction
    measured: Fraction
    open: Fraction
    unknown: int = 0

    @property
    def limit(self) -> Fraction:
        """Give all the points that could be had."""
        return self.measured + self.open


def total(parts: Sequence[tuple[Points, Fraction | None]], *, limit: Fraction | None = None) -> Score:
    """Add up the points of targets, each with what it won (None: no figure); no more than `limit` of a pillar.

    Where a pillar's limit is less than the sum of its targets', it holds what is won and what could be had; where a
    target's own limit is not known, what the pillar has left over stays open.
    """
    unknown = sum(one.limit is None for one, _ in parts)
    won = sum((points for _, points in parts if points is not None), Fraction(0))
    measured = sum((one.limit or Fraction(0) for one, points in parts if points is not None), Fraction(0))
    whole = sum((one.limit or Fraction(0) for one, _ in parts), Fraction(0))
    if limit is not None:
        won, measured, whole = min(won, limit), min(measured, limit), limit if unknown else min(whole, limit)
    return Score(won=won, measured=measured, open=whole - measured, unknown=unknown)


def sum_of(scores: Sequence[Score]) -> Score:
    """Add up the scores of pillars."""
    return Score(
        won=sum((score.won for score in scores), Fraction(0)),
        measured=sum((score.measured for score in scores), Fraction(0)),
        open=sum((score.open for score in scores), Fraction(0)),
        unknown=sum(score.unknown for score in scores),
    )
