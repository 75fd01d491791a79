"""Measures: a value in one of four shapes, a goal with its exact comparator, and the verdict between them."""

from motcua.spine.measure.goal import Goal, Refusal, Unit
from motcua.spine.measure.value import Change, Level, Rank, Shape, Share, Value
from motcua.spine.measure.verdict import TABLE, WORDS, Phase, Verdict, judge, phase

__all__ = [
    "TABLE",
    "WORDS",
    "Change",
    "Goal",
    "Level",
    "Phase",
    "Rank",
    "Refusal",
    "Shape",
    "Share",
    "Unit",
    "Value",
    "Verdict",
    "judge",
    "phase",
]
