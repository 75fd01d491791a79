"""One end of the road between two houses, in a process that may be killed: `send` empties an outbox, `handle` an inbox."""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

CHANNEL = "peer:H26"
SEEN = "CREATE TABLE IF NOT EXISTS faults_seen (nth bigserial PRIMARY KEY, id text NOT NULL)"


def main(task: dict[str, Any]) -> None:
    """Do the task until there is nothing left to do, with a clock that runs `ahead` seconds before the others'."""
    django.setup()
    from motcua.base import clock  # noqa: PLC0415 - rooms can be imported only once Django is set up

    ahead = timedelta(seconds=task["ahead"])

    def now() -> datetime:
        return clock.now() + ahead

    send(task, now) if task["what"] == "send" else handle(now)


def send(task: dict[str, Any], now: Any) -> None:
    """Deliver what is due."""
    from motcua.base import web  # noqa: PLC0415 - as above
    from motcua.gateways.peer import client  # noqa: PLC0415 - as above
    from motcua.site import exchange  # noqa: PLC0415 - as above
    from motcua.systems.exchange import actions  # noqa: PLC0415 - as above

    papers = web.Papers(**{name: Path(path) for name, path in task["papers"].items()})
    caller = web.Caller(url=task["url"], papers=papers, expects="H26")
    road = client.Client(caller=caller, files=exchange.Shelf())
    while actions.deliver(channel=CHANNEL, by=road, clock=now, limit=task["batch"]).delivered:
        pass


def handle(now: Any) -> None:
    """Handle what came in: write each message down, in the transaction of its handling."""
    from django.db import connection  # noqa: PLC0415 - as above

    from motcua.systems.exchange import actions  # noqa: PLC0415 - as above
    from motcua.systems.exchange.ports import Parcel  # noqa: PLC0415 - as above

    def write_down(parcel: Parcel, at: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO faults_seen (id) VALUES (%s)", [parcel.id])

    with connection.cursor() as cursor:
        cursor.execute(SEEN)
    while actions.handle({"document": write_down}, now=now(), limit=50):
        pass


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
