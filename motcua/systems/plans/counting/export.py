"""Facts as Parquet, by province and month: the bridge to a cluster that counts over many provinces.

    TARGET/dossiers/of_province=H31/of_month=2023-05/rows.parquet     rows as they stand, and since when
    TARGET/dossiers.past/of_province=H31/of_month=2023-05/…           versions that are over, where asked for
    TARGET/manifest/H31.json          as of when, and every file with its rows, bytes, SHA-256 and imprint

The month is that of the collection's first moment or day. Everything is of one moment; columns that tell who a person
is are not in the copy and so in no file. A file whose rows make the same imprint as before is left as it is, so an
export that was broken off goes on, and one made again writes only what changed.
"""

import hashlib
import json
import os
from collections.abc import Generator, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from pyarrow import fs as filesystems, parquet

from motcua.base import clock
from motcua.spine import refusal
from motcua.spine.collection import Collection, Type
from motcua.systems.plans.counting import rows as tables
from motcua.systems.plans.counting.process import Engine

BATCH = 100_000
UNDATED = "none"
TIMES = (Type.MOMENT, Type.DATE)
S3 = "s3://"
ENDING = ".parquet"


class Refusal(refusal.Refusal):
    """A place that facts cannot be written to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One file of an export: its path below the target, what is in it, and what tells whether that changed."""

    path: str
    rows: int
    bytes: int
    sha256: str
    imprint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What stands written of a province: its files by path, as of when, and whether versions that are over are there.

    `key` is the province's name in lists of provinces. While a first export is under way, `at` is None.
    """

    province: str
    key: str = ""
    at: datetime | None = None
    past: bool = False
    parts: Mapping[str, Part] = field(default_factory=dict)

    def kept(self, collection: str) -> int:
        """Give how many rows of a collection stand."""
        return sum(part.rows for path, part in self.parts.items() if path.split("/")[0] == collection)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """How far an export is: this file, `written` or left as it was, the `done`-th of `all`."""

    part: Part
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

    def path(self, province: str) -> str:
        folder = f"{self.collection.name}.past" if self.past else self.collection.name
        return f"{folder}/of_province={province}/of_month={self.month}/rows.parquet"


def place(target: str, *, made: bool = True) -> filesystems.FileSystem:
    """Open where facts are or, `made` where it is not yet there, are to be written: a folder, or s3://bucket/folder.

    Credentials for S3 stand in the environment.

    Raises Refusal `plans.export-no-credentials`, `plans.export-not-reached`.
    """
    if target.startswith(S3) and not _credentials():
        raise Refusal(
            "plans.export-no-credentials",
            refusal.gettext_noop(
                "Chưa có khóa truy cập kho S3: hãy đặt AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY, hoặc AWS_PROFILE."
            ),
        )
    try:
        if target.startswith(S3):
            found, folder = filesystems.FileSystem.from_uri(target)
        else:
            found, folder = filesystems.LocalFileSystem(), str(Path(target).absolute())
        if made:
            found.create_dir(folder)
        below = filesystems.SubTreeFileSystem(folder, found)
        below.get_file_info(filesystems.FileSelector("", recursive=False, allow_not_found=True))
    except (OSError, ValueError) as error:
        raise not_reached(target, error) from error
    return below


def not_reached(target: str, error: Exception) -> Refusal:
    """Say that a place is not there, or no longer."""
    return Refusal(
        "plans.export-not-reached",
        refusal.gettext_noop("Không ghi được vào “%(target)s”: %(reason)s"),
        params={"target": target, "reason": str(error)[:200]},
    )


def export(
    engine: Engine, *, to: filesystems.FileSystem, province: str, key: str = "", past: bool = False
) -> Generator[Step]:
    """Write every collection's rows, `past` with the versions that are over; tell each file as it is done."""
    before = manifest(to, province)
    known, now = before.parts, clock.now()
    with engine.reading(past=past) as duck:
        wanted = [
            one
            for collection in engine.collections.values()
            for over in ((False, True) if past else (False,))
            for one in _wanted(duck, collection, past=over)
        ]
        kept: dict[str, Part] = {}
        for done, one in enumerate(wanted, start=1):
            path = one.path(province)
            part = known.get(path)
            written = part is None or part.imprint != one.imprint or not _is_there(to, part)
            if written or part is None:
                part = _write(duck, one, to, path)
            kept[path] = part
            if written:
                _write_manifest(to, replace(before, parts={**known, **kept}))
            yield Step(part=part, written=written, done=done, all=len(wanted))
    for path in sorted(known.keys() - kept.keys()):
        if to.get_file_info(path).type == filesystems.FileType.File:
            to.delete_file(path)
    _write_manifest(to, Facts(province=province, key=key, at=now, past=past, parts=kept))


def manifest(to: filesystems.FileSystem, province: str) -> Facts:
    """Read what was written for a province before; no files where nothing was."""
    path = f"manifest/{province}.json"
    if to.get_file_info(path).type != filesystems.FileType.File:
        return Facts(province=province)
    with to.open_input_stream(path) as file:
        said = json.loads(file.read())
    return Facts(
        province=province,
        key=said.get("key", ""),
        at=datetime.fromisoformat(said["at"]) if said.get("at") else None,
        past=said.get("past", False),
        parts={one["path"]: Part(**one) for one in said["files"]},
    )


def provinces(to: filesystems.FileSystem) -> list[str]:
    """Name the provinces whose facts are there."""
    found = to.get_file_info(filesystems.FileSelector("manifest", allow_not_found=True))
    return sorted(Path(one.path).stem for one in found if one.path.endswith(".json"))


def key_of(collections: Mapping[str, Collection], name: str) -> str:
    """Give a province's name in lists of provinces, from its name in Vietnamese; empty where no list has it."""
    listed = (column.values for collection in collections.values() for column in collection.public)
    found = (str(key) for values in listed for key, words in values.items() if words.vi == name)
    return next(found, "")


def _credentials() -> bool:
    named = (
        "AWS_ACCESS_KEY_ID",
        "AWS_PROFILE",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    )
    return any(os.environ.get(name) for name in named) or Path("~/.aws/credentials").expanduser().exists()


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


def _write(duck: duckdb.DuckDBPyConnection, one: _Wanted, to: filesystems.FileSystem, path: str) -> Part:
    """Write one file beside its place and put it there once it is whole."""
    to.create_dir(path.rpartition("/")[0], recursive=True)
    beside = f"{path}.part"
    batches = duck.sql(
        f"SELECT {_columns(one.collection, past=one.past)} FROM {_table(one.collection, past=one.past)}"
        f" WHERE {_month(one.collection)} = ? ORDER BY {one.collection.key}, since",
        params=[one.month],
    ).to_arrow_reader(BATCH)
    with to.open_output_stream(beside) as stream:
        digesting = _Digesting(stream)
        with parquet.ParquetWriter(digesting, batches.schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
    to.move(beside, path)
    return Part(
        path=path,
        rows=one.rows,
        bytes=digesting.size,
        sha256=digesting.digest.hexdigest(),
        imprint=one.imprint,
    )


def _is_there(to: filesystems.FileSystem, part: Part) -> bool:
    found = to.get_file_info(part.path)
    return bool(found.type == filesystems.FileType.File and found.size == part.bytes)


def _write_manifest(to: filesystems.FileSystem, facts: Facts) -> None:
    said = {
        "province": facts.province,
        "key": facts.key,
        "at": facts.at.isoformat() if facts.at else None,
        "past": facts.past,
        "files": [asdict(facts.parts[path]) for path in sorted(facts.parts)],
    }
    to.create_dir("manifest", recursive=True)
    beside = f"manifest/{facts.province}.part"
    with to.open_output_stream(beside) as file:
        file.write(json.dumps(said, indent=1).encode())
    to.move(beside, f"manifest/{facts.province}.json")


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


def checked(to: filesystems.FileSystem, *, facts: str) -> Iterator[Part]:
    """Read every file of every province's manifest again, and give each that is as it was written.

    Raises Refusal `plans.no-facts`, `plans.export-broken`, and `plans.export-not-listed` for a file that a cluster
    would count and no manifest knows.
    """
    listed: set[str] = set()
    for province in kept_by(to, facts=facts):
        for part in manifest(to, province).parts.values():
            listed.add(part.path)
            if _digest(to, part) != part.sha256:
                raise Refusal(
                    "plans.export-broken",
                    refusal.gettext_noop(
                        "Tệp “%(path)s” không đúng như trong bảng kê; hãy xóa tệp ấy rồi xuất lại số liệu của %(province)s."
                    ),
                    params={"path": part.path, "province": province},
                )
            yield part
    found = to.get_file_info(filesystems.FileSelector("", recursive=True))
    for path in sorted(one.path for one in found if one.path.endswith(ENDING)):
        if path not in listed:
            raise Refusal(
                "plans.export-not-listed",
                refusal.gettext_noop(
                    "Tệp “%(path)s” không có trong bảng kê của tỉnh nào mà vẫn sẽ được đếm; hãy xóa tệp ấy."
                ),
                params={"path": path},
            )


def kept_by(to: filesystems.FileSystem, *, facts: str) -> list[str]:
    """Name the provinces whose facts are there. Raises Refusal `plans.no-facts` where there are none."""
    if not (found := provinces(to)):
        raise Refusal(
            "plans.no-facts",
            refusal.gettext_noop("Chưa có tỉnh nào xuất số liệu vào “%(facts)s”; hãy chạy export-facts."),
            params={"facts": facts},
        )
    return found


def _digest(to: filesystems.FileSystem, part: Part) -> str:
    digest = hashlib.sha256()
    if _is_there(to, part):
        with to.open_input_stream(part.path) as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()
