"""The demonstration as a new user starts it, on the carried PostgreSQL (on Debian's: `test_names_others_call`)."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from motcua.base.postgres import cluster, lease, place
from motcua.site import database

pytestmark = pytest.mark.slow

FEW = "40"
PATIENCE = 600  # seconds: nothing here is timed, and the machine may be busy


@pytest.fixture
def var() -> Iterator[Path]:
    """A folder that an unprivileged user may walk to, whoever runs the tests."""
    made = Path("/tmp", f"motcua-t-{secrets.token_hex(4)}")  # noqa: S108 - made here, with a random name
    made.mkdir(mode=0o755)
    yield made
    shutil.rmtree(made)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(var: Path) -> Iterator[Callable[..., "Demo"]]:
    """Start demonstrations that end with the test, however it ends."""
    started: list[Demo] = []

    def one(**more: str) -> Demo:
        started.append(Demo(var, **more))
        return started[-1]

    yield one
    for demo in started:
        demo.process.kill()
        demo.process.wait()
    with lease.running(place.place(var=var)):
        pass  # whoever was killed left the server to us, and we are the last to leave


def hears_ctrl_c() -> None:
    """Listen to SIGINT even where these tests run in the background of a shell, which makes its children deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Demo:
    """One `./run demo` in a folder of its own, with few dossiers."""

    def __init__(self, var: Path, **more: str) -> None:
        self.port = free_port()
        known = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DATABASE_URL", "MOTCUA_", "PYTEST_"))
        }
        settings = {
            "MOTCUA_VAR": str(var),
            "PORT": str(self.port),
            "MOTCUA_DEMO_DOSSIERS": FEW,
            "MOTCUA_DEMO_DOCUMENTS": "4",
            "MOTCUA_DEMO_WORK_FILES": "6",
            **more,
        }
        self.log = var / f"said-{self.port}.txt"
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [database.HOUSE / "run", "demo"],
                stdout=log,
                stderr=log,
                env={**known, **settings},
                preexec_fn=hears_ctrl_c,  # noqa: PLW1509 - no thread of the tests holds anything here
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        until = time.monotonic() + PATIENCE
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return bytes(answer.read())

    def stop(self, number: int = signal.SIGINT) -> None:
        self.process.send_signal(number)
        self.process.wait(60)


def test_from_nothing_cut_short_then_begun_anew_to_an_open_house_and_again_in_seconds(
    var: Path, start: Callable[..., Demo]
) -> None:
    cut = start()
    cut.wait_for("loading the calendar")
    cut.process.kill()
    cut.process.wait()
    first = start()
    first.wait_for("Motcua is open")
    assert "beginning anew" in first.said()
    assert json.loads(first.get("/healthz")) == {"status": "ready"}
    assert b"<html" in first.get("/")
    first.stop()
    assert cluster.alive(place.place(var=var)) is None
    second = start()
    second.wait_for("Motcua is open")
    assert "loading" not in second.said(), second.said()
    assert json.loads(second.get("/healthz")) == {"status": "ready"}
    second.stop(signal.SIGTERM)
    assert cluster.alive(place.place(var=var)) is None
