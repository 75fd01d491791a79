"""How many dossiers one worker takes on in a second: through the API, as the action alone, and as bare statements."""

import json
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from motcua.base.postgres import binaries
from tests.load import _house

PROCEDURE = "1.004873"
SECONDS = 8.0
GOAL_API = 400.0
LITERAL = r"E'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'"

Row = dict[str, Any]


def run() -> list[Row]:
    """Measure all three in one run, on one database, with every commit durable."""
    bare = _bare()
    alone = _alone()
    api = _api()
    return [
        {"name": "creation: the same statements in pgbench, one connection", "value": bare, "unit": "/s"},
        {
            "name": "creation: the action alone, one connection",
            "value": alone,
            "unit": "/s",
            "goal": "ratio >= 0.40 of pgbench",
            "ratio": alone / bare,
        },
        {
            "name": "creation: through the API, one worker (authorisation, ledger, one transaction each)",
            "value": api["rate"],
            "unit": "/s",
            "goal": ">= 400",
            "ratio": api["rate"] / GOAL_API,
        },
        {"name": "creation: through the API, p95", "value": api["p95_ms"], "unit": "ms"},
        {"name": "creation: through the API, p99", "value": api["p99_ms"], "unit": "ms"},
    ]


def _filing(unit: str) -> Any:
    from motcua.systems.dossiers import actions  # noqa: PLC0415 - once Django is set up

    applicant = actions.Applicant(name="Người nộp (mô phỏng)", phone="0900000000", address="Hưng Yên")
    return actions.Filing(procedure=PROCEDURE, unit=unit, channel="counter", applicant=applicant)


def _officer() -> Any:
    from motcua.spine import access  # noqa: PLC0415 - once Django is set up

    unit = _house.opened().officers[0][0]
    return unit, access.Actor(
        id="1",
        kind="staff",
        name="",
        grants=(access.Grant(role=access.Role.COUNTER_OFFICER, unit=unit, from_=_house.AT),),
    )


def _alone() -> float:
    from motcua.systems.dossiers import actions  # noqa: PLC0415 - once Django is set up

    unit, by = _officer()
    filing = _filing(unit)
    done, until = 0, 0.0
    for seconds in (1.0, SECONDS):
        done, began = 0, time.perf_counter()
        until = began + seconds
        while time.perf_counter() < until:
            actions.receive_at_counter(filing=filing, by=by, at=_house.AT, key=f"alone-{seconds}-{done}")
            done += 1
    return done / SECONDS


def _bare() -> float:
    """Take the statements of one real creation as they were sent, and let pgbench send nothing else."""
    house = _house.opened()
    script = "\\set r random(1, 9000000000000000000)\nBEGIN;\n" + "\n".join(_statements()) + "\nCOMMIT;\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "creation.sql"
        path.write_text(script, encoding="utf-8")
        command = [_pgbench(), "-n", "-M", "prepared", "-c", "1", "-T", str(int(SECONDS)), "-f", str(path)]
        done = subprocess.run([*command, "-d", house.url], capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if found is None:
        message = f"pgbench: {done.stderr[-500:]}"
        raise RuntimeError(message)
    return float(found[1])


def _pgbench() -> str:
    carried = binaries.of_the_wheel().program("pgbench")
    found = str(carried) if carried.exists() else shutil.which("pgbench")
    if found is None:
        message = "pgbench is not here: ./run system-packages"
        raise RuntimeError(message)
    return found


def _statements() -> list[str]:
    import psycopg  # noqa: PLC0415 - once Django is set up
    from django.db import transaction  # noqa: PLC0415 - as above

    from motcua.systems.dossiers import actions  # noqa: PLC0415 - as above

    unit, by = _officer()
    sent: list[tuple[str, Any]] = []
    really = psycopg.RawCursor.execute

    def listening(self: Any, query: Any, params: Any = None, **how: Any) -> Any:
        sent.append((query, params))
        return really(self, query, params, **how)

    psycopg.RawCursor.execute = listening  # type: ignore[method-assign]
    try:
        with transaction.atomic():
            moved = actions.receive_at_counter(filing=_filing(unit), by=by, at=_house.AT, key="bare")
            transaction.set_rollback(True)
    finally:
        psycopg.RawCursor.execute = really  # type: ignore[method-assign]
    with psycopg.connect(_house.opened().url) as connection:
        cursor = psycopg.ClientCursor(connection)
        return [_varied(_written_out(cursor, sql, params), moved) + ";" for sql, params in sent]


def _written_out(cursor: Any, sql: str, params: Any) -> str:
    return re.sub(r"\$(\d+)", lambda place: cursor.mogrify("%s", [params[int(place[1]) - 1]]), sql)


def _varied(sql: str, moved: Any) -> str:
    """Put a new identifier, number and key in the place of the ones that were sent."""
    new_id = "lpad(to_hex(:r::bigint), 32, '0')::uuid"
    sql = sql.replace(f"'dossier:{moved.id}'", f"('dossier:' || {new_id})")
    sql = sql.replace(f"'{moved.id}'", new_id).replace(f"'{moved.code}'", "('B-' || :r)")
    sql = sql.replace("'bare'", "('k' || :r)")
    # pgbench takes every `:00` of a time of day for one of its variables: literals are written without colons.
    return " ".join(re.sub(LITERAL, _without_colons, sql).split())


def _without_colons(literal: re.Match[str]) -> str:
    text = literal[0]
    if ":" not in text:
        return text
    if not text.startswith("E"):
        text = "E" + text.replace("\\", "\\\\")
    return text.replace(":", "\\x3a")


def _api() -> dict[str, Any]:
    house = _house.opened()
    requests = []
    for unit, token in house.officers:
        body = {
            "procedure": PROCEDURE,
            "unit": unit,
            "channel": "counter",
            "receive": True,
            "applicant": {"name": "Người nộp (mô phỏng)", "phone": "0900000000", "address": "Hưng Yên"},
        }
        heads = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": "@@KEY@@",
        }
        requests.append({"method": "POST", "path": "/api/dossiers", "heads": heads, "body": json.dumps(body)})
    with _house.served() as port:
        found = _house.hammered(port, requests, connections=len(requests), seconds=SECONDS)
    if found["bad_count"]:
        message = f"{found['bad_count']} creations were refused: {found['bad']}"
        raise RuntimeError(message)
    return found
