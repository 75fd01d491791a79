"""Measures: a value in one of four shapes, a goal with its exact comparator, and the verdict between them."""

from motcua.spine.measure.control import CHANCE_ALONE, Chart, Limits, p_chart
from motcua.spine.measure.forecast import Forecast, Outlook, foresee, to_come
from motcua.spine.measure.goal import Goal, Refusal, Unit, asked_of
from motcua.spine.measure.interval import Interval, wilson
from motcua.spine.measure.need import Need, Reach, still_takes
from motcua.spine.measure.value import Change, Level, Missing, Part, Rank, Shape, Share, Value
from motcua.spine.measure.verdict import (
    TABLE,
    WORDS,
    Judged,
    Phase,
    Verdict,
    holds,
    judge,
    judged_figure,
    phase,
)

__all__ = [
    "CHANCE_ALONE",
    "TABLE",
    "WORDS",
    "Change",
    "Chart",
    "Forecast",
    "Goal",
    "Interval",
    "Judged",
    "Level",
    "Limits",
    "Missing",
    "Need",
    "Outlook",
    "Part",
    "Phase",
    "Rank",
    "Reach",
    "Refusal",
    "Shape",
    "Share",
    "Unit",
    "Value",
    "Verdict",
    "asked_of",
    "foresee",
    "holds",
    "judge",
    "judged_figure",
    "p_chart",
    "phase",
    "still_takes",
    "to_come",
    "wilson",
]
