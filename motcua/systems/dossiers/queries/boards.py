"""What each unit and officer has in hand: every number is a list away."""

from datetime import datetime

from django.db.models import Count, F, Q

from motcua.spine import access, worktime
from motcua.systems.dossiers import models
from motcua.systems.dossiers.queries import bearings, lists
from motcua.systems.dossiers.queries.records import Line, Load
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation

SOON = 2


def soon_until(at: datetime) -> datetime:
    """Give the moment up to which a deadline counts as near: two working days ahead."""
    day = worktime.add_working_days(day=at.date(), days=SOON, calendar=bearings.calendar())
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=worktime.VN)


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
    in_hand = Q(stage__in=lists.IN_HAND)
    found = list(
        rows.values(key).annotate(
            open=Count("id", filter=Q(stage__in=(*lists.IN_HAND, *lists.WAITING))),
            soon=Count("id", filter=in_hand & Q(due_at__gte=at, due_at__lte=soon_until(at))),
            late=Count("id", filter=in_hand & Q(due_at__lt=at)),
            waiting=Count("id", filter=Q(stage__in=lists.WAITING)),
            finished=Count("id", filter=Q(outcome__in=("approved", "refused"))),
            finished_late=Count(
                "id", filter=Q(outcome__in=("approved", "refused"), finished_at__gt=F("due_at"))
            ),
        )
    )
    called = names if names is not None else identity.names(ids={row[key] for row in found if row[key]})
    loads = [
        Load(
            key=row[key] or "",
            name=called.get(row[key], row[key]) if row[key] else "",
            **{name: row[name] for name in ("open", "soon", "late", "waiting", "finished", "finished_late")},
        )
        for row in found
    ]
    return tuple(sorted(loads, key=lambda load: (-load.late, -load.soon, -load.open, load.name)))


def apologies_due(*, reach: access.Reach, at: datetime) -> tuple[Line, ...]:
    """Give what is late, or due by the end of the next working day, and without an apology yet.

    Form 04 is owed at the latest a day before the deadline (Decree 61/2018/NĐ-CP).
    """
    day = worktime.add_working_days(day=at.date(), days=1, calendar=bearings.calendar())
    until = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=worktime.VN)
    rows = models.Dossier.objects.filter(lists.within(reach, on=at), stage__in=(2, 4), appointed_at=None)
    return tuple(lists.lines(rows.filter(due_at__lte=until).order_by("due_at", "id")[:200]))


def owed(*, reach: access.Reach, at: datetime) -> dict[str, int]:
    """Count what stands at the head of the work list: in hand, near, late, waiting, to be returned."""
    rows = models.Dossier.objects.filter(lists.within(reach, on=at))
    in_hand = Q(stage__in=lists.IN_HAND)
    return rows.aggregate(
        in_hand=Count("id", filter=in_hand),
        soon=Count("id", filter=in_hand & Q(due_at__gte=at, due_at__lte=soon_until(at))),
        late=Count("id", filter=in_hand & Q(due_at__lt=at)),
        waiting=Count("id", filter=Q(stage__in=lists.WAITING)),
        to_return=Count("id", filter=Q(stage__in=lists.TO_RETURN)),
    )
