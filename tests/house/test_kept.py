"""The worker beside the server is started again when it dies, ever more slowly, and never once it was told to stop."""

import os
import signal
import sys

import pytest

from motcua.site.verbs import program, serve


class Hours:
    """A clock that somebody else winds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def until_dead(kept: serve.Kept) -> None:
    assert kept._process is not None
    kept._process.wait(20)


def test_a_worker_that_was_killed_is_started_again(capfd: pytest.CaptureFixture[str]) -> None:
    hours = Hours()
    kept = serve.Kept(
        words=[sys.executable, "-c", "import time; time.sleep(600)"],
        environment=dict(os.environ),
        clock=hours,
    )
    kept.start()
    first = kept._process
    assert first is not None
    kept.look()
    assert kept._process is first
    hours.now += 2 * serve.LATEST
    first.send_signal(signal.SIGKILL)
    until_dead(kept)
    kept.look()
    second = kept._process
    assert second is not None
    assert second is not first
    assert second.poll() is None
    assert "started again" in capfd.readouterr().err
    kept.stop()
    assert second.poll() is not None


def test_one_that_dies_at_once_waits_ever_longer() -> None:
    hours = Hours()
    kept = serve.Kept(
        words=[sys.executable, "-c", "raise SystemExit(3)"], environment=dict(os.environ), clock=hours
    )
    kept.start()
    pauses = []
    for _ in range(7):
        until_dead(kept)
        before, dead = hours.now, kept._process
        while kept._process is dead:
            kept.look()
            hours.now += 0.5
            assert hours.now - before < 2 * serve.LATEST
        pauses.append(hours.now - before)
    assert pauses == sorted(pauses)
    assert pauses[-1] >= serve.LATEST
    kept.stop()


def test_the_servers_end_ends_the_waiting() -> None:
    kept = serve.Kept(
        words=[sys.executable, "-c", "import time; time.sleep(600)"], environment=dict(os.environ)
    )
    kept.start()
    with program.child([sys.executable, "-c", "raise SystemExit(7)"], environment=dict(os.environ)) as server:
        assert serve.attend(server, kept) == 7
    kept.stop()
