"""When a message that did not get through is tried again: soon at first, then every quarter of an hour, for days.

Nothing is given up in silence: after `LONGEST` a message that still finds nobody waits for a person's decision.
"""

from datetime import datetime, timedelta

FIRST = timedelta(seconds=1)
SLOWEST = timedelta(minutes=15)
LONGEST = timedelta(days=3)
LEASE = timedelta(minutes=2)
"""How long one who took messages to deliver has for it; a worker that died in between is replaced after that."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
CLOCKS_AGREE = timedelta(hours=1)
"""How far another's clock may stand from ours before we say so."""


def wait(attempts: int) -> timedelta:
    """Give the pause after the `attempts`-th failure (from 1): it doubles until it is `SLOWEST`."""
    doublings: int = min(max(attempts, 1) - 1, 12)
    return min(FIRST * (1 << doublings), SLOWEST)


def tired(*, posted_at: datetime, now: datetime) -> bool:
    """Say whether a message has been tried for so long that a person must look."""
    return now - posted_at >= LONGEST


def is_moment(said: datetime) -> bool:
    """Say whether a moment has its zone, and a year that offices reckon with: the edges of time can be kept, not read."""
    return said.tzinfo is not None and FIRST_YEAR <= said.year <= LAST_YEAR


def strays(*, said: datetime, now: datetime) -> bool:
    """Say whether a sender's clock stands too far from ours to be believed."""
    return abs(now - said) > CLOCKS_AGREE
