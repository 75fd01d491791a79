"""A house of its own for the benchmarks: a fresh database, Hưng Yên, one procedure, officers with keys, a server."""

import atexit
import contextlib
import functools
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from motcua.base.postgres import keys, place
from motcua.site import database
from tests.load import _many

OFFICERS = 8
MINUTE = 60
AT = datetime.fromisoformat("2023-12-14T08:00:00+07:00")


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """A loaded house: its owner's database address, and the officers' keys by unit; the reader may read everything."""

    url: str
    officers: tuple[tuple[str, str], ...]
    reader: str


@functools.cache
def opened() -> House:
    """Make the house once a run; its database is dropped at the end."""
    server = _server_url()
    name = f"motcua_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    atexit.register(_dropped, server, name)
    url = f"{server.rpartition('/')[0]}/{name}"
    os.environ.update(DATABASE_URL=url, MOTCUA_AS_OWNER="1", DJANGO_SETTINGS_MODULE="motcua.site.settings")
    import django  # noqa: PLC0415 - the settings read the address set just above

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above
    from django.db import connection as default  # noqa: PLC0415 - as above

    if default.settings_dict["NAME"] != name:
        message = (
            "the settings were read before the house was opened: its figures would go into another database"
        )
        raise RuntimeError(message)
    call_command("migrate", verbosity=0)
    return _loaded(url)


def _server_url() -> str:
    if "DATABASE_URL" in os.environ:
        return os.environ["DATABASE_URL"]
    known = keys.read(place.place(var=database.var()).keys)
    if known is None:
        message = "the embedded PostgreSQL is not running: ./run bench starts it"
        raise psycopg.OperationalError(message)
    return known.url(role=keys.OWNER)


def _dropped(server: str, name: str) -> None:
    from django.db import connections  # noqa: PLC0415 - Django is set up by now

    connections.close_all()
    with contextlib.suppress(Exception):
        connections["default"].close_pool()  # type: ignore[attr-defined]
    with (
        contextlib.suppress(psycopg.OperationalError),
        psycopg.connect(server, autocommit=True) as connection,
    ):
        # A worker of PostgreSQL may tidy a table there: nobody may stop it, and it is soon done.
        for _ in range(MINUTE):
            with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                return
            time.sleep(1)


def _loaded(url: str) -> House:
    from motcua.spine import access  # noqa: PLC0415 - rooms can be imported only once Django is set up
    from motcua.systems.identity import actions as identity  # noqa: PLC0415 - as above
    from motcua.systems.organisation import actions as organisation, queries as units  # noqa: PLC0415 - as above
    from motcua.systems.plans import actions as plans  # noqa: PLC0415 - as above
    from motcua.systems.procedures import actions as procedures  # noqa: PLC0415 - as above

    by = access.system("bench")
    law = database.HOUSE / "law"
    text = (law / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
    organisation.load(text=text, at=AT, by=by.id)
    procedures.load_law(folder=law / "procedures", by=by, at=AT)
    plans.load_plan(text=(law / "plans" / "hung-yen-2023.yaml").read_text(encoding="utf-8"), by=by, at=AT)
    communes = [unit.code for unit in units.units(level="commune", kind="commune")][:OFFICERS]
    grants = [(unit, access.Role.COUNTER_OFFICER) for unit in communes] + [("H31", access.Role.LEADER)]
    newcomers = [
        identity.Newcomer(
            username=f"bench-{place}",
            name=f"Bench {place}",
            grants=(access.Grant(role=role, unit=unit, from_=AT),),
        )
        for place, (unit, role) in enumerate(grants)
    ]
    ids = identity.open_in_bulk(by=by, at=AT, newcomers=newcomers)
    tokens = [
        identity.make_token(by=by, at=AT, label="bench", account_id=ids[newcomer.username])
        for newcomer in newcomers
    ]
    return House(url=url, officers=tuple(zip(communes, tokens, strict=False)), reader=tokens[-1])


def filled(dossiers: int, *, after: int = 0, applicants: bool = True) -> float:
    """Write that many dossiers after the first `after` straight into the tables; give the seconds it took."""
    began = time.perf_counter()
    _many.write(opened().url, dossiers, after=after, applicants=applicants)
    return time.perf_counter() - began


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A server of the house that listens: where, and its first process."""

    port: int
    process: "subprocess.Popen[bytes]"


@contextlib.contextmanager
def served(*, workers: int = 1, threads: int = 4) -> Iterator[int]:
    """Serve the house on loopback within the block, as `./run serve` does; gives the port."""
    with server(port=free_port(), workers=workers, threads=threads) as opened_:
        yield opened_.port


def free_port() -> int:
    """Find a port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server(*, port: int, workers: int = 1, threads: int = 4) -> Iterator[Server]:
    """Serve the house at a port of loopback within the block."""
    house = opened()
    environ = {key: value for key, value in os.environ.items() if key != "MOTCUA_AS_OWNER"}
    environ |= {
        "DATABASE_URL": house.url,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "MOTCUA_WORKERS": str(workers),
        "MOTCUA_THREADS": str(threads),
        "MOTCUA_CLOCK_STARTS": AT.isoformat(),
    }
    command = [sys.executable, "-m", "motcua.site.serving"]
    process = subprocess.Popen(command, env=environ, cwd=database.HOUSE)
    try:
        _ready(port)
        yield Server(port=port, process=process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _ready(port: int) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.2)
    message = "the server did not come up"
    raise RuntimeError(message)


def hammered(
    port: int, requests: list[dict[str, Any]], *, connections: int, seconds: float
) -> dict[str, Any]:
    """Send requests from another process, each connection its own share in turn; gives rate and latencies.

    A request with `timed` false is sent in its turn and left out of both.
    """
    import json  # noqa: PLC0415 - only here

    command = [sys.executable, str(Path(__file__).parent / "_client.py")]
    given = json.dumps({"port": port, "requests": requests, "connections": connections, "seconds": seconds})
    done = subprocess.run(command, input=given, text=True, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
