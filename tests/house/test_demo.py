"""The demonstration as a new user starts it, on the carried PostgreSQL and on Debian's."""

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

import psycopg
import pytest
from psycopg import sql

from motcua.base.postgres import binaries, cluster, keys, lease, place
from motcua.site import database

pytestmark = pytest.mark.slow

FEW = "40"
DEBIAN = Path("/usr/lib/postgresql")


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


class Demo:
    """One `./run demo` in a folder of its own, with few dossiers."""

    def __init__(self, var: Path, **more: str) -> None:
        self.port = free_port()
        known = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DATABASE_URL", "MOTCUA_", "PYTEST_"))
        }
        settings = {"MOTCUA_VAR": str(var), "PORT": str(self.port), "MOTCUA_DEMO_DOSSIERS": FEW, **more}
        self.log = var / f"said-{self.port}.txt"
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [database.HOUSE / "run", "demo"], stdout=log, stderr=log, env={**known, **settings}
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_open(self) -> None:
        until = time.monotonic() + 180
        while "Motcua is open" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return bytes(answer.read())

    def stop(self, number: int = signal.SIGINT) -> None:
        self.process.send_signal(number)
        self.process.wait(60)


def test_from_nothing_to_an_open_house_and_again_in_seconds(var: Path, start: Callable[..., Demo]) -> None:
    first = start()
    first.wait_until_open()
    assert json.loads(first.get("/healthz")) == {"status": "ready"}
    assert b"<html" in first.get("/")
    first.stop()
    assert cluster.alive(place.place(var=var)) is None
    began = time.monotonic()
    second = start()
    second.wait_until_open()
    took = time.monotonic() - began
    assert "loading" not in second.said(), second.said()
    assert json.loads(second.get("/healthz")) == {"status": "ready"}
    second.stop(signal.SIGTERM)
    assert took < 30, f"the second start took {took:.0f} s"
    assert cluster.alive(place.place(var=var)) is None


def test_a_start_cut_short_begins_anew(start: Callable[..., Demo]) -> None:
    first = start()
    until = time.monotonic() + 120
    while "simulated year" not in first.said():
        assert time.monotonic() < until, first.said()
        time.sleep(0.05)
    first.process.kill()
    first.process.wait()
    second = start()
    second.wait_until_open()
    assert "beginning anew" in second.said()
    second.stop()


def newest_of_debian() -> binaries.Binaries:
    found = sorted(DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name))
    if not found:
        pytest.skip("no PostgreSQL of Debian on this machine: ./run system-packages")
    return binaries.Binaries(bin=found[-1])


def test_debians_postgresql_will_do_as_database_url(var: Path, start: Callable[..., Demo]) -> None:
    at = place.place(var=var / "debian", binaries=newest_of_debian(), durable=False)
    with lease.running(at) as known:
        with psycopg.connect(known.url(role=keys.SUPERUSER), autocommit=True) as server:
            server.execute("DROP OWNED BY motcua_app")
            server.execute(
                "DROP ROLE motcua_app"
            )  # a server of others knows nothing of our roles: the owner makes them
            server.execute("ALTER ROLE motcua CREATEROLE")
        demo = start(DATABASE_URL=known.url(role=keys.OWNER))
        demo.wait_until_open()
        assert json.loads(demo.get("/healthz")) == {"status": "ready"}
        with psycopg.connect(known.url(role=keys.OWNER), options="-c role=motcua_app") as application:
            for verb in ("UPDATE {} SET stream = stream", "DELETE FROM {}", "TRUNCATE {}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), application.transaction():
                    application.execute(sql.SQL(verb).format(sql.Identifier("ledger_fact")))
        demo.stop()
