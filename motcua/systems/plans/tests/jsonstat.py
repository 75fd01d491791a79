"""The rules of JSON-stat 2.0 for a dataset, written down from its documentation (json-stat.org/full)."""

from math import prod
from typing import Any

ROLES = {"time", "geo", "metric"}
METRIC = "metric"


def faults(told: dict[str, Any]) -> list[str]:
    """List what breaks the rules."""
    found = [f"{name} is missing" for name in ("id", "size", "dimension", "value") if name not in told]
    if found:
        return found
    if (told.get("version"), told.get("class")) != ("2.0", "dataset"):
        found.append("version and class")
    if len(told["id"]) != len(told["size"]) or len(set(told["id"])) != len(told["id"]):
        found.append("id and size")
    if set(told["dimension"]) != set(told["id"]):
        found.append("dimension names")
    for name, size in zip(told["id"], told["size"], strict=False):
        found += [f"{name}: {fault}" for fault in _dimension(told["dimension"].get(name, {}), size)]
    found += _values(told["value"], prod(told["size"]))
    found += _roles(told.get("role", {}), told["id"])
    return found


def _dimension(dimension: dict[str, Any], size: int) -> list[str]:
    category = dimension.get("category", {})
    index, label = category.get("index"), category.get("label")
    if index is None and label is None:
        return ["neither index nor label"]
    keys = list(index if index is not None else label)
    found = [] if len(keys) == len(set(keys)) == size else ["size"]
    if label is not None and set(label) - set(keys):
        found.append("label of no category")
    for parent, children in category.get("child", {}).items():
        if not children or {parent, *children} - set(keys):
            found.append("child of no category")
    if set(category.get("unit", {})) - set(keys):
        found.append("unit of no category")
    return found


def _values(value: Any, size: int) -> list[str]:
    if isinstance(value, list):
        figures, fits = value, len(value) == size
    else:
        figures, fits = list(value.values()), all(0 <= int(place) < size for place in value)
    plain = all(figure is None or isinstance(figure, int | float) for figure in figures)
    return ([] if fits else ["value: size"]) + ([] if plain else ["value: not a figure"])


def _roles(role: dict[str, list[str]], names: list[str]) -> list[str]:
    held = [name for held in role.values() for name in held]
    found = [] if set(role) <= ROLES else ["role: unknown"]
    return found + ([] if set(held) <= set(names) and len(held) == len(set(held)) else ["role: no dimension"])
