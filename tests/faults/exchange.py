"""Two houses hand messages over while the sender, the receiver's gate and its handling are killed in turn."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from motcua.site import database
from tests.load import _house, exchange as road

Row = dict[str, Any]
VICTIMS = ("sender", "gate", "handling") * 2
EACH = 400  # messages posted before each blow
MESSAGES = EACH * len(VICTIMS)
LANES = 80
BATCH = 25
PATIENCE = 900.0  # seconds; a machine that others use makes its rounds slowly
LEASE = 130.0  # seconds: what a dead sender held is taken again after two minutes; our clocks need not wait for them


def run() -> list[Row]:
    """Post, strike while they are handed over and handled, and compare what was posted with what was handled."""
    house = _house.opened()
    with tempfile.TemporaryDirectory() as folder:
        papers = road.papers_in(Path(folder))
        other = road.other_house(house.url)
        try:
            return _struck(house.url, other, papers, Path(folder))
        finally:
            with psycopg.connect(house.url, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {other.rpartition('/')[2]} WITH (FORCE)")


def _post(first: int) -> None:
    from motcua.base import clock  # noqa: PLC0415 - rooms can be imported only once Django is set up
    from motcua.spine import access  # noqa: PLC0415 - as above
    from motcua.systems.exchange import actions  # noqa: PLC0415 - as above

    posts = [road.a_post(nth, lanes=LANES) for nth in range(first, first + EACH)]
    actions.post(posts, by=access.system("faults"), at=clock.now())


def _struck(url: str, other: str, papers: Any, folder: Path) -> list[Row]:
    named = {name: str(getattr(papers, name)) for name in ("certificate", "key", "roots")}
    gate, port = road.gate_of(other, folder)
    address = f"https://127.0.0.1:{port}"
    ahead, until = 0.0, time.monotonic() + PATIENCE
    blows = iter(enumerate(VICTIMS))
    try:
        while True:
            ahead += LEASE
            nth, victim = next(blows, (0, ""))
            if victim:
                _post(nth * EACH)
            before = _left(url, other)
            if not before or time.monotonic() > until:
                break
            send = {"what": "send", "ahead": ahead, "url": address, "papers": named, "batch": BATCH}
            ends: dict[str, subprocess.Popen[bytes]] = {
                "sender": _end(url, send),
                "handling": _end(other, {"what": "handle", "ahead": ahead}),
            }
            if victim:
                _wait_until(lambda: _left(url, other) < before)  # noqa: B023 - asked at once, in this round
                ends.get(victim, gate).kill()
            for end in ends.values():
                end.wait(PATIENCE)
            if gate.poll() is not None:
                gate, _ = road.gate_of(other, folder, port=port)
    finally:
        gate.terminate()
        gate.wait(20)
    return _found(other, left=_left(url, other))


def _end(url: str, task: dict[str, Any]) -> "subprocess.Popen[bytes]":
    environ = {**os.environ, "DATABASE_URL": url, "MOTCUA_AS_OWNER": "1"}
    if task["what"] == "handle":
        environ["MOTCUA_EXCHANGE_CODES"] = road.RECEIVER
    command = [sys.executable, "-m", "tests.faults._ends", json.dumps(task)]
    return subprocess.Popen(command, env=environ, cwd=database.HOUSE)


def _wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)


def _left(url: str, other: str) -> int:
    """Count the steps that are still to be made: each message is handed over, then handled."""
    with psycopg.connect(url) as here, psycopg.connect(other) as there:
        waiting = here.execute("SELECT count(*) FROM exchange_outgoing WHERE state = 'waiting'").fetchone()
        inside = there.execute("SELECT count(*) FROM exchange_incoming WHERE state = 'waiting'").fetchone()
    return 2 * (waiting[0] if waiting else 0) + (inside[0] if inside else 0)


def _found(other: str, *, left: int) -> list[Row]:
    with psycopg.connect(other) as connection:
        handled = [str(id_) for (id_,) in connection.execute("SELECT id FROM faults_seen ORDER BY nth")]
        lane_of: dict[str, str] = dict(
            connection.execute("SELECT message_id, lane FROM exchange_incoming").fetchall()
        )
    lanes: dict[str, list[int]] = {}
    for id_ in handled:
        lanes.setdefault(lane_of.get(id_, ""), []).append(int(id_.rpartition(":")[2]))
    wanted = {
        "steps not made": left,
        "messages lost": MESSAGES - len(set(handled)),
        "messages handled twice": len(handled) - len(set(handled)),
        "matters handled out of order": sum(lane != sorted(lane) for lane in lanes.values()),
    }
    head = f"exchange, {len(VICTIMS) // 3} times each {', '.join(VICTIMS[:3])} killed"
    return [
        {"name": f"{head}: messages posted", "value": MESSAGES, "unit": ""},
        *(
            {"name": f"{head}: {what}", "value": value, "unit": "", "goal": "0"}
            for what, value in wanted.items()
        ),
    ]
