"""What may be asked of the plans; answers are frozen records, each number with its records behind it."""

from motcua.systems.plans.queries.by import LinesBy, lines_by
from motcua.systems.plans.queries.current import InForce, Refusal, day, in_force, plans_in_force
from motcua.systems.plans.queries.definitions import Change, Definition, definition_history, definitions
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
from motcua.systems.plans.queries.dictionary import collection, collections
from motcua.systems.plans.queries.news import Closed, News, Turn, news
from motcua.systems.plans.queries.points import APPRAISED, SELF, PlanPoints, TargetPoints, points
from motcua.systems.plans.queries.published import UNIT, Cell, Dataset, dataset
from motcua.systems.plans.queries.readings import (
    PlanReading,
    Point,
    ReadingValue,
    TargetReading,
    read,
    read_file,
    target,
    targets,
)

__all__ = [
    "APPRAISED",
    "PAGE",
    "SELF",
    "UNIT",
    "Asked",
    "Breakdown",
    "Cell",
    "Change",
    "Closed",
    "Dataset",
    "Definition",
    "InForce",
    "LinesBy",
    "News",
    "PlanPoints",
    "PlanReading",
    "Point",
    "ReadingValue",
    "Records",
    "Refusal",
    "Side",
    "TargetPoints",
    "TargetReading",
    "Turn",
    "breakdown",
    "breakdowns",
    "collection",
    "collections",
    "dataset",
    "day",
    "definition_history",
    "definitions",
    "in_force",
    "lines_by",
    "news",
    "plans_in_force",
    "points",
    "read",
    "read_file",
    "records",
    "side_of",
    "target",
    "targets",
    "trend",
]
