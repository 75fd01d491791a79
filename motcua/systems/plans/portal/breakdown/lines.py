"""The lines of a breakdown in their order: along the tree of units, by month, or by what asks most to be looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import counting, queries, wording

UNIT = "unit"
FIRST = 12
WIDEST = 13  # columns of a table of two: a year's months, and what has none
Only = Mapping[str, str | None]
Order = Callable[[Sequence[counting.Line]], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """Counted lines that make one line of a table: their name, and what a list of them is held to (None: no list).

    `depth` is that of a unit in the tree; a `subtotal` holds what is under the unit as well.
    """

    name: str
    lines: Sequence[counting.Line]
    only: Only | None
    depth: int = 0
    subtotal: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A breakdown laid out: the lines first shown and the others; `nested`, where the others are the whole tree."""

    first: tuple[Placed, ...]
    more: tuple[Placed, ...]
    nested: bool
    across: tuple[Any, ...]


def laid_out(found: queries.Breakdown, *, order: Order, adds_up: bool = True) -> Layout:
    """Lay a breakdown out: by unit along the tree, where its figures add up, with a subtotal for what is under each."""
    tree = _tree(found, order) if adds_up and found.by[0] == UNIT and _placed(found) else []
    top = [one for one in tree if not one.depth]
    lines = top or _flat(found, order)
    most = len(top) or FIRST
    return Layout(
        first=tuple(lines[:most]),
        more=tuple(tree if len(tree) > len(top) else lines[most:]),
        nested=len(tree) > len(top),
        across=_across(found),
    )


def asked_of(value: Any) -> str | None:
    """Write a value as the address of a list holds it."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _across(found: queries.Breakdown) -> tuple[Any, ...]:
    """Give the values of the second column, where there is one."""
    second = {line.values[1] for line in found.lines} if len(found.by) > 1 else set()
    return tuple(sorted(second, key=lambda value: (value is None, str(value))))


def _placed(found: queries.Breakdown) -> bool:
    """Tell whether the lines name units that the register knows."""
    known = organisation.register().by_code
    return any(line.values[0] in known for line in found.lines)


def _flat(found: queries.Breakdown, order: Order) -> list[Placed]:
    """Write a line for every value: months as they follow each other, all else by `order`."""
    groups: dict[Any, list[counting.Line]] = {}
    for line in found.lines:
        groups.setdefault(line.values[0], []).append(line)
    name, known = found.by[0], queries.names()
    ordered = sorted(
        groups.items(),
        key=lambda one: (one[0] is None, one[0] if isinstance(one[0], date) else order(one[1])),
    )
    return [
        Placed(
            name=wording.value(found.collection, name, value, known),
            lines=lines,
            only={name: asked_of(value)},
        )
        for value, lines in ordered
    ]


def _tree(found: queries.Breakdown, order: Order) -> list[Placed]:
    """Write the units in their tree: under each that has others below it, first its subtotal, then its own.

    The province itself has no subtotal: that is the total of the table.
    """
    written: list[Placed] = []
    for branch in queries.rolled_up(found.lines, order=order):
        whole = branch.parts and branch.depth > 0
        if whole:
            under = {counting.UNDER + UNIT: branch.code} if branch.coded else None
            written.append(
                Placed(
                    name=branch.name, lines=branch.under, only=under, depth=branch.depth - 1, subtotal=True
                )
            )
        if branch.lines:
            written.append(
                Placed(
                    name=branch.name or "–",
                    lines=branch.lines,
                    only={UNIT: branch.code},
                    depth=branch.depth if whole else max(0, branch.depth - 1),
                )
            )
    return written
