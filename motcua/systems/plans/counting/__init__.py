"""The counting engine: sentences over a columnar copy that is never older than the act before it."""

from motcua.systems.plans.counting.answers import Answers
from motcua.systems.plans.counting.choice import DEFAULT, ENGINES, counted_by
from motcua.systems.plans.counting.compile import MONTH, UNDER, Side
from motcua.systems.plans.counting.copy import Kept, State
from motcua.systems.plans.counting.patience import Refusal
from motcua.systems.plans.counting.process import Engine, declared, engine
from motcua.systems.plans.counting.sitting import PAGE, Line, Sitting

__all__ = [
    "DEFAULT",
    "ENGINES",
    "MONTH",
    "PAGE",
    "UNDER",
    "Answers",
    "Engine",
    "Kept",
    "Line",
    "Refusal",
    "Side",
    "Sitting",
    "State",
    "counted_by",
    "declared",
    "engine",
]
