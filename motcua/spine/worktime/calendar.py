"""A calendar of working time, and the tables that make reckoning on it quick."""

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime.moment import MINUTE, VN
from motcua.spine.worktime.refusals import Refusal

SATURDAY = 5
WORKING_DAY = 8 * 60 * MINUTE
"""A working day, in microseconds: eight hours (Labour Code 2019, Article 105)."""


class Certainty(StrEnum):
    """How sure an entry of the calendar is; what is of low certainty is listed but not reckoned with."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A half-day during which the office sits, from `begins` up to `ends`, in minutes since midnight."""

    begins: int
    ends: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Holiday:
    """A day from Monday to Friday on which offices are closed (Labour Code 2019, Article 112)."""

    day: date
    name: str
    citation: str
    certainty: Certainty


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """A Saturday worked instead of a weekday given off (a decision of the Prime Minister for each year)."""

    day: date
    instead_of: date
    citation: str
    certainty: Certainty


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """What a calendar comes to, laid out for look-ups; days are counted from its first day.

    `counted[i]` working days come before day i. The n-th working day begins at midnight `midnights[n]` and ends at
    `closings[n]`. By minute m of a day `worked[m]` minutes have been worked and the office `sits[m]` or not;
    w minutes are first reached at minute `reached[w]`, and work goes on from there at minute `goes_on[w]`.
    """

    first: int
    days: int
    counted: tuple[int, ...]
    midnights: tuple[datetime, ...]
    closings: tuple[datetime, ...]
    worked: tuple[int, ...]
    sits: tuple[bool, ...]
    reached: tuple[int, ...]
    goes_on: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """When offices work: sessions of each working day, holidays and swapped Saturdays of whole years.

    Working days are Monday to Friday (Decision 188/1999/QĐ-TTg) but for `holidays`, and the Saturdays of `swaps`
    (Labour Code 2019, Articles 111-112). `same_day_until` is the minute of the day from which a same-day result
    is due on the next working day (Decree 23/2015/NĐ-CP, Article 7). `digest` names what is reckoned with: two calendars
    with the same digest give the same deadlines.
    """

    code: str
    first_year: int
    last_year: int
    sessions: tuple[Session, ...]
    same_day_until: int
    holidays: tuple[Holiday, ...]
    swaps: tuple[Swap, ...]
    digest: str = field(init=False)
    tables: Tables = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay out the tables once; reckoning only looks things up."""
        off = {h.day for h in self.holidays if h.certainty is not Certainty.LOW}
        swapped = {s.day for s in self.swaps if s.certainty is not Certainty.LOW}
        object.__setattr__(self, "digest", _digest(self, off, swapped))
        object.__setattr__(self, "tables", _tables(self, off, swapped))

    @property
    def unconfirmed(self) -> tuple[date, ...]:
        """Give the days listed with low certainty: someone should look them up, until then they change nothing."""
        entries: tuple[Holiday | Swap, ...] = (*self.holidays, *self.swaps)
        return tuple(sorted(e.day for e in entries if e.certainty is Certainty.LOW))

    def covers(self, day: date) -> bool:
        """Tell whether the year of `day` is in the calendar."""
        return self.first_year <= day.year <= self.last_year

    def index(self, day: date) -> int:
        """Give the number of `day`, counted from the calendar's first; refuse a year it does not have."""
        index = day.toordinal() - self.tables.first
        if 0 <= index < self.tables.days:
            return index
        raise self.without(day.year)

    def closing(self, number: int) -> datetime:
        """Give the end of the working day `number`, counted from the first; refuse to look past the last."""
        if number < len(self.tables.closings):
            return self.tables.closings[number]
        raise self.without(self.last_year + 1)

    def without(self, year: int) -> Refusal:
        """Make the refusal for a `year` whose holidays nobody has entered: a deadline there would be a guess."""
        return Refusal(
            "worktime.year-not-in-calendar",
            gettext_noop(
                "Lịch làm việc chưa có năm %(year)s (chỉ có từ năm %(first)s đến năm %(last)s), nên không tính được"
                " thời hạn; cần bổ sung ngày nghỉ lễ và ngày làm bù của năm này.",
            ),
            article="Labour Code 2019, Article 112",
            params={"year": year, "first": self.first_year, "last": self.last_year},
        )


def _digest(calendar: Calendar, off: set[date], swapped: set[date]) -> str:
    meaning = {
        "code": calendar.code,
        "years": [calendar.first_year, calendar.last_year],
        "sessions": [[s.begins, s.ends] for s in calendar.sessions],
        "same_day_until": calendar.same_day_until,
        "off": sorted(day.isoformat() for day in off),
        "swapped": sorted(day.isoformat() for day in swapped),
    }
    return hashlib.sha256(json.dumps(meaning, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _tables(calendar: Calendar, off: set[date], swapped: set[date]) -> Tables:
    first = date(calendar.first_year, 1, 1).toordinal()
    days = date(calendar.last_year, 12, 31).toordinal() - first + 1
    counted = [0]
    working: list[date] = []
    for ordinal in range(first, first + days):
        day = date.fromordinal(ordinal)
        if day in swapped or (day.weekday() < SATURDAY and day not in off):
            working.append(day)
        counted.append(len(working))
    sits = tuple(any(s.begins <= m < s.ends for s in calendar.sessions) for m in range(24 * 60))
    worked = [0]
    for sitting in sits:
        worked.append(worked[-1] + sitting)
    whole = worked[-1]
    midnights = tuple(datetime.combine(day, time(), VN) for day in working)
    return Tables(
        first=first,
        days=days,
        counted=tuple(counted),
        midnights=midnights,
        closings=tuple(m + timedelta(minutes=calendar.sessions[-1].ends) for m in midnights),
        worked=tuple(worked),
        sits=sits,
        reached=tuple(worked.index(w) for w in range(whole + 1)),
        goes_on=tuple(bisect_right(worked, w) - 1 for w in range(whole)),
    )
