from datetime import datetime

import pytest
from hypothesis import given

from motcua.spine import worktime
from motcua.spine.tests.calendars import VIET_NAM, calendars, moments, vn
from motcua.spine.worktime import Left, Urgency

WEDNESDAY_EVENING = vn(2023, 3, 8, 17)


def left(at: datetime, due_at: datetime = WEDNESDAY_EVENING) -> Left:
    return worktime.left(at=at, due_at=due_at, calendar=VIET_NAM)


@pytest.mark.parametrize(
    ("at", "expected", "urgency"),
    [
        (vn(2023, 3, 3, 16), Left(minutes=25 * 60, days=3, late=False), Urgency.FINE),
        (vn(2023, 3, 5, 9), Left(minutes=24 * 60, days=3, late=False), Urgency.FINE),
        (vn(2023, 3, 6, 6), Left(minutes=24 * 60, days=2, late=False), Urgency.SOON),
        (vn(2023, 3, 6, 16), Left(minutes=17 * 60, days=2, late=False), Urgency.SOON),
        (vn(2023, 3, 7, 9), Left(minutes=14 * 60, days=1, late=False), Urgency.URGENT),
        (vn(2023, 3, 8, 16, 30), Left(minutes=30, days=0, late=False), Urgency.URGENT),
        (vn(2023, 3, 8, 17), Left(minutes=0, days=0, late=False), Urgency.URGENT),
        (vn(2023, 3, 8, 17, 0, 1), Left(minutes=0, days=0, late=True), Urgency.LATE),
        (vn(2023, 3, 9, 9), Left(minutes=2 * 60, days=0, late=True), Urgency.LATE),
        (vn(2023, 3, 10, 17), Left(minutes=16 * 60, days=2, late=True), Urgency.LATE),
        (vn(2023, 3, 12, 9), Left(minutes=16 * 60, days=2, late=True), Urgency.LATE),
    ],
)
def test_binh_reads_how_much_is_left_or_how_late_he_is(
    at: datetime, expected: Left, urgency: Urgency
) -> None:
    assert left(at) == expected
    assert worktime.urgency(expected) is urgency


def test_tet_is_not_counted_against_binh() -> None:
    assert left(vn(2023, 1, 27, 7), due_at=vn(2023, 1, 19, 17)) == Left(minutes=0, days=0, late=True)
    assert left(vn(2023, 1, 19, 9), due_at=vn(2023, 1, 30, 17)).days == 2


def test_every_urgency_stands_once_on_the_ladder_with_a_colour_of_its_own() -> None:
    rungs = (*worktime.LADDER, worktime.PAST)
    assert [rung.urgency for rung in rungs] == [Urgency.URGENT, Urgency.SOON, Urgency.FINE, Urgency.LATE]
    assert {rung.urgency for rung in rungs} == set(Urgency)
    assert [rung.colour for rung in rungs] == ["orange", "yellow", "green", "red"]
    assert [rung.days for rung in worktime.LADDER] == [1, 2, None]


@given(calendar=calendars(), at=moments(), later=moments(), due_at=moments())
def test_time_left_only_shrinks_and_lateness_only_grows(
    calendar: worktime.Calendar, at: datetime, later: datetime, due_at: datetime
) -> None:
    first, second = (
        worktime.left(at=moment, due_at=due_at, calendar=calendar) for moment in sorted((at, later))
    )
    ranks = [Urgency.FINE, Urgency.SOON, Urgency.URGENT, Urgency.LATE]
    assert ranks.index(worktime.urgency(first)) <= ranks.index(worktime.urgency(second))
    if second.late and first.late:
        assert (first.minutes, first.days) <= (second.minutes, second.days)
        assert first.days <= second.days
    if not second.late:
        assert first.minutes >= second.minutes
        assert first.days >= second.days


@given(calendar=calendars(), at=moments(), due_at=moments())
def test_the_minutes_left_are_the_working_minutes_between(
    calendar: worktime.Calendar, at: datetime, due_at: datetime
) -> None:
    found = worktime.left(at=at, due_at=due_at, calendar=calendar)
    between = worktime.working_minutes_between(start=at, end=due_at, calendar=calendar)
    assert found.minutes == abs(between)
    assert found.late is (at > due_at)
    assert 0 <= found.days * 480 <= found.minutes
