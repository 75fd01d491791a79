from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from motcua.spine import worktime
from motcua.spine.tests.calendars import VIET_NAM, calendars, durations, moments, vn
from motcua.spine.worktime import Duration, Unit

MINUTE, HOUR, DAY, CALENDAR_DAY, MONTH = Unit

FRIDAY_BEFORE_TET = vn(2023, 1, 13, 16, 30)
LAST_AFTERNOON_BEFORE_TET = vn(2023, 1, 19, 16, 30)
FIRST_DAY_AFTER_TET = (2023, 1, 27)


def due(received_at: datetime, amount: int, unit: Unit) -> datetime:
    return worktime.due(received_at=received_at, allowed=Duration(amount, unit), calendar=VIET_NAM)


@pytest.mark.parametrize(
    ("received_at", "amount", "unit", "expected"),
    [
        # Lan hands in at 16:30 on Friday 13/1/2023, a week before the Tết break
        (FRIDAY_BEFORE_TET, 15, MINUTE, vn(2023, 1, 13, 16, 45)),
        (FRIDAY_BEFORE_TET, 30, MINUTE, vn(2023, 1, 13, 17, 0)),
        (FRIDAY_BEFORE_TET, 31, MINUTE, vn(2023, 1, 16, 7, 1)),
        (FRIDAY_BEFORE_TET, 8, HOUR, vn(2023, 1, 16, 16, 30)),
        (FRIDAY_BEFORE_TET, 0, DAY, vn(2023, 1, 16, 17, 0)),
        (FRIDAY_BEFORE_TET, 1, DAY, vn(2023, 1, 16, 17, 0)),
        (FRIDAY_BEFORE_TET, 4, DAY, vn(2023, 1, 19, 17, 0)),
        (FRIDAY_BEFORE_TET, 5, DAY, vn(2023, 1, 27, 17, 0)),
        (FRIDAY_BEFORE_TET, 10, DAY, vn(2023, 2, 3, 17, 0)),
        (FRIDAY_BEFORE_TET, 6, CALENDAR_DAY, vn(2023, 1, 19, 17, 0)),
        (FRIDAY_BEFORE_TET, 7, CALENDAR_DAY, vn(2023, 1, 27, 17, 0)),
        (FRIDAY_BEFORE_TET, 1, MONTH, vn(2023, 2, 13, 17, 0)),
        # Minh hands in at 16:30 on Thursday 19/1/2023, the last afternoon before it
        (LAST_AFTERNOON_BEFORE_TET, 30, MINUTE, vn(2023, 1, 19, 17, 0)),
        (LAST_AFTERNOON_BEFORE_TET, 31, MINUTE, vn(*FIRST_DAY_AFTER_TET, 7, 1)),
        (LAST_AFTERNOON_BEFORE_TET, 8, HOUR, vn(*FIRST_DAY_AFTER_TET, 16, 30)),
        (LAST_AFTERNOON_BEFORE_TET, 0, DAY, vn(*FIRST_DAY_AFTER_TET, 17, 0)),
        (LAST_AFTERNOON_BEFORE_TET, 1, DAY, vn(*FIRST_DAY_AFTER_TET, 17, 0)),
        (LAST_AFTERNOON_BEFORE_TET, 2, DAY, vn(2023, 1, 30, 17, 0)),
        (LAST_AFTERNOON_BEFORE_TET, 1, CALENDAR_DAY, vn(*FIRST_DAY_AFTER_TET, 17, 0)),
        (LAST_AFTERNOON_BEFORE_TET, 9, CALENDAR_DAY, vn(2023, 1, 30, 17, 0)),
        (LAST_AFTERNOON_BEFORE_TET, 1, MONTH, vn(2023, 2, 20, 17, 0)),
    ],
)
def test_a_dossier_handed_in_before_tet_is_due_when_the_law_says(
    received_at: datetime, amount: int, unit: Unit, expected: datetime
) -> None:
    assert due(received_at, amount, unit) == expected


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (7, 0, vn(2023, 3, 8, 17)),
        (14, 59, vn(2023, 3, 8, 17)),
        (15, 0, vn(2023, 3, 9, 17)),
        (17, 30, vn(2023, 3, 9, 17)),
    ],
)
def test_a_same_day_result_waits_for_tomorrow_from_15_00_on(
    hour: int, minute: int, expected: datetime
) -> None:
    assert due(vn(2023, 3, 8, hour, minute), 0, DAY) == expected


def test_a_same_day_result_asked_for_on_a_sunday_is_due_on_monday_whatever_the_hour() -> None:
    assert due(vn(2023, 3, 5, 9), 0, DAY) == due(vn(2023, 3, 5, 20), 0, DAY) == vn(2023, 3, 6, 17)


def test_the_day_of_receipt_is_not_counted_though_the_office_was_closed_on_it() -> None:
    friday, saturday, monday = vn(2023, 3, 3, 9), vn(2023, 3, 4, 9), vn(2023, 3, 6, 9)
    assert due(friday, 1, DAY) == due(saturday, 1, DAY) == vn(2023, 3, 6, 17)
    assert due(monday, 1, DAY) == vn(2023, 3, 7, 17)
    assert due(saturday, 3, CALENDAR_DAY) == vn(2023, 3, 7, 17)


def test_working_minutes_and_hours_of_a_receipt_outside_sessions_run_from_the_next_one() -> None:
    assert due(vn(2023, 3, 8, 12, 15), 30, MINUTE) == vn(2023, 3, 8, 14, 0)
    assert due(vn(2023, 3, 8, 6), 1, HOUR) == vn(2023, 3, 8, 8)
    assert due(vn(2023, 3, 4, 10), 8, HOUR) == vn(2023, 3, 6, 17)


def test_working_time_that_fills_a_session_ends_with_it() -> None:
    assert due(vn(2023, 3, 8, 10, 30), 60, MINUTE) == vn(2023, 3, 8, 11, 30)
    assert due(vn(2023, 3, 8, 10, 30, 20), 60, MINUTE) == vn(2023, 3, 8, 13, 30, 20)


def test_the_saturday_worked_for_the_monday_off_counts_as_a_working_day() -> None:
    assert due(vn(2024, 5, 3, 9), 1, DAY) == vn(2024, 5, 4, 17)
    assert due(vn(2024, 4, 26, 9), 1, DAY) == vn(2024, 5, 2, 17)
    assert due(vn(2024, 4, 26, 9), 3, DAY) == vn(2024, 5, 4, 17)
    assert due(vn(2024, 5, 2, 9), 2, CALENDAR_DAY) == vn(2024, 5, 4, 17)


def test_a_month_without_the_day_of_receipt_ends_on_its_last_day() -> None:
    assert due(vn(2024, 1, 31, 9), 1, MONTH) == vn(2024, 2, 29, 17)
    assert due(vn(2022, 12, 31, 9), 2, MONTH) == vn(2023, 2, 28, 17)
    assert due(vn(2022, 11, 15, 9), 2, MONTH) == vn(2023, 1, 16, 17)


def test_a_holiday_that_is_only_rumoured_changes_no_deadline() -> None:
    assert VIET_NAM.unconfirmed == (date(2026, 11, 24),)
    assert due(vn(2026, 11, 23, 9), 1, DAY) == vn(2026, 11, 24, 17)


def test_the_offset_a_moment_is_written_with_does_not_matter() -> None:
    written_elsewhere = datetime(2023, 1, 13, 9, 30, tzinfo=UTC)
    assert due(written_elsewhere, 31, MINUTE) == vn(2023, 1, 16, 7, 1)
    assert due(written_elsewhere, 31, MINUTE).tzinfo is worktime.VN


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(worktime.Refusal) as refused:
        due(vn(2023, 1, 13, 9).replace(tzinfo=None), 1, DAY)
    assert refused.value.code == "worktime.moment-without-offset"


def test_a_moment_beyond_all_calendars_is_refused() -> None:
    with pytest.raises(worktime.Refusal) as refused:
        due(datetime.max.replace(tzinfo=UTC), 1, DAY)
    assert refused.value.code == "worktime.moment-out-of-reach"


@pytest.mark.parametrize(
    ("amount", "unit"), [(0, MINUTE), (0, MONTH), (-1, DAY), (0, CALENDAR_DAY), (-8, HOUR)]
)
def test_a_deadline_of_no_time_is_no_deadline(amount: int, unit: Unit) -> None:
    with pytest.raises(worktime.Refusal) as refused:
        Duration(amount, unit)
    assert refused.value.code == "worktime.duration-not-positive"


@given(calendar=calendars(), received_at=moments(), allowed=durations(MINUTE, HOUR))
def test_measuring_working_time_gives_back_what_was_added(
    calendar: worktime.Calendar, received_at: datetime, allowed: Duration
) -> None:
    due_at = worktime.due(received_at=received_at, allowed=allowed, calendar=calendar)
    minutes = allowed.amount * (60 if allowed.unit is HOUR else 1)
    assert worktime.working_minutes_between(start=received_at, end=due_at, calendar=calendar) == minutes
    assert worktime.working_minutes_between(start=due_at, end=received_at, calendar=calendar) == -minutes


@given(calendar=calendars(), received_at=moments(), allowed=durations(DAY))
def test_measuring_working_days_gives_back_what_was_added(
    calendar: worktime.Calendar, received_at: datetime, allowed: Duration
) -> None:
    due_at = worktime.due(received_at=received_at, allowed=allowed, calendar=calendar)
    left = worktime.left(at=received_at, due_at=due_at, calendar=calendar)
    if allowed.amount:
        assert left.days == allowed.amount
        assert due_at.date() == worktime.add_working_days(
            day=received_at.date(), days=allowed.amount, calendar=calendar
        )
    else:
        assert left.days in (0, 1)
    assert not left.late


@given(calendar=calendars(), received_at=moments(), later=moments(), allowed=durations())
def test_who_comes_later_is_never_due_earlier(
    calendar: worktime.Calendar, received_at: datetime, later: datetime, allowed: Duration
) -> None:
    first, second = sorted((received_at, later))
    assert worktime.due(received_at=first, allowed=allowed, calendar=calendar) <= worktime.due(
        received_at=second, allowed=allowed, calendar=calendar
    )


@given(calendar=calendars(), received_at=moments(), allowed=durations())
def test_more_time_is_never_due_earlier_and_no_deadline_precedes_its_receipt(
    calendar: worktime.Calendar, received_at: datetime, allowed: Duration
) -> None:
    due_at = worktime.due(received_at=received_at, allowed=allowed, calendar=calendar)
    more = Duration(allowed.amount + 1, allowed.unit)
    assert received_at < due_at <= worktime.due(received_at=received_at, allowed=more, calendar=calendar)
    assert worktime.is_working_day(day=due_at.date(), calendar=calendar)


def slow_twin(received_at: datetime, allowed: Duration, calendar: worktime.Calendar) -> datetime:
    """The same law told step by step, day after day and minute after minute."""
    day = received_at.date()
    if allowed.unit in (MINUTE, HOUR):
        to_go = allowed.amount * (60 if allowed.unit is HOUR else 1)
        at = worktime.next_working_moment(at=received_at, calendar=calendar)
        while to_go:
            at += timedelta(minutes=1)
            to_go -= 1
            if to_go:
                at = worktime.next_working_moment(at=at, calendar=calendar)
        return at
    if allowed.unit is MONTH:
        month = day.replace(day=1)
        for _ in range(allowed.amount):
            month = (month + timedelta(days=31)).replace(day=1)
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        day = min(month + timedelta(days=day.day - 1), last)
    elif allowed.unit is CALENDAR_DAY:
        day += timedelta(days=allowed.amount)
    elif allowed.amount == 0:
        working = worktime.is_working_day(day=day, calendar=calendar)
        day += timedelta(days=1 if working and received_at.hour >= 15 else 0)
    else:
        to_go = allowed.amount
        while to_go:
            day += timedelta(days=1)
            to_go -= worktime.is_working_day(day=day, calendar=calendar)
    while not worktime.is_working_day(day=day, calendar=calendar):
        day += timedelta(days=1)
    closes = calendar.sessions[-1].ends
    return datetime(day.year, day.month, day.day, closes // 60, closes % 60, tzinfo=worktime.VN)


@given(calendar=calendars(), received_at=moments(), allowed=durations())
def test_the_tables_agree_with_the_law_told_step_by_step(
    calendar: worktime.Calendar, received_at: datetime, allowed: Duration
) -> None:
    received_at = received_at.replace(second=0, microsecond=0)
    due_at = worktime.due(received_at=received_at, allowed=allowed, calendar=calendar)
    assert due_at == slow_twin(received_at, allowed, calendar)
