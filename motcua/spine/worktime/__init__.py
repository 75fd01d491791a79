"""Working time: deadlines reckoned on a calendar of sessions, holidays and swapped days."""

from motcua.spine.fault import Fault
from motcua.spine.worktime.calendar import Calendar, Certainty, Holiday, Session, Swap
from motcua.spine.worktime.duration import Duration, Unit
from motcua.spine.worktime.moment import VN, local
from motcua.spine.worktime.pause import after_pause
from motcua.spine.worktime.reading import calendar_from, faults, read
from motcua.spine.worktime.reckoning import (
    add_working_days,
    due,
    is_working_day,
    next_working_moment,
    session_start,
    working_minutes_between,
)
from motcua.spine.worktime.refusals import Refusal
from motcua.spine.worktime.urgency import LADDER, PAST, Left, Rung, Urgency, left, rung, urgency

__all__ = [
    "LADDER",
    "PAST",
    "VN",
    "Calendar",
    "Certainty",
    "Duration",
    "Fault",
    "Holiday",
    "Left",
    "Refusal",
    "Rung",
    "Session",
    "Swap",
    "Unit",
    "Urgency",
    "add_working_days",
    "after_pause",
    "calendar_from",
    "due",
    "faults",
    "is_working_day",
    "left",
    "local",
    "next_working_moment",
    "read",
    "rung",
    "session_start",
    "urgency",
    "working_minutes_between",
]
