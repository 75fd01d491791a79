"""The piles on a desk, each one condition: a number on a board and the list behind it come from the same words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db.models import F, Q

from motcua.spine import worktime
from motcua.systems.dossiers.queries import bearings

IN_HAND = (1, 2, 4)
WAITING = (5, 6)
TO_RETURN = (9,)
OWED = (*IN_HAND, *WAITING, *TO_RETURN)
SETTLED = ("approved", "refused")
SOON = 2


def soon_until(at: datetime) -> datetime:
    """Give the moment up to which a deadline counts as near: two working days ahead."""
    return end_of(at, SOON)


def end_of(at: datetime, days: int) -> datetime:
    """Give the end of the day that is `days` working days after `at`."""
    day = worktime.add_working_days(day=at.date(), days=days, calendar=bearings.calendar())
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=worktime.VN)


# The apology of form 04 is owed at the latest a working day before the deadline (Decree 61/2018/NĐ-CP).
PILES: Mapping[str, Callable[[datetime], Q]] = {
    "owed": lambda _: Q(stage__in=OWED),
    "open": lambda _: Q(stage__in=(*IN_HAND, *WAITING)),
    "in_hand": lambda _: Q(stage__in=IN_HAND),
    "new": lambda _: Q(stage=1),
    "soon": lambda at: Q(stage__in=IN_HAND, due_at__gte=at, due_at__lte=soon_until(at)),
    "late": lambda at: Q(stage__in=IN_HAND, due_at__lt=at),
    "waiting": lambda _: Q(stage__in=WAITING),
    "to_return": lambda _: Q(stage__in=TO_RETURN),
    "finished": lambda _: Q(outcome__in=SETTLED),
    "finished_late": lambda _: Q(outcome__in=SETTLED, finished_at__gt=F("due_at")),
    "apology_due": lambda at: Q(stage__in=(2, 4), appointed_at=None, due_at__lte=end_of(at, 1)),
    "apologised": lambda _: Q(stage__in=(2, *WAITING, 4), appointed_at__isnull=False),
}


def pile(name: str, at: datetime) -> Q:
    """Give the condition of the pile `name` at a moment."""
    return PILES[name](at)


def asked_of(units: Iterable[str]) -> Q:
    """Give the condition of dossiers on which one of `units` still owes its opinion."""
    found = Q(pk__in=[])
    for unit in sorted(units):
        found |= Q(consultations__contains=[{"unit": unit, "answered_at": None}])
    return found & Q(stage__in=(4, *WAITING))
