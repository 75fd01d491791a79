"""Control limits: which month differs from the others by more than chance alone would have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.spine.measure import interval
from motcua.spine.measure.value import HUNDRED, Share

SIGMAS = 3
CHANCE_ALONE = Fraction(1)  # the spread of months that vary no more than chance would have it


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Within what limits one month's share, in percent, is expected, and on which side of them it lies: -1, 0 or 1."""

    low: Fraction
    high: Fraction
    beyond: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A p-chart: the share of all months together, in percent, and each month's limits (None: nothing arose in it).

    `spread` is how many times more the months vary than chance alone would have it; never less than one.
    """

    centre: Fraction
    months: tuple[Limits | None, ...]
    spread: Fraction


def p_chart(shares: Sequence[Share]) -> Chart | None:
    """Give the control limits of months of unequal size, three standard errors about the common share.

    Whether a month lies beyond is decided without a root, exactly. None where fewer than two months have a record.
    Sources: W. A. Shewhart, Economic Control of Quality (1931); ISO 7870-2:2023, p-chart; for the spread, Pearson's
    statistic by its degrees of freedom: McCullagh and Nelder, Generalized Linear Models (1989), 4.5.
    """
    known = [share for share in shares if share.denominator]
    if len(known) <= 1:
        return None
    common = Fraction(sum(share.numerator for share in known), sum(share.denominator for share in known))
    months = tuple(_limits(share, common) if share.denominator else None for share in shares)
    return Chart(centre=common * HUNDRED, months=months, spread=_spread(known, common))


def _limits(share: Share, common: Fraction) -> Limits:
    that, of = share.numerator, share.denominator
    _, error = interval.root(common * (1 - common) / of)
    off = that - of * common
    beyond = off**2 > SIGMAS**2 * of * common * (1 - common)
    return Limits(
        low=max(Fraction(0), common - SIGMAS * error) * HUNDRED,
        high=min(Fraction(1), common + SIGMAS * error) * HUNDRED,
        beyond=(1 if off > 0 else -1) if beyond else 0,
    )


def _spread(known: Sequence[Share], common: Fraction) -> Fraction:
    if common in (0, 1):
        return CHANCE_ALONE
    off = sum(
        (
            (share.numerator - share.denominator * common) ** 2 / (share.denominator * common * (1 - common))
            for share in known
        ),
        Fraction(0),
    )
    return max(CHANCE_ALONE, off / (len(known) - 1))
