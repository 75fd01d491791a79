"""What a register is: the frozen record that a table is read by and a sentence counts by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from motcua.spine import refusal
from motcua.spine.collection import RECORD, Collection, Column, Link, Noun, Type
from motcua.spine.fault import Fault
from motcua.spine.procedure import Words

KEY = "key"  # the column by which a row is found again where no column of its own is enough
BETWEEN = "|"  # stands between the values of a key of several columns
KEY_MEANING = Words(vi="khóa của dòng", en="the row's key")
REACHED: Mapping[str, Words] = {
    "units": Words(vi="đơn vị", en="the unit"),
    "procedures": Words(vi="thủ tục hành chính", en="the procedure"),
}


class Refusal(refusal.Refusal):
    """A register, or a table for it, that cannot be used; `faults` lists what is wrong with its file."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        faults: tuple[Fault, ...] = (),
        params: Mapping[str, str | int] | None = None,
    ) -> None:
        """Keep the faults beside the refusal's own words."""
        self.faults = faults
        super().__init__(code, message, params=params)


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One column of a register: what is counted, and what a table must write in it.

    `link` names the collection whose key it holds (`units`); `known_in` the books in one of which its code should
    stand, which is doubted rather than refused where it does not; `also` are other headings that offices write over it;
    `spellings` gives the value for other ways to write it; `least` and `most` bound a figure, both included.
    """

    column: Column
    required: bool = False
    link: str | None = None
    known_in: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    spellings: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def name(self) -> str:
        """Give the column's name."""
        return self.column.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """A register as its file defines it; `title` is the book's name, `meaning` the plural noun of what it lists.

    `noun` is the word by which its rows are counted.

    `room` will keep it one day; until then tables are imported. `key` are the columns that together name one row.
    `known_from` is the column that says since when a row was known, where a row is about a day before its import.
    """

    name: str
    title: Words
    meaning: Words
    room: str
    source: Words
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    known_from: str | None = None
    noun: Noun = RECORD

    def field(self, name: str) -> Field | None:
        """Give the column called `name`, None where there is none."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def collection(self) -> Collection:
        """Give what of it can be counted."""
        columns = tuple(each.column for each in self.fields)
        single = len(self.key) == 1 and self.fields_of_key[0].column.type is Type.TEXT
        if not single:
            columns = (Column(name=KEY, type=Type.TEXT, meaning=KEY_MEANING), *columns)
        return Collection(
            name=self.name,
            meaning=self.meaning,
            columns=columns,
            key=self.key[0] if single else KEY,
            room=self.room,
            links=tuple(
                Link(name=each.name, column=each.name, to=each.link, meaning=REACHED[each.link])
                for each in self.fields
                if each.link is not None and not each.column.personal
            ),
            register=self.title,
            noun=self.noun,
        )

    @property
    def fields_of_key(self) -> tuple[Field, ...]:
        """Give the columns of the key, in its order."""
        return tuple(found for name in self.key if (found := self.field(name)) is not None)

    def key_of(self, body: Mapping[str, object]) -> str:
        """Give the key of a row."""
        return BETWEEN.join(_written(body[name]) for name in self.key)


def _written(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
