import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from motcua.base import clock

TET = datetime(2023, 1, 20, 16, 30, tzinfo=clock.VN)
ASK = "from motcua.base import clock; print(clock.now().isoformat(), clock.is_shifted())"


def asked(**environment: str) -> tuple[datetime, bool]:
    said = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", ASK],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    moment, shifted = said.stdout.split()
    return datetime.fromisoformat(moment), shifted == "True"


def test_the_clock_stands_still_within_the_block_and_only_there() -> None:
    with clock.at(TET):
        assert clock.now() == TET
        with clock.at(TET + timedelta(hours=1)):
            assert clock.now() == TET + timedelta(hours=1)
        assert clock.now() == TET
    assert clock.now() > TET


def test_a_moment_has_its_zone() -> None:
    assert clock.now().utcoffset() == timedelta(hours=7)
    with pytest.raises(ValueError, match="zone"), clock.at(TET.replace(tzinfo=None)):
        pass


def test_a_demonstration_starts_on_its_own_day_and_runs_on() -> None:
    moment, shifted = asked(MOTCUA_CLOCK_STARTS="2023-12-15T08:30:00+07:00")
    starts = datetime(2023, 12, 15, 8, 30, tzinfo=clock.VN)
    assert shifted
    assert starts <= moment < starts + timedelta(minutes=1)


def test_a_process_started_later_agrees_with_the_first() -> None:
    since = datetime.now(clock.VN) - timedelta(hours=2)
    moment, _ = asked(MOTCUA_CLOCK_STARTS="2023-12-15T08:30:00+07:00", MOTCUA_CLOCK_SINCE=since.isoformat())
    later = datetime(2023, 12, 15, 10, 30, tzinfo=clock.VN)
    assert later <= moment < later + timedelta(minutes=1)
