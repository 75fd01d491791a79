"""What of a room can be counted: a collection, its typed columns, and what each means in the office."""

import difflib
from collections.abc import Collection as Many, Iterable, Iterator, Mapping
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


TYPES: Mapping[Type, Words] = {  # what each is called where columns are listed for people
    Type.TEXT: Words(vi="chữ", en="text"),
    Type.INTEGER: Words(vi="số nguyên", en="a whole number"),
    Type.NUMBER: Words(vi="số", en="a number"),
    Type.BOOLEAN: Words(vi="có hoặc không", en="yes or no"),
    Type.DATE: Words(vi="ngày", en="a day"),
    Type.MOMENT: Words(vi="thời điểm", en="a moment"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: what it means, whether it tells who a person is, and what each of its values means.

    The meaning of a yes-or-no column is a predicate ("đang được giải quyết", "is still open"); of every other one a
    noun ("hạn trả kết quả", "the due time"). `values` gives words to the values of a closed list; a value outside
    of a list that is not empty is a fault in a sentence. `of` says of what the column holds only the code (`units`,
    `procedures`, `fields`), so that a page can say the name.
    """

    name: str
    type: Type
    meaning: Words
    personal: bool = False
    values: Mapping[str | int, Words] = field(default_factory=dict, hash=False)
    of: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Names:
    """The names of what columns hold only the code of, by what `Column.of` says and then by code.

    Two are the same only if they are one, so that what was said with them can be kept.
    """

    known: Mapping[str, Mapping[str, Words]]

    def name(self, column: Column | None, value: object) -> Words | None:
        """Give the name of what a value of a column is the code of; None where it is no code, or an unknown one."""
        if column is None or column.of is None or not isinstance(value, str):
            return None
        return self.known.get(column.of, {}).get(value)


NAMELESS = Names({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """The way from a record to the one record of another collection whose key stands in its `column`.

    A sentence follows it as `NAME.column`. `meaning` is the singular noun of what is reached ("thủ tục hành chính",
    "the procedure").
    """

    name: str
    column: str
    to: str
    meaning: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Noun:
    """The word by which records are counted: "412 phiếu", "1 form", "412 forms"; Vietnamese has no plural."""

    vi: str
    one: str
    many: str

    def said(self, language: str, count: int) -> str:
        """Give the word as it stands after a count."""
        if not language.startswith("en"):
            return self.vi
        return self.one if count == 1 else self.many


RECORD = Noun(vi="bản ghi", one="record", many="records")


@dataclass(frozen=True, kw_only=True, slots=True)
class Collection:
    """Records of one kind, as a plan may count them: one row for each thing, found again by its `key`.

    `room` keeps it; `meaning` is the plural noun of an official's sentence ("hồ sơ thủ tục hành chính", "dossiers"),
    `noun` the short word by which its records are counted on a page ("hồ sơ"). `links` are the
    only ways by which a sentence leaves it; a link to a collection that is not kept yet is not there. `register` is
    the title of the book whose rows are imported from tables, None where a room's own acts make the rows: a book
    without a row is not kept yet, which is not the same as nothing arisen.
    """

    name: str
    meaning: Words
    columns: tuple[Column, ...]
    key: str
    room: str
    links: tuple[Link, ...] = ()
    register: Words | None = None
    noun: Noun = RECORD

    def column(self, name: str) -> Column | None:
        """Give the column called `name`, None where there is none."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def public(self) -> tuple[Column, ...]:
        """Give the columns that tell nothing of a person: those a sentence or a list may use."""
        return tuple(column for column in self.columns if not column.personal)

    def link(self, name: str) -> Link | None:
        """Give the link called `name`, None where there is none."""
        return next((link for link in self.links if link.name == name), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """What a dotted name reaches: the links gone on the way, and the column at the end."""

    links: tuple[Link, ...]
    column: Column

    @property
    def personal(self) -> bool:
        """Tell whether the column at the end tells who a person is."""
        return self.column.personal


class Schema(Mapping[str, Collection]):
    """The collections that may be spoken of together, by name; two are the same only if they are one.

    So it can be the key under which what was made from it is kept.
    """

    def __init__(self, collections: Iterable[Collection]) -> None:
        self._collections = {collection.name: collection for collection in collections}

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __getitem__(self, name: str) -> Collection:
        return self._collections[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._collections)

    def __len__(self) -> int:
        return len(self._collections)


def reach(collections: Mapping[str, Collection], root: str, name: str) -> Reached | None:
    """Follow a name such as `dossier.procedure.field` from the collection `root`; None where it leads nowhere.

    A link goes from a column that tells nothing of a person, and to a collection that is kept.
    """
    *ways, last = name.split(".")
    links: list[Link] = []
    collection = collections[root]
    for way in ways:
        link = collection.link(way)
        start = collection.column(link.column) if link else None
        if link is None or start is None or start.personal or link.to not in collections:
            return None
        links.append(link)
        collection = collections[link.to]
    column = collection.column(last)
    return Reached(links=tuple(links), column=column) if column else None


def nearest(word: str, valid: Many[str]) -> str:
    """Give the valid word that looks most like `word`, an empty text where there is none to give."""
    return max(
        valid,
        key=lambda other: difflib.SequenceMatcher(None, word.lower(), other.lower()).ratio(),
        default="",
    )
