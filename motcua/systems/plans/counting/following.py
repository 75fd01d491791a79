"""Reading PostgreSQL for the copy: one moment of it, and the rows that a moment before could not see.

Times are kept as wall times of Vietnam, which has one offset and no summer time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pyarrow as pa
from django.db import ProgrammingError, connection
from django.db.backends.utils import CursorWrapper
from pyarrow import csv as arrow_csv

from motcua.base.source import CHANGED, MOVED, Source
from motcua.spine.collection import Collection, Type

TYPES: Mapping[Type, tuple[str, pa.DataType]] = {
    Type.TEXT: ("VARCHAR", pa.string()),
    Type.INTEGER: ("BIGINT", pa.int64()),
    Type.NUMBER: ("DECIMAL(38, 6)", pa.decimal128(38, 6)),
    Type.BOOLEAN: ("BOOLEAN", pa.bool_()),
    Type.DATE: ("DATE", pa.date32()),
    Type.MOMENT: ("TIMESTAMP", pa.timestamp("us")),
}
WALL = "AT TIME ZONE INTERVAL '+07:00'"
STOOD = "stood."  # no column that a room declares can be called so
CHUNK = 32 << 20  # bytes of rows turned into columns at once: what a first load needs beside the copy itself
BLOCK = 1 << 20  # bytes of rows that one core turns into columns
ABSENT = "\\N"
BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
SNAPSHOT = "SELECT pg_current_snapshot()::text; "
# A server that started anew may have lost what was not yet on its disk, or be another one.
PLACES = """
SELECT pg_postmaster_start_time()::text, name, pg_relation_filenode(name::regclass)::bigint,
       EXISTS (SELECT FROM pg_attribute WHERE attrelid = name::regclass AND attname = 'changed' AND NOT attisdropped),
       (SELECT count(*) FROM base_gone WHERE of_table = name)
FROM unnest(%s::text[]) AS name
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a table's rows were read: since when the server ran, and in which file; elsewhere they are read anew.

    `telling`: its rows say by which transaction they were written. `gone`: how often rows were deleted from it; a
    deletion tells of no row, so after one they are read anew as well.
    """

    server: str
    file: int | None
    telling: bool
    gone: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Whether a table tells, in its column `by`, of what the snapshot `since` could not see."""

    table: str
    by: str
    since: str

    @property
    def sql(self) -> str:
        """Write the question as a value."""
        return f"EXISTS (SELECT FROM {self.table} WHERE {_told(self.since, self.by)})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """One moment of PostgreSQL, named by its `snapshot`: what reads it, where each table stands, and what was `told` of news."""

    cursor: CursorWrapper
    snapshot: str
    places: Mapping[str, Place]
    told: frozenset[Question]


@contextmanager
def moment(sources: Iterable[Source] = (), asked: Iterable[Question] = ()) -> Iterator[Moment]:
    """Read PostgreSQL at one moment, say where each table of some sources stands then, and which questions have a yes.

    Within a transaction of the caller's, as that one sees it.
    """
    tables = sorted({table for source in sources for table in source.tables})
    questions = tuple(dict.fromkeys(asked))
    own = not connection.in_atomic_block
    with connection.cursor() as cursor:
        try:
            try:
                read = _begun(cursor, tables, questions, own=own)
            except ProgrammingError:  # what is asked of may be no more: where the rest stands shows it
                if not own or not questions:
                    raise
                cursor.execute("ROLLBACK")
                read = replace(_begun(cursor, tables, (), own=own), told=frozenset(questions))
            yield read
        finally:
            if own and connection.connection and not connection.connection.closed:
                cursor.execute("ROLLBACK")


def _begun(cursor: CursorWrapper, tables: list[str], questions: Sequence[Question], *, own: bool) -> Moment:
    """Begin a moment, in one message: what is asked takes less time than the way there and back."""
    yes = f"SELECT ARRAY[{', '.join(question.sql for question in questions)}]::boolean[]; "
    cursor.execute(f"{BEGIN if own else ''}{SNAPSHOT}{yes}{PLACES}", [tables])
    if own:
        cursor.nextset()
    snapshot = str(cursor.fetchone()[0])
    cursor.nextset()
    told = cursor.fetchone()[0]
    cursor.nextset()
    places = {
        name: Place(server=server, file=file, telling=telling, gone=gone)
        for server, name, file, telling, gone in cursor.fetchall()
    }
    heard = frozenset(question for question, yes in zip(questions, told, strict=True) if yes)
    return Moment(cursor=cursor, snapshot=snapshot, places=places, told=heard)


def current(source: Source, cursor: CursorWrapper) -> Iterator[bytes]:
    """Give all rows as they stand, in chunks for `columns`."""
    return _copied([_select(source, source.current, "")], cursor)


def past(source: Source, cursor: CursorWrapper) -> Iterator[bytes]:
    """Give all versions that are over, in chunks; nothing where no past is kept."""
    return iter(()) if source.past is None else _copied([_select(source, source.past, "")], cursor)


def news(source: Source, since: str, cursor: CursorWrapper, *, every: bool) -> Iterator[bytes]:
    """Give the rows and versions written by transactions that the snapshot `since` could not see, in chunks for `heard`.

    `every` one, or those by which something selected became another. Those transactions are the ones that began after it
    and the ones that were under way: however long one of them stays open, only what is new is read. Versions come first:
    what stands now is put after whatever took its older self out.
    """
    told = f" WHERE {_told(since, CHANGED if every or not source.moved_by else MOVED)}"
    stood = f"NOT ({_told(since, 'began')})" if source.began else "false"
    versions = [] if source.past is None else [_select(source, source.past, told, f", {stood}")]
    return _copied([*versions, _select(source, source.current, told, ", false")], cursor)


def brought(source: Source, cursor: CursorWrapper) -> bool:
    """Tell whether versions bear transactions that this server has yet to come to: they were restored from another's."""
    cursor.execute(
        f"SELECT EXISTS (SELECT FROM ({source.past}) AS r WHERE {CHANGED} >= pg_snapshot_xmax(pg_current_snapshot()))"
    )
    return bool(cursor.fetchone()[0])


def standing(source: Source, since: str, cursor: CursorWrapper) -> Iterator[bytes]:
    """Give the rows that stand, of those written by transactions that the snapshot `since` could not see, in chunks."""
    return _copied([_select(source, source.current, f" WHERE {_told(since, CHANGED)}")], cursor)


def _told(since: str, column: str) -> str:
    _, first_after, under_way = since.split(":")
    told = f"{column} >= '{int(first_after)}'::xid8"
    return f"{told} OR {column} = ANY('{{{under_way}}}'::xid8[])" if under_way else told


def columns(collection: Collection, rows: bytes) -> pa.Table:
    """Turn a chunk of rows into columns: the public ones, `since` and `until`."""
    return _columns(collection, rows, {})


def heard(collection: Collection, news: bytes) -> tuple[pa.Table, pa.Table]:
    """Turn a chunk of news into columns; give them, and those of its versions that are known to have stood before."""
    rows = _columns(collection, news, {STOOD: pa.bool_()})
    stood = rows.filter(rows.column(STOOD))
    return rows.drop_columns([STOOD]), stood.drop_columns(["until", STOOD])


def _columns(collection: Collection, rows: bytes, more: Mapping[str, pa.DataType]) -> pa.Table:
    types = {column.name: TYPES[column.type][1] for column in collection.public}
    types |= {"since": pa.timestamp("us"), "until": pa.timestamp("us"), **more}
    try:
        return _read(rows, types, block=BLOCK)
    except (
        pa.ArrowInvalid
    ):  # a row must lie in one block, and one may be longer: a long note, a list of receivers
        return _read(rows, types, block=max(BLOCK, len(rows)))


def _read(rows: bytes, types: Mapping[str, pa.DataType], *, block: int) -> pa.Table:
    return arrow_csv.read_csv(
        pa.BufferReader(rows),
        read_options=arrow_csv.ReadOptions(column_names=list(types), block_size=block),
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


def _select(source: Source, rows: str, where: str, more: str = "") -> str:
    written = [
        f'("{column.name}" {WALL})' if column.type is Type.MOMENT else f'"{column.name}"'
        for column in source.collection.public
    ]
    until = f"until {WALL}" if rows is source.past else "NULL::timestamp"
    return f"SELECT {', '.join(written)}, since {WALL}, {until}{more} FROM ({rows}) AS r{where}"


def _copied(selects: Iterable[str], cursor: CursorWrapper) -> Iterator[bytes]:
    """Give the rows of some questions, one after the other, in chunks."""
    gathered, size = [], 0
    for select in selects:
        with cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT csv, NULL '{ABSENT}')") as rows:
            for row in rows:
                gathered.append(row)
                size += len(row)
                if size >= CHUNK:
                    yield b"".join(gathered)
                    gathered, size = [], 0
    if gathered:
        yield b"".join(gathered)
