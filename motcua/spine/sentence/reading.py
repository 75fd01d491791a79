"""A sentence read over plain rows, word by word: slow, and the measure of every faster reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.spine.collection import Collection
from motcua.spine.sentence import reckoning, tree
from motcua.spine.sentence.reckoning import Cell
from motcua.spine.worktime import VN

Row = Mapping[str, Cell]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """When a sentence is read: as of a moment, over a period from its start up to, and without, its end."""

    as_of: datetime
    start: datetime
    end: datetime

    @property
    def moment(self) -> datetime:
        """Give what `as_of` says in a sentence: read at midnight, it is still the day that has just ended.

        So a day that begins then is not yet there at the end of the day before.
        """
        wall = self.as_of.astimezone(VN)
        return wall - timedelta(microseconds=1) if wall.time() == time() else self.as_of


def linked(
    rows: Mapping[str, Sequence[Row]], collections: Mapping[str, Collection], root: str
) -> Sequence[Row]:
    """Give the rows of `root`, each with what its links reach under dotted names; a link to no row reaches nothing."""
    return [_Linked(row, rows, collections, root) for row in rows[root]]


class _Linked(dict[str, Cell]):
    """A row that follows a link when a dotted name is asked of it."""

    def __init__(
        self,
        row: Row,
        rows: Mapping[str, Sequence[Row]],
        collections: Mapping[str, Collection],
        root: str,
    ) -> None:
        super().__init__(row)
        self._rows, self._collections, self._root = rows, collections, root

    def __missing__(self, name: str) -> Cell:
        way, _, rest = name.partition(".")
        link = self._collections[self._root].link(way) if rest else None
        if link is None:
            raise KeyError(name)
        key = self._collections[link.to].key
        value = self[link.column]
        for row in self._rows[link.to]:
            if value is not None and row[key] == value:
                return _Linked(row, self._rows, self._collections, link.to)[rest]
        return None


def holds(condition: tree.Condition | None, row: Row, asked: Asked) -> bool:  # noqa: C901, PLR0911 - one line for each kind of condition
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
            return value(left, row, asked) is None
        case tree.InPeriod(left):
            return _in_period(value(left, row, asked), asked)
        case tree.OneOf(left, values):
            found = value(left, row, asked)
            return any(_compare(found, tree.Sign.EQUAL, one.value) for one in values)
        case tree.Between(left, low, high):
            found = value(left, row, asked)
            return _compare(found, tree.Sign.AT_LEAST, value(low, row, asked)) and _compare(
                found, tree.Sign.AT_MOST, value(high, row, asked)
            )
        case tree.Compare(left, sign, right):
            return _compare(value(left, row, asked), sign, value(right, row, asked))


def value(term: tree.Term, row: Row, asked: Asked) -> Cell:  # noqa: PLR0911 - one line for each kind of term
    """Give a value for one row, None where it is absent."""
    match term:
        case tree.Name(name):
            return row[name]
        case tree.AsOf():
            return asked.moment
        case tree.Constant(written):
            return written
        case tree.Span(amount, unit):
            return reckoning.span(amount, unit)
        case tree.PeriodYear():
            return asked.start.astimezone(VN).year
        case tree.YearOf(of):
            return _year(value(of, row, asked))
        case tree.Reckoned(left, operator, right):
            return reckoning.reckon(value(left, row, asked), operator, value(right, row, asked))


def _year(cell: Cell) -> int | None:
    if isinstance(cell, datetime):
        return cell.astimezone(VN).year
    return cell.year if isinstance(cell, date) else None


def _in_period(cell: Cell, asked: Asked) -> bool:
    if isinstance(cell, datetime):
        return asked.start <= cell < asked.end
    if isinstance(cell, date):
        return asked.start.astimezone(VN).date() <= cell < asked.end.astimezone(VN).date()
    return False


def _compare(left: Cell, sign: tree.Sign, right: Cell) -> bool:  # noqa: PLR0911 - one line for each sign
    if left is None or right is None:
        return sign is tree.Sign.NOT_EQUAL
    if isinstance(left, date) and isinstance(left, datetime) != isinstance(right, datetime):
        left, right = reckoning.day(left), reckoning.day(right)
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
