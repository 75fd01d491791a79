"""How many messages two houses hand over in a second: out of one's outbox, over HTTP with mutual TLS, into the other's inbox."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from motcua.site import database
from tests.load import _house

Row = dict[str, Any]
GOAL = 1000  # hand-overs a second
MESSAGES = 10_000
LANES = 2_500
BATCH = 250
SENDER, RECEIVER = "H31.09", "H26.03"
BODY = json.dumps({"subject": "Về việc báo cáo kết quả thực hiện nhiệm vụ " * 4, "number": "145", "pages": 3})


def run() -> list[Row]:
    """Post, deliver and take in, every commit durable; then handle what came in, on the other side."""
    house = _house.opened()
    with tempfile.TemporaryDirectory() as folder:
        own = papers_in(Path(folder))
        other = other_house(house.url)
        gate, port = gate_of(other, Path(folder))
        try:
            return _measured(port, own, other)
        finally:
            gate.terminate()
            gate.wait(20)
            with psycopg.connect(house.url, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {other.rpartition('/')[2]} WITH (FORCE)")


def _measured(port: int, own: Any, other: str) -> list[Row]:
    from motcua.base import clock, web  # noqa: PLC0415 - rooms can be imported only once Django is set up
    from motcua.gateways.peer import client  # noqa: PLC0415 - as above
    from motcua.site import exchange  # noqa: PLC0415 - as above
    from motcua.spine import access  # noqa: PLC0415 - as above
    from motcua.systems.exchange import actions  # noqa: PLC0415 - as above

    by = access.system("bench")
    began = time.perf_counter()
    for first in range(0, MESSAGES, BATCH):
        posts = [a_post(nth) for nth in range(first, first + BATCH)]
        actions.post(posts, by=by, at=clock.now())
    posted = time.perf_counter() - began
    caller = web.Caller(url=f"https://127.0.0.1:{port}", papers=own, expects="H26")
    road = client.Client(caller=caller, files=exchange.Shelf())
    began = time.perf_counter()
    handed = 0
    while (round_ := actions.deliver(channel="peer:H26", by=road, clock=clock.now, limit=BATCH)).any:
        handed += round_.delivered
    delivered = time.perf_counter() - began
    caller.close()
    with psycopg.connect(other) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM exchange_incoming").fetchone() or (0,)
    if (handed, kept) != (MESSAGES, MESSAGES):
        message = f"{handed} were handed over and {kept} kept, of {MESSAGES}"
        raise RuntimeError(message)
    goal = f">= {GOAL}"
    return [
        {
            "name": f"exchange: posted to the outbox, {BATCH} a transaction",
            "value": MESSAGES / posted,
            "unit": "/s",
        },
        {
            "name": f"exchange: handed over to the other house's inbox, {BATCH} a batch, mutual TLS",
            "value": handed / delivered,
            "unit": "/s",
            "goal": goal,
            "ratio": handed / delivered / GOAL,
        },
        {
            "name": "exchange: posting and handing over together",
            "value": handed / (posted + delivered),
            "unit": "/s",
            "goal": goal,
            "ratio": handed / (posted + delivered) / GOAL,
        },
    ]


def a_post(nth: int, *, lanes: int = LANES) -> Any:
    """Make the `nth` message: the next one of its lane."""
    from motcua.systems.exchange import actions  # noqa: PLC0415 - as above

    return actions.Post(
        id=f"bench:{nth}",
        sender=SENDER,
        receiver=RECEIVER,
        lane=f"lane {nth % lanes}",
        kind="document",
        body=BODY,
        channel="peer:H26",
    )


def papers_in(folder: Path) -> Any:
    """Issue both houses their certificates, of one trial authority; gives ours, the other's lie under `other`."""
    from motcua.base import web  # noqa: PLC0415 - as above
    from motcua.base.signing import trial  # noqa: PLC0415 - as above

    now, year = datetime.now(UTC), timedelta(days=365)
    holders = [
        trial.Holder(label="one", name="Hưng Yên", identifier="H31"),
        trial.Holder(label="other", name="Hà Nội", identifier="H26"),
    ]
    authority = trial.Authority(
        folder=folder / "keys", holders=holders, since=now - year, until=now + year, port=9
    )
    for label in ("one", "other"):
        for path, end in zip(
            authority.into_files(label, folder / label), ("crt", "key", "roots"), strict=True
        ):
            path.rename(path.with_name(f"own.{end}"))
    one = folder / "one"
    return web.Papers(certificate=one / "own.crt", key=one / "own.key", roots=one / "own.roots")


def other_house(url: str) -> str:
    """Make the other house's database; gives its address."""
    other = f"{url}_other"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {other.rpartition('/')[2]}")
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, env=_environ(other), cwd=database.HOUSE, check=True)
    return other


def gate_of(other: str, folder: Path, *, port: int = 0) -> tuple["subprocess.Popen[str]", int]:
    """Open the other house's gate; gives its process and its port."""
    more = {"MOTCUA_EXCHANGE_GATE": str(port), "MOTCUA_EXCHANGE_PAPERS": str(folder / "other")}
    command = [sys.executable, "manage.py", "exchange", "--gate-only"]
    gate = subprocess.Popen(
        command, env=_environ(other, **more), cwd=database.HOUSE, stdout=subprocess.PIPE, text=True
    )
    said = (gate.stdout.readline() if gate.stdout else "").split()
    if said[:1] != ["gate"]:
        message = f"the other house's gate did not open: {said}"
        raise RuntimeError(message)
    return gate, int(said[1])


def _environ(url: str, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": url,
        "MOTCUA_AS_OWNER": "1",
        "MOTCUA_EXCHANGE_CODES": RECEIVER,
        **more,
    }
