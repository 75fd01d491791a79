"""A plan as data: its pillars, its targets, what each asks for and how each is measured."""

from motcua.spine.plan.definition import (
    Baseline,
    Evidence,
    Home,
    Period,
    Pillar,
    Plan,
    Reading,
    Refusal,
    Target,
)
from motcua.spine.plan.points import Grade, Grades, Nothing, Points, Rule, Score, sum_of, total
from motcua.spine.plan.reader import faults, read
from motcua.spine.plan.versions import digest
from motcua.spine.plan.watch import (
    Detector,
    WatchList,
    faults as watch_faults,
    read as read_watch,
    signs_changed,
)

__all__ = [
    "Baseline",
    "Detector",
    "Evidence",
    "Grade",
    "Grades",
    "Home",
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
    "WatchList",
    "digest",
    "faults",
    "read",
    "read_watch",
    "signs_changed",
    "sum_of",
    "total",
    "watch_faults",
]
