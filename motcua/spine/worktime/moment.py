"""Moments as the offices of the country read them: at the fixed offset +07:00."""

from datetime import date, datetime, timedelta, timezone

from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime.refusals import Refusal

VN = timezone(timedelta(hours=7))
MINUTE = 60_000_000
"""A minute, in microseconds: the grain in which working time is added and measured."""


def local(at: datetime) -> datetime:
    """Give the moment `at` as the office's clock shows it (Decision 134/2002/QĐ-TTg: Vietnam is at UTC+7).

    Any aware datetime will do; one without an offset is refused with `worktime.moment-without-offset`, one at the
    very edge of what a date can say with `worktime.moment-out-of-reach`.
    """
    if at.tzinfo is VN:
        return at
    if at.utcoffset() is None:
        raise Refusal(
            "worktime.moment-without-offset",
            gettext_noop(
                "Thời điểm %(at)s không ghi múi giờ nên không xác định được; cần ghi rõ, ví dụ +07:00."
            ),
            article="Decision 134/2002/QĐ-TTg",
            params={"at": at.isoformat()},
        )
    try:
        return at.astimezone(VN)
    except OverflowError as error:
        raise Refusal(
            "worktime.moment-out-of-reach",
            gettext_noop("Thời điểm %(at)s nằm ngoài khoảng thời gian tính được."),
            params={"at": at.isoformat()},
        ) from error


def local_day(day: date) -> date:
    """Give the day itself, or the one on the office's calendar in which a moment falls (Decision 134/2002/QĐ-TTg)."""
    return local(day).date() if isinstance(day, datetime) else day
