"""What a value in a sentence is: the kinds of columns, and those that reckoning makes of them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from motcua.spine.collection import Collection, Column, Reached, Type, reach
from motcua.spine.refusal import gettext_noop
from motcua.spine.sentence import tree


class Kind(StrEnum):
    """What a value is. Days are a duration of whole days; months have no length of their own, and compare with nothing."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    DAYS = "days"
    DURATION = "duration"
    MONTHS = "months"


FIGURES = frozenset({Kind.INTEGER, Kind.NUMBER})
TIMES = frozenset({Kind.DATE, Kind.MOMENT})
LENGTHS = frozenset({Kind.DAYS, Kind.DURATION})
ALIKE = (FIGURES, TIMES, LENGTHS)
SAID: Mapping[Kind, str] = {
    Kind.TEXT: gettext_noop("chữ (đặt trong ngoặc kép)"),
    Kind.INTEGER: gettext_noop("số"),
    Kind.NUMBER: gettext_noop("số"),
    Kind.BOOLEAN: gettext_noop("đúng/sai (true, false)"),
    Kind.DATE: gettext_noop("ngày"),
    Kind.MOMENT: gettext_noop("thời điểm"),
    Kind.DAYS: gettext_noop("khoảng thời gian"),
    Kind.DURATION: gettext_noop("khoảng thời gian"),
    Kind.MONTHS: gettext_noop("số tháng"),
}
_OF_TYPE: Mapping[Type, Kind] = {type_: Kind(type_.value) for type_ in Type}
_OF_UNIT: Mapping[tree.Unit, Kind] = {
    tree.Unit.MINUTES: Kind.DURATION,
    tree.Unit.HOURS: Kind.DURATION,
    tree.Unit.DAYS: Kind.DAYS,
    tree.Unit.WEEKS: Kind.DAYS,
    tree.Unit.MONTHS: Kind.MONTHS,
    tree.Unit.YEARS: Kind.MONTHS,
}
_PLUS, _MINUS, _TIMES, _BY = tree.Operator
# What two kinds make; what is not here cannot be reckoned. Order is kept: a day from a duration is nothing.
TABLE: Mapping[tuple[Kind, tree.Operator, Kind], Kind] = {
    **{(Kind.INTEGER, operator, Kind.INTEGER): Kind.INTEGER for operator in (_PLUS, _MINUS, _TIMES)},
    (Kind.INTEGER, _BY, Kind.INTEGER): Kind.NUMBER,
    **{
        (one, operator, other): Kind.NUMBER
        for one, other in (
            (Kind.INTEGER, Kind.NUMBER),
            (Kind.NUMBER, Kind.INTEGER),
            (Kind.NUMBER, Kind.NUMBER),
        )
        for operator in tree.Operator
    },
    (Kind.MOMENT, _MINUS, Kind.MOMENT): Kind.DURATION,
    **{(one, _MINUS, other): Kind.DAYS for one, other in (
        (Kind.DATE, Kind.DATE), (Kind.DATE, Kind.MOMENT), (Kind.MOMENT, Kind.DATE),
    )},
    **{
        (time, operator, length): time
        for time, length in (
            (Kind.DATE, Kind.DAYS),
            (Kind.DATE, Kind.MONTHS),
            (Kind.MOMENT, Kind.DAYS),
            (Kind.MOMENT, Kind.DURATION),
            (Kind.MOMENT, Kind.MONTHS),
        )
        for operator in (_PLUS, _MINUS)
    },
    **{
        (one, operator, other): Kind.DAYS if one == other == Kind.DAYS else Kind.DURATION
        for one in LENGTHS
        for other in LENGTHS
        for operator in (_PLUS, _MINUS)
    },
    **{(length, _TIMES, figure): Kind.DURATION for length in LENGTHS for figure in FIGURES},
    **{(figure, _TIMES, length): Kind.DURATION for length in LENGTHS for figure in FIGURES},
    **{(length, _BY, figure): Kind.DURATION for length in LENGTHS for figure in FIGURES},
    **{(one, _BY, other): Kind.NUMBER for one in LENGTHS for other in LENGTHS},
}  # fmt: skip


class Reader:
    """The names of one collection's sentences, looked up, and the kinds of the values made of them."""

    def __init__(self, collections: Mapping[str, Collection], root: str) -> None:
        self.collections = collections
        self.root = collections[root]

    def reach(self, name: tree.Name) -> Reached | None:
        """Follow a name to its column, None where it leads nowhere."""
        return reach(self.collections, self.root.name, name.name)

    def column(self, term: tree.Term) -> Column | None:
        """Give the column that a value is, None for every other value."""
        reached = self.reach(term) if isinstance(term, tree.Name) else None
        return reached.column if reached else None

    def kind(self, term: tree.Term) -> Kind | None:
        """Tell what a value is, None where nothing can be made of it."""
        match term:
            case tree.Name():
                column = self.column(term)
                return _OF_TYPE[column.type] if column else None
            case tree.AsOf():
                return Kind.MOMENT
            case tree.Span(_, unit):
                return _OF_UNIT[unit]
            case tree.YearOf() | tree.PeriodYear():
                return Kind.INTEGER
            case tree.Reckoned(left, operator, right):
                one, other = self.kind(left), self.kind(right)
                return TABLE.get((one, operator, other)) if one and other else None
            case tree.Constant(value):
                return kind_of(value)


def kind_of(value: tree.Value) -> Kind:
    """Tell what a written value is."""
    match value:
        case bool():
            return Kind.BOOLEAN
        case int():
            return Kind.INTEGER
        case Decimal():
            return Kind.NUMBER
        case date():
            return Kind.DATE
        case _:
            return Kind.TEXT


def comparable(one: Kind, other: Kind) -> bool:
    """Tell whether values of two kinds can be compared."""
    if Kind.MONTHS in (one, other):
        return False
    return one == other or any({one, other} <= alike for alike in ALIKE)
