"""The parse tree of a sentence: frozen, comparable, and all that count, list, breakdown and words are made from."""

from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word stands in the text, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A column, by its name."""

    name: str
    spot: Spot = field(compare=False, default=Spot(1, 1))


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the sentence. `kind` keeps true apart from 1."""

    value: Value
    spot: Spot = field(compare=False, default=Spot(1, 1))
    kind: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Name the kind of the value, so that equal figures of other kinds are not taken for the same."""
        object.__setattr__(self, "kind", type(self.value).__name__)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment as of which the sentence is read."""

    spot: Spot = field(compare=False, default=Spot(1, 1))


Operand = Name | Constant | AsOf


@dataclass(frozen=True, slots=True)
class Compare:
    """A column compared with another, with a value or with the moment of reading.

    An absent value compares with nothing: the comparison does not hold, and `!=`, which denies `=`, does. Where one
    side is a date the comparison is by day, else by moment.
    """

    left: Name
    sign: Sign
    right: Operand


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column whose value is one of a list."""

    left: Name
    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class InPeriod:
    """A day or moment that falls in the period asked for: its first moment counts, its end does not."""

    left: Name


@dataclass(frozen=True, slots=True)
class Between:
    """A column from one value up to another, both counted."""

    left: Name
    low: Operand
    high: Operand


@dataclass(frozen=True, slots=True)
class Absent:
    """A column without a value."""

    left: Name


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


Condition = Compare | OneOf | InPeriod | Between | Absent | Holds | Not | Every | Some


@dataclass(frozen=True, slots=True)
class Sentence:
    """Of the records of a collection where one condition holds (None: of all), those for which the other holds."""

    collection: str
    of: Condition | None
    that: Condition
    spot: Spot = field(compare=False, default=Spot(1, 1))


def leaves(condition: Condition | None) -> Iterator[Compare | OneOf | InPeriod | Between | Absent | Holds]:
    """Give every condition that is not made of others, from left to right."""
    match condition:
        case None:
            return
        case Not(inner):
            yield from leaves(inner)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield condition


def period_column(sentence: Sentence) -> str | None:
    """Give the column by which the records fall into a period: the first that `of` asks to be in it."""
    return next((leaf.left.name for leaf in leaves(sentence.of) if isinstance(leaf, InPeriod)), None)
