"""What provinces exported: where it is, what stands written, and whether it is as it was written.

    TARGET/manifest/H31.json          whose, as of when, and every file with its rows, bytes, SHA-256 and imprint
    TARGET/dossiers/of_province=H31/of_month=2023-05/5f0c….parquet    rows as they stand, and since when
    TARGET/dossiers.past/of_province=H31/of_month=2023-05/…           versions that are over, where asked for

A province's facts are the files that its manifest names, and no others: whoever has read the manifest reads all of one
moment, whatever is written meanwhile. A file never changes; what is in it gives it its name.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pyarrow import fs as filesystems

from motcua.spine import refusal

S3 = "s3://"
MANIFESTS = "manifest"
ENDING = ".json"


class Refusal(refusal.Refusal):
    """A place where facts cannot be written or read, or facts that are not as they were written."""


class NotAsWritten(Refusal):
    """Facts of which files are missing or changed; `files` says of each what is wrong with it."""

    def __init__(self, files: Sequence[Refusal]) -> None:
        """Keep what is wrong with each; the sentence counts them."""
        self.files = tuple(files)
        message = refusal.gettext_noop("Có %(count)s tệp bị thiếu hoặc không đúng như trong bảng kê.")
        super().__init__("plans.export-not-as-written", message, params={"count": len(self.files)})


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One file of an export: its path below the target, what is in it, and what tells whether that changed."""

    path: str
    rows: int
    bytes: int
    sha256: str
    imprint: str

    @property
    def folder(self) -> str:
        """Where it lies: of which collection, province and month."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What stands written of a province: its files by path, as of when, and whether versions that are over are there.

    `house` names the database that wrote them, which alone may write them again; empty of facts from before they bore it.
    `key` is the province's name in lists of provinces. `over` are files that stand no more, with the moment since when:
    whoever began to read before that may still read them.
    """

    province: str
    house: str = ""
    key: str = ""
    at: datetime | None = None
    past: bool = False
    parts: Mapping[str, Part] = field(default_factory=dict)
    over: Mapping[str, datetime] = field(default_factory=dict)

    def of(self, folder: str) -> tuple[Part, ...]:
        """Give the files of a collection's rows or, NAME.past, of its versions that are over."""
        return tuple(part for path, part in self.parts.items() if path.split("/")[0] == folder)

    def kept(self, folder: str) -> int:
        """Give how many rows they have together."""
        return sum(part.rows for part in self.of(folder))


def place(target: str, *, made: bool = True) -> filesystems.FileSystem:
    """Open where facts are or, `made` where it is not yet there, are to be written: a folder, or s3://bucket/folder.

    Credentials for S3 stand in the environment.

    Raises Refusal `plans.export-no-credentials`, `plans.no-bucket`, `plans.export-not-reached`.
    """
    if target.startswith(S3) and not _credentials():
        raise Refusal(
            "plans.export-no-credentials",
            refusal.gettext_noop(
                "Chưa có khóa truy cập kho S3: hãy đặt AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY, hoặc AWS_PROFILE."
            ),
        )
    try:
        found, folder = filesystems.FileSystem.from_uri(uri(target))
        if target.startswith(S3) and _is_missing(found, bucket := folder.partition("/")[0]):
            raise Refusal(
                "plans.no-bucket",
                refusal.gettext_noop(
                    "Kho S3 không có bucket “%(bucket)s”: hãy lập bucket đó, hoặc xem lại địa chỉ “%(target)s”."
                ),
                params={"bucket": bucket, "target": target},
            )
        if made:
            found.create_dir(folder)
        below = filesystems.SubTreeFileSystem(folder, found)
        below.get_file_info(filesystems.FileSelector("", recursive=False, allow_not_found=True))
    except (OSError, ValueError) as error:
        raise not_reached(target, error) from error
    return below


def _is_missing(found: filesystems.FileSystem, bucket: str) -> bool:
    """Tell whether a store has no such bucket; keys that may read files, and not this, find none missing."""
    with suppress(OSError):
        return not bucket or bool(found.get_file_info(bucket).type == filesystems.FileType.NotFound)
    return False


def uri(target: str) -> str:
    """Write where facts are as a program anywhere opens it."""
    return target if target.startswith(S3) else Path(target).absolute().as_uri()


def not_reached(target: str, error: Exception) -> Refusal:
    """Say that a place is not there, or no longer."""
    return Refusal(
        "plans.export-not-reached",
        refusal.gettext_noop("Không đọc hay ghi được ở “%(target)s”: %(reason)s"),
        params={"target": target, "reason": str(error)[:200]},
    )


def broken(path: str, province: str) -> Refusal:
    """Say that a file is not what its province's manifest says."""
    return Refusal(
        "plans.export-broken",
        refusal.gettext_noop(
            "Tệp “%(path)s” không đúng như trong bảng kê; hãy xóa tệp ấy rồi xuất lại số liệu của %(province)s."
        ),
        params={"path": path, "province": province},
    )


def _missing(path: str, province: str) -> Refusal:
    """Say that a file which its province's manifest names is not there."""
    return Refusal(
        "plans.export-missing",
        refusal.gettext_noop(
            "Không có tệp “%(path)s” dù bảng kê có ghi; hãy xuất lại số liệu của %(province)s, tệp ấy sẽ được ghi lại."
        ),
        params={"path": path, "province": province},
    )


def provinces(to: filesystems.FileSystem, *, facts: str) -> list[str]:
    """Name the provinces whose facts are there. Raises Refusal `plans.no-facts` where there are none."""
    found = to.get_file_info(filesystems.FileSelector(MANIFESTS, allow_not_found=True))
    if not (named := sorted(Path(one.path).stem for one in found if one.path.endswith(ENDING))):
        raise Refusal(
            "plans.no-facts",
            refusal.gettext_noop("Chưa có tỉnh nào xuất số liệu vào “%(facts)s”; hãy chạy export-facts."),
            params={"facts": facts},
        )
    return named


def manifest(to: filesystems.FileSystem, province: str, *, ending: str = ENDING) -> Facts:
    """Read what was written for a province before; no files where nothing was. Raises Refusal `plans.manifest-not-read`."""
    path = f"{MANIFESTS}/{province}{ending}"
    if to.get_file_info(path).type != filesystems.FileType.File:
        return Facts(province=province)
    with to.open_input_stream(path) as file:
        text = file.read()
    try:
        return _facts(province, json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal(
            "plans.manifest-not-read",
            refusal.gettext_noop(
                "Bảng kê “%(file)s” bị hỏng nên không đọc được; hãy xóa tệp ấy rồi xuất lại số liệu của %(province)s."
            ),
            params={"file": path, "province": province},
        ) from error


def _facts(province: str, said: Any) -> Facts:
    return Facts(
        province=province,
        house=said.get("house", ""),
        key=said.get("key", ""),
        at=datetime.fromisoformat(said["at"]) if said.get("at") else None,
        past=said.get("past", False),
        parts={one["path"]: Part(**one) for one in said["files"]},
        over={path: datetime.fromisoformat(since) for path, since in said.get("over", {}).items()},
    )


def write_manifest(to: filesystems.FileSystem, facts: Facts, *, ending: str = ENDING) -> None:
    """Have these be the facts of their province from now on."""
    said = {
        "province": facts.province,
        "house": facts.house,
        "key": facts.key,
        "at": facts.at.isoformat() if facts.at else None,
        "past": facts.past,
        "files": [asdict(facts.parts[path]) for path in sorted(facts.parts)],
        "over": {path: facts.over[path].isoformat() for path in sorted(facts.over)},
    }
    to.create_dir(MANIFESTS, recursive=True)
    beside = f"{MANIFESTS}/{facts.province}{ending}.{facts.house}.part"
    with to.open_output_stream(beside) as file:
        file.write(json.dumps(said, indent=1).encode())
    to.move(beside, f"{MANIFESTS}/{facts.province}{ending}")


def is_there(to: filesystems.FileSystem, part: Part) -> bool:
    """Tell whether a file is there and as long as it was."""
    found = to.get_file_info(part.path)
    return bool(found.type == filesystems.FileType.File and found.size == part.bytes)


def checked(to: filesystems.FileSystem, *, facts: str) -> Iterator[Part]:
    """Read every file of every province's manifest again, and give each that is as it was written.

    Raises Refusal `plans.no-facts`; and after the last file NotAsWritten, where one was `plans.export-missing` or
    `plans.export-broken`.
    """
    wrong: list[Refusal] = []
    for province in provinces(to, facts=facts):
        for part in manifest(to, province).parts.values():
            if to.get_file_info(part.path).type == filesystems.FileType.NotFound:
                wrong.append(_missing(part.path, province))
            elif _digest(to, part) != part.sha256:
                wrong.append(broken(part.path, province))
            else:
                yield part
    if wrong:
        raise NotAsWritten(wrong)


def _digest(to: filesystems.FileSystem, part: Part) -> str:
    digest = hashlib.sha256()
    if is_there(to, part):
        with to.open_input_stream(part.path) as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


def _credentials() -> bool:
    named = (
        "AWS_ACCESS_KEY_ID",
        "AWS_PROFILE",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    )
    return any(os.environ.get(name) for name in named) or Path("~/.aws/credentials").expanduser().exists()
