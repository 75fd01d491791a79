"""A plan as data: its pillars, its targets, what each asks for and how each is measured."""

from motcua.spine.plan.definition import (
    Baseline,
    Evidence,
    Judged,
    Period,
    Pillar,
    Plan,
    Reading,
    Refusal,
    Target,
)
from motcua.spine.plan.points import Grade, Grades, Nothing, Points, Rule, Score, sum_of, total
from motcua.spine.plan.reader import faults, read

__all__ = [
    "Baseline",
    "Evidence",
    "Grade",
    "Grades",
    "Judged",
    "Nothing",
    "Period",
    "Pillar",
    "Plan",
    "Points",
    "Reading",
    "Refusal",
    "Rule",
    "Score",
    "Target",
    "faults",
    "read",
    "sum_of",
    "total",
]
