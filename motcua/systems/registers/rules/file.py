"""A register's YAML file read into a register, every fault with its line and column."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import yaml

from motcua.base import fold
from motcua.spine import marked
from motcua.spine.collection import RECORD, Column, Noun, Type
from motcua.spine.fault import Fault
from motcua.spine.procedure import Words
from motcua.spine.refusal import gettext_noop
from motcua.systems.registers.rules.definition import BETWEEN, KEY, Field, Refusal, Register

HEAD = ("register", "title", "meaning", "room", "source", "key", "columns")
NEEDED = ("name", "type", "meaning")
MAY = ("required", "personal", "link", "known_in", "also", "values", "least", "most")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
TAKEN = frozenset({KEY, "since", "until", "changed", "month", "period", "as_of"})
LINKS = ("units", "procedures")
BOOKS = ("units", "service_units")  # in which a code may be looked up
TYPES = tuple(type_ for type_ in Type if type_ is not Type.MOMENT)
FIGURES = (Type.INTEGER, Type.NUMBER)
BLANK = Words(vi="", en="")


def read(text: str) -> Register:
    """Read a register; refuse a file with any fault, and list them all."""
    reader = _Reader()
    found = reader.register(text)
    if reader.faults or found is None:
        faults_ = tuple(sorted(reader.faults))
        message = gettext_noop(
            "Tệp sổ đăng ký có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s, cột %(column)s."
        )
        params = {"count": len(faults_), "line": faults_[0].line, "column": faults_[0].column}
        raise Refusal("registers.file-has-faults", message, faults=faults_, params=params)
    return found


def faults(text: str) -> list[Fault]:
    """List what is wrong with a register's file, by line."""
    reader = _Reader()
    reader.register(text)
    return sorted(reader.faults)


class _Reader(marked.Reading):
    def register(self, text: str) -> Register | None:
        root = self.root(text)
        if root is None:
            return None
        head = self.mapping(root, needed=HEAD, known=("known_from", "noun"))
        seen: set[str] = set()
        headings: dict[str, str] = {}
        fields = tuple(self._field(place, seen, headings) for place in self.sequence(head.get("columns")))
        by_name = {each.name: each for each in fields}
        key = tuple(self._key(place, by_name) for place in self.sequence(head.get("key")))
        if "key" in head and not key and isinstance(head["key"].node, yaml.SequenceNode):
            self.note(head["key"], "empty-list", gettext_noop("Danh sách này phải có ít nhất một mục."))
        return Register(
            name=self.pattern(head.get("register"), shape=NAME, example="service_units"),
            title=self._words(head.get("title")),
            meaning=self._words(head.get("meaning")),
            room=self.pattern(head.get("room"), shape=NAME, example="organisation"),
            source=self._words(head.get("source")),
            key=key,
            fields=fields,
            known_from=self._known_from(head.get("known_from"), by_name),
            noun=self._noun(head.get("noun")),
        )

    def _words(self, place: marked.Place | None) -> Words:
        if place is None:
            return BLANK
        entries = self.mapping(place, needed=("vi", "en"))
        return Words(vi=self.text(entries.get("vi")), en=self.text(entries.get("en")))

    def _noun(self, place: marked.Place | None) -> Noun:
        if place is None:
            return RECORD
        entries = self.mapping(place, needed=("vi", "one", "many"))
        said = {name: self.text(entries.get(name)) for name in ("vi", "one", "many")}
        return Noun(vi=said["vi"], one=said["one"], many=said["many"])

    def _key(self, place: marked.Place, fields: Mapping[str, Field]) -> str:
        name = self.text(place)
        if name and name not in fields:
            self.unknown_word(place, name, list(fields))
        elif name and not fields[name].required:
            message = gettext_noop("Cột “%(name)s” thuộc khóa nên phải bắt buộc; hãy viết required: true.")
            self.note(place, "key-not-required", message, {"name": name})
        return name

    def _known_from(self, place: marked.Place | None, fields: Mapping[str, Field]) -> str | None:
        if place is None:
            return None
        name = self.text(place)
        days = [each.name for each in fields.values() if each.column.type is Type.DATE]
        if name and name not in days:
            self.unknown_word(place, name, days)
        return name or None

    def _headings(self, place: marked.Place, field: Field, headings: dict[str, str]) -> None:
        """Note a heading that two columns would answer to."""
        for heading in (field.name, field.column.meaning.vi, field.column.meaning.en, *field.also):
            folded = " ".join(fold.words(heading))
            if folded and headings.setdefault(folded, field.name) != field.name:
                self.repeated(place, heading)

    def _field(self, place: marked.Place, seen: set[str], headings: dict[str, str]) -> Field:
        entries = self.mapping(place, needed=NEEDED, known=MAY)
        name = self.pattern(entries.get("name"), shape=NAME, example="issued_on")
        if name in TAKEN or name in seen:
            self.repeated(entries["name"], name)
        seen.add(name)
        type_ = self._type(entries.get("type"))
        values, spellings = self._values(entries.get("values"), type_)
        if "link" in entries and self.text(entries["link"]) not in LINKS:
            self.unknown_word(entries["link"], self.text(entries["link"]), LINKS)
        link = self.text(entries["link"]) if "link" in entries else None
        known_in = self._books(entries.get("known_in"))
        column = Column(
            name=name,
            type=type_,
            meaning=self._words(entries.get("meaning")),
            personal=self.flag(entries.get("personal")),
            values=values,
            of=link or next(iter(known_in), None),
        )
        field = Field(
            column=column,
            required=self.flag(entries.get("required")),
            link=link,
            known_in=known_in,
            also=self._texts(entries.get("also")),
            spellings=spellings,
            least=self._bound(entries.get("least"), type_),
            most=self._bound(entries.get("most"), type_),
        )
        self._headings(place, field, headings)
        return field

    def _type(self, place: marked.Place | None) -> Type:
        type_ = self.word(place, among=Type)
        if place is not None and type_ not in TYPES:
            self.unknown_word(place, type_.value, [each.value for each in TYPES])
        return type_

    def _books(self, place: marked.Place | None) -> tuple[str, ...]:
        found = self._texts(place)
        for item, name in zip(self.sequence(place), found, strict=True):
            if name not in BOOKS:
                self.unknown_word(item, name, BOOKS)
        return found

    def _texts(self, place: marked.Place | None) -> tuple[str, ...]:
        return tuple(self.text(item) for item in self.sequence(place))

    def _values(
        self, place: marked.Place | None, type_: Type
    ) -> tuple[dict[str | int, Words], dict[str, str | int]]:
        """Give the words of each value of a closed list, and the value for each of its other spellings."""
        values: dict[str | int, Words] = {}
        spellings: dict[str, str | int] = {}
        for written, item in self.open_mapping(place).items():
            value = self._value(item, written, type_)
            entries = self.mapping(item, needed=("vi", "en"), known=("also",))
            values[value] = Words(vi=self.text(entries.get("vi")), en=self.text(entries.get("en")))
            others = self._texts(entries.get("also"))
            for spelling in (written, values[value].vi, values[value].en, *others):
                folded = " ".join(fold.words(spelling))
                if spellings.setdefault(folded, value) != value:
                    self.repeated(item, spelling)
        return values, spellings

    def _value(self, place: marked.Place, written: str, type_: Type) -> str | int:
        if type_ is Type.INTEGER and re.fullmatch(r"-?[0-9]{1,9}", written):
            return int(written)
        if type_ is not Type.TEXT or BETWEEN in written:
            message = gettext_noop(
                "“%(value)s” không hợp kiểu của cột; danh sách đóng chỉ dành cho chữ và số nguyên."
            )
            self.note(place, "value-not-of-type", message, {"value": written})
        return written

    def _bound(self, place: marked.Place | None, type_: Type) -> Decimal | None:
        if place is None:
            return None
        try:
            bound = Decimal(str(place.node.value))
        except InvalidOperation:
            bound = Decimal("NaN")
        if not bound.is_finite() or type_ not in FIGURES:
            message = gettext_noop("Giới hạn chỉ dành cho cột số và phải là một con số, ví dụ 100 hoặc 0.5.")
            self.note(place, "bound-not-a-figure", message)
            return None
        return bound
