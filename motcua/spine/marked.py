"""A YAML text read with the line and column of every word, and every misuse of its keys and types noted."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

import yaml

from motcua.spine.fault import Fault, Params
from motcua.spine.refusal import gettext_noop

Word = TypeVar("Word", bound=StrEnum)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEPTH = 20
NEAR = 0.65  # of all letters of both words, how many must agree: “title” is no slip for “until” (0.6)
TOO_DEEP = gettext_noop("Nội dung lồng nhau quá sâu hoặc lặp lại; hãy viết thẳng nội dung ra.")
FIGURE = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,6})?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A node of the text and the path that leads to it; `key` the word it stands behind, where it stands in a mapping."""

    node: yaml.Node
    path: str
    key: yaml.Node | None = None


Entries = Mapping[str, Place]


class Reading:
    """One passage through one text; what is wrong gathers in `faults`, and reading goes on with a blank value."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def note(self, place: Place, code: str, message: str, params: Params | None = None) -> None:
        """Note a fault at `place`."""
        self._put(at(place.node), path=place.path, code=code, message=message, params=params)

    def _put(
        self, spot: tuple[int, int], *, path: str = "", code: str, message: str, params: Params | None = None
    ) -> None:
        line, column = spot
        self.faults.append(
            Fault(
                line=line + 1, column=column + 1, path=path, code=code, message=message, params=params or {}
            ),
        )

    def root(self, text: str) -> Place | None:
        """Give the one document of `text`; None, with its fault noted, where there is none to read."""
        try:
            node = composed(text)
        except TooDeepError as error:
            self._put(error.spot, code="too-deep", message=TOO_DEEP)
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._broken(text, (mark.line, mark.column) if mark else (0, 0), error.problem or "")
            return None
        except yaml.YAMLError as error:
            before = text[: getattr(error, "position", 0)]
            self._broken(text, (before.count("\n"), len(before) - before.rfind("\n") - 1), "")
            return None
        if node is None:
            self._put((0, 0), code="empty", message=gettext_noop("Tệp trống; hãy viết nội dung vào tệp."))
            return None
        root = Place(node=node, path="")
        knot = _knot(root, set())
        if knot is not None:
            self.note(knot, "too-deep", TOO_DEEP)
            return None
        return root

    def _broken(self, text: str, spot: tuple[int, int], problem: str) -> None:
        """Note that the text is no YAML, by what libyaml says; what happens to everybody is said in words of our own."""
        if not problem:
            message = gettext_noop("Ở chỗ này có ký tự mà tệp văn bản không có; hãy xóa ký tự đó.")
            self._put(spot, code="bad-character", message=message)
        elif _letter(text, spot) == "\t":
            message = gettext_noop("Ở chỗ này có dấu Tab; trong tệp YAML, hãy thụt dòng bằng dấu cách.")
            self._put(spot, code="tab", message=message)
        else:
            message = gettext_noop(
                "Không đọc được tệp YAML từ chỗ này (%(problem)s); hãy kiểm tra thụt dòng, dấu hai chấm và dấu ngoặc kép.",
            )
            self._put(spot, code="not-yaml", message=message, params={"problem": problem})

    def mapping(self, place: Place, *, needed: Collection[str], known: Collection[str] = ()) -> Entries:
        """Give the entries of a mapping by key; note unknown, repeated and missing keys."""
        node = place.node
        if not isinstance(node, yaml.MappingNode):
            self.note(
                place,
                "not-a-mapping",
                gettext_noop(
                    "Chỗ này phải là các cặp “khóa: giá trị”; hãy viết mỗi khóa trên một dòng: %(keys)s."
                ),
                {"keys": ", ".join(needed)},
            )
            return {}
        valid = [*needed, *known]
        entries = dict(self._entries(place, valid=valid))
        for key in needed:
            if key not in entries:
                self.note(
                    place, "missing-key", gettext_noop("Thiếu khóa “%(key)s”; hãy bổ sung."), {"key": key}
                )
        return entries

    def open_mapping(self, place: Place | None) -> Entries:
        """Give the entries of a mapping whose keys are free; note repeated ones. Nothing where it is not written."""
        if place is None:
            return {}
        if not isinstance(place.node, yaml.MappingNode):
            message = gettext_noop(
                "Chỗ này phải là các cặp “khóa: giá trị”; hãy viết mỗi khóa trên một dòng."
            )
            self.note(place, "not-a-mapping", message)
            return {}
        return dict(self._entries(place, valid=None))

    def _entries(self, place: Place, *, valid: Collection[str] | None) -> Iterator[tuple[str, Place]]:
        """Give each valid key once with its value; any key where `valid` is None."""
        seen: set[str] = set()
        for key_node, value in place.node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            here = Place(node=value, path=f"{place.path}.{key}".lstrip("."), key=key_node)
            if valid is not None and key not in valid:
                self._unknown_key(Place(node=key_node, path=here.path), key, valid)
            elif key in seen:
                self.note(
                    Place(node=key_node, path=f"{here.path} (2)"),
                    "duplicate-key",
                    gettext_noop("Khóa “%(key)s” bị viết hai lần; hãy giữ lại một."),
                    {"key": key},
                )
            else:
                seen.add(key)
                yield key, here

    def _unknown_key(self, place: Place, key: str, valid: Collection[str]) -> None:
        if meant := near(key, valid):
            message = gettext_noop("Khóa “%(key)s” không dùng được ở đây; có phải ý là “%(nearest)s”?")
            self.note(place, "unknown-key", message, {"key": key, "nearest": meant})
        else:
            message = gettext_noop("Khóa “%(key)s” không dùng được ở đây; các khóa dùng được: %(valid)s.")
            self.note(place, "unknown-key", message, {"key": key, "valid": ", ".join(valid)})

    def sequence(self, place: Place | None) -> Iterator[Place]:
        """Give the places of a list's items; nothing where the list is not written."""
        if place is None:
            return
        if not isinstance(place.node, yaml.SequenceNode):
            self.note(
                place,
                "not-a-list",
                gettext_noop(
                    "Chỗ này phải là một danh sách; hãy viết mỗi mục trên một dòng, bắt đầu bằng dấu “-”."
                ),
            )
            return
        for number, node in enumerate(place.node.value):
            yield Place(node=node, path=f"{place.path}[{number}]")

    def text(self, place: Place | None) -> str:
        """Give a text that is not empty; a blank where it is wrong or not written."""
        if place is None:
            return ""
        if not scalar(place, "str"):
            message = gettext_noop("Chỗ này phải là chữ; hãy đặt trong ngoặc kép, ví dụ “%(value)s”.")
            self.note(place, "not-text", message, {"value": shown(place)})
            return ""
        if not place.node.value.strip():
            self.note(place, "empty-text", gettext_noop("Chỗ này không được để trống; hãy điền nội dung."))
        return str(place.node.value)

    def pattern(self, place: Place | None, *, shape: re.Pattern[str], example: str) -> str:
        """Give a text of the given shape, `example` being one."""
        before = len(self.faults)
        text = self.text(place)
        if place is not None and len(self.faults) == before and not shape.fullmatch(text):
            message = gettext_noop("“%(value)s” viết không đúng mẫu; hãy viết như “%(example)s”.")
            self.note(place, "bad-pattern", message, {"value": text, "example": example})
        return text

    def whole(self, place: Place | None, *, least: int) -> int:
        """Give a whole number of at least `least`."""
        if place is None:
            return least
        if not scalar(place, "int") or not re.fullmatch(r"[-+]?[0-9]{1,15}", place.node.value):
            message = gettext_noop("“%(value)s” phải là số nguyên, viết liền bằng chữ số, ví dụ 15000.")
            self.note(place, "not-whole", message, {"value": shown(place)})
            return least
        number = int(place.node.value)
        if number < least:
            message = gettext_noop("Số %(value)s quá nhỏ; phải từ %(least)s trở lên.")
            self.note(place, "too-small", message, {"value": number, "least": least})
        return number

    def figure(self, place: Place | None, *, least: Fraction = Fraction(1, 10**6)) -> Fraction:
        """Give an exact figure of at least `least`, written 6, 2.5 or "2,5"."""
        if place is None:
            return least
        if not isinstance(place.node, yaml.ScalarNode) or not FIGURE.fullmatch(place.node.value):
            message = gettext_noop("“%(value)s” phải là một con số, ví dụ 6 hoặc “2,5”.")
            self.note(place, "not-a-figure", message, {"value": shown(place)})
            return least
        figure = Fraction(place.node.value.replace(",", "."))
        if figure < least:
            message = gettext_noop("Số %(value)s quá nhỏ; hãy viết một số lớn hơn.")
            self.note(place, "figure-too-small", message, {"value": shown(place)})
            return least
        return figure

    def day(self, place: Place | None) -> date:
        """Give a day written 2023-01-31."""
        if place is None:
            return date.min
        try:
            return date.fromisoformat(place.node.value)
        except (TypeError, ValueError):
            message = gettext_noop(
                "“%(value)s” không phải là ngày; hãy viết năm-tháng-ngày, ví dụ 2023-01-31."
            )
            self.note(place, "not-a-day", message, {"value": shown(place)})
            return date.min

    def flag(self, place: Place | None, *, default: bool = False) -> bool:
        """Give yes or no, written true or false."""
        if place is None:
            return default
        if not scalar(place, "bool"):
            self.note(place, "not-yes-no", gettext_noop("Chỗ này chỉ nhận true (có) hoặc false (không)."))
            return default
        return place.node.value.lower() in ("true", "yes", "on")

    def word(self, place: Place | None, *, among: type[Word]) -> Word:
        """Give one word of a closed list."""
        first = next(iter(among))
        if place is None:
            return first
        value = self.text(place)
        try:
            return among(value)
        except ValueError:
            if value:
                self.unknown_word(place, value, [word.value for word in among])
            return first

    def unknown_word(self, place: Place, value: str, valid: Collection[str]) -> None:
        """Note a word that no closed list has, with the nearest one that it has."""
        params = {"value": value, "valid": ", ".join(valid)}
        message = gettext_noop("“%(value)s” không có trong danh sách (%(valid)s).")
        if meant := near(value, valid):
            message = gettext_noop(
                "“%(value)s” không có trong danh sách (%(valid)s); có phải ý là “%(nearest)s”?"
            )
            params["nearest"] = meant
        self.note(place, "unknown-word", message, params)

    def words(self, place: Place | None, *, among: type[Word]) -> tuple[Word, ...]:
        """Give a list, not empty and without repetition, of words of a closed list."""
        found: list[Word] = []
        for item in self.sequence(place):
            before = len(self.faults)
            word = self.word(item, among=among)
            if len(self.faults) > before:
                continue
            if word in found:
                self.repeated(item, word)
            found.append(word)
        if place is not None and isinstance(place.node, yaml.SequenceNode) and not place.node.value:
            self.note(place, "empty-list", gettext_noop("Danh sách này phải có ít nhất một mục."))
        return tuple(found)

    def repeated(self, place: Place, value: str) -> None:
        """Note a value that stands twice where each may stand once."""
        message = gettext_noop("“%(value)s” đã có ở trên; hãy bỏ bớt hoặc đặt tên khác.")
        self.note(place, "repeated", message, {"value": value})


def at(node: yaml.Node) -> tuple[int, int]:
    """Give the line and column of a node, from 0; less than 0 where it was not read from a text."""
    mark = node.start_mark
    return (mark.line, mark.column) if mark else (-1, -1)


def made(data: object) -> Place:
    """Give data that was not read from a text as if it had been; each value becomes the word it would be written with."""
    return Place(node=_node(data), path="")


def _node(value: object) -> yaml.Node:
    if isinstance(value, Mapping):
        pairs = [(_node(str(key)), _node(inner)) for key, inner in value.items()]
        return yaml.MappingNode(tag="tag:yaml.org,2002:map", value=pairs)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return yaml.SequenceNode(tag="tag:yaml.org,2002:seq", value=[_node(item) for item in value])
    kind, word = ("null", "") if value is None else ("str", str(value))
    return yaml.ScalarNode(tag=f"tag:yaml.org,2002:{kind}", value=word)


def _letter(text: str, spot: tuple[int, int]) -> str:
    """Give the letter at a line and column from 0; nothing beyond the end."""
    line, column = spot
    return "".join(text.split("\n")[line : line + 1])[column : column + 1]


class TooDeepError(yaml.YAMLError):
    """A text nested so deep that making nodes of it could end the process; `spot` is where it goes too deep, from 0."""

    def __init__(self, spot: tuple[int, int]) -> None:
        super().__init__()
        self.spot = spot


def composed(text: str) -> yaml.Node | None:
    """Make the nodes of the one document of a text, None where it says nothing. Raises yaml.YAMLError.

    Events are read first, one after the other: nodes are made by recursion, which libyaml's binding does not bound.
    """
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            mark = event.start_mark
            raise TooDeepError((mark.line, mark.column) if mark else (0, 0))
    return yaml.compose(text, Loader=LOADER)


def _knot(place: Place, seen: set[int], depth: int = 0) -> Place | None:
    """Find a branch that is nested too deep or stands twice: by an alias it could be without end."""
    node = place.node
    if not isinstance(node, yaml.CollectionNode):
        return None
    if depth >= DEPTH or id(node) in seen:
        return place
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        inner = [Place(node=value, path=f"{place.path}.{key.value}".lstrip(".")) for key, value in node.value]
    else:
        inner = [Place(node=item, path=f"{place.path}[{number}]") for number, item in enumerate(node.value)]
    return next((knot for each in inner if (knot := _knot(each, seen, depth + 1)) is not None), None)


def scalar(place: Place, kind: str) -> bool:
    """Tell whether the node is a plain value that YAML takes for `kind` (`str`, `int`, `bool`, `null`)."""
    return isinstance(place.node, yaml.ScalarNode) and place.node.tag == f"tag:yaml.org,2002:{kind}"


def empty(place: Place | None) -> bool:
    """Tell whether nothing is said: the key is absent, or its value is null."""
    return place is None or scalar(place, "null")


def shown(place: Place) -> str:
    """Give what is written there, short enough for a sentence."""
    return str(place.node.value)[:40] if isinstance(place.node, yaml.ScalarNode) else "…"


def nearest(word: str, valid: Collection[str]) -> str:
    """Give the valid word that looks most like `word`."""
    return max(
        valid, key=lambda other: difflib.SequenceMatcher(None, word.lower(), other).ratio(), default=""
    )


def near(word: str, valid: Collection[str]) -> str:
    """Give the valid word that `word` is most likely a slip for; an empty text where none is really near."""
    found = nearest(word, valid)
    return found if difflib.SequenceMatcher(None, word.lower(), found.lower()).ratio() >= NEAR else ""


def moved(fault: Fault, place: Place, lines: Sequence[str]) -> Fault:
    """Say where a fault of a text within the text stands: exactly in a `|` block and on one line, else at its start."""
    node, mark = place.node, place.node.start_mark
    line, column = mark.line + 1, mark.column + 1
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    if style == "|":
        first = lines[line] if line < len(lines) else ""
        line, column = line + fault.line, len(first) - len(first.lstrip(" ")) + fault.column
    elif style != ">" and node.end_mark.line == mark.line:
        column += fault.column - 1 + bool(style)
    return replace(fault, line=line, column=column, path=place.path)
