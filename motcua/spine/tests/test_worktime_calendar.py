from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.spine import worktime
from motcua.spine.tests.calendars import TEXT, VIET_NAM, calendars, durations, moments, vn
from motcua.spine.worktime import Duration, Unit


def days_off(year: int) -> str:
    """The days from Monday to Friday on which offices are closed in `year`, as `1/1 10/2 …`."""
    start = date(year, 1, 1)
    days = [start + timedelta(days=n) for n in range((date(year + 1, 1, 1) - start).days)]
    off = [d for d in days if d.weekday() < 5 and not worktime.is_working_day(day=d, calendar=VIET_NAM)]
    return " ".join(f"{d.day}/{d.month}" for d in off)


@pytest.mark.parametrize(
    ("year", "off"),
    [
        (2021, "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9"),
        (2022, "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9"),
        (2023, "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9"),
        (2024, "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9"),
        (2025, "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9"),
        (2026, "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9"),
    ],
)
def test_offices_are_closed_on_the_days_the_law_names(year: int, off: str) -> None:
    assert days_off(year) == off


def test_offices_work_on_four_saturdays_in_six_years() -> None:
    days = [date(2021, 1, 1) + timedelta(days=n) for n in range(2191)]
    worked = [
        d.isoformat() for d in days if d.weekday() >= 5 and worktime.is_working_day(day=d, calendar=VIET_NAM)
    ]
    assert worked == ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"]


def test_every_entry_of_the_calendar_says_what_it_rests_on() -> None:
    assert all(holiday.citation for holiday in VIET_NAM.holidays)
    assert all(swap.citation for swap in VIET_NAM.swaps)
    assert all(holiday.name for holiday in VIET_NAM.holidays)


def test_the_digest_changes_with_the_deadlines_and_with_nothing_else() -> None:
    assert worktime.read(TEXT.replace("name: Quốc khánh", "name: Ngày Quốc khánh")).digest == VIET_NAM.digest
    assert worktime.read(TEXT.replace("2023-09-04", "2023-09-05")).digest != VIET_NAM.digest
    raised = worktime.read(TEXT.replace("certainty: low", "certainty: high"))
    assert raised.digest != VIET_NAM.digest
    assert not raised.unconfirmed
    assert not worktime.is_working_day(day=date(2026, 11, 24), calendar=raised)


def test_half_days_begin_where_the_office_opens() -> None:
    def start(at: datetime) -> datetime:
        return worktime.session_start(at=at, calendar=VIET_NAM)

    assert start(vn(2023, 3, 8, 17)) == vn(2023, 3, 8, 13, 30)
    assert start(vn(2023, 3, 8, 13, 30)) == vn(2023, 3, 8, 13, 30)
    assert start(vn(2023, 3, 8, 12)) == start(vn(2023, 3, 8, 11, 30)) == vn(2023, 3, 8, 7)
    assert start(vn(2023, 1, 27, 6, 59)) == start(vn(2023, 1, 24, 9)) == vn(2023, 1, 19, 13, 30)


def test_the_next_working_moment_is_now_or_the_next_opening() -> None:
    def moment(at: datetime) -> datetime:
        return worktime.next_working_moment(at=at, calendar=VIET_NAM)

    assert moment(vn(2023, 3, 8, 9, 15, 30)) == vn(2023, 3, 8, 9, 15, 30)
    assert moment(vn(2023, 3, 8, 11, 30)) == vn(2023, 3, 8, 13, 30)
    assert moment(vn(2023, 3, 8, 6)) == vn(2023, 3, 8, 7)
    assert moment(vn(2023, 1, 19, 17)) == vn(2023, 1, 27, 7)


@given(calendar=calendars(), at=moments(first=2022))
def test_openings_stand_where_working_time_begins(calendar: worktime.Calendar, at: datetime) -> None:
    following = worktime.next_working_moment(at=at, calendar=calendar)
    assert following >= at
    assert worktime.working_minutes_between(start=at, end=following, calendar=calendar) == 0
    assert worktime.next_working_moment(at=following, calendar=calendar) == following
    start = worktime.session_start(at=at, calendar=calendar)
    assert start <= at
    assert worktime.next_working_moment(at=start, calendar=calendar) == start
    assert worktime.working_minutes_between(start=start, end=at, calendar=calendar) <= 480


@given(calendar=calendars(), day=st.dates(date(2022, 1, 1), date(2025, 6, 30)), days=st.integers(1, 100))
def test_working_days_counted_forth_and_back_meet(calendar: worktime.Calendar, day: date, days: int) -> None:
    there = worktime.add_working_days(day=day, days=days, calendar=calendar)
    back = worktime.add_working_days(day=there, days=-days, calendar=calendar)
    here = worktime.add_working_days(day=day, days=0, calendar=calendar)
    assert here >= day
    assert worktime.is_working_day(day=here, calendar=calendar)
    assert back == (day if here == day else worktime.add_working_days(day=day, days=-1, calendar=calendar))


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("received_at", [vn(2020, 12, 31, 9), vn(2027, 1, 4, 9)])
def test_a_receipt_in_a_year_without_holidays_entered_is_refused(unit: Unit, received_at: datetime) -> None:
    with pytest.raises(worktime.Refusal) as refused:
        worktime.due(received_at=received_at, allowed=Duration(1, unit), calendar=VIET_NAM)
    assert refused.value.code == "worktime.year-not-in-calendar"
    assert refused.value.params == {"year": received_at.year, "first": 2021, "last": 2026}
    assert "chưa có năm" in refused.value.message


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("amount", [0, 1, 10**9])
def test_a_deadline_that_would_run_out_of_the_calendar_is_refused(unit: Unit, amount: int) -> None:
    received_at = vn(2026, 12, 31, 16, 59, 30)
    allowed = Duration(amount if unit is Unit.WORKING_DAY else max(amount, 1), unit)
    with pytest.raises(worktime.Refusal) as refused:
        worktime.due(received_at=received_at, allowed=allowed, calendar=VIET_NAM)
    assert refused.value.code == "worktime.year-not-in-calendar"
    assert int(refused.value.params["year"]) >= 2027


@given(calendar=calendars(), at=moments(first=2019, last=2029), allowed=durations())
def test_every_answer_is_a_deadline_within_the_calendar_or_a_refusal(
    calendar: worktime.Calendar, at: datetime, allowed: Duration
) -> None:
    answer: datetime | worktime.Refusal
    try:
        answer = worktime.due(received_at=at, allowed=allowed, calendar=calendar)
    except worktime.Refusal as refused:
        answer = refused
    if isinstance(answer, datetime):
        assert calendar.covers(at)
        assert calendar.covers(answer)
    else:
        assert answer.code == "worktime.year-not-in-calendar"
        assert answer.params["year"] not in range(2021, 2027)


def test_the_small_questions_also_refuse_to_leave_the_calendar() -> None:
    before, after = vn(2021, 1, 1, 9), vn(2026, 12, 31, 17)
    for ask in (
        lambda: worktime.session_start(at=before, calendar=VIET_NAM),
        lambda: worktime.next_working_moment(at=after, calendar=VIET_NAM),
        lambda: worktime.add_working_days(day=before.date(), days=-1, calendar=VIET_NAM),
        lambda: worktime.add_working_days(day=after.date(), days=1, calendar=VIET_NAM),
        lambda: worktime.is_working_day(day=date(2027, 1, 4), calendar=VIET_NAM),
        lambda: worktime.left(at=vn(2027, 1, 4), due_at=after, calendar=VIET_NAM),
    ):
        with pytest.raises(worktime.Refusal) as refused:
            ask()
        assert refused.value.code == "worktime.year-not-in-calendar"


def test_a_day_asked_for_by_a_moment_is_the_day_in_vietnam() -> None:
    sunday_in_utc = datetime.fromisoformat("2023-03-05T18:00:00+00:00")
    assert worktime.is_working_day(day=sunday_in_utc, calendar=VIET_NAM)
