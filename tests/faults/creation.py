"""Counters receive dossiers while PostgreSQL, a worker, or the whole server is killed: nothing told is lost or doubled.

A national portal is set, and no worker of the exchange is awake: what is to go there was posted with its cause, or not at all.
"""

import json
import os
import signal
import time
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Any

import psycopg

from motcua.base.postgres import cluster, keys, place
from motcua.site import database
from tests.faults import _counters
from tests.load import _house

Row = dict[str, Any]
TIMES = 3
BETWEEN = 2.0  # seconds of work before, between and after the blows
GROWN_UP = 7.0  # seconds between blows at a worker: one that dies younger than that is taken for broken, not replaced
PORTAL = {"MOTCUA_EXCHANGE_PORTAL": "http://127.0.0.1:9"}  # nobody is asked: only what was posted counts
MESSAGES = (
    3  # of a dossier that is filed and received in one act: as it was filed, as it was received, and the step
)
BODY = {
    "procedure": "1.004873",
    "channel": "counter",
    "receive": True,
    "applicant": {"name": "Người nộp (mô phỏng)", "phone": "0900000000", "address": "Hưng Yên"},
}


def run() -> list[Row]:
    """Strike three ways, each with eight counters at work, and look for what is missing or twice there."""
    house = _house.opened()
    os.environ.update(PORTAL)
    counters = tuple(_counters.Counter(unit=unit, token=token) for unit, token in house.officers)
    rows: list[Row] = []
    told: dict[str, str] = {}
    with _house.server(port=_house.free_port()) as server:
        port = server.port
        for name, strike, rest in (
            ("PostgreSQL", _kill_postgresql, BETWEEN),
            ("worker", lambda: _kill_worker(server.process.pid), GROWN_UP),
        ):
            with _counters.working(counters, port=port, body=BODY, round_=name) as heard:
                for _ in range(TIMES):
                    time.sleep(rest)
                    strike()
                time.sleep(rest)
            rows += _found(f"{name} killed {TIMES} times", heard, told, port=port)
    rows += _struck_whole(counters, port=port, told=told)
    return rows


def _struck_whole(counters: tuple[_counters.Counter, ...], *, port: int, told: dict[str, str]) -> list[Row]:
    """Kill the server with all its processes, and open it again at its address."""
    with _counters.working(counters, port=port, body=BODY, round_="server") as heard:
        for _ in range(TIMES):
            with _house.server(port=port) as server:
                time.sleep(BETWEEN)
                workers = _children(server.process.pid)
                server.process.kill()
                for pid in workers:
                    os.kill(pid, signal.SIGKILL)
        with _house.server(port=port):
            time.sleep(BETWEEN)
            heard.enough()
            return _found(f"server killed {TIMES} times", heard, told, port=port)


def _kill_postgresql() -> None:
    at = place.place(var=database.var())
    pid, known = cluster.alive(at), keys.read(at.keys)
    if pid is None or known is None:
        message = "PostgreSQL was not there to be killed"
        raise RuntimeError(message)
    os.kill(pid, signal.SIGKILL)
    while cluster.alive(at) is not None:
        time.sleep(0.02)
    cluster.start(at, socket=Path(known.socket))


def _kill_worker(server: int) -> None:
    for pid in _children(server):
        os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _found(name: str, heard: _counters.Told, told: dict[str, str], *, port: int) -> list[Row]:
    """Compare what was told since the beginning with the tables, the ledger, and the plan's own count."""
    if heard.refused or not heard.numbers:
        message = f"{name}: the counters could not work: {heard.refused or 'no answer at all'}"
        raise RuntimeError(message)
    told |= heard.numbers
    with psycopg.connect(_house.opened().url) as connection:
        there: dict[str, str] = dict(
            connection.execute("SELECT code, id::text FROM dossiers_dossier").fetchall()
        )
        posted: dict[str, int] = dict(
            connection.execute("SELECT lane, count(*) FROM exchange_outgoing GROUP BY lane").fetchall()
        )
        broken = connection.execute(
            "SELECT count(*) FROM (SELECT FROM ledger_fact GROUP BY stream HAVING count(*) <> max(seq)) AS s"
        ).fetchone()
    wanted = {
        "dossiers told and lost": len(set(told.values()) - set(there)),
        "dossiers nobody was told of, or twice there": len(there) - len(set(told.values())),
        "numbers missing in a day's row": _gaps(there),
        "dossiers without their messages, or messages without their dossier": sum(
            posted.get(code, 0) != (MESSAGES if code in there else 0) for code in {*there, *posted}
        ),
        "streams of the ledger with a hole": broken[0] if broken else 0,
        "dossiers whose row is not its facts": _differing(there.values()),
        "difference between the plan's count and the tables": abs(_counted(port) - len(there)),
    }
    head = f"creation, {name}"
    return [
        {"name": f"{head}: dossiers received meanwhile", "value": len(heard.numbers), "unit": ""},
        {"name": f"{head}: calls repeated until answered", "value": heard.repeated, "unit": ""},
        *(
            {"name": f"{head}: {what}", "value": value, "unit": "", "goal": "0"}
            for what, value in wanted.items()
        ),
    ]


def _gaps(codes: dict[str, str]) -> int:
    numbers: dict[str, set[int]] = defaultdict(set)
    for code in codes:
        day, _, number = code.rpartition("-")
        numbers[day].add(int(number))
    return sum(max(given) - len(given) for given in numbers.values())


def _differing(ids: Any) -> int:
    from django.db import connections  # noqa: PLC0415 - once Django is set up

    from motcua.spine import dossier  # noqa: PLC0415 - as above
    from motcua.systems.dossiers import queries  # noqa: PLC0415 - as above

    connections.close_all()
    connections["default"].close_pool()  # type: ignore[attr-defined]
    differing = 0
    for id_ in ids:
        replayed = queries.replayed(dossier_id=id_)
        row = queries.standing(dossier_id=id_)
        differing += replayed is None or dossier.encode(replayed) != dossier.encode(row)
    return differing


def _counted(port: int) -> int:
    """Ask the plan how many dossiers it knows: what its copy read before, between and after the blows."""
    address = f"http://127.0.0.1:{port}/api/plans/hung-yen-2023/targets/P8"
    heads = {"Authorization": f"Bearer {_house.opened().reader}"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=heads), timeout=30) as answer:
        return int(json.load(answer)["denominator"])
