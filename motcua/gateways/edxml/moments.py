"""Dates and timestamps as the wire has them: `yyyy/MM/dd`, `yyyy/MM/dd HH:mm:ss`, in the time of Viet Nam."""

import re
from datetime import date, datetime, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7))
DATE = "%Y/%m/%d"
TIMESTAMP = "%Y/%m/%d %H:%M:%S"
_DATE = re.compile(r"([0-9]{4}/[0-9]{2}/[0-9]{2})(?: [0-9]{2}:[0-9]{2}:[0-9]{2})?")
_TIMESTAMP = re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")


def wire_date(day: date) -> str:
    """Write a day."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def wire_timestamp(at: datetime) -> str:
    """Write a moment, which must know its time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone is not a moment")
    local = at.astimezone(VIET_NAM)
    return f"{wire_date(local)} {local:%H:%M:%S}"


def as_date(text: str) -> str | None:
    """Read a date, leaving out a time after it; None for any other form and for a day that never was."""
    found = _DATE.fullmatch(text)
    return found[1] if found and _is(text, TIMESTAMP if " " in text else DATE) else None


def as_timestamp(text: str) -> str | None:
    """Read a timestamp; None for any other form and for a moment that never was."""
    return text if _TIMESTAMP.fullmatch(text) and _is(text, TIMESTAMP) else None


def _is(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - asked only whether it can be
    except ValueError:
        return False
    return True
