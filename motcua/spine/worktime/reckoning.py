"""Deadlines reckoned from a receipt, and the small questions about working time they rest on."""

import calendar as months
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from motcua.spine.worktime import moment
from motcua.spine.worktime.calendar import WORKING_DAY, Calendar
from motcua.spine.worktime.duration import Duration, Unit
from motcua.spine.worktime.moment import MINUTE


def due(*, received_at: datetime, allowed: Duration, calendar: Calendar) -> datetime:
    """Give the moment by which the result is owed for a dossier received at `received_at`.

    Minutes and hours run from the receipt, in sessions only (Civil Code 2015, Article 147.1). Days and months do
    not count the day of receipt (147.2), whether the office worked on it or not, and end when the office closes on
    their last day; a last day that is not worked gives way to the next one that is (148.1, 148.3, 148.5). A result
    owed within the day is owed on the next working day if received from 15:00 on (Decree 23/2015/NĐ-CP, Article 7).
    Refuses a naive moment (`worktime.moment-without-offset`) and a receipt or an end in a year that the calendar
    does not have (`worktime.year-not-in-calendar`).
    """
    return _RULES[allowed.unit](moment.local(received_at), allowed.amount, calendar)


def position(at: datetime, calendar: Calendar) -> int:
    """Give the working time from the calendar's first day up to the local moment `at`, in microseconds."""
    tables = calendar.tables
    index = calendar.index(at)
    before = tables.counted[index]
    position = before * WORKING_DAY
    if tables.counted[index + 1] > before:
        minute = at.hour * 60 + at.minute
        position += tables.worked[minute] * MINUTE
        if tables.sits[minute]:
            position += at.second * 1_000_000 + at.microsecond
    return position


def moment_at(position: int, calendar: Calendar) -> datetime:
    """Give the first moment at which `position` (microseconds, above zero) of working time has passed.

    It is the end of a session rather than the beginning of the next one (Civil Code 2015, Article 148.1).
    """
    tables = calendar.tables
    number, within = divmod(position - 1, WORKING_DAY)
    if number >= len(tables.midnights):
        raise calendar.without(calendar.last_year + 1)
    minutes, rest = divmod(within + 1, MINUTE)
    minute = tables.goes_on[minutes] if rest else tables.reached[minutes]
    return tables.midnights[number] + timedelta(minutes=minute, microseconds=rest)


def rolled(index: int, calendar: Calendar) -> datetime:
    """Give the end of day `index` of the calendar, or of the next working day (Civil Code 2015, Article 148.5)."""
    if index >= calendar.tables.days:
        raise calendar.without(calendar.last_year + 1)
    return calendar.closing(calendar.tables.counted[index])


def is_working_day(*, day: date, calendar: Calendar) -> bool:
    """Tell whether offices work on `day` (Labour Code 2019, Articles 111-112); refuse a year not in the calendar."""
    index = calendar.index(moment.local_day(day))
    return calendar.tables.counted[index + 1] > calendar.tables.counted[index]


def add_working_days(*, day: date, days: int, calendar: Calendar) -> date:
    """Give the working day that is `days` after `day`, itself not counted (Civil Code 2015, Article 147.2).

    Zero gives `day`, or the next working day after a day off; below zero counts back, as for the apology owed one
    day ahead of a deadline (Decree 61/2018/NĐ-CP, Article 19). Refuses to leave the calendar.
    """
    tables = calendar.tables
    index = calendar.index(moment.local_day(day))
    number = tables.counted[index + 1 if days > 0 else index] + days - (days > 0)
    if number < 0:
        raise calendar.without(calendar.first_year - 1)
    return calendar.closing(number).date()


def working_minutes_between(*, start: datetime, end: datetime, calendar: Calendar) -> int:
    """Give the whole minutes that the office sat from `start` to `end`; below zero when `end` comes first.

    Parts of a minute are dropped. Measuring what `due` added gives back the amount (Civil Code 2015, Article 147.1).
    """
    span = position(moment.local(end), calendar) - position(moment.local(start), calendar)
    return span // MINUTE if span >= 0 else -(-span // MINUTE)


def next_working_moment(*, at: datetime, calendar: Calendar) -> datetime:
    """Give `at` itself while the office sits, else the beginning of the next session (Civil Code 2015, Article 147.1).

    At the very end of a session, it no longer sits. The answer is at +07:00.
    """
    at = moment.local(at)
    tables = calendar.tables
    index = calendar.index(at)
    number = tables.counted[index]
    minute = -1
    if tables.counted[index + 1] > number:
        minute = at.hour * 60 + at.minute
        if tables.sits[minute]:
            return at
        if minute >= calendar.sessions[-1].ends:
            number += 1
            minute = -1
    if number >= len(tables.midnights):
        raise calendar.without(calendar.last_year + 1)
    begins = next(s.begins for s in calendar.sessions if s.begins > minute)
    return tables.midnights[number] + timedelta(minutes=begins)


def session_start(*, at: datetime, calendar: Calendar) -> datetime:
    """Give the beginning of the half-day session in which `at` falls, its end belonging to it.

    Outside sessions it is that of the last one before. A result returned before the session of its deadline is
    returned early, `trước hạn` (Decree 61/2018/NĐ-CP; the reading in use by one-stop-shop software).
    """
    at = moment.local(at)
    tables = calendar.tables
    index = calendar.index(at)
    number = tables.counted[index]
    minute = at.hour * 60 + at.minute
    if tables.counted[index + 1] == number or minute < calendar.sessions[0].begins:
        number -= 1
        minute = 24 * 60
    if number < 0:
        raise calendar.without(calendar.first_year - 1)
    begins = max(s.begins for s in calendar.sessions if s.begins <= minute)
    return tables.midnights[number] + timedelta(minutes=begins)


def _minutes(at: datetime, amount: int, calendar: Calendar) -> datetime:
    return moment_at(position(at, calendar) + amount * MINUTE, calendar)


def _working_hours(at: datetime, amount: int, calendar: Calendar) -> datetime:
    return moment_at(position(at, calendar) + amount * 60 * MINUTE, calendar)


def _working_days(at: datetime, amount: int, calendar: Calendar) -> datetime:
    index = calendar.index(at)
    if amount == 0 and at.hour * 60 + at.minute < calendar.same_day_until:
        return calendar.closing(calendar.tables.counted[index])
    return calendar.closing(calendar.tables.counted[index + 1] + max(amount, 1) - 1)


def _calendar_days(at: datetime, amount: int, calendar: Calendar) -> datetime:
    return rolled(calendar.index(at) + amount, calendar)


def _months(at: datetime, amount: int, calendar: Calendar) -> datetime:
    calendar.index(at)
    year, month = divmod(at.year * 12 + at.month - 1 + amount, 12)
    if year > calendar.last_year:
        raise calendar.without(year)
    last = months.monthrange(year, month + 1)[1]
    return rolled(calendar.index(date(year, month + 1, min(at.day, last))), calendar)


_RULES: Mapping[Unit, Callable[[datetime, int, Calendar], datetime]] = {
    Unit.MINUTE: _minutes,
    Unit.WORKING_HOUR: _working_hours,
    Unit.WORKING_DAY: _working_days,
    Unit.CALENDAR_DAY: _calendar_days,
    Unit.MONTH: _months,
}
