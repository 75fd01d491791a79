"""A share broken down: of each line how many count, how many satisfy, and how many are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from motcua.spine import measure
from motcua.systems.plans import counting, queries, wording
from motcua.systems.plans.portal.breakdown import lines as laid
from motcua.systems.plans.portal.links import Links

HUNDRED = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a breakdown, each of its numbers with the list behind it; `depth` is that of a unit in the tree.

    `cells` are the second column's, each a percentage, whether it reaches the goal, and its list; `reached` is None
    where no goal is asked of a line, or nothing arose in it; `part` is the share
    as a part of one, for the plot.
    """

    name: str
    that: str
    of: str
    rest: str
    percent: str
    reached: bool | None
    to_that: str | None
    to_of: str | None
    to_rest: str | None
    depth: int = 0
    subtotal: bool = False
    part: str = ""
    missing: int = 0
    cells: tuple[tuple[str, bool | None, str | None, str], ...] = ()


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
    nouns: str

    @property
    def drawn(self) -> tuple[Line, ...]:
        """Give the lines of the plot: the first, which are those where most is missing, or the first months."""
        return self.first[: laid.FIRST]


def table(target: queries.TargetReading, found: queries.Breakdown, links: Links) -> Table:
    """Write a breakdown as a table; by unit it follows the tree of units, with its subtotals."""
    layout = laid.laid_out(found, order=lambda lines: -_missing(lines))
    writer = _Writer(target, found, links, layout.across)
    goal = next(iter(target.goals_of_whole), None)
    first = tuple(writer.line(one) for one in layout.first)
    more = tuple(writer.line(one) for one in layout.more)
    return Table(
        heading=wording.head(found.collection, found.by[0]),
        across=writer.heads,
        second=wording.head(found.collection, found.by[1]) if layout.across else "",
        first=first,
        more=more,
        nested=layout.nested,
        total=writer.line(laid.Placed(name=gettext("Tổng cộng"), lines=found.lines, only={})),
        finding=_finding(target, first if layout.nested else (*first, *more)),
        goal=goal.said(wording.language()) if goal else "",
        goal_part=f"{float(goal.figure) / HUNDRED:.4f}" if goal else "",
        narrow=len(layout.across) <= laid.WIDEST,
        nouns=wording.nouns(found.collection),
    )


def _finding(target: queries.TargetReading, lines: Sequence[Line]) -> str:
    """Say how many lines reach the goal, where one is asked of them, and where most is missing."""
    said = (
        gettext("%(reached)s trên %(all)s dòng đạt mức chỉ tiêu, xét theo cận dưới")
        if target.judged is measure.Judged.LOWER_BOUND
        else gettext("%(reached)s trên %(all)s dòng đạt mức chỉ tiêu")
    ) % {"reached": sum(line.reached is True for line in lines), "all": len(lines)}
    worst = max(lines, key=lambda line: line.missing, default=None)
    missing = worst is not None and worst.missing > 0
    if not target.goals_of_whole:
        most = gettext("Thiếu nhiều nhất: %(worst)s (%(rest)s)")
        return most % {"worst": worst.name, "rest": worst.rest} if worst and missing else ""
    if worst is None or not missing:
        return said
    return gettext("%(said)s; thiếu nhiều nhất: %(worst)s (%(rest)s)") % {
        "said": said,
        "worst": worst.name,
        "rest": worst.rest,
    }


class _Writer:
    def __init__(
        self,
        target: queries.TargetReading,
        found: queries.Breakdown,
        links: Links,
        across: tuple[Any, ...],
    ) -> None:
        self._target, self._found, self._across = target, found, across
        self._links = links.of(found.reading.key)

    @property
    def heads(self) -> tuple[str, ...]:
        """Give the headings of the second column's values."""
        known, by = queries.names(), self._found.by
        return tuple(wording.value(self._found.collection, by[1], value, known) for value in self._across)

    def line(self, placed: laid.Placed) -> Line:
        """Write one line from the counted lines it adds up."""
        share = queries.added(placed.lines)
        figure = share.figure(measure.Unit.PERCENT)
        return Line(
            name=placed.name,
            that=wording.whole(share.numerator),
            of=wording.whole(share.denominator),
            rest=wording.whole(share.denominator - share.numerator),
            percent="–" if figure is None else wording.figure(figure, self._target),
            reached=self._target.holds(share),
            to_that=self._to(queries.Side.THAT, placed.only),
            to_of=self._to(queries.Side.OF, placed.only),
            to_rest=self._to(queries.Side.REST, placed.only),
            depth=placed.depth,
            subtotal=placed.subtotal,
            missing=share.denominator - share.numerator,
            part="" if figure is None else f"{float(figure) / HUNDRED:.4f}",
            cells=tuple(self._cell(placed, value) for value in self._across),
        )

    def _cell(self, placed: laid.Placed, value: Any) -> tuple[str, bool | None, str | None, str]:
        share = queries.added([line for line in placed.lines if line.values[1] == value])
        figure = share.figure(measure.Unit.PERCENT)
        if figure is None:
            return ("–", None, None, "")
        only = None if placed.only is None else {**placed.only, self._found.by[1]: laid.asked_of(value)}
        return (
            wording.figure(figure, self._target),
            self._target.holds(share),
            self._to(queries.Side.OF, only),
            wording.fraction(share),
        )

    def _to(self, side: queries.Side, only: laid.Only | None) -> str | None:
        return None if only is None else self._links.records(side, only)


def _missing(lines: Sequence[counting.Line]) -> int:
    share = queries.added(lines)
    return share.denominator - share.numerator
