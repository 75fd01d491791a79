"""The interval in which a share lies of which only some were asked: 95 %, after Wilson, rounded outward."""

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from motcua.spine.measure.goal import Goal
from motcua.spine.measure.value import HUNDRED, Share

# The normal distribution's 97.5 % point: what lies within it on both sides is 95 %.
Z = Fraction("1.959963984540054")
PLACES = 12  # decimals that a root is worked out to
_SCALE = 10**PLACES


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """From `low` to `high`, both in percent."""

    low: Fraction
    high: Fraction

    def bound(self, goal: Goal) -> Fraction:
        """Give the end that makes a goal harder: the lower one for "at least", the upper one for "at most"."""
        return self.high if goal.comparator in ("<", "<=") else self.low


def wilson(share: Share) -> Interval | None:
    """Give the 95 % score interval of a share, in percent; None where nothing arose.

    The lower end is rounded down and the upper one up, at the twelfth decimal: a goal that the lower end reaches is
    reached by the exact bound too. Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927),
    p. 209-212; recommended for shares by Brown, Cai and DasGupta, Statistical Science 16 (2001), p. 101-133.
    """
    that, of = share.numerator, share.denominator
    if of == 0:
        return None
    square = Z * Z
    middle = that + square / 2
    low_root, high_root = root(square * (Fraction(that * (of - that), of) + square / 4))
    whole = of + square
    low, high = (middle - high_root) / whole, (middle + high_root) / whole
    return Interval(
        low=_down(low * HUNDRED) if that and low_root < middle else Fraction(0),
        high=-_down(-high * HUNDRED) if that < of else Fraction(HUNDRED),
    )


def root(value: Fraction) -> tuple[Fraction, Fraction]:
    """Give the square root of a value from below and from above, no more than 10⁻¹² apart."""
    below = isqrt(value.numerator * _SCALE**2 // value.denominator)
    above = below if Fraction(below, _SCALE) ** 2 == value else below + 1
    return Fraction(below, _SCALE), Fraction(above, _SCALE)


def _down(value: Fraction) -> Fraction:
    return Fraction(value.numerator * _SCALE // value.denominator, _SCALE)
