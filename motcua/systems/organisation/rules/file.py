"""A file of units, as under `law/organisation/`: a tree, each unit with the units below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from motcua.spine.fault import Fault
from motcua.spine.marked import Place, Reading, empty
from motcua.spine.procedure import Level
from motcua.spine.refusal import gettext_noop
from motcua.systems.organisation.rules.register import Refusal, UnitRecord

CODE = re.compile(r"[GH][0-9]{2}(\.[0-9A-Z]{1,3}){0,5}")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KNOWN = (
    "short_name",
    "level",
    "kind",
    "fields",
    "serves",
    "receives",
    "valid_from",
    "valid_until",
    "succeeded_by",
    "units",
)


class FaultyFile(Refusal):
    """A file of units with faults; `faults` has them all, the sentence tells the first."""

    def __init__(self, found: list[Fault]) -> None:
        self.faults = tuple(found)
        first = found[0]
        super().__init__(
            "organisation.file-has-faults",
            gettext_noop(
                "Tệp cơ quan, đơn vị có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s, cột %(column)s: %(first)s",
            ),
            params={"count": len(found), "line": first.line, "column": first.column, "first": first.said()},
        )


def read(text: str) -> tuple[UnitRecord, ...]:
    """Read the units of a file, parents before children; refuse it, with all its faults, if it has one."""
    records, found = _passage(text)
    if found:
        raise FaultyFile(found)
    return records


def faults(text: str) -> list[Fault]:
    """List what is wrong with a file of units, in the order of its lines."""
    return _passage(text)[1]


@dataclass(kw_only=True, slots=True)
class _Tree:
    """What is known while the file is walked: the day it begins with, and the codes and mentions so far."""

    reading: Reading
    begins: date
    codes: set[str] = field(default_factory=set)
    mentioned: list[tuple[Place, str]] = field(default_factory=list)


def _passage(text: str) -> tuple[tuple[UnitRecord, ...], list[Fault]]:
    reading = Reading()
    root = reading.root(text)
    if root is None:
        return (), reading.faults
    top = reading.mapping(root, needed=("valid_from", "units"))
    tree = _Tree(reading=reading, begins=reading.day(top.get("valid_from")))
    records = tuple(
        record for place in reading.sequence(top.get("units")) for record in _unit(tree, place, parent=None)
    )
    for place, code in tree.mentioned:
        if code not in tree.codes:
            message = gettext_noop(
                "Không có đơn vị mang mã “%(value)s” trong tệp; hãy sửa mã hoặc thêm đơn vị."
            )
            reading.note(place, "unknown-unit", message, {"value": code})
    return records, sorted(reading.faults)


def _unit(tree: _Tree, place: Place, *, parent: UnitRecord | None) -> Iterator[UnitRecord]:
    """Read one unit and, after it, those below it; what it does not say it has from its parent."""
    reading = tree.reading
    entries = reading.mapping(place, needed=("code", "name"), known=KNOWN)
    code = _code(tree, entries.get("code"), parent=parent)
    name = reading.text(entries.get("name"))
    own_level = reading.word(entries.get("level"), among=Level)
    level = own_level.value if "level" in entries or parent is None else parent.level
    record = UnitRecord(
        code=code,
        name=name,
        short_name=reading.text(entries["short_name"]) if "short_name" in entries else name,
        level=level,
        kind=reading.pattern(entries["kind"], shape=KEY, example="tax") if "kind" in entries else level,
        parent=parent.code if parent else None,
        path=(*(parent.path if parent else ()), code),
        fields=tuple(
            reading.pattern(item, shape=KEY, example="ho-tich")
            for item in reading.sequence(entries.get("fields"))
        ),
        serves=tuple(_mention(tree, item) for item in reading.sequence(entries.get("serves"))),
        receives=reading.flag(entries.get("receives")),
        valid_from=reading.day(entries["valid_from"]) if "valid_from" in entries else tree.begins,
        valid_until=None if empty(entries.get("valid_until")) else reading.day(entries["valid_until"]),
        succeeded_by=_mention(tree, entries["succeeded_by"]) if "succeeded_by" in entries else None,
    )
    if record.valid_until is not None and record.valid_until < record.valid_from:
        message = gettext_noop("Ngày kết thúc đứng trước ngày bắt đầu; hãy sửa một trong hai.")
        reading.note(entries["valid_until"], "ends-before-it-begins", message)
    yield record
    for below in reading.sequence(entries.get("units")):
        yield from _unit(tree, below, parent=record)


def _code(tree: _Tree, place: Place | None, *, parent: UnitRecord | None) -> str:
    before = len(tree.reading.faults)
    code = tree.reading.pattern(place, shape=CODE, example="H31.26.101")
    if place is None or len(tree.reading.faults) > before:
        return code
    if code in tree.codes:
        tree.reading.repeated(place, code)
    if parent is not None and parent.code and not code.startswith(f"{parent.code}."):
        message = gettext_noop("Mã “%(value)s” phải bắt đầu bằng mã của đơn vị cấp trên, “%(parent)s.”.")
        tree.reading.note(place, "outside-parent", message, {"value": code, "parent": parent.code})
    tree.codes.add(code)
    return code


def _mention(tree: _Tree, place: Place) -> str:
    code = tree.reading.text(place)
    tree.mentioned.append((place, code))
    return code
