"""Two offices of Hưng Yên that write to each other, and a clock that somebody else winds."""

from datetime import datetime, timedelta

import pytest

from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.exchange import actions
from motcua.systems.organisation import actions as organisation

MORNING = datetime(2023, 6, 15, 8, tzinfo=VN)
BY = access.system("test")
UNITS = """
valid_from: 2019-05-01
units:
  - {code: H31, name: Tỉnh Hưng Yên}
  - {code: H31.9, name: Sở Nội vụ}
  - {code: H31.12, name: Sở Xây dựng}
"""


class Clock:
    """A clock that stands until it is wound."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def later(self, by: timedelta) -> datetime:
        self.now += by
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def open_offices() -> None:
    """Enter two offices in the register of units and in the address book."""
    organisation.load(text=UNITS, at=MORNING, by=BY.id)
    names = {"H31.9": "Sở Nội vụ", "000.00.12.H31": "Sở Xây dựng"}
    actions.enter(agencies=names, channel="peer", by=BY, at=MORNING)


@pytest.fixture
def offices(db: None) -> None:
    open_offices()
