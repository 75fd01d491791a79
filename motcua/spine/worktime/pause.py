"""What a pause gives back: while the office waits for the citizen, its time does not run."""

from datetime import datetime, timedelta

from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime import moment, reckoning
from motcua.spine.worktime.calendar import WORKING_DAY, Calendar
from motcua.spine.worktime.duration import Duration, Unit
from motcua.spine.worktime.refusals import Refusal


def after_pause(
    *,
    due_at: datetime,
    paused_at: datetime,
    resumed_at: datetime,
    allowed: Duration,
    calendar: Calendar,
    restart: bool = False,
) -> datetime:
    """Give the deadline after waiting for the citizen from `paused_at` to `resumed_at`; never before `due_at`.

    The office keeps what it had left, in the unit of its deadline: minutes and hours move by the working time of the
    pause; working days by as many whole ones as that working time needs; calendar days and months by the whole
    days of the pause, the end rolled as in `due`. With `restart` the full time runs anew from `resumed_at`. A pause
    begun after the deadline gives nothing back: what is late stays late.
    Source: Decree 61/2018/NĐ-CP, Article 17, with Decree 107/2021/NĐ-CP; which of the two readings holds is
    set by the procedure. Refuses a pause that ends before it begins (`worktime.pause-ends-before-it-begins`).
    """
    due_at, paused_at, resumed_at = moment.local(due_at), moment.local(paused_at), moment.local(resumed_at)
    if resumed_at < paused_at:
        raise Refusal(
            "worktime.pause-ends-before-it-begins",
            gettext_noop(
                "Thời điểm tiếp tục giải quyết (%(resumed)s) không thể trước thời điểm tạm dừng (%(paused)s)."
            ),
            article="Decree 61/2018/NĐ-CP, Article 17",
            params={"resumed": resumed_at.isoformat(), "paused": paused_at.isoformat()},
        )
    if paused_at > due_at:
        return due_at
    if restart:
        moved = reckoning.due(received_at=resumed_at, allowed=allowed, calendar=calendar)
    elif allowed.unit in {Unit.CALENDAR_DAY, Unit.MONTH}:
        moved = _moved_by_days(due_at, resumed_at - paused_at, calendar)
    else:
        lost = reckoning.position(resumed_at, calendar) - reckoning.position(paused_at, calendar)
        moved = _moved_by_working_time(due_at, lost, allowed.unit, calendar)
    return max(due_at, moved)


def _moved_by_days(due_at: datetime, lost: timedelta, calendar: Calendar) -> datetime:
    days = -(-lost // timedelta(days=1))
    return reckoning.rolled(calendar.index(due_at) + days, calendar) if days else due_at


def _moved_by_working_time(due_at: datetime, lost: int, unit: Unit, calendar: Calendar) -> datetime:
    if not lost:
        return due_at
    if unit is Unit.WORKING_DAY:
        days = -(-lost // WORKING_DAY)
        return calendar.closing(calendar.tables.counted[calendar.index(due_at) + 1] + days - 1)
    return reckoning.moment_at(reckoning.position(due_at, calendar) + lost, calendar)
