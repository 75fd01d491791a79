"""A light hand against guessing numbers: whoever asks for many that do not exist has to wait."""

import time
from collections import OrderedDict, deque

from django.http import HttpRequest

from motcua.base import address
from motcua.spine.refusal import gettext_noop
from motcua.systems.dossiers import queries

MOST_MISSES = 20
WITHIN = 600.0  # seconds
REMEMBERED = 10_000  # addresses, in each process

_misses: OrderedDict[str, deque[float]] = OrderedDict()


def check(request: HttpRequest) -> None:
    """Refuse an address that missed too often in the last ten minutes (`dossier.too-many-requests`)."""
    missed = _recent(address.of(request))
    if len(missed) >= MOST_MISSES:
        minutes = max(1, round((missed[0] + WITHIN - time.monotonic()) / 60))
        raise queries.Refusal(
            "dossier.too-many-requests",
            gettext_noop(
                "Có quá nhiều mã hồ sơ không đúng được tra cứu từ máy của ông/bà. Hãy thử lại sau %(minutes)s phút."
            ),
            params={"minutes": minutes},
        )


def miss(request: HttpRequest) -> None:
    """Note that a number did not exist."""
    asker = address.of(request)
    missed = _recent(asker)
    missed.append(time.monotonic())
    _misses[asker] = missed
    _misses.move_to_end(asker)
    while len(_misses) > REMEMBERED:
        _misses.popitem(last=False)


def forget() -> None:
    """Forget all misses."""
    _misses.clear()


def _recent(asker: str) -> deque[float]:
    missed = _misses.get(asker, deque())
    while missed and missed[0] < time.monotonic() - WITHIN:
        missed.popleft()
    return missed
