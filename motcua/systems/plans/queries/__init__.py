"""What may be asked of the plans; answers are frozen records, each number with its records behind it."""

from motcua.systems.plans.queries.current import InForce, Refusal, day, in_force, plans_in_force
from motcua.systems.plans.queries.details import (
    PAGE,
    Asked,
    Breakdown,
    Records,
    Side,
    breakdown,
    breakdowns,
    records,
    side_of,
    trend,
)
from motcua.systems.plans.queries.readings import (
    PlanReading,
    Point,
    ReadingValue,
    TargetReading,
    read,
    target,
    targets,
)

__all__ = [
    "PAGE",
    "Asked",
    "Breakdown",
    "InForce",
    "PlanReading",
    "Point",
    "ReadingValue",
    "Records",
    "Refusal",
    "Side",
    "TargetReading",
    "breakdown",
    "breakdowns",
    "day",
    "in_force",
    "plans_in_force",
    "read",
    "records",
    "side_of",
    "target",
    "targets",
    "trend",
]
