"""The one clock of the house.

Every other module is handed its time; the doors ask here. A demonstration may run on another day: with
`MOTCUA_CLOCK_STARTS=2023-12-15T08:30:00+07:00` the clock reads that moment when the process starts, and runs on
in real time. `MOTCUA_CLOCK_SINCE` (the real moment at which it read so) is set for child processes, and may be
set by whoever starts several processes that must agree.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta, timezone

VN = timezone(timedelta(hours=7))

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """Return the present moment of the house, aware, in Vietnam's time."""
    return _frozen.get() or datetime.now(VN) + OFFSET


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock still at `moment` (aware) within the block; in this thread only."""
    if moment.tzinfo is None:
        msg = "a moment without its time zone is not a moment"
        raise ValueError(msg)
    token = _frozen.set(moment.astimezone(VN))
    try:
        yield
    finally:
        _frozen.reset(token)


def day_said(day: date) -> str:
    """Say a day as papers do: `07 tháng 02 năm 2023`; days under ten and the first two months take a zero before them.

    Source: NĐ 30/2020/NĐ-CP, Annex I, part II, 4.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)  # noqa: PLR2004 - January and February, as the decree says
    return f"{day.day:02d} tháng {month} năm {day.year}"


def is_shifted() -> bool:
    """Say whether the house runs on another day than the real one, so that pages can say so."""
    return bool(OFFSET)


def _offset() -> timedelta:
    """Read how far the house is from the real time, and leave the reading to child processes."""
    starts = os.environ.get("MOTCUA_CLOCK_STARTS")
    if not starts:
        return timedelta(0)
    since = os.environ.setdefault("MOTCUA_CLOCK_SINCE", datetime.now(VN).isoformat())
    return datetime.fromisoformat(starts) - datetime.fromisoformat(since)


OFFSET = _offset()
