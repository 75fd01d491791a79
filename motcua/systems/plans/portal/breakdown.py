"""A target broken down by one column or two, as the reader chooses: a table, its subtotals, and a plot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from motcua.spine import measure, sentence
from motcua.spine.collection import Type
from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import counting, queries, wording
from motcua.systems.plans.portal.links import Links

FIRST_LINES = 12
HUNDRED = 100
WIDEST = 13  # columns of a table of two: a year's months, and what has none
NOT_OFFERED = ("code",)  # as good as a key: every line would be one record
OFFERED = (Type.TEXT, Type.BOOLEAN, Type.INTEGER)
UNIT = "unit"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a breakdown, each of its numbers with the list behind it; `depth` is that of a unit in the tree.

    `cells` are the second column's, each a percentage, whether it reaches the goal, and its list; `part` is the share
    as a part of one, for the plot.
    """

    name: str
    that: str
    of: str
    rest: str
    percent: str
    reached: bool
    to_that: str | None
    to_of: str | None
    to_rest: str | None
    depth: int = 0
    subtotal: bool = False
    part: str = ""
    missing: int = 0
    cells: tuple[tuple[str, bool, str | None, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A breakdown: its headings, the lines first shown and the others, the total, and what the plot finds.

    `nested`: the lines first shown are the top of a tree, and `more` is the whole of it.
    """

    heading: str
    across: tuple[str, ...]
    second: str
    first: tuple[Line, ...]
    more: tuple[Line, ...]
    nested: bool
    total: Line
    finding: str
    goal: str
    goal_part: str
    narrow: bool

    @property
    def drawn(self) -> tuple[Line, ...]:
        """Give the lines of the plot: the first, which are those where most is missing, or the first months."""
        return self.first[:FIRST_LINES]


def choices(reading: queries.Breakdown) -> list[tuple[str, str]]:
    """Offer the columns a target may be divided by, the month first where there is one."""
    collection = reading.collection
    names = [
        column.name
        for column in collection.public
        if column.type in OFFERED and column.name not in (collection.key, *NOT_OFFERED)
    ]
    if sentence.period_column(reading.reading.sentence):
        names.insert(0, counting.MONTH)
    return [(name, wording.column(collection, name)) for name in names]


def table(target: queries.TargetReading, found: queries.Breakdown, links: Links) -> Table:
    """Write a breakdown as a table; by unit it follows the tree of units, with its subtotals."""
    writer = _Writer(target, found, links)
    first = found.by[0]
    tree = writer.tree() if first == UNIT and _placed(found) else []
    top = [line for line in tree if not line.depth]
    lines = top or writer.flat()
    goal = next((goal for goal in target.goals if goal.unit is measure.Unit.PERCENT), None)
    most = len(top) or FIRST_LINES
    return Table(
        heading=wording.column(found.collection, first),
        across=tuple(writer.value(found.by[1], value) for value in writer.across),
        second=wording.column(found.collection, found.by[1]) if writer.across else "",
        first=tuple(lines[:most]),
        more=tuple(tree if len(tree) > len(top) else lines[most:]),
        nested=len(tree) > len(top),
        total=writer.line(gettext("Tổng cộng"), found.lines, {}),
        finding=_finding(lines),
        goal=goal.said(wording.language()) if goal else "",
        goal_part=f"{float(goal.figure) / HUNDRED:.4f}" if goal else "",
        narrow=len(writer.across) <= WIDEST,
    )


def _finding(lines: Sequence[Line]) -> str:
    """Say how many lines reach the goal, and where most is missing."""
    said = gettext("%(reached)s trên %(all)s dòng đạt mức chỉ tiêu") % {
        "reached": sum(line.reached for line in lines),
        "all": len(lines),
    }
    worst = max(lines, key=lambda line: line.missing, default=None)
    if worst is None or not worst.missing:
        return said
    return gettext("%(said)s; thiếu nhiều nhất: %(worst)s (%(rest)s)") % {
        "said": said,
        "worst": worst.name,
        "rest": worst.rest,
    }


def _placed(found: queries.Breakdown) -> bool:
    """Tell whether the lines name units that the register knows."""
    known = organisation.register().by_code
    return any(line.values[0] in known for line in found.lines)


def asked_of(value: Any) -> str | None:
    """Write a value as the address of a list holds it."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Writer:
    def __init__(self, target: queries.TargetReading, found: queries.Breakdown, links: Links) -> None:
        self._target, self._found, self._links = target, found, links
        self._units = wording.unit_names()
        second = {line.values[1] for line in found.lines} if len(found.by) > 1 else set()
        self.across = sorted(second, key=lambda value: (value is None, str(value)))

    def value(self, name: str, value: Any) -> str:
        return wording.value(self._found.collection, name, value, self._units)

    def flat(self) -> list[Line]:
        """Write a line for every value: months in their order, all else by what most is missing."""
        name = self._found.by[0]
        groups = _groups(self._found.lines)
        ordered = sorted(
            groups.items(),
            key=lambda one: (one[0] is None, one[0] if isinstance(one[0], date) else -_missing(one[1])),
        )
        return [
            self.line(self.value(name, value), lines, {name: asked_of(value)}) for value, lines in ordered
        ]

    def tree(self) -> list[Line]:
        """Write the units in their tree: under each that has others below it, first its subtotal, then its own."""
        groups = _groups(self._found.lines)
        known = organisation.register().by_code
        paths = {value: known[value].path if value in known else (str(value),) for value in groups}
        written: list[Line] = []

        def branch(prefix: tuple[str, ...]) -> None:
            within = {value for value, path in paths.items() if path[: len(prefix)] == prefix}
            depth = len(prefix) - 1
            lines = [line for value in within for line in groups[value]]
            own = {value for value in within if paths[value] == prefix}
            if within - own and depth:
                code = prefix[-1]
                name = known[code].short_name if code in known else code
                exact = {value for value in groups if str(value) == code or str(value).startswith(f"{code}.")}
                under = {counting.UNDER + UNIT: code} if exact == within else None
                written.append(self.line(name, lines, under, depth=depth - 1, subtotal=True))
            for value in own:
                inner = depth if within - own else depth - 1
                written.append(
                    self.line(
                        self.value(UNIT, value), groups[value], {UNIT: asked_of(value)}, depth=max(0, inner)
                    )
                )
            below = {paths[value][: len(prefix) + 1] for value in within - own}
            for inner_prefix in sorted(
                below,
                key=lambda path: (
                    -_missing(
                        [
                            line
                            for value in within
                            if paths[value][: len(path)] == path
                            for line in groups[value]
                        ]
                    )
                ),
            ):
                branch(inner_prefix)

        for root in sorted({path[:1] for path in paths.values()}):
            branch(root)
        return written

    def line(
        self,
        name: str,
        lines: Sequence[counting.Line],
        only: Mapping[str, str | None] | None,
        *,
        depth: int = 0,
        subtotal: bool = False,
    ) -> Line:
        """Write one line from the counted lines it adds up; `only` holds its lists, None where no list is as long."""
        share = _sum(lines)
        figure = share.figure(measure.Unit.PERCENT)
        to = self._to(only)
        return Line(
            name=name,
            that=wording.whole(share.numerator),
            of=wording.whole(share.denominator),
            rest=wording.whole(share.denominator - share.numerator),
            percent="–" if figure is None else wording.figure(figure, self._target),
            reached=figure is not None and self._target.reached(figure),
            to_that=to(queries.Side.THAT),
            to_of=to(queries.Side.OF),
            to_rest=to(queries.Side.REST),
            depth=depth,
            subtotal=subtotal,
            missing=share.denominator - share.numerator,
            part="" if figure is None else f"{float(figure) / HUNDRED:.4f}",
            cells=tuple(self._cell(lines, value, only) for value in self.across),
        )

    def _cell(
        self, lines: Sequence[counting.Line], value: Any, only: Mapping[str, str | None] | None
    ) -> tuple[str, bool, str | None, str]:
        share = _sum([line for line in lines if line.values[1] == value])
        figure = share.figure(measure.Unit.PERCENT)
        if figure is None:
            return ("–", True, None, "")
        to = self._to(None if only is None else {**only, self._found.by[1]: asked_of(value)})
        fraction = gettext("%(that)s trên %(of)s") % {
            "that": wording.whole(share.numerator),
            "of": wording.whole(share.denominator),
        }
        return (
            wording.figure(figure, self._target),
            self._target.reached(figure),
            to(queries.Side.OF),
            fraction,
        )

    def _to(self, only: Mapping[str, str | None] | None) -> Any:
        links = self._links.of(self._found.reading.key)
        return lambda side: None if only is None else links.records(side, only)


def _groups(lines: Sequence[counting.Line]) -> dict[Any, list[counting.Line]]:
    groups: dict[Any, list[counting.Line]] = {}
    for line in lines:
        groups.setdefault(line.values[0], []).append(line)
    return groups


def _sum(lines: Sequence[counting.Line]) -> measure.Share:
    return measure.Share(
        numerator=sum(line.share.numerator for line in lines),
        denominator=sum(line.share.denominator for line in lines),
    )


def _missing(lines: Sequence[counting.Line]) -> Fraction:
    return Fraction(sum(line.share.denominator - line.share.numerator for line in lines))
