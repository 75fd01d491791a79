"""Where a procedure is applied for: the commune, the district, or the province's own counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.base import fold
from motcua.spine import procedure, refusal
from motcua.systems.dossiers import queries
from motcua.systems.organisation import queries as organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place to apply at: its code, its name, the district of a commune, the unit whose counter takes it in."""

    code: str
    name: str
    within: str
    district: str
    unit: str


def places(definition: procedure.Definition, *, at: datetime) -> tuple[Place, ...]:
    """List where an application for `definition` can be filed, by the code of the place."""
    found = []
    for level in definition.levels:
        for record in organisation.units(on=at.date(), level=level.value, kind=level.value):
            place = _place(definition, level, record, at)
            if place is not None:
                found.append(place)
    return tuple(found)


def _place(
    definition: procedure.Definition,
    level: procedure.Level,
    record: organisation.UnitRecord,
    at: datetime,
) -> Place | None:
    try:
        unit = queries.receiving_unit(definition=definition, level=level, place=record.code, on=at)
    except refusal.Refusal:
        return None  # nobody settles this field here: the place is not offered
    name = record.short_name
    if level is procedure.Level.PROVINCE:
        name = organisation.unit(code=unit).short_name
    district = record.parent or "" if level is procedure.Level.COMMUNE else ""
    within = organisation.unit(code=district).short_name if district else ""
    return Place(code=record.code, name=name, within=within, district=district, unit=unit)


def matching(found: Sequence[Place], text: str) -> list[Place]:
    """Give the places whose name, or whose district's, has every word typed, accents or not; those named so first."""
    typed = fold.words(text)
    hits = [
        place
        for place in found
        if all(word in f"{fold.fold(place.name)} {fold.fold(place.within)}" for word in typed)
    ]
    return sorted(hits, key=lambda place: not all(word in fold.fold(place.name) for word in typed))


def districts(found: Sequence[Place]) -> list[tuple[str, str, int]]:
    """Give the districts of the communes offered: code, name, and how many communes each has."""
    counts: dict[str, int] = {}
    for place in found:
        if place.district:
            counts[place.district] = counts.get(place.district, 0) + 1
    return [(code, organisation.unit(code=code).short_name, count) for code, count in counts.items()]
