"""Trends as drawings: places on a sheet, worked out here and drawn by a template; no script is needed to see them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from motcua.spine import measure
from motcua.spine.measure import figures
from motcua.systems.plans import queries

HUNDRED = 100
SPARK = (100.0, 28.0)
WIDTH, HEIGHT = 720.0, 320.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 16.0, 26.0, 54.0
STEPS = (1, 2, 5, 10, 20, 25)
MOST_LINES = 5
PARTS = 8  # of a stretch of the line between two months
LABEL = 110.0  # the width of the goal's label
WHOLE = 1.6  # how many months wide the room for the whole period is, at the right


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """One month on the sheet: its place, its value as shown, whether it reached what goals there are, and if it is out of control."""

    x: float
    y: float
    month: date
    shown: str
    reached: bool
    beyond: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Turned:
    """What changed of how a target is counted or watched, and when."""

    at: datetime
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A mark on an axis: its place and its word, and at which side of the place the word stands."""

    at: float
    word: str
    anchor: str = "start"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """The control limits of one month: a box from `left` to `right`, from `top` to `bottom`."""

    left: float
    width: float
    top: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Whisker:
    """The whole period at the right of a trend: where it stands, and the forecast of where it ends."""

    x: float
    now: float | None
    now_shown: str
    low: float | None
    likely: float | None
    high: float | None
    shown: str

    @property
    def ends(self) -> tuple[float, ...]:
        """Give the places of both ends of the forecast."""
        return tuple(end for end in (self.low, self.high) if end is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A trend: its line, its dots, the goal's height and word, and the marks of both axes."""

    line: str
    dots: tuple[Dot, ...]
    goal: float | None
    goal_word: str
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    width: float
    height: float
    left: float
    bottom: float
    goal_label: tuple[float, float] = (0.0, 0.0)
    limits: tuple[Step, ...] = ()
    whole: Whisker | None = None
    turns: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Where months and percentages lie on a sheet of paper of a given size."""

    width: float
    height: float
    edges: tuple[float, float, float, float]
    places: float
    floor: int

    def across(self, place: float) -> float:
        """Give the x of the place-th month, from 0."""
        left, right, *_ = self.edges
        return round(left + (self.width - left - right) * place / max(1.0, self.places - 1), 1)

    def up(self, value: Fraction) -> float:
        """Give the y of a percentage; what lies under the lowest mark is drawn at it."""
        *_, top, bottom = self.edges
        part = max(0.0, float((value - self.floor) / (HUNDRED - self.floor)))
        return round(self.height - bottom - (self.height - top - bottom) * part, 1)


def spark(target: queries.TargetReading) -> Drawing | None:
    """Draw a trend small, without axes; None where fewer than two months have a value."""
    known = _known(target.trend)
    if len(known) <= 1:
        return None
    goal = next(iter(target.goals_of_whole), None)
    floor, _ = _scale([value for _, _, value in known] + ([goal.figure] if goal else []))
    sheet = Sheet(width=SPARK[0], height=SPARK[1], edges=(2, 2, 3, 3), places=len(target.trend), floor=floor)
    dots = _dots(target, known, sheet, language="vi", chart=None)
    return Drawing(
        line=_line(dots),
        dots=dots,
        goal=sheet.up(goal.figure) if goal else None,
        goal_word="",
        across=(),
        up=(),
        width=sheet.width,
        height=sheet.height,
        left=2,
        bottom=sheet.height - 3,
    )


def chart(
    target: queries.TargetReading,
    *,
    language: str,
    standing: queries.Standing | None = None,
    turns: Sequence[Turned] = (),
) -> Drawing | None:
    """Draw a trend large: axes, goal, control limits, the whole period with its forecast, changes of definition.

    None where fewer than two months have a value.
    """
    known = _known(target.trend)
    if len(known) <= 1:
        return None
    goal = next(iter(target.goals_of_whole), None)
    control = standing.chart if standing else None
    forecast = standing.whole.forecast if standing else None
    values = [value for _, _, value in known] + ([goal.figure] if goal else [])
    values += [forecast.low] if forecast else []
    floor, step = _scale(values)
    edges, months = (LEFT, RIGHT, TOP, BOTTOM), len(target.trend)
    sheet = Sheet(width=WIDTH, height=HEIGHT, edges=edges, places=months + WHOLE, floor=floor)
    dots = _dots(target, known, sheet, language=language, chart=control)
    return Drawing(
        line=_line(dots),
        dots=dots,
        goal=sheet.up(goal.figure) if goal else None,
        goal_word=goal.said(language) if goal else "",
        goal_label=_clearest(sheet.up(goal.figure), dots, sheet) if goal else (0.0, 0.0),
        across=tuple(
            Mark(at=sheet.across(place + 0.3), word=f"{point.month:%m/%Y}"[: 2 if place else 7])
            for place, point in enumerate(target.trend)
        ),
        up=tuple(
            Mark(at=sheet.up(Fraction(mark)), word=f"{mark}") for mark in range(floor, HUNDRED + 1, step)
        ),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        bottom=HEIGHT - BOTTOM,
        limits=_limits(control, sheet) if control else (),
        whole=_whole(target, forecast, sheet, language),
        turns=_turns(target.trend, turns, sheet),
    )


def _known(trend: Sequence[queries.Point]) -> list[tuple[int, queries.Point, Fraction]]:
    values = [(place, point, point.share.figure(measure.Unit.PERCENT)) for place, point in enumerate(trend)]
    return [(place, point, value) for place, point, value in values if value is not None]


def _dots(
    target: queries.TargetReading,
    known: Sequence[tuple[int, queries.Point, Fraction]],
    sheet: Sheet,
    *,
    language: str,
    chart: measure.Chart | None,
) -> tuple[Dot, ...]:
    months = chart.months if chart else ()
    shift = 0.3 if sheet.width > SPARK[0] else 0.0
    return tuple(
        Dot(
            x=sheet.across(place + shift),
            y=sheet.up(value),
            month=point.month,
            shown=figures.percent(value, language=language),
            reached=target.holds(point.share) is not False,
            beyond=limits.beyond if place < len(months) and (limits := months[place]) else 0,
        )
        for place, point, value in known
    )


def _line(dots: Sequence[Dot]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for dot in dots)


def _clearest(goal: float, dots: Sequence[Dot], sheet: Sheet) -> tuple[float, float]:
    """Find the place beside the goal line, above it or below, where its label meets the trend least."""
    pairs = list(itertools.pairwise(dots))
    line = [
        (one.x + (two.x - one.x) * part / PARTS, one.y + (two.y - one.y) * part / PARTS)
        for one, two in pairs
        for part in range(PARTS + 1)
    ]

    def room(at: tuple[float, float]) -> float:
        x, y = at
        return min((abs(by - y + 4) for bx, by in line if x - 4 <= bx <= x + LABEL), default=sheet.height)

    starts = [dot.x for dot in dots if dot.x + LABEL < dots[-1].x] or [dots[0].x]
    return max(((x, goal + off) for x in starts for off in (-6.0, 16.0)), key=room)


def _limits(chart: measure.Chart, sheet: Sheet) -> tuple[Step, ...]:
    steps = []
    for place, limits in enumerate(chart.months):
        if limits is None:
            continue
        left, top = max(LEFT, sheet.across(place - 0.2)), sheet.up(limits.high)
        steps.append(
            Step(
                left=left,
                width=round(sheet.across(place + 0.8) - left, 1),
                top=top,
                height=round(sheet.up(limits.low) - top, 1),
            )
        )
    return tuple(steps)


def _whole(
    target: queries.TargetReading, forecast: measure.Forecast | None, sheet: Sheet, language: str
) -> Whisker | None:
    if target.value is None:
        return None
    ends = (
        [figures.percent(value, language=language) for value in (forecast.low, forecast.high)]
        if forecast
        else []
    )
    return Whisker(
        x=sheet.across(sheet.places - 1 - 0.55),
        now=sheet.up(target.value),
        now_shown=figures.percent(target.value, language=language, reached=target.reached),
        low=sheet.up(forecast.low) if forecast else None,
        likely=sheet.up(forecast.likely) if forecast else None,
        high=sheet.up(forecast.high) if forecast else None,
        shown=" – ".join(ends),
    )


def _turns(trend: Sequence[queries.Point], turns: Sequence[Turned], sheet: Sheet) -> tuple[Mark, ...]:
    """Place what changed within the trend, each at its day of the month."""
    marks = []
    for turn in turns:
        at = turn.at
        place = next(
            (
                n
                for n, point in enumerate(trend)
                if (point.month.year, point.month.month) == (at.year, at.month)
            ),
            None,
        )
        if place is not None:
            x = sheet.across(place - 0.2 + (at.day - 1) / 31)
            anchor = "start" if x < sheet.width / 2 else "end"
            marks.append(Mark(at=x, word=f"{turn.what} {at:%d/%m}", anchor=anchor))
    return tuple(marks)


def _scale(values: Sequence[Fraction]) -> tuple[int, int]:
    """Give the lowest mark and the step between marks, so that what differs can be seen to differ."""
    lowest = max(0, int(min(values)) - 2)
    step = next((step for step in STEPS if (HUNDRED - lowest) / step <= MOST_LINES), STEPS[-1])
    floor = HUNDRED - step * -(-(HUNDRED - lowest) // step)
    return max(0, floor), step
