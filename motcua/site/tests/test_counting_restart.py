"""The database's own server goes away and comes back under a process that counts: the next answer is right."""

import os
import secrets
import select
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from motcua.base.postgres import cluster, keys, lease, place
from motcua.site import database

pytestmark = pytest.mark.slow

# Counts whenever it is told to, on one copy, as a serving process does: a connection is given back after each answer.
COUNTING = """
    import os, sys
    import django
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    call_command("migrate", "base", verbosity=0)
    from motcua.systems.plans import counting
    from motcua.systems.plans.tests import test_counting_follows as follows
    with connection.cursor() as cursor:
        cursor.execute(follows.TABLES)
    engine = counting.Engine({"cases": follows.SOURCE})
    print("ready", flush=True)
    for as_of in sys.stdin:
        print(*follows.count(engine, as_of=follows.DAY if as_of.strip() == "past" else None), flush=True)
        connection.close()
"""


class Counting:
    """A process that counts what stands open."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert self._said() == "ready"

    def answer(self, when: str = "now") -> str:
        """Ask once: satisfied and spoken of."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{when}\n")
        self.process.stdin.flush()
        return self._said()

    def _said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def at() -> Iterator[place.Place]:
    """Give a place for a server of this test's own, in a folder its user may walk to; what it is told is kept."""
    made = Path("/tmp", f"motcua-t-{secrets.token_hex(4)}")  # noqa: S108 - made here, with a random name
    made.mkdir(mode=0o755)
    found = place.place(var=made, durable=True)
    yield found
    assert cluster.alive(found) is None, "the test left its server running"
    shutil.rmtree(made)


@contextmanager
def counting(known: keys.Keys) -> Iterator[Counting]:
    environment = {
        **os.environ,
        "DATABASE_URL": known.url(role=keys.OWNER),
        "MOTCUA_AS_OWNER": "1",
        "DJANGO_SETTINGS_MODULE": "motcua.site.settings",
        "PYTHONPATH": str(database.HOUSE),
    }
    process = subprocess.Popen(  # noqa: S603 - this very test's words
        [sys.executable, "-c", textwrap.dedent(COUNTING)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        yield Counting(process)
    finally:
        process.kill()
        process.communicate()


def happens(known: keys.Keys, statement: str) -> None:
    with psycopg.connect(known.url(role=keys.OWNER)) as connection:
        connection.execute(statement.encode())


def receive(known: keys.Keys, *names: str) -> None:
    rows = ", ".join(f"('{name}', true, '2023-03-01 08:00+07')" for name in names)
    happens(known, f"INSERT INTO plans_test_case (id, open, since) VALUES {rows}")


def test_a_server_that_was_stopped_and_started_is_read_anew(at: place.Place) -> None:
    """While it is away Bình, who keeps the machine, repairs a row with every trigger off."""
    with lease.running(at) as known, counting(known) as process:
        receive(known, "lan", "hoa", "mai")
        assert process.answer() == "3 3"
        cluster.stop(at)
        cluster.start(at, socket=Path(known.socket))
        happens(
            known,
            "ALTER TABLE plans_test_case DISABLE TRIGGER ALL; DELETE FROM plans_test_case WHERE id = 'hoa'",
        )
        assert process.answer() == "2 2"
        receive(known, "cúc")
        assert process.answer() == "3 3"
        assert process.answer("past") == "3 3"


def test_a_server_that_was_killed_comes_back_with_what_was_committed(at: place.Place) -> None:
    with lease.running(at) as known, counting(known) as process:
        receive(known, "lan", "hoa")
        assert process.answer() == "2 2"
        with psycopg.connect(known.url(role=keys.OWNER)) as binh:
            binh.execute("UPDATE plans_test_case SET open = false, changed = pg_current_xact_id()")
            receive(known, "mai")
            killed(at)
            assert select.select([binh], [], [], 30)[0], "what served Bình ends a moment after the server"
            with pytest.raises(psycopg.OperationalError):
                binh.commit()
        cluster.start(at, socket=Path(known.socket))
        assert process.answer() == "3 3"
        happens(known, "UPDATE plans_test_case SET open = false, changed = pg_current_xact_id()")
        assert process.answer() == "0 3"


def killed(at: place.Place) -> None:
    pid = cluster.alive(at)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 30
    while cluster.alive(at) is not None:
        assert time.monotonic() < until
        time.sleep(0.01)
