"""A light hand against guessing numbers: whoever asks for many that do not exist has to wait."""

import time
from collections import OrderedDict, deque

from django.http import HttpRequest

from motcua.spine.refusal import gettext_noop
from motcua.systems.dossiers import queries

MOST_MISSES = 20
WITHIN = 600.0  # seconds
REMEMBERED = 10_000  # addresses, in each process

_misses: OrderedDict[str, deque[float]] = OrderedDict()


def check(request: HttpRequest) -> None:
    """Refuse an address that missed too often in the last ten minutes (`dossier.too-many-requests`)."""
    missed = _recent(_address(request))
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
    address = _address(request)
    missed = _recent(address)
    missed.append(time.monotonic())
    _misses[address] = missed
    _misses.move_to_end(address)
    while len(_misses) > REMEMBERED:
        _misses.popitem(last=False)


def forget() -> None:
    """Forget all misses."""
    _misses.clear()


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _recent(address: str) -> deque[float]:
    missed = _misses.get(address, deque())
    while missed and missed[0] < time.monotonic() - WITHIN:
        missed.popleft()
    return missed
