"""A measure as a cube: JSON-stat 2.0 (json-stat.org/full), totals as categories above their parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import msgspec
from django.utils.translation import gettext

from motcua.spine import measure
from motcua.spine.measure.goal import SAID
from motcua.systems.plans import counting, queries, wording
from motcua.systems.plans.opendata import shapes

ALL = "_T"  # the total over a dimension, as SDMX names it
NONE = "_Z"  # a record that does not tell its month or unit, as SDMX says "not applicable"
METRIC, READING = "metric", "reading"
Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dimension:
    """One side of a cube: its name, and its categories by key; `total` where the first is the sum of the others."""

    id: str
    label: str
    categories: Mapping[str, str]
    total: bool = False

    def said(self) -> dict[str, Any]:
        """Say the dimension as JSON-stat has it."""
        keys = list(self.categories)
        category: dict[str, Any] = {"index": keys, "label": dict(self.categories)}
        if self.total and len(keys) > 1:
            category["child"] = {ALL: keys[1:]}
        if self.id == METRIC:
            category["unit"] = {"percent": {"label": "%", "decimals": shapes.PLACES}}
        return {"label": self.label, "category": category}


def cube(found: queries.Dataset, *, units: Mapping[str, str]) -> dict[str, Any]:
    """Lay a dataset out: reading × month × unit × metric, as far as it is divided; an empty cell is left out."""
    dimensions = [
        _readings(found),
        *(_divided(found, name, units) for name in found.by),
        _metrics(found),
    ]
    metrics = tuple(dimensions[-1].categories)
    added = _added(found)
    values: dict[str, float] = {}
    for place, key in enumerate(product(*(one.categories for one in dimensions[:-1]))):
        if key in added:
            figures = _figures(added[key], found)
            steps = ((step, figures.get(metric)) for step, metric in enumerate(metrics))
            first = place * len(metrics)
            values |= {str(first + step): figure for step, figure in steps if figure is not None}
    return _whole(found, dimensions, values)


def _whole(
    found: queries.Dataset, dimensions: Sequence[Dimension], values: dict[str, float]
) -> dict[str, Any]:
    target = found.target
    size = [len(one.categories) for one in dimensions]
    notes = [wording.say(shapes.LICENCE)]
    if shapes.simulated():
        notes.append(gettext("Dữ liệu mô phỏng."))
    role = {"metric": [METRIC]} | ({"time": [counting.MONTH]} if counting.MONTH in found.by else {})
    if queries.UNIT in found.by:
        role["geo"] = [queries.UNIT]
    return {
        "version": "2.0",
        "class": "dataset",
        "label": f"{target.id}. {wording.say(target.statement)}",
        "source": f"{wording.say(found.plan.issuer)}, {found.plan.number}",
        "updated": found.as_of.isoformat(),
        "id": [one.id for one in dimensions],
        "size": size,
        "role": role,
        "dimension": {one.id: one.said() for one in dimensions},
        "value": values if len(values) < prod(size) else list(values.values()),
        "note": notes,
        "extension": {
            "plan": found.plan.id,
            "target": target.id,
            "version": found.version,
            "definition": found.number,
            "goal": msgspec.to_builtins([shapes.goal(goal) for goal in target.goals]),
            "verdict": target.verdict,
            "judged": target.judged,
            "survey": msgspec.to_builtins(shapes.survey(target)),
            "readings": {
                value.key: {"sentence": value.sentence, "words": wording.say(value.words)}
                for value in target.readings
            },
        },
    }


def _readings(found: queries.Dataset) -> Dimension:
    named = {value.key: wording.say(value.label) for value in found.target.readings}
    return Dimension(id=READING, label=gettext("Cách tính"), categories=named)


def _metrics(found: queries.Dataset) -> Dimension:
    shares = {
        "numerator": gettext("Thỏa mãn"),
        "denominator": gettext("Được tính"),
        "percent": gettext("Tỷ lệ"),
    }
    others = {
        goal.unit.value: SAID[goal.unit].said(wording.language()).strip() or goal.unit.value
        for goal in found.target.goals
    }
    divisible = found.definition.shape is measure.Shape.SHARE
    return Dimension(id=METRIC, label=gettext("Chỉ số"), categories=shares if divisible else others)


def _divided(found: queries.Dataset, name: str, units: Mapping[str, str]) -> Dimension:
    if name == counting.MONTH:
        label, whole = gettext("Tháng"), gettext("Cả kỳ")
    else:
        label, whole = gettext("Đơn vị giải quyết"), gettext("Toàn tỉnh")
    keys = sorted({_keys(one)[name] for one in found.cells})
    parts = {key: units.get(key, key) if key != NONE else gettext("Không rõ") for key in keys}
    return Dimension(id=name, label=label, categories={ALL: whole, **parts}, total=True)


def _keys(cell: queries.Cell) -> dict[str, str]:
    return {
        counting.MONTH: f"{cell.month:%Y-%m}" if cell.month else NONE,
        queries.UNIT: cell.unit or NONE,
    }


def _added(found: queries.Dataset) -> dict[Key, measure.Value | measure.Missing]:
    """Add the cells up over every side they are divided by; what is not divided stands for itself."""
    sums: dict[Key, measure.Value | measure.Missing] = {}
    for cell in found.cells:
        for key in product((cell.reading,), *((_keys(cell)[name], ALL) for name in found.by)):
            sums[key] = _plus(sums.get(key), cell.value)
    return sums


def _plus(
    one: measure.Value | measure.Missing | None, other: measure.Value | measure.Missing
) -> measure.Value | measure.Missing:
    if not isinstance(one, measure.Share) or not isinstance(other, measure.Share):
        return other
    return measure.Share(
        numerator=one.numerator + other.numerator, denominator=one.denominator + other.denominator
    )


def _figures(value: measure.Value | measure.Missing, found: queries.Dataset) -> dict[str, float | None]:
    if not isinstance(value, measure.Share):
        return dict(shapes.figures(value, found.target.goals))
    return {
        "numerator": value.numerator,
        "denominator": value.denominator,
        "percent": shapes.percent(value),
    }
