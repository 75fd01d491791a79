"""What each unit and officer has in hand: every number is a list away."""

from datetime import datetime

from django.db.models import Count, Q

from motcua.spine import access
from motcua.systems.dossiers import models
from motcua.systems.dossiers.queries import lists
from motcua.systems.dossiers.queries.piles import asked_of, pile, soon_until
from motcua.systems.dossiers.queries.records import Line, Load
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation

__all__ = ["apologies_due", "asked", "by_officer", "by_unit", "owed", "soon_until"]

LOADS = ("open", "soon", "late", "waiting", "finished", "finished_late")
OWED = ("in_hand", "new", "soon", "late", "waiting", "to_return", "apology_due")


def by_unit(*, reach: access.Reach, at: datetime) -> tuple[Load, ...]:
    """Give the load of every unit within reach, the latest first."""
    names = {unit.code: unit.short_name for unit in organisation.units()}
    return _loads("unit", names, reach=reach, at=at)


def by_officer(*, reach: access.Reach, unit: str, at: datetime) -> tuple[Load, ...]:
    """Give the load of every officer of a unit; the empty key is what nobody has taken up."""
    return _loads("officer", None, reach=reach, at=at, unit=unit)


def _loads(
    key: str, names: dict[str, str] | None, *, reach: access.Reach, at: datetime, unit: str = ""
) -> tuple[Load, ...]:
    rows = models.Dossier.objects.filter(lists.within(reach, on=at))
    if unit:
        rows = rows.filter(unit=unit)
    counts = {name: Count("id", filter=pile(name, at)) for name in LOADS}
    found = list(rows.values(key).annotate(**counts))
    called = names if names is not None else identity.names(ids={row[key] for row in found if row[key]})
    loads = [
        Load(
            key=row[key] or "",
            name=called.get(row[key], row[key]) if row[key] else "",
            **{name: row[name] for name in LOADS},
        )
        for row in found
    ]
    return tuple(sorted(loads, key=lambda load: (-load.late, -load.soon, -load.open, load.name)))


def apologies_due(*, reach: access.Reach, at: datetime) -> tuple[Line, ...]:
    """Give what is late, or due by the end of the next working day, and without an apology yet."""
    rows = models.Dossier.objects.filter(lists.within(reach, on=at), pile("apology_due", at))
    return tuple(lists.lines(rows.order_by("due_at", "id")[:200]))


def asked(*, reach: access.Reach) -> tuple[Line, ...]:
    """Give the dossiers on which one of the reader's units owes its opinion, the longest waiting first."""
    rows = models.Dossier.objects.filter(asked_of(reach.units))
    return tuple(lists.lines(rows.order_by("acted_at", "id")[:200]))


def owed(
    *, reach: access.Reach, at: datetime, officer: str = "", answering: access.Reach | None = None
) -> dict[str, int]:
    """Count what stands at the head of the work list: each pile of `OWED`, all, and what `officer` has in person.

    `asked` counts what is asked of the units within `answering`; nothing is asked where that is None.
    """
    rows = models.Dossier.objects.filter(lists.within(reach, on=at), pile("owed", at))
    counts = rows.aggregate(
        all=Count("id"),
        mine=Count("id", filter=Q(officer=officer)),
        **{name: Count("id", filter=pile(name, at)) for name in OWED},
    )
    units = answering.units if answering else ()
    counts["asked"] = models.Dossier.objects.filter(asked_of(units)).count() if units else 0
    return counts
