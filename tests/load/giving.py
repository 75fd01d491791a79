"""What it costs to give figures and lists away on many dossiers: open data, the feed, a list of everything as a file.

`./run bench giving --size 1m`; without it, at 100,000. Cold is asked right after a dossier moved, warm with nothing new.
Memory is that of this process beside the copy: what the writing of a long file takes of it.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.load import _house

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
PLAN = "hung-yen-2023"
ROUNDS = 5
GIVEN = (
    ("a measure as JSON", f"/du-lieu-mo/{PLAN}/P1.json"),
    ("a measure as CSV", f"/du-lieu-mo/{PLAN}/P1.csv"),
    ("a measure as JSON-stat", f"/du-lieu-mo/{PLAN}/P1.jsonstat"),
    ("the whole plan as CSV", f"/du-lieu-mo/{PLAN}.csv"),
    ("the catalogue", "/du-lieu-mo/danh-muc.jsonld"),
    ("the feed", f"/ke-hoach/{PLAN}/tin.atom"),
)
LIST = f"/ke-hoach/{PLAN}/P8/ho-so"

Row = dict[str, Any]


def run() -> list[Row]:
    """Fill the house, and ask for everything that is given away, as a program of the same machine would."""
    os.environ.setdefault("MOTCUA_COUNTING_MEMORY", "8GB")
    size = SIZES[os.environ.get("MOTCUA_BENCH_SIZE", "100k")]
    _house.filled(size, applicants=False)
    _house.opened()
    return [_row(size, *found) for found in (*_given(), *_lists())]


def _given() -> Iterator[tuple[str, float, str]]:
    from django.test import Client  # noqa: PLC0415 - once Django is set up

    from motcua.base import clock  # noqa: PLC0415 - as above

    client = Client(SERVER_NAME="127.0.0.1")
    with clock.at(_house.AT):
        client.get(GIVEN[0][1])  # the copy is loaded
        yield "telling one month that is over", _telling(), "s"
        for name, address in GIVEN:
            cold, warm = [], []
            for _ in range(ROUNDS):
                _move()
                cold.append(_seconds(lambda: client.get(address)))  # noqa: B023 - called at once
                warm.append(_seconds(lambda: client.get(address)))  # noqa: B023 - as above
            yield f"{name}, one act before", statistics.median(cold) * 1000, "ms"
            yield f"{name}, nothing new", statistics.median(warm) * 1000, "ms"


def _telling() -> float:
    """Let the months that are over be told, as the worker does; give the seconds one took."""
    from motcua.base import clock  # noqa: PLC0415 - once Django is set up
    from motcua.systems.plans import actions  # noqa: PLC0415 - as above

    began = time.perf_counter()
    told = actions.tell_months(at=clock.now())
    return (time.perf_counter() - began) / len(told)


def _lists() -> Iterator[tuple[str, float, str]]:
    from django.test import Client  # noqa: PLC0415 - once Django is set up

    from motcua.base import clock  # noqa: PLC0415 - as above

    client = Client(SERVER_NAME="127.0.0.1")
    for kind in ("parquet", "csv"):
        before = _peak()
        began, first, many, bytes_ = time.perf_counter(), 0.0, 0, 0
        with clock.at(_house.AT):
            answer: Any = client.get(f"{LIST}.{kind}?side=of")
            if answer.status_code != 200:
                raise RuntimeError(answer.content)
            for piece in answer.streaming_content:
                first = first or time.perf_counter() - began
                bytes_ += len(piece)
                many += piece.count(b"\n") if kind == "csv" else 0
        yield f"the list behind P8 as {kind}: first byte", first, "s"
        yield f"the list behind P8 as {kind}: whole", time.perf_counter() - began, "s"
        yield f"the list behind P8 as {kind}: size", bytes_ / 1e6, "MB"
        yield f"the list behind P8 as {kind}: memory more than before", _peak() - before, "MB"
        if kind == "csv":
            yield "the list behind P8 as csv: rows", float(many - 1), "rows"


def _move() -> None:
    """Let one dossier move, so that the next answer has something new to count."""
    from django.db import connection  # noqa: PLC0415 - once Django is set up

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_dossier SET seq = seq + 1, acted_at = acted_at WHERE id = (SELECT id FROM dossiers_dossier LIMIT 1)"
        )


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    if work().status_code != 200:
        raise RuntimeError
    return time.perf_counter() - began


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(size: int, name: str, value: float, unit: str) -> Row:
    return {"name": f"{size:,}: {name}", "value": value, "unit": unit}
