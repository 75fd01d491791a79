"""A change broken down: of each line what it is now, what it was, and how far the two are apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from motcua.spine import measure, sentence
from motcua.systems.plans import counting, queries, wording
from motcua.systems.plans.portal.breakdown import lines as laid
from motcua.systems.plans.portal.links import Links

LESS = ("<", "<=")  # goals of which less is better


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line: now, before, the difference with its sign, and that in percent of before; a dash for what is not known.

    `reached` says how the relative change stands to the goal, None where no goal asks for one. `part` and `mark` are
    now and before as parts of the largest figure, for the plot. `cells` are the second column's: now, and its list.
    """

    name: str
    now: str
    before: str
    off: str
    percent: str
    reached: bool | None
    to_of: str | None
    depth: int
    subtotal: bool
    part: str
    mark: str
    cells: tuple[tuple[str, str | None, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A breakdown of a change: its headings, the lines first shown and the others, the total, what the plot finds.

    `stated` says why no line has a before: the baseline is one figure of the whole. Empty where lines have theirs.
    """

    heading: str
    across: tuple[str, ...]
    second: str
    first: tuple[Line, ...]
    more: tuple[Line, ...]
    nested: bool
    total: Line
    finding: str
    judged: bool
    stated: str

    @property
    def drawn(self) -> tuple[Line, ...]:
        """Give the lines of the plot; none where a figure lies below nought."""
        return tuple(line for line in self.first[: laid.FIRST] if line.part)


def table(target: queries.TargetReading, found: queries.Breakdown, links: Links) -> Table:
    """Write the breakdown of a change as a table; what adds up follows the tree of units, a mean does not."""
    said = found.reading.sentence
    adds_up = isinstance(said, sentence.Change) and said.total is not sentence.tree.Total.MEAN
    whole = not any(before is not None for line in found.lines for before in _figures(line.value)[1:])
    sign = -1 if whole or (target.goals and target.goals[0].comparator in LESS) else 1
    layout = laid.laid_out(
        found, order=lambda lines: sign * _weight(_added(lines, adds_up=adds_up)), adds_up=adds_up
    )
    writer = _Writer(target, found, links, layout.across, adds_up=adds_up)
    first = tuple(writer.line(one) for one in layout.first)
    more = tuple(writer.line(one) for one in layout.more)
    return Table(
        heading=wording.head(found.collection, found.by[0]),
        across=writer.heads,
        second=wording.head(found.collection, found.by[1]) if layout.across else "",
        first=first,
        more=more,
        nested=layout.nested,
        total=writer.total(),
        finding=_finding(first if layout.nested else (*first, *more), layout, whole=whole),
        judged=writer.judged and not whole,
        stated=_stated(target, found) if whole else "",
    )


def _stated(target: queries.TargetReading, found: queries.Breakdown) -> str:
    """Say that a stated figure is of the whole, and what the whole has come to since."""
    value = next(one.value for one in target.readings if one.key == found.reading.key)
    if not isinstance(value, measure.Change):
        return ""
    return gettext(
        "Mốc so sánh (%(before)s) là con số nêu chung cho cả chỉ tiêu, không chia theo %(by)s, nên mỗi dòng chỉ có con số "
        "hiện nay. Cả chỉ tiêu: %(off)s."
    ) % {
        "before": wording.exact(value.baseline),
        "by": wording.column(found.collection, found.by[0]).lower(),
        "off": _signed(value.now - value.baseline),
    }


def _finding(lines: Sequence[Line], layout: laid.Layout, *, whole: bool) -> str:
    """Say how many lines reach the goal where it is asked of each, and which moved the other way most."""
    if not lines:
        return gettext("Chưa có bản ghi nào.")
    if whole:
        return gettext("Lớn nhất: %(name)s (%(now)s)") % {"name": lines[0].name, "now": lines[0].now}
    judged = [line.reached for line in lines if line.reached is not None]
    far = gettext("xa mức chỉ tiêu nhất: %(name)s (%(off)s)") % {
        "name": lines[0].name,
        "off": lines[0].off if lines[0].off != "–" else lines[0].now,
    }
    if not judged:
        return far[:1].upper() + far[1:]
    said = gettext("%(reached)s trên %(all)s dòng đạt mức chỉ tiêu") % {
        "reached": sum(judged),
        "all": len(judged),
    }
    return f"{said}; {far}" if not all(judged) and layout.first else said


class _Writer:
    def __init__(
        self,
        target: queries.TargetReading,
        found: queries.Breakdown,
        links: Links,
        across: tuple[Any, ...],
        *,
        adds_up: bool,
    ) -> None:
        self._target, self._found, self._across, self._adds_up = target, found, across, adds_up
        self._links = links.of(found.reading.key)
        self._goals = [goal for goal in target.goals if goal.unit is measure.Unit.PERCENT]
        known = [figure for line in found.lines for figure in _figures(line.value) if figure is not None]
        self._most = max(known, default=Fraction(0)) if min(known, default=Fraction(0)) >= 0 else Fraction(0)

    @property
    def judged(self) -> bool:
        """Tell whether a goal is asked of the relative change of a line."""
        return bool(self._goals)

    @property
    def heads(self) -> tuple[str, ...]:
        """Give the headings of the second column's values."""
        known, by = queries.names(), self._found.by
        return tuple(wording.value(self._found.collection, by[1], value, known) for value in self._across)

    def line(self, placed: laid.Placed) -> Line:
        """Write one line from the counted lines it adds up."""
        level = _added(placed.lines, adds_up=self._adds_up)
        return self._written(placed, level, cells=tuple(self._cell(placed, value) for value in self._across))

    def total(self) -> Line:
        """Write the whole, whose baseline may be a stated figure that no line has."""
        value = next(one.value for one in self._target.readings if one.key == self._found.reading.key)
        level = (
            measure.Level(recorded=value.now, before=value.baseline)
            if isinstance(value, measure.Change)
            else None
        )
        placed = laid.Placed(name=gettext("Tổng cộng"), lines=self._found.lines, only={})
        return self._written(placed, level, cells=tuple(self._cell(placed, value) for value in self._across))

    def _written(
        self,
        placed: laid.Placed,
        level: measure.Level | None,
        *,
        cells: tuple[tuple[str, str | None, str], ...],
    ) -> Line:
        now, before = _figures(level)
        change = None if now is None or before is None else measure.Change(baseline=before, now=now)
        relative = change.figure(measure.Unit.PERCENT) if change else None
        return Line(
            name=placed.name,
            now=wording.exact(now),
            before=wording.exact(before),
            off="–" if change is None else _signed(change.now - change.baseline),
            percent="–" if relative is None else wording.signed_percent(relative, self._reached),
            reached=self._reached(relative) if relative is not None and self._goals else None,
            to_of=None if placed.only is None else self._links.records(queries.Side.OF, placed.only),
            depth=placed.depth,
            subtotal=placed.subtotal,
            part=self._part(now),
            mark=self._part(before),
            cells=cells,
        )

    def _cell(self, placed: laid.Placed, value: Any) -> tuple[str, str | None, str]:
        held = [line for line in placed.lines if line.values[1] == value]
        now, before = _figures(_added(held, adds_up=self._adds_up))
        if now is None:
            return ("–", None, "")
        only = None if placed.only is None else {**placed.only, self._found.by[1]: laid.asked_of(value)}
        to = None if only is None else self._links.records(queries.Side.OF, only)
        then = "" if before is None else gettext("trước: %(before)s") % {"before": wording.exact(before)}
        return (wording.exact(now), to, then)

    def _reached(self, value: Fraction) -> bool:
        return all(goal.reached(value) for goal in self._goals)

    def _part(self, figure: Fraction | None) -> str:
        return "" if figure is None or not self._most else f"{float(figure / self._most):.4f}"


def _added(lines: Sequence[counting.Line], *, adds_up: bool) -> measure.Level | None:
    """Add up the figures of lines; None where there are none, or several that do not add up."""
    levels = [line.value for line in lines if isinstance(line.value, measure.Level)]
    if len(levels) == 1 or not levels:
        return levels[0] if levels else None
    if not adds_up:
        return None
    before = [level.before for level in levels if level.before is not None]
    return measure.Level(
        recorded=sum((level.recorded for level in levels), Fraction(0)),
        before=sum(before, Fraction(0)) if before else None,
    )


def _figures(value: measure.Share | measure.Level | None) -> tuple[Fraction | None, Fraction | None]:
    return (value.recorded, value.before) if isinstance(value, measure.Level) else (None, None)


def _weight(level: measure.Level | None) -> Fraction:
    """Give how far a line moved, or where nothing is known of before, how large it is."""
    if level is None:
        return Fraction(0)
    return level.recorded if level.before is None else level.recorded - level.before


def _signed(value: Fraction) -> str:
    return f"+{wording.exact(value)}" if value > 0 else wording.exact(value)
