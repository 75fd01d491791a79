"""The calendars that the laws of working time are tried on: the real one, and invented ones."""

from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from motcua.spine import worktime

LAW = Path(__file__).resolve().parents[3] / "law" / "calendars" / "viet-nam.yaml"
TEXT = LAW.read_text(encoding="utf-8")
VIET_NAM = worktime.read(TEXT)

SITTINGS = (
    ["07:00-11:30", "13:30-17:00"],
    ["07:30-12:00", "13:00-16:30"],
    ["08:00-16:00"],
    ["07:00-09:00", "09:00-12:00", "14:00-17:00"],
)


def vn(*parts: int) -> datetime:
    """A moment by year, month, day, hour, minute… on the clock of a Vietnamese office."""
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=worktime.VN)


@st.composite
def calendars(draw: st.DrawFn) -> worktime.Calendar:
    """The real calendar, or an invented one of the same years with other hours, holidays and swapped Saturdays."""
    if draw(st.booleans()):
        return VIET_NAM
    first = date(2021, 1, 1)
    days = [first + timedelta(days=n) for n in draw(st.sets(st.integers(0, 2190), max_size=60))]
    off = [day for day in days if day.weekday() < 5]
    saturdays = [day for day in days if day.weekday() == 5]
    pairs = list(zip(saturdays, off, strict=False))
    mark = {"citation": "invented", "certainty": "high"}
    years = {
        year: {
            "closed": [{"days": [day], "name": "invented", **mark} for day in off if day.year == year],
            "swapped": [
                {"day": day, "instead_of": other, **mark} for day, other in pairs if day.year == year
            ],
        }
        for year in range(2021, 2027)
    }
    return worktime.calendar_from(
        {
            "code": "invented",
            "sessions": {"hours": draw(st.sampled_from(SITTINGS)), **mark},
            "same_day": {"until": "15:00", **mark},
            "years": years,
        }
    )


def moments(first: int = 2021, last: int = 2025) -> st.SearchStrategy[datetime]:
    """Moments of those years; often at the edges of sessions, around holidays, and whole minutes."""
    days = st.dates(date(first, 1, 1), date(last, 12, 31))
    tet = [date(2023, 1, 13), date(2023, 1, 19), date(2023, 1, 20), date(2023, 1, 26), date(2023, 1, 27)]
    swaps = [date(2024, 4, 29), date(2024, 5, 4), date(2025, 4, 26)]
    edges = [0, 419, 420, 689, 690, 809, 810, 899, 900, 990, 1019, 1020, 1439]
    return st.builds(
        lambda day, minute, second, micro: (
            datetime(day.year, day.month, day.day, tzinfo=worktime.VN)
            + timedelta(minutes=minute, seconds=second, microseconds=micro)
        ),
        days | st.sampled_from(tet + swaps),
        st.integers(0, 1439) | st.sampled_from(edges),
        st.just(0) | st.integers(0, 59),
        st.just(0) | st.integers(0, 999_999),
    )


AMOUNTS = {
    worktime.Unit.MINUTE: 3000,
    worktime.Unit.WORKING_HOUR: 300,
    worktime.Unit.WORKING_DAY: 60,
    worktime.Unit.CALENDAR_DAY: 120,
    worktime.Unit.MONTH: 6,
}


@st.composite
def durations(draw: st.DrawFn, *units: worktime.Unit) -> worktime.Duration:
    """Durations as the law sets them, in one of `units` (in any, if none is named)."""
    unit = draw(st.sampled_from(units or tuple(worktime.Unit)))
    least = 0 if unit is worktime.Unit.WORKING_DAY else 1
    return worktime.Duration(draw(st.integers(least, AMOUNTS[unit])), unit)
