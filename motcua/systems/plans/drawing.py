"""Trends as drawings: places on a sheet, worked out here and drawn by a template; no script is needed to see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from motcua.spine import measure
from motcua.spine.measure import figures
from motcua.systems.plans import queries

HUNDRED = 100
SPARK = (100.0, 28.0)
WIDTH, HEIGHT = 720.0, 280.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 16.0, 16.0, 34.0
STEPS = (1, 2, 5, 10, 20, 25)
MOST_LINES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """One month on the sheet: its place, its value as shown, and whether the goal was reached."""

    x: float
    y: float
    month: date
    shown: str
    reached: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A mark on an axis: its place and its word."""

    at: float
    word: str


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


def spark(target: queries.TargetReading) -> Drawing | None:
    """Draw a trend small, without axes; None where fewer than two months have a value."""
    return _drawing(
        target.trend, target.goals, width=SPARK[0], height=SPARK[1], edges=(2, 2, 3, 3), language="vi"
    )


def chart(target: queries.TargetReading, *, trend: Sequence[queries.Point], language: str) -> Drawing | None:
    """Draw a trend large, with its axes and goal; None where fewer than two months have a value."""
    edges = (LEFT, RIGHT, TOP, BOTTOM)
    return _drawing(trend, target.goals, width=WIDTH, height=HEIGHT, edges=edges, language=language)


def _drawing(
    trend: Sequence[queries.Point],
    goals: Sequence[measure.Goal],
    *,
    width: float,
    height: float,
    edges: tuple[float, float, float, float],
    language: str,
) -> Drawing | None:
    left, right, top, bottom = edges
    values = [(place, point, _percent(point)) for place, point in enumerate(trend)]
    known = [(place, point, value) for place, point, value in values if value is not None]
    if len(known) <= 1:
        return None
    goal = next((goal for goal in goals if goal.unit is measure.Unit.PERCENT), None)
    floor, step = _scale([value for _, _, value in known] + ([goal.figure] if goal else []))

    def across(place: int) -> float:
        return round(left + (width - left - right) * place / max(1, len(values) - 1), 1)

    def up(value: Fraction) -> float:
        part = float((value - floor) / (HUNDRED - floor))
        return round(height - bottom - (height - top - bottom) * part, 1)

    dots = tuple(
        Dot(
            x=across(place),
            y=up(value),
            month=point.month,
            shown=figures.percent(value, language=language),
            reached=all(goal.reached(value) for goal in goals),
        )
        for place, point, value in known
    )
    return Drawing(
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        dots=dots,
        goal=up(goal.figure) if goal else None,
        goal_word=goal.said(language) if goal else "",
        across=tuple(
            Mark(at=across(place), word=f"{point.month:%m/%Y}"[: 2 if place else 7])
            for place, point, _ in values
        ),
        up=tuple(Mark(at=up(Fraction(mark)), word=f"{mark}") for mark in range(floor, HUNDRED + 1, step)),
        width=width,
        height=height,
        left=left,
        bottom=height - bottom,
    )


def _percent(point: queries.Point) -> Fraction | None:
    return point.share.figure(measure.Unit.PERCENT)


def _scale(values: Sequence[Fraction]) -> tuple[int, int]:
    """Give the lowest mark and the step between marks, so that what differs can be seen to differ."""
    lowest = max(0, int(min(values)) - 2)
    step = next((step for step in STEPS if (HUNDRED - lowest) / step <= MOST_LINES), STEPS[-1])
    floor = HUNDRED - step * -(-(HUNDRED - lowest) // step)
    return max(0, floor), step
