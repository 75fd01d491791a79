"""A sentence read over plain rows, word by word: slow, and the measure of every faster reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from motcua.spine.sentence import tree
from motcua.spine.worktime import VN

Cell = str | int | bool | Decimal | date | datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """When a sentence is read: as of a moment, over a period from its start up to, and without, its end."""

    as_of: datetime
    start: datetime
    end: datetime


def holds(condition: tree.Condition | None, row: Mapping[str, Cell], asked: Asked) -> bool:  # noqa: C901, PLR0911 - one line for each kind of condition
    """Tell whether a condition holds for one row; None holds for every row."""
    match condition:
        case None:
            return True
        case tree.Not(inner):
            return not holds(inner, row, asked)
        case tree.Every(parts):
            return all(holds(part, row, asked) for part in parts)
        case tree.Some(parts):
            return any(holds(part, row, asked) for part in parts)
        case tree.Holds(left):
            return row[left.name] is True
        case tree.Absent(left):
            return row[left.name] is None
        case tree.InPeriod(left):
            return _in_period(row[left.name], asked)
        case tree.OneOf(left, values):
            return any(_compare(row[left.name], tree.Sign.EQUAL, value.value) for value in values)
        case tree.Between(left, low, high):
            value = row[left.name]
            return _compare(value, tree.Sign.AT_LEAST, _value(low, row, asked)) and _compare(
                value, tree.Sign.AT_MOST, _value(high, row, asked)
            )
        case tree.Compare(left, sign, right):
            return _compare(row[left.name], sign, _value(right, row, asked))


def _value(operand: tree.Operand, row: Mapping[str, Cell], asked: Asked) -> Cell:
    match operand:
        case tree.Name(name):
            return row[name]
        case tree.AsOf():
            return asked.as_of
        case tree.Constant(value):
            return value


def _in_period(value: Cell, asked: Asked) -> bool:
    if isinstance(value, datetime):
        return asked.start <= value < asked.end
    if isinstance(value, date):
        return asked.start.astimezone(VN).date() <= value < asked.end.astimezone(VN).date()
    return False


def _compare(left: Cell, sign: tree.Sign, right: Cell) -> bool:  # noqa: PLR0911 - one line for each sign
    if left is None or right is None:
        return sign is tree.Sign.NOT_EQUAL
    if isinstance(left, datetime) != isinstance(right, datetime):
        left, right = _day(left), _day(right)
    match sign:
        case tree.Sign.EQUAL:
            return left == right
        case tree.Sign.NOT_EQUAL:
            return left != right
        case tree.Sign.LESS:
            return left < right  # type: ignore[operator]  # kinds were compared when the sentence was read
        case tree.Sign.AT_MOST:
            return left <= right  # type: ignore[operator]  # as above
        case tree.Sign.MORE:
            return left > right  # type: ignore[operator]  # as above
        case tree.Sign.AT_LEAST:
            return left >= right  # type: ignore[operator]  # as above


def _day(value: Cell) -> Cell:
    return value.astimezone(VN).date() if isinstance(value, datetime) else value
