"""The columnar copy: each process keeps the collections' rows in DuckDB and follows PostgreSQL before every answer.

A refresh takes one snapshot of PostgreSQL, reads from it every row written by a transaction that the snapshot before
could not see, and puts it in the place of its older self. What is not yet committed is not seen, what is rolled
back never was, and a transaction that stays open for long holds back nothing but itself.

Columns are kept compressed, versions that are over only once somebody asks for a past day, and the whole within a
bound. A mark finds the older self of a row: 128 bits of its key, indexed. What came and went of late stands beside, so
that an answer given before can be carried on (`carrying`).
"""

import itertools
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa
from django.conf import settings
from django.db.backends.utils import CursorWrapper

from motcua.base.source import Source
from motcua.spine import refusal
from motcua.systems.plans.counting import carrying, following, layout, moved, rows as tables, terms
from motcua.systems.plans.counting.news import News, Pieces

MARKED = 2000  # keys looked up one by one; more of them are found by reading all marks once
LOOSE = 500_000  # rows put since columns were last compressed; till then each takes five times its room
USE = "USE kept"


class Refusal(refusal.Refusal):
    """Rows that the copy cannot take."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What the copy keeps of one collection: rows that stand, versions that are over (None: not yet asked for).

    `loaded` is the seconds its last reading from the first row took, `refreshed` those of the last refresh.
    """

    collection: str
    rows: int
    past: int | None
    loaded: float
    refreshed: float


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What the copy of this process keeps, in bytes, and the bytes it may use at most."""

    kept: tuple[Kept, ...]
    used: int
    bound: int


@dataclass(slots=True)
class _Followed:
    """How far one collection was read, and of which source; without a snapshot nothing of it is kept."""

    source: Source
    news: News = field(default_factory=News)
    places: Mapping[str, following.Place] = field(default_factory=dict)
    snapshot: str = ""
    past: bool = False
    first: str = ""  # the snapshot that was read from the first row
    brought: bool = False  # rows were brought from another server, whose transactions say nothing here
    stayed: bool = False  # some records stand since later than their rows here say
    gone: int = 0  # rows replaced, whose room is not yet free
    loose: int = 0
    loaded: float = 0.0
    refreshed: float = 0.0
    reading: int = 0  # which reading from the first row this is, of all of this copy
    round: int = 0  # how often news were put since


class Copy:
    """The rows of some collections, as columns, in the memory of this process."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self._lock = threading.Lock()
        self._readings = itertools.count(1)
        self._followed: dict[str, _Followed] = {}
        self._duck = _opened()

    @contextmanager
    def reading(self, names: frozenset[str], *, past: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """Bring the named collections up to the present, and give a connection that sees them at one moment.

        `past`: with their versions that are over. Raises Refusal `plans.copy-full` where they do not fit the bound.
        """
        with self.moment(names, past=past) as (cursor, _, _):
            yield cursor

    @contextmanager
    def moment(
        self, names: frozenset[str], *, past: bool = True
    ) -> Iterator[tuple[duckdb.DuckDBPyConnection, Mapping[str, carrying.Stand], Mapping[str, Pieces]]]:
        """Give such a connection, how far each collection is, and what came and went of it of late.

        What was counted is so until its collection is elsewhere.
        """
        with self._lock:
            self._refresh(sorted(names), past=past)
            cursor = self._duck.cursor()
            cursor.execute(USE)
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            # From the first table it touches a transaction sees all at that moment.
            for name in sorted(names)[:1]:
                cursor.execute(f"SELECT 1 FROM {_now(self.sources[name])} LIMIT 0")
            stands = {name: _stand(self._followed[name]) for name in names}
            news = {name: self._followed[name].news.pieces for name in names}
        try:
            yield cursor, stands, news
        finally:
            cursor.close()

    def close(self) -> None:
        """Let the copy go."""
        self._duck.close()

    def state(self) -> State:
        """Say what is kept, and how much memory it takes."""
        with self._lock:
            kept = tuple(
                Kept(
                    collection=name,
                    rows=self._number(f"SELECT count(*) FROM {_now(followed.source)}"),
                    past=self._number(f"SELECT count(*) FROM {_past(followed.source)}")
                    if followed.past
                    else None,
                    loaded=followed.loaded,
                    refreshed=followed.refreshed,
                )
                for name, followed in sorted(self._followed.items())
            )
            used = self._number("SELECT coalesce(sum(memory_usage_bytes), 0) FROM duckdb_memory()")
            bound = self._duck.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]
            return State(kept=kept, used=used, bound=_bytes(bound))

    def _number(self, question: str) -> int:
        return int(self._duck.execute(question).fetchall()[0][0])

    def _refresh(self, names: Sequence[str], *, past: bool) -> None:
        asked = {name: self._questions(name) for name in names}
        sources = [self.sources[name] for name in names]
        with following.moment(sources, itertools.chain.from_iterable(asked.values())) as read:
            for name in names:
                followed = self._followed.setdefault(name, _Followed(source=self.sources[name]))
                if asked[name] and read.told.isdisjoint(asked[name]):
                    followed.snapshot = read.snapshot
                try:
                    self._follow(self.sources[name], followed, read, past=past)
                except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
                    self._forget(name)
                    raise Refusal(
                        "plans.copy-full",
                        refusal.gettext_noop(
                            "Bộ nhớ dành cho việc đếm (%(bound)s) không đủ chứa “%(collection)s”; hãy báo quản trị hệ thống"
                            " tăng MOTCUA_COUNTING_MEMORY."
                        ),
                        params={"bound": settings.COUNTING_MEMORY, "collection": name},
                    ) from error
                except BaseException:
                    self._forget(name)
                    raise

    def _questions(self, name: str) -> frozenset[following.Question]:
        """Give what to ask of the tables of a collection, so that it is read only where one of them tells of news."""
        followed, source = self._followed.get(name), self.sources[name]
        if not followed or not followed.snapshot:
            return frozenset()
        return frozenset(
            following.Question(
                table=table, by=source.telling(table, every=followed.past), since=followed.snapshot
            )
            for table, place in followed.places.items()
            if place.telling
        )

    def _forget(self, name: str) -> None:
        """Keep nothing of a collection: its next reading begins from the first row."""
        source = self._followed.pop(name).source
        try:
            for table in (_now(source), _past(source)):
                self._duck.execute(f"DROP TABLE IF EXISTS {table}")
        except (
            duckdb.Error
        ):  # columns that could not be compressed for want of memory take all others with them
            self._followed.clear()
            self._duck = _opened()

    def _follow(self, source: Source, followed: _Followed, read: following.Moment, *, past: bool) -> None:
        began = time.perf_counter()
        cursor, snapshot = read.cursor, read.snapshot
        places = {table: read.places[table] for table in source.tables}
        if not followed.snapshot or places != followed.places or source != followed.source:
            self._read_anew(source, followed, cursor)
            followed.first = snapshot
            followed.loaded = time.perf_counter() - began
        elif snapshot != followed.snapshot:
            self._read_news(source, followed, cursor)
            followed.refreshed = time.perf_counter() - began
        if past and not followed.past:
            self._read_since(source, followed, cursor)
            self._load(followed, _past(source), following.past(source, cursor))
            followed.past = True
        followed.source, followed.places, followed.snapshot = source, places, snapshot

    def _read_anew(self, source: Source, followed: _Followed, cursor: CursorWrapper) -> None:
        now = _now(source)
        followed.source, followed.snapshot = source, ""
        followed.past, followed.stayed = False, bool(source.moved_by)
        followed.gone = followed.loose = followed.round = 0
        followed.brought = source.began and following.brought(source, cursor)
        followed.reading = next(self._readings)
        self._duck.execute(layout.table(source.collection, now, past=False))
        self._duck.execute(f"ALTER TABLE {now} ADD COLUMN {layout.MARK} UUID")
        self._duck.execute(layout.table(source.collection, _past(source), past=True))
        followed.news = News()
        self._load(followed, now, following.current(source, cursor))
        self._duck.execute(f"CREATE INDEX {now}_mark ON {now} ({layout.MARK})")

    def _read_since(self, source: Source, followed: _Followed, cursor: CursorWrapper) -> None:
        """Put every record written since the first reading in its place, for some kept the row of an earlier version."""
        if followed.stayed:
            for chunk in following.standing(source, followed.first, cursor):
                self._replace(source, followed, following.columns(source.collection, chunk))
        followed.stayed = False

    def _load(self, followed: _Followed, table: str, chunks: Iterator[bytes]) -> None:
        """Put chunks of rows into a table, each made into columns while the next is being read."""
        source = followed.source
        mark = f", {layout.mark(source.collection)}" if table == _now(source) else ", until"

        loose = 0

        def put(chunk: bytes) -> None:
            nonlocal loose
            rows = following.columns(source.collection, chunk)
            self._over(rows, f"INSERT INTO {table} SELECT * EXCLUDE until{mark} FROM fresh")
            loose += rows.num_rows
            if loose > LOOSE and self._compressed():
                loose = 0

        waiting: Future[None] | None = None
        with ThreadPoolExecutor(1) as helper:
            for chunk in chunks:
                if waiting is not None:
                    waiting.result()
                waiting = helper.submit(put, chunk)
        if waiting is not None:
            waiting.result()
            if not self._compressed():
                followed.loose = LOOSE + 1  # with the next news, then

    def _read_news(self, source: Source, followed: _Followed, cursor: CursorWrapper) -> None:
        """Put changed rows in the place of their older selves; one whose only news is its past was deleted.

        A record that is as it was keeps the row that is there, and is no news to any answer: since when it stands is read
        anew only for a past day.
        """
        round_ = followed.round + 1
        exact = source.exact and not (followed.past and source.moved_by)
        for place, chunk in enumerate(following.news(source, followed.snapshot, cursor, every=followed.past)):
            rows, told = following.heard(source.collection, chunk)
            if followed.brought:
                told = told[:0]
            fresh, went = rows, None
            # Of several pieces one may tell what was asked for another.
            kept = not place and followed.news.takes(rows.num_rows)
            if not exact:
                stood = self._stood(source, rows, told)
                fresh = rows.filter(moved.moved(source.collection, rows, stood))
                went = moved.among(source.collection, stood, fresh) if kept else None
            elif kept:
                went = self._stood(source, rows, told)
            put = rows if followed.past else fresh
            followed.stayed |= put.num_rows < rows.num_rows
            if put.num_rows:
                followed.round = round_
                self._replace(source, followed, put)
                followed.news.keep(fresh, went, of=round_)  # a round without any as well: who asks finds it
        if followed.loose > LOOSE:
            self._tidy(source, followed)

    def _stood(self, source: Source, rows: pa.Table, told: pa.Table) -> pa.Table:
        """Give what stands in the place of fresh rows: what the news have `told` of, and for other keys what is kept."""
        fresh = moved.among(source.collection, rows, told, not_=True)
        if not fresh.num_rows:
            return told
        kept: pa.Table = self._duck.sql(
            f"SELECT {layout.columns(source.collection)} FROM {_now(source)}"
            f" WHERE {layout.MARK} IN ({layout.marks(source.collection, fresh, most=MARKED)})"
        ).to_arrow_table()
        return pa.concat_tables([told, kept.cast(told.schema)])

    def _replace(self, source: Source, followed: _Followed, rows: pa.Table) -> None:
        marks = layout.marks(source.collection, rows, most=MARKED)
        gone = self._over(rows, f"DELETE FROM {_now(source)} WHERE {layout.MARK} IN ({marks})")
        followed.gone += int(gone.fetchall()[0][0])
        followed.loose += rows.num_rows
        self._over(
            rows,
            f"INSERT INTO {_now(source)} SELECT * EXCLUDE until, {layout.mark(source.collection)}"
            " FROM fresh WHERE until IS NULL",
        )
        if followed.past:
            self._over(rows, f"INSERT INTO {_past(source)} SELECT * FROM fresh WHERE until IS NOT NULL")

    def _tidy(self, source: Source, followed: _Followed) -> None:
        """Compress what came one by one; make the table anew where too much room is held by rows that are gone."""
        now = _now(source)
        if followed.gone > self._number(f"SELECT count(*) FROM {now}") // 4:
            self._duck.execute(f"CREATE OR REPLACE TABLE {now} AS SELECT * FROM {now}")
            self._duck.execute(f"CREATE INDEX {now}_mark ON {now} ({layout.MARK})")
            followed.gone = 0
        if self._compressed():
            followed.loose = 0

    def _compressed(self) -> bool:
        """Compress what came; not while somebody reads who began before a table was made: that is left for later."""
        try:
            self._duck.execute("CHECKPOINT kept")
        except duckdb.TransactionException:
            return False
        return True

    def _over(self, fresh: pa.Table, statement: str) -> duckdb.DuckDBPyConnection:  # noqa: ARG002 - DuckDB finds it by name
        """Carry out a statement that names `fresh` rows: DuckDB takes them from what is called so here."""
        return self._duck.execute(statement)


def _opened() -> duckdb.DuckDBPyConnection:
    config: dict[str, Any] = {"memory_limit": settings.COUNTING_MEMORY, "threads": 2, "temp_directory": ""}
    duck = duckdb.connect(":memory:", config=config)
    duck.execute("ATTACH ':memory:' AS kept (COMPRESS)")
    duck.execute(USE)
    for function in terms.FUNCTIONS:
        duck.execute(function)
    return duck


def _now(source: Source) -> str:
    return tables.now_table(source.collection)


def _past(source: Source) -> str:
    return tables.past_table(source.collection)


def _stand(followed: _Followed) -> carrying.Stand:
    return carrying.Stand(followed.reading, followed.round, followed.news.kept_after)


def _bytes(said: str) -> int:
    figure, unit = said.split()
    return int(
        float(figure) * {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}[unit]
    )
