from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.spine import worktime
from motcua.spine.tests.calendars import VIET_NAM, calendars, durations, moments, vn
from motcua.spine.worktime import Duration, Unit

MINUTE, HOUR, DAY, CALENDAR_DAY, MONTH = Unit

FIVE_DAYS = Duration(5, DAY)
FRIDAY_MORNING = vn(2023, 3, 3, 9)
DUE = vn(2023, 3, 10, 17)
gaps = st.integers(0, 40 * 24 * 3600).map(lambda seconds: timedelta(seconds=seconds)) | st.just(timedelta(0))


def resumed(
    paused_at: datetime,
    resumed_at: datetime,
    allowed: Duration = FIVE_DAYS,
    due_at: datetime = DUE,
    *,
    restart: bool = False,
) -> datetime:
    return worktime.after_pause(
        due_at=due_at,
        paused_at=paused_at,
        resumed_at=resumed_at,
        allowed=allowed,
        calendar=VIET_NAM,
        restart=restart,
    )


def test_two_working_days_of_waiting_for_lan_move_the_deadline_by_two() -> None:
    assert worktime.due(received_at=FRIDAY_MORNING, allowed=FIVE_DAYS, calendar=VIET_NAM) == DUE
    assert resumed(vn(2023, 3, 6, 10), vn(2023, 3, 8, 10)) == vn(2023, 3, 14, 17)


def test_a_part_of_a_working_day_lost_gives_back_a_whole_one() -> None:
    assert resumed(vn(2023, 3, 6, 8), vn(2023, 3, 6, 9)) == vn(2023, 3, 13, 17)
    assert resumed(vn(2023, 3, 6, 8), vn(2023, 3, 8, 16)) == vn(2023, 3, 15, 17)


@pytest.mark.parametrize(
    ("paused_at", "resumed_at"),
    [
        (vn(2023, 3, 6, 9), vn(2023, 3, 6, 9)),
        (vn(2023, 3, 6, 11, 30), vn(2023, 3, 6, 13, 30)),
        (vn(2023, 3, 3, 17), vn(2023, 3, 6, 7)),
        (vn(2023, 3, 4, 9), vn(2023, 3, 5, 21)),
    ],
)
def test_a_pause_in_which_no_working_time_passes_moves_nothing(
    paused_at: datetime, resumed_at: datetime
) -> None:
    assert resumed(paused_at, resumed_at) == DUE
    assert resumed(paused_at, resumed_at, Duration(40, HOUR)) == DUE


def test_a_pause_over_tet_gives_back_only_what_was_worked() -> None:
    received_at = vn(2023, 1, 16, 9)
    due_at = worktime.due(received_at=received_at, allowed=FIVE_DAYS, calendar=VIET_NAM)
    assert due_at == vn(2023, 1, 30, 17)
    assert resumed(vn(2023, 1, 19, 17), vn(2023, 1, 27, 7), due_at=due_at) == due_at
    assert resumed(vn(2023, 1, 19, 9), vn(2023, 1, 27, 9), due_at=due_at) == vn(2023, 1, 31, 17)


def test_working_hours_move_by_the_working_minutes_of_the_pause() -> None:
    due_at = worktime.due(received_at=FRIDAY_MORNING, allowed=Duration(8, HOUR), calendar=VIET_NAM)
    assert due_at == vn(2023, 3, 6, 9)
    assert resumed(vn(2023, 3, 3, 11), vn(2023, 3, 3, 14), Duration(8, HOUR), due_at) == vn(2023, 3, 6, 10)
    assert resumed(vn(2023, 3, 6, 8), vn(2023, 3, 7, 8), Duration(8, HOUR), due_at) == vn(2023, 3, 7, 9)


def test_calendar_days_move_by_the_days_of_the_pause_and_end_on_a_working_one() -> None:
    allowed = Duration(7, CALENDAR_DAY)
    assert resumed(vn(2023, 3, 6, 9), vn(2023, 3, 9, 9), allowed) == vn(2023, 3, 13, 17)
    assert resumed(vn(2023, 3, 6, 9), vn(2023, 3, 9, 9, 1), allowed) == vn(2023, 3, 14, 17)
    assert resumed(vn(2023, 3, 4, 9), vn(2023, 3, 5, 9), allowed) == vn(2023, 3, 13, 17)


def test_where_the_procedure_says_so_the_time_runs_anew() -> None:
    assert resumed(vn(2023, 3, 9, 10), vn(2023, 3, 15, 10), restart=True) == vn(2023, 3, 22, 17)
    assert resumed(vn(2023, 3, 9, 10), vn(2023, 3, 15, 10)) == vn(2023, 3, 16, 17)


@pytest.mark.parametrize("restart", [True, False])
def test_what_is_late_stays_late_whatever_is_asked_for_afterwards(*, restart: bool) -> None:
    assert resumed(vn(2023, 3, 13, 8), vn(2023, 3, 20, 8), restart=restart) == DUE


def test_a_pause_begun_at_the_very_moment_of_the_deadline_is_in_time() -> None:
    assert resumed(DUE, vn(2023, 3, 14, 17)) == vn(2023, 3, 14, 17)
    assert resumed(DUE + timedelta(seconds=1), vn(2023, 3, 14, 17)) == DUE


def test_time_running_anew_never_takes_back_a_later_deadline() -> None:
    promised = vn(2023, 3, 24, 17)
    assert resumed(vn(2023, 3, 6, 10), vn(2023, 3, 7, 10), due_at=promised, restart=True) == promised


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(worktime.Refusal) as refused:
        resumed(vn(2023, 3, 8, 10), vn(2023, 3, 6, 10))
    assert refused.value.code == "worktime.pause-ends-before-it-begins"


def test_a_pause_that_outlasts_the_calendar_is_refused() -> None:
    with pytest.raises(worktime.Refusal) as refused:
        resumed(vn(2023, 3, 6, 10), vn(2027, 1, 4, 10))
    assert refused.value.code == "worktime.year-not-in-calendar"


@given(
    calendar=calendars(),
    received_at=moments(last=2023),
    allowed=durations(MINUTE, HOUR, DAY),
    waits=st.lists(st.tuples(gaps, gaps), max_size=4),
)
def test_pauses_of_any_shape_never_shorten_the_working_time_allowed(
    calendar: worktime.Calendar,
    received_at: datetime,
    allowed: Duration,
    waits: list[tuple[timedelta, timedelta]],
) -> None:
    first_due = due_at = worktime.due(received_at=received_at, allowed=allowed, calendar=calendar)
    lost, at = 0, received_at
    for works, waiting in waits:
        paused_at = at + works
        if paused_at > due_at:
            break
        at = paused_at + waiting
        before = due_at
        due_at = worktime.after_pause(
            due_at=due_at, paused_at=paused_at, resumed_at=at, allowed=allowed, calendar=calendar
        )
        assert due_at >= before
        lost += worktime.working_minutes_between(start=paused_at, end=at, calendar=calendar)
    given_at_first = worktime.working_minutes_between(start=received_at, end=first_due, calendar=calendar)
    given_at_last = worktime.working_minutes_between(start=received_at, end=due_at, calendar=calendar)
    assert given_at_last - lost >= given_at_first
    if allowed.unit is not DAY:
        assert given_at_last - lost <= given_at_first + len(waits)  # no more than the seconds dropped


@given(
    calendar=calendars(),
    received_at=moments(last=2023),
    allowed=durations(CALENDAR_DAY, MONTH),
    waits=st.lists(st.tuples(gaps, gaps), max_size=4),
)
def test_pauses_of_any_shape_never_shorten_the_days_or_months_allowed(
    calendar: worktime.Calendar,
    received_at: datetime,
    allowed: Duration,
    waits: list[tuple[timedelta, timedelta]],
) -> None:
    first_due = due_at = worktime.due(received_at=received_at, allowed=allowed, calendar=calendar)
    lost, at = timedelta(0), received_at
    for works, waiting in waits:
        paused_at = at + works
        if paused_at > due_at:
            break
        at = paused_at + waiting
        due_at = worktime.after_pause(
            due_at=due_at, paused_at=paused_at, resumed_at=at, allowed=allowed, calendar=calendar
        )
        lost += waiting
        assert due_at - received_at - lost >= first_due - received_at
        assert worktime.is_working_day(day=due_at, calendar=calendar)


@given(
    calendar=calendars(),
    received_at=moments(last=2023),
    allowed=durations(),
    works=gaps,
    waiting=gaps,
    longer=gaps,
    restart=st.booleans(),
)
def test_a_longer_pause_never_moves_the_deadline_less(
    *,
    calendar: worktime.Calendar,
    received_at: datetime,
    allowed: Duration,
    works: timedelta,
    waiting: timedelta,
    longer: timedelta,
    restart: bool,
) -> None:
    due_at = worktime.due(received_at=received_at, allowed=allowed, calendar=calendar)
    paused_at = received_at + works
    short, long = (
        worktime.after_pause(
            due_at=due_at,
            paused_at=paused_at,
            resumed_at=paused_at + waited,
            allowed=allowed,
            calendar=calendar,
            restart=restart,
        )
        for waited in (waiting, waiting + longer)
    )
    assert due_at <= short <= long
    if restart and paused_at <= due_at:
        anew = worktime.due(received_at=paused_at + waiting, allowed=allowed, calendar=calendar)
        assert short == max(due_at, anew)


@given(
    calendar=calendars(),
    received_at=moments(last=2023),
    allowed=durations(MINUTE, HOUR),
    waiting=gaps,
    longer=gaps,
)
def test_a_pause_cut_in_two_gives_back_the_same_working_time(
    calendar: worktime.Calendar,
    received_at: datetime,
    allowed: Duration,
    waiting: timedelta,
    longer: timedelta,
) -> None:
    due_at = worktime.due(received_at=received_at, allowed=allowed, calendar=calendar)

    def moved(due_at: datetime, start: datetime, end: datetime) -> datetime:
        return worktime.after_pause(
            due_at=due_at, paused_at=start, resumed_at=end, allowed=allowed, calendar=calendar
        )

    middle, end = received_at + waiting, received_at + waiting + longer
    assert moved(moved(due_at, received_at, middle), middle, end) == moved(due_at, received_at, end)
