"""Rows that the law's folder brings along: a YAML file of rows, read as if it were a table."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from motcua.spine import marked
from motcua.spine.refusal import gettext_noop
from motcua.systems.registers.rules.definition import Refusal
from motcua.systems.registers.rules.table import Merged


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """The rows of a file, by the register they belong to; a row's number is its line."""

    register: str
    heading: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    merged: tuple[Merged, ...] = ()
    errors: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[int, tuple[object, ...]]]:
        """Give the heading, and then every row."""
        yield 0, self.heading
        yield from self.lines

    def address(self, row: int, place: int) -> str:
        """Name a cell by its line and its column's name."""
        return f"{row}:{self.heading[place]}"


def read(text: str) -> Rows:
    """Read a file of rows; refuse a file with any fault, and list them all."""
    reader = marked.Reading()
    root = reader.root(text)
    head = reader.mapping(root, needed=("register", "rows")) if root is not None else {}
    register = reader.text(head.get("register"))
    found = [(place, reader.open_mapping(place)) for place in reader.sequence(head.get("rows"))]
    heading = tuple(dict.fromkeys(name for _, entries in found for name in entries))
    lines = tuple(
        (marked.at(place.node)[0] + 1, tuple(_cell(entries.get(name)) for name in heading))
        for place, entries in found
    )
    if reader.faults:
        faults = tuple(sorted(reader.faults))
        message = gettext_noop("Tệp số liệu có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s, cột %(column)s.")
        params = {"count": len(faults), "line": faults[0].line, "column": faults[0].column}
        raise Refusal("registers.file-has-faults", message, faults=faults, params=params)
    return Rows(register=register, heading=heading, lines=lines)


def _cell(place: marked.Place | None) -> str:
    """Give what is written, as a table would hold it; figures as an office writes them."""
    if place is None or marked.empty(place) or not isinstance(place.node, yaml.ScalarNode):
        return ""
    return str(place.node.value).replace(".", ",") if marked.scalar(place, "float") else str(place.node.value)
