"""Facts as Parquet, by province and month: the bridge to a cluster that counts over many provinces.

How they lie there, `exported` says. The month is that of the collection's first moment or day. Everything is of one
moment; columns that tell who a person is are not in the copy and so in no file. Rows that make the same imprint as before
are not written again, so an export made again writes only what changed. What is new stands beside what was: the manifest
changes last, in one move, and files that it names no more are left a while for those who still read them. Until then an
export notes its files in `manifest/H31.begun`; broken off, it goes on from there. One export of a province at a time: the
province's own database holds them apart, wherever they write. A database does not write over another's facts of the same province: the
note of what was begun bears its name before its first file, and the manifest after its last.
"""

import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import duckdb
from django.db import OperationalError, connection
from pyarrow import fs as filesystems, parquet

from motcua.base import clock, house
from motcua.spine import refusal
from motcua.spine.collection import Collection, Type
from motcua.systems.plans.counting import exported, rows as tables
from motcua.systems.plans.counting.process import Engine

BATCH = 100_000
UNDATED = "none"
TIMES = (Type.MOMENT, Type.DATE)
BEGUN = ".begun"
GRACE = timedelta(days=1)  # how long a file is left for those who read by an earlier manifest


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """How far an export is: this file, `written` or left as it was, the `done`-th of `all`."""

    part: exported.Part
    written: bool
    done: int
    all: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wanted:
    collection: Collection
    past: bool
    month: str
    rows: int
    imprint: str

    def folder(self, province: str) -> str:
        folder = f"{self.collection.name}.past" if self.past else self.collection.name
        return f"{folder}/of_province={province}/of_month={self.month}"


def export(
    engine: Engine, *, to: filesystems.FileSystem, province: str, key: str = "", past: bool = False
) -> Generator[Step]:
    """Write every collection's rows, `past` with the versions that are over; tell each file as it is done.

    Raises Refusal `plans.export-under-way` where the province is being exported by somebody else, and
    `plans.export-of-another-house` where another database's facts of it stand there, or come there meanwhile.
    """
    ours = house.name()
    with _alone(province) as still:
        before, begun = _begun(to, province, ours)
        yield from _exported(engine, to, before, begun, key=key, past=past, still=still)


def _begun(to: filesystems.FileSystem, province: str, ours: str) -> tuple[exported.Facts, exported.Facts]:
    """Give what stands written and what an export that was broken off had begun, and say that this one has begun."""
    before = exported.manifest(to, province)
    _require_own(before, ours, ending=exported.ENDING)
    begun = exported.manifest(to, province, ending=BEGUN)
    if begun.house not in ("", ours) and before.house == ours:
        begun = exported.Facts(province=province)  # somebody else's who was refused: what stands is ours
    _require_own(begun, ours, ending=BEGUN)
    begun = replace(begun, house=ours)
    exported.write_manifest(to, begun, ending=BEGUN)
    _require_own(exported.manifest(to, province, ending=BEGUN), ours, ending=BEGUN)
    return before, begun


def _exported(
    engine: Engine,
    to: filesystems.FileSystem,
    before: exported.Facts,
    begun: exported.Facts,
    *,
    key: str,
    past: bool,
    still: Callable[[], None],
) -> Generator[Step]:
    province, ours = begun.province, begun.house
    with engine.reading(past=past) as duck:
        known = {
            (part.folder, part.imprint): part for part in (*before.parts.values(), *begun.parts.values())
        }
        now, kept, noted = clock.now(), {}, dict(begun.parts)
        wanted = [
            one
            for collection in engine.collections.values()
            for over in ((False, True) if past else (False,))
            for one in _wanted(duck, collection, past=over)
        ]
        for done, one in enumerate(wanted, start=1):
            part = known.get((one.folder(province), one.imprint))
            written = part is None or not exported.is_there(to, part)
            if written or part is None:
                beside = f"{one.folder(province)}/{ours}.part"
                part = _write(duck, one, to, one.folder(province), beside=beside)
                still()
                noted[part.path] = part
                exported.write_manifest(to, replace(begun, parts=noted), ending=BEGUN)
                to.move(beside, part.path)
            kept[part.path] = part
            yield Step(part=part, written=written, done=done, all=len(wanted))
        still()
        try:
            _require_own(exported.manifest(to, province), ours, ending=exported.ENDING)
        except exported.Refusal:
            _remove(to, f"{exported.MANIFESTS}/{province}{BEGUN}")
            raise
        over = {**dict.fromkeys((*before.parts, *noted), now), **before.over}
        left = {path: since for path, since in over.items() if path not in kept}
        _take_away(to, left, now)
        exported.write_manifest(
            to,
            exported.Facts(province=province, house=ours, key=key, at=now, past=past, parts=kept, over=left),
        )
        _remove(to, f"{exported.MANIFESTS}/{province}{BEGUN}")


@contextmanager
def _alone(province: str) -> Iterator[Callable[[], None]]:
    """Let nobody else export a province meanwhile; give what fails once the database no longer sees to it.

    The lock goes with the connection, so that of an export that was killed nothing stays in the way of the next.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 10))", [f"export {province}"])
        if not cursor.fetchone()[0]:
            raise exported.Refusal(
                "plans.export-under-way",
                refusal.gettext_noop(
                    "Số liệu của %(province)s đang được xuất; hãy chờ lần xuất đó xong rồi chạy lại."
                ),
                params={"province": province},
            )
        try:
            yield lambda: cursor.execute("SELECT 1")
        finally:
            with suppress(OperationalError):
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 10))", [f"export {province}"])


def _require_own(found: exported.Facts, ours: str, *, ending: str) -> None:
    """Refuse to go on over the facts of another database; those that name none, from before they did, are anybody's."""
    if found.house not in ("", ours):
        raise exported.Refusal(
            "plans.export-of-another-house",
            refusal.gettext_noop(
                "Nơi này đang giữ số liệu %(province)s do một cơ sở dữ liệu khác xuất. Hãy xuất vào nơi khác; nếu đúng là muốn"
                " thay số liệu cũ thì xóa tệp “%(file)s” rồi xuất lại."
            ),
            params={"province": found.province, "file": f"{exported.MANIFESTS}/{found.province}{ending}"},
        )


def key_of(collections: Mapping[str, Collection], name: str) -> str:
    """Give a province's name in lists of provinces, from its name in Vietnamese; empty where no list has it."""
    listed = (column.values for collection in collections.values() for column in collection.public)
    found = (str(key) for values in listed for key, words in values.items() if words.vi == name)
    return next(found, "")


def _month(collection: Collection) -> str:
    first = next((column.name for column in collection.public if column.type in TIMES), None)
    return f"'{UNDATED}'" if first is None else f"coalesce(strftime(\"{first}\", '%Y-%m'), '{UNDATED}')"


def _columns(collection: Collection, *, past: bool) -> str:
    names = [column.name for column in collection.public]
    return ", ".join(f'"{name}"' for name in [*names, "since", *(["until"] if past else [])])


def _table(collection: Collection, *, past: bool) -> str:
    return tables.past_table(collection) if past else tables.now_table(collection)


def _wanted(duck: duckdb.DuckDBPyConnection, collection: Collection, *, past: bool) -> Iterator[_Wanted]:
    columns = _columns(collection, past=past)
    found = duck.execute(
        f"SELECT {_month(collection)} AS month, count(*), bit_xor(md5_number(concat_ws('\u001f', month, row({columns}))))"
        f" FROM {_table(collection, past=past)} GROUP BY month ORDER BY month"
    ).fetchall()
    shape = hashlib.sha256(columns.encode()).hexdigest()[:16]
    for month, rows, imprint in found:
        yield _Wanted(
            collection=collection, past=past, month=month, rows=rows, imprint=f"{shape}-{rows}-{imprint:032x}"
        )


def _write(
    duck: duckdb.DuckDBPyConnection, one: _Wanted, to: filesystems.FileSystem, folder: str, *, beside: str
) -> exported.Part:
    """Write one file `beside` its place, each of its pages with a sum that its readers hold it against."""
    to.create_dir(folder, recursive=True)
    batches = duck.sql(
        f"SELECT {_columns(one.collection, past=one.past)} FROM {_table(one.collection, past=one.past)}"
        f" WHERE {_month(one.collection)} = ? ORDER BY {one.collection.key}, since",
        params=[one.month],
    ).to_arrow_reader(BATCH)
    with to.open_output_stream(beside) as stream:
        digesting = _Digesting(stream)
        with parquet.ParquetWriter(
            digesting, batches.schema, compression="zstd", write_page_checksum=True
        ) as writer:
            for batch in batches:
                writer.write_batch(batch)
    digest = digesting.digest.hexdigest()
    return exported.Part(
        path=f"{folder}/{digest[:16]}.parquet",
        rows=one.rows,
        bytes=digesting.size,
        sha256=digest,
        imprint=one.imprint,
    )


def _take_away(to: filesystems.FileSystem, left: dict[str, datetime], now: datetime) -> None:
    """Remove what nobody reads any more, and forget it."""
    for path in [path for path, since in left.items() if now - since >= GRACE]:
        del left[path]
        _remove(to, path)


def _remove(to: filesystems.FileSystem, path: str) -> None:
    if to.get_file_info(path).type == filesystems.FileType.File:
        to.delete_file(path)


class _Digesting:
    """A stream that reckons the SHA-256 of what it passes on."""

    closed = False

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: Any) -> int:
        """Pass on, and reckon."""
        self.digest.update(data)
        self.size += len(data)
        self.stream.write(data)
        return len(data)

    def flush(self) -> None:
        """Pass on."""
        self.stream.flush()

    def tell(self) -> int:
        """Tell how much was written."""
        return self.size

    def close(self) -> None:
        """Leave the stream to whoever opened it."""
