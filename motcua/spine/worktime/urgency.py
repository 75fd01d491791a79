"""How much time a deadline leaves, and how soon someone should look at it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.spine.worktime import moment, reckoning
from motcua.spine.worktime.calendar import WORKING_DAY, Calendar


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """What is left until a deadline, or, when `late`, what has passed since.

    `minutes` are the whole working minutes in all; `days` the whole working days among them, the first day not
    counted (Civil Code 2015, Article 147.2). Neither is below zero.
    """

    minutes: int
    days: int
    late: bool


class Urgency(StrEnum):
    """How soon a dossier must be looked at."""

    FINE = "fine"
    SOON = "soon"
    URGENT = "urgent"
    LATE = "late"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One rung of the ladder of urgency: it holds with at most `days` working days left (None: any number)."""

    urgency: Urgency
    colour: str
    days: int | None


LADDER: tuple[Rung, ...] = (
    Rung(urgency=Urgency.URGENT, colour="orange", days=1),
    Rung(urgency=Urgency.SOON, colour="yellow", days=2),
    Rung(urgency=Urgency.FINE, colour="green", days=None),
)
"""From nearest to farthest: the apology is owed at least a day ahead (Decree 61/2018/NĐ-CP, Article 19)."""
PAST = Rung(urgency=Urgency.LATE, colour="red", days=None)
"""The rung of every deadline gone by."""


def left(*, at: datetime, due_at: datetime, calendar: Calendar) -> Left:
    """Give the working time left at `at` until `due_at`, or late since: `còn 2 ngày làm việc`, `quá hạn 2 ngày làm việc`.

    A result at the very moment of the deadline is on time (Decision 766/QĐ-TTg 2022). A deadline of n working
    days leaves n at any hour of the day of receipt. Refuses a year not in the calendar.
    """
    at, due_at = moment.local(at), moment.local(due_at)
    span = abs(reckoning.position(due_at, calendar) - reckoning.position(at, calendar))
    counted = calendar.tables.counted
    days = abs(counted[calendar.index(due_at) + 1] - counted[calendar.index(at) + 1])
    return Left(minutes=span // moment.MINUTE, days=min(days, span // WORKING_DAY), late=at > due_at)


def rung(left: Left) -> Rung:
    """Give the rung of the ladder, with its colour, on which a deadline with so much time left stands."""
    if left.late:
        return PAST
    return next(rung for rung in LADDER if rung.days is None or left.days <= rung.days)


def urgency(left: Left) -> Urgency:
    """Tell how soon someone must look at a dossier with so much time left (Decree 61/2018/NĐ-CP, Article 19)."""
    return rung(left).urgency
