"""The columnar copy: each process keeps the collections' rows in DuckDB and follows PostgreSQL before every answer.

A refresh takes one snapshot of PostgreSQL, reads from it every row written by a transaction that the snapshot before
could not see, and puts it in the place of its older self. What is not yet committed is not seen, what is rolled
back never was, and a transaction that stays open for long holds back nothing but itself. Times are kept as wall
times of Vietnam, which has one offset and no summer time.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa
from django.db import connection
from django.db.backends.utils import CursorWrapper
from pyarrow import csv as arrow_csv

from motcua.base.source import Source
from motcua.spine.collection import Collection, Type
from motcua.systems.plans.counting import rows as tables, terms

TYPES: Mapping[Type, tuple[str, pa.DataType]] = {
    Type.TEXT: ("VARCHAR", pa.string()),
    Type.INTEGER: ("BIGINT", pa.int64()),
    Type.NUMBER: ("DECIMAL(38, 6)", pa.decimal128(38, 6)),
    Type.BOOLEAN: ("BOOLEAN", pa.bool_()),
    Type.DATE: ("DATE", pa.date32()),
    Type.MOMENT: ("TIMESTAMP", pa.timestamp("us")),
}
WALL = "AT TIME ZONE INTERVAL '+07:00'"
CHUNK = 32 << 20  # bytes of rows turned into columns at once: what a first load needs beside the copy itself
ABSENT = "\\N"
MEMORY = "2GB"
FILES = """
SELECT array_agg(pg_relation_filenode(name::regclass)::bigint ORDER BY name) FROM unnest(%s::text[]) AS name
"""


@dataclass(slots=True)
class _Followed:
    """How far one collection's rows were read."""

    files: tuple[int, ...] = ()
    snapshot: str = ""


class Copy:
    """The rows of some collections, as columns, in the memory of this process."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self._lock = threading.Lock()
        self._followed = {name: _Followed() for name in sources}
        self._duck = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 2})
        for function in terms.FUNCTIONS:
            self._duck.execute(function)
        for source in sources.values():
            self._duck.execute(_table(source.collection, tables.now_table(source.collection), past=False))
            self._duck.execute(_table(source.collection, tables.past_table(source.collection), past=True))

    @contextmanager
    def reading(self, names: frozenset[str]) -> Iterator[duckdb.DuckDBPyConnection]:
        """Bring the named collections up to the present, and give a connection that sees them at one moment."""
        with self._lock:
            self._refresh(sorted(names))
            cursor = self._duck.cursor()
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            for name in names:
                cursor.execute(f"SELECT 1 FROM {tables.now_table(self.sources[name].collection)} LIMIT 0")
        try:
            yield cursor
        finally:
            cursor.close()

    def close(self) -> None:
        """Let the copy go."""
        self._duck.close()

    def _refresh(self, names: Sequence[str]) -> None:
        with _snapshot() as cursor:
            cursor.execute("SELECT pg_current_snapshot()::text")
            snapshot = str(cursor.fetchone()[0])
            for name in names:
                self._follow(self.sources[name], self._followed[name], snapshot, cursor)

    def _follow(self, source: Source, followed: _Followed, snapshot: str, cursor: CursorWrapper) -> None:
        if snapshot == followed.snapshot:
            return
        cursor.execute(FILES, [list(source.tables)])
        files = tuple(cursor.fetchone()[0])
        anew = files != followed.files
        self._duck.execute("BEGIN")
        try:
            if anew:
                self._duck.execute(f"DELETE FROM {tables.now_table(source.collection)}")
                self._duck.execute(f"DELETE FROM {tables.past_table(source.collection)}")
            for rows in _changed(source, "" if anew else followed.snapshot, cursor):
                self._put(source.collection, rows, replacing=not anew)
            self._duck.execute("COMMIT")
        except BaseException:
            self._duck.execute("ROLLBACK")
            raise
        followed.files, followed.snapshot = files, snapshot

    def _put(self, collection: Collection, rows: pa.Table, *, replacing: bool) -> None:
        """Put changed rows in the place of their older selves; one whose only news is its past was deleted."""
        now, past, key = tables.now_table(collection), tables.past_table(collection), collection.key
        self._duck.register("fresh", rows)
        try:
            if replacing:
                self._duck.execute(f'DELETE FROM {now} WHERE "{key}" IN (SELECT "{key}" FROM fresh)')
            self._duck.execute(f"INSERT INTO {now} SELECT * EXCLUDE until FROM fresh WHERE until IS NULL")
            self._duck.execute(f"INSERT INTO {past} SELECT * FROM fresh WHERE until IS NOT NULL")
        finally:
            self._duck.unregister("fresh")


def _table(collection: Collection, name: str, *, past: bool) -> str:
    columns = [f'"{column.name}" {TYPES[column.type][0]}' for column in collection.public]
    times = ["since TIMESTAMP", "until TIMESTAMP"] if past else ["since TIMESTAMP"]
    return f"CREATE TABLE {name} ({', '.join([*columns, *times])})"


@contextmanager
def _snapshot() -> Iterator[CursorWrapper]:
    """Read PostgreSQL at one moment; within a transaction of the caller's, as that transaction sees it."""
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            yield cursor
            return
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield cursor
        finally:
            cursor.execute("ROLLBACK")


def _changed(source: Source, since: str, cursor: CursorWrapper) -> Iterator[pa.Table]:
    """Give the rows that a snapshot could not see, in chunks; all rows for no snapshot."""
    gathered, size = [], 0
    with cursor.copy(f"COPY ({_select(source, since)}) TO STDOUT (FORMAT csv, NULL '{ABSENT}')") as rows:
        for row in rows:
            gathered.append(bytes(row))
            size += len(gathered[-1])
            if size >= CHUNK:
                yield _columns(source.collection, b"".join(gathered))
                gathered, size = [], 0
    if gathered:
        yield _columns(source.collection, b"".join(gathered))


def _select(source: Source, since: str) -> str:
    written = ", ".join(
        f'("{column.name}" {WALL})' if column.type is Type.MOMENT else f'"{column.name}"'
        for column in source.collection.public
    )
    where = ""
    if since:
        oldest = int(since.split(":", maxsplit=1)[0])
        where = f" WHERE changed >= '{oldest}'::xid8 AND NOT pg_visible_in_snapshot(changed, '{since}'::pg_snapshot)"
    now = f"SELECT {written}, since {WALL}, NULL::timestamp FROM ({source.current}) AS r{where}"
    if source.past is None:
        return now
    return f"{now} UNION ALL SELECT {written}, since {WALL}, until {WALL} FROM ({source.past}) AS r{where}"


def _columns(collection: Collection, rows: bytes) -> pa.Table:
    types = {column.name: TYPES[column.type][1] for column in collection.public}
    types |= {"since": pa.timestamp("us"), "until": pa.timestamp("us")}
    return arrow_csv.read_csv(
        pa.BufferReader(rows),
        read_options=arrow_csv.ReadOptions(column_names=list(types)),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=types,
            null_values=[ABSENT],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
