"""Two values made into a third: figures to six decimals, days and moments by the calendar of Vietnam."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from motcua.spine.sentence import tree
from motcua.spine.worktime import VN

FINEST = 1_000_000  # parts of one: six decimals
MONTHS_A_YEAR = 12
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Months:
    """A number of calendar months."""

    amount: int


Cell = str | int | bool | Decimal | date | datetime | timedelta | Months | None
_LENGTH = {
    tree.Unit.MINUTES: timedelta(minutes=1),
    tree.Unit.HOURS: timedelta(hours=1),
    tree.Unit.DAYS: timedelta(days=1),
    tree.Unit.WEEKS: timedelta(weeks=1),
}


def span(amount: int, unit: tree.Unit) -> timedelta | Months:
    """Give a written duration."""
    if unit in _LENGTH:
        return amount * _LENGTH[unit]
    return Months(amount * (MONTHS_A_YEAR if unit is tree.Unit.YEARS else 1))


def day(cell: Cell) -> Cell:
    """Give the day of a moment in Vietnam; everything else as it is."""
    return cell.astimezone(VN).date() if isinstance(cell, datetime) else cell


def reckon(left: Cell, operator: tree.Operator, right: Cell) -> Cell:  # noqa: PLR0911 - one line for each kind
    """Make a value of two; absent where either is, or where something is divided by nothing."""
    if left is None or right is None:
        return None
    match left, right:
        case date(), date():
            return _between(left, right)
        case date(), timedelta() | Months():
            return _moved(left, right, 1 if operator is tree.Operator.PLUS else -1)
        case timedelta(), timedelta() if operator is not tree.Operator.BY:
            return left + right if operator is tree.Operator.PLUS else left - right
        case timedelta(), timedelta():
            return _quotient(_parts(left), _parts(right))
        case timedelta(), int() | Decimal():
            return _stretched(left, operator, right)
        case int() | Decimal(), timedelta():
            return _stretched(right, operator, left)
        case int() | Decimal(), int() | Decimal():
            return _figured(left, operator, right)
    raise TypeError(f"{left!r} {operator} {right!r}")  # refused when the sentence was read


def _between(left: date, right: date) -> timedelta:
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left - right
    one, other = day(left), day(right)
    return one - other  # type: ignore[operator,return-value]  # two days make whole days


def _moved(time: date, by: timedelta | Months, sign: int) -> date:
    if isinstance(by, timedelta):
        return time + sign * by
    wall = time.astimezone(VN) if isinstance(time, datetime) else time
    years, month = divmod(wall.year * MONTHS_A_YEAR + wall.month - 1 + sign * by.amount, MONTHS_A_YEAR)
    last = calendar.monthrange(years, month + 1)[1]
    return wall.replace(year=years, month=month + 1, day=min(wall.day, last))


def _stretched(length: timedelta, operator: tree.Operator, figure: int | Decimal) -> timedelta | None:
    """Multiply or divide a duration, to the microsecond."""
    parts, by = Fraction(_parts(length)), Fraction(figure)
    if operator is tree.Operator.TIMES:
        exact: Decimal | None = _rounded(parts * by)
    else:
        exact = _quotient(parts, by)
    if exact is None:
        return None
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP)) * MICROSECOND


def _figured(left: int | Decimal, operator: tree.Operator, right: int | Decimal) -> int | Decimal | None:
    match operator:
        case tree.Operator.PLUS:
            return left + right
        case tree.Operator.MINUS:
            return left - right
        case tree.Operator.TIMES if isinstance(left, int) and isinstance(right, int):
            return left * right
        case tree.Operator.TIMES:
            return _rounded(Fraction(left) * Fraction(right))
        case tree.Operator.BY:
            return _quotient(left, right)


def _quotient(left: int | Decimal | Fraction, right: int | Decimal | Fraction) -> Decimal | None:
    return None if right == 0 else _rounded(Fraction(left) / Fraction(right))


def _rounded(exact: Fraction) -> Decimal:
    """Round to six decimals, half away from zero, as the tables of the office do."""
    scaled = abs(exact) * FINEST
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if exact >= 0 else -whole).scaleb(-6)


def _parts(length: timedelta) -> int:
    return length // MICROSECOND
