"""The parse tree of a sentence: frozen, comparable, and all that count, list, breakdown and words are made from."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = str | int | bool | Decimal | date


class Sign(StrEnum):
    """How two values are compared."""

    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Operator(StrEnum):
    """How two values make a third."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    BY = "/"


class Unit(StrEnum):
    """What a written duration counts, all of it by the calendar: working time is reckoned by the rooms."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word stands in the text, counted from 1."""

    line: int
    column: int


FIRST = Spot(1, 1)


@dataclass(frozen=True, slots=True)
class Name:
    """A column, by its name; through links with a dot after each: `dossier.procedure.field`."""

    name: str
    spot: Spot = field(compare=False, default=FIRST)


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the sentence. `kind` keeps true apart from 1."""

    value: Value
    spot: Spot = field(compare=False, default=FIRST)
    kind: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Name the kind of the value, so that equal figures of other kinds are not taken for the same."""
        object.__setattr__(self, "kind", type(self.value).__name__)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment as of which the sentence is read."""

    spot: Spot = field(compare=False, default=FIRST)


@dataclass(frozen=True, slots=True)
class Span:
    """A written duration: `2 days`, `1 month`. Months and years end on the last day of a month too short for them."""

    amount: int
    unit: Unit
    spot: Spot = field(compare=False, default=FIRST)


@dataclass(frozen=True, slots=True)
class YearOf:
    """The calendar year of a day or moment."""

    of: "Term"
    spot: Spot = field(compare=False, default=FIRST)


@dataclass(frozen=True, slots=True)
class PeriodYear:
    """The calendar year in which the period begins."""

    spot: Spot = field(compare=False, default=FIRST)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A value made of two: absent where either is, and where something is divided by nothing.

    Figures are exact to six decimals; a product or quotient is rounded there, half away from zero. `spot` is the
    operator's.
    """

    left: "Term"
    operator: Operator
    right: "Term"
    spot: Spot = field(compare=False, default=FIRST)


Term = Name | Constant | AsOf | Span | YearOf | PeriodYear | Reckoned
TERMS = (Name, Constant, AsOf, Span, YearOf, PeriodYear, Reckoned)


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values compared: of a column, written, reckoned, or the moment of reading.

    An absent value compares with nothing: the comparison does not hold, and `!=`, which denies `=`, does. Where one
    side is a date the comparison is by day, else by moment.
    """

    left: Term
    sign: Sign
    right: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value that is one of a list."""

    left: Term
    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class InPeriod:
    """A day or moment that falls in the period asked for: its first moment counts, its end does not."""

    left: Term


@dataclass(frozen=True, slots=True)
class Between:
    """A value from one up to another, both counted."""

    left: Term
    low: Term
    high: Term


@dataclass(frozen=True, slots=True)
class Absent:
    """A value that is not there."""

    left: Term


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes-or-no column that says yes."""

    left: Name


@dataclass(frozen=True, slots=True)
class Not:
    """The denial of a condition."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Every:
    """Conditions that must all hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Conditions of which one must hold."""

    parts: tuple["Condition", ...]


Leaf = Compare | OneOf | InPeriod | Between | Absent | Holds
Condition = Leaf | Not | Every | Some


@dataclass(frozen=True, slots=True)
class Each:
    """A column of a share, and those of its values that must each reach the goal, as well as they together."""

    column: Name
    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Of the records of a collection where one condition holds (None: of all), those for which the other holds.

    With `each`, only records with one of its values are spoken of.
    """

    collection: str
    of: Condition | None
    that: Condition
    each: Each | None = None
    spot: Spot = field(compare=False, default=FIRST)

    @property
    def population(self) -> Condition | None:
        """Give the condition of the records spoken of."""
        if self.each is None:
            return self.of
        held = OneOf(self.each.column, self.each.values)
        return held if self.of is None else Every((self.of, held))


class Total(StrEnum):
    """What a change is of: how many records, or the sum or the mean of a figure over them."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a change is against: the same read at the end of a year or day, or a stated figure.

    A year is read with itself as the period; a day with its year up to its end. Rows are those that stand now.
    """

    at: int | date | None = None
    stated: int | Decimal | None = None
    spot: Spot = field(compare=False, default=FIRST)


@dataclass(frozen=True, slots=True)
class Change:
    """How a count, sum or mean (of `term`) over records differs from its baseline, absolutely and in proportion."""

    collection: str
    of: Condition | None
    total: Total
    term: Term | None
    against: Baseline
    spot: Spot = field(compare=False, default=FIRST)

    @property
    def population(self) -> Condition | None:
        """Give the condition of the records spoken of."""
        return self.of


@dataclass(frozen=True, slots=True)
class Rank:
    """A place as it is published in the one record where a condition holds; never reckoned.

    `score` is the figure published beside it; `against` the year whose record says the place and score before.
    """

    collection: str
    of: Condition
    place: Name
    score: Name | None = None
    against: Baseline | None = None
    spot: Spot = field(compare=False, default=FIRST)

    @property
    def population(self) -> Condition:
        """Give the condition of the record spoken of."""
        return self.of


@dataclass(frozen=True, slots=True)
class Level:
    """A figure as it is recorded in the one record where a condition holds, and in that of the year `against`."""

    collection: str
    of: Condition
    figure: Name
    against: Baseline | None = None
    spot: Spot = field(compare=False, default=FIRST)

    @property
    def population(self) -> Condition:
        """Give the condition of the record spoken of."""
        return self.of


Sentence = Share | Change | Rank | Level
