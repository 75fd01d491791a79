"""What may be said of a target: a table, so that nothing is said twice and nothing is left unsaid."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from motcua.spine.measure import interval
from motcua.spine.measure.goal import Goal
from motcua.spine.measure.value import SHAPES, Missing, Shape, Share, Value
from motcua.spine.procedure import Words


class Verdict(StrEnum):
    """How a target stands. Nothing arisen and no data are answers of their own, neither 0 % nor 100 %."""

    MET = "met"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    MISSED = "missed"
    NOTHING_ARISEN = "nothing_arisen"
    NO_DATA = "no_data"


class Phase(StrEnum):
    """Where the moment of reading stands to the period of a target."""

    RUNNING = "running"
    OVER = "over"


class Judged(StrEnum):
    """By what a share is judged: the figure itself, or, where only some were asked, the bound of its 95 % interval."""

    POINT = "point"
    LOWER_BOUND = "lower-bound"


WORDS: Mapping[Verdict, Words] = {
    Verdict.MET: Words(vi="Đạt", en="Met"),
    Verdict.ON_COURSE: Words(vi="Đúng tiến độ", en="On course"),
    Verdict.BEHIND: Words(vi="Chậm tiến độ", en="Behind"),
    Verdict.MISSED: Words(vi="Không đạt", en="Missed"),
    Verdict.NOTHING_ARISEN: Words(vi="Không phát sinh", en="Nothing arisen"),
    Verdict.NO_DATA: Words(vi="Chưa có số liệu", en="No data"),
}

# A share or a change moves until the period is over; a published rank or figure is final the day it is published.
TABLE: Mapping[tuple[Shape, Phase, bool], Verdict] = {
    (Shape.SHARE, Phase.RUNNING, True): Verdict.ON_COURSE,
    (Shape.SHARE, Phase.RUNNING, False): Verdict.BEHIND,
    (Shape.SHARE, Phase.OVER, True): Verdict.MET,
    (Shape.SHARE, Phase.OVER, False): Verdict.MISSED,
    (Shape.CHANGE, Phase.RUNNING, True): Verdict.ON_COURSE,
    (Shape.CHANGE, Phase.RUNNING, False): Verdict.BEHIND,
    (Shape.CHANGE, Phase.OVER, True): Verdict.MET,
    (Shape.CHANGE, Phase.OVER, False): Verdict.MISSED,
    (Shape.RANK, Phase.RUNNING, True): Verdict.MET,
    (Shape.RANK, Phase.RUNNING, False): Verdict.MISSED,
    (Shape.RANK, Phase.OVER, True): Verdict.MET,
    (Shape.RANK, Phase.OVER, False): Verdict.MISSED,
    (Shape.LEVEL, Phase.RUNNING, True): Verdict.MET,
    (Shape.LEVEL, Phase.RUNNING, False): Verdict.MISSED,
    (Shape.LEVEL, Phase.OVER, True): Verdict.MET,
    (Shape.LEVEL, Phase.OVER, False): Verdict.MISSED,
}


def phase(*, as_of: datetime, end: datetime) -> Phase:
    """Tell whether a period that ends at `end` is over at `as_of`."""
    return Phase.OVER if as_of >= end else Phase.RUNNING


def judge(
    *,
    value: Value | Missing | None,
    goals: Sequence[Goal],
    as_of: datetime,
    end: datetime,
    judged: Judged = Judged.POINT,
) -> Verdict:
    """Judge a value by its goals, every one of which must be reached, by each part of a share as well.

    No value, or one that a goal's unit cannot be asked of, is no data; a share of nothing is nothing arisen. Judged by
    the lower bound, nine satisfied of ten asked are not yet 90 %: the interval's harder end must reach the goal.
    """
    if value is None or isinstance(value, Missing) or not goals:
        return Verdict.NO_DATA
    if value.nothing_arisen:
        return Verdict.NOTHING_ARISEN
    reached = True
    for goal in goals:
        for one in _asked(value, goal):
            figure = judged_figure(one, goal, judged=judged)
            if figure is None:
                return Verdict.NO_DATA
            reached = reached and goal.reached(figure)
    return TABLE[SHAPES[type(value)], phase(as_of=as_of, end=end), reached]


def holds(share: Share, goals: Sequence[Goal], *, judged: Judged) -> bool | None:
    """Tell whether a share is judged to reach all of some goals; None where none is asked, or nothing arose."""
    if share.nothing_arisen or not goals:
        return None
    figures = [(goal, judged_figure(share, goal, judged=judged)) for goal in goals]
    return all(figure is not None and goal.reached(figure) for goal, figure in figures)


def _asked(value: Value, goal: Goal) -> list[Value]:
    """Give what a goal is asked of: the one part it names, or the whole and every part; never a part of nothing."""
    parts = value.parts if isinstance(value, Share) else ()
    named = [
        part.share for part in parts if goal.part in (None, part.value) and not part.share.nothing_arisen
    ]
    return [value, *named] if goal.part is None else [*named]


def judged_figure(value: Value, goal: Goal, *, judged: Judged) -> Fraction | None:
    """Give the figure that a goal is asked of: the value's own, or the bound of a share's interval.

    "Exactly" is asked of the figure itself: no sample ever proves it, and no interval denies it better.
    """
    figure = value.figure(goal.unit)
    if judged is Judged.POINT or not isinstance(value, Share) or goal.comparator == "=":
        return figure
    found = interval.wilson(value)
    return figure if found is None or figure is None else found.bound(goal)
