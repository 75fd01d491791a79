"""What of a room can be counted: a collection, its typed columns, and what each means in the office."""

import difflib
from collections.abc import Collection as Many, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.spine.procedure import Words


class Type(StrEnum):
    """What a column holds. A moment carries its time of day, a date does not; figures are exact."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: what it means, whether it tells who a person is, and what each of its values means.

    The meaning of a yes-or-no column is a predicate ("đang được giải quyết", "is still open"); of every other one a
    noun ("hạn trả kết quả", "the due time"). `values` gives words to the values of a closed list; a value outside
    of a list that is not empty is a fault in a sentence.
    """

    name: str
    type: Type
    meaning: Words
    personal: bool = False
    values: Mapping[str | int, Words] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Collection:
    """Records of one kind, as a plan may count them: one row for each thing, found again by its `key`.

    `room` keeps it; `meaning` is the plural noun of an official's sentence ("hồ sơ", "dossiers").
    """

    name: str
    meaning: Words
    columns: tuple[Column, ...]
    key: str
    room: str

    def column(self, name: str) -> Column | None:
        """Give the column called `name`, None where there is none."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def public(self) -> tuple[Column, ...]:
        """Give the columns that tell nothing of a person: those a sentence or a list may use."""
        return tuple(column for column in self.columns if not column.personal)


def nearest(word: str, valid: Many[str]) -> str:
    """Give the valid word that looks most like `word`, an empty text where there is none to give."""
    return max(
        valid,
        key=lambda other: difflib.SequenceMatcher(None, word.lower(), other.lower()).ratio(),
        default="",
    )
