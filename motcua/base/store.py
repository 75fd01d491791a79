"""Where the bytes of files lie: by their digest, written once, never changed."""

import errno
import hashlib
import mmap
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from motcua.spine import refusal

DIGEST = re.compile(r"[0-9a-f]{64}")
LARGEST = 20 * 1024 * 1024
# The kinds an office accepts, known by their first bytes rather than by their name.
KINDS: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",)),
)
# What the archive that a document is must have among its names (ECMA-376, part 2); any other archive is none.
INSIDE: Mapping[str, tuple[bytes, ...]] = {
    ".docx": (b"[Content_Types].xml", b"word/"),
    ".xlsx": (b"[Content_Types].xml", b"xl/"),
}


class Refusal(refusal.Refusal):
    """The file is not taken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A file as it lies in the store: SHA-256 in hexadecimal, size in bytes, media type."""

    digest: str
    size: int
    media_type: str


def put(*, chunks: Iterable[bytes], name: str) -> Stored:
    """Keep a file's bytes and say what they are.

    Raises Refusal `file.too-large` over `LARGEST` bytes, `file.empty`, and `file.wrong-kind` when the first bytes or
    the name are of no kind an office accepts. Nothing is kept of a refused file.
    """
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    hasher, size, head = hashlib.sha256(), 0, b""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        try:
            for chunk in chunks:
                size += len(chunk)
                _refuse_large(size, name)
                head = head or chunk[:16]
                hasher.update(chunk)
                file.write(chunk)
            file.flush()
            kind = _kind(head, name, size, Path(file.name))
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    digest = hasher.hexdigest()
    target = _path(digest)
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(file.name).replace(target)
    return Stored(digest=digest, size=size, media_type=kind)


def get(digest: str) -> BinaryIO:
    """Open a kept file for reading."""
    return _path(digest).open("rb")


def holds(digest: str) -> bool:
    """Say whether the file of this digest lies here."""
    return _path(digest).is_file()


def _refuse_large(size: int, name: str) -> None:
    if size > LARGEST:
        raise Refusal(
            "file.too-large",
            refusal.gettext_noop("Tệp “%(name)s” lớn hơn %(most)s MB. Hãy giảm dung lượng rồi tải lại."),
            params={"name": name, "most": LARGEST // 1024 // 1024},
        )


def _kind(head: bytes, name: str, size: int, path: Path) -> str:
    if size == 0:
        raise Refusal(
            "file.empty", refusal.gettext_noop("Tệp “%(name)s” không có nội dung."), params={"name": name}
        )
    suffix = Path(name).suffix.lower()
    for magic, media_type, suffixes in KINDS:
        if head.startswith(magic) and suffix in suffixes and _holds(path, INSIDE.get(suffix, ())):
            return media_type
    raise Refusal(
        "file.wrong-kind",
        refusal.gettext_noop(
            "Tệp “%(name)s” không thuộc loại được nhận. Hãy tải tệp PDF, ảnh JPG hoặc PNG, văn bản DOCX hoặc bảng tính XLSX."
        ),
        params={"name": name},
    )


def _holds(path: Path, parts: tuple[bytes, ...]) -> bool:
    """Look for names where an archive writes them plainly; it is not unpacked, however large it says it is."""
    if not parts:
        return True
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as archive:
        return all(archive.find(part) >= 0 for part in parts)


def _folder() -> Path:
    return Path(settings.VAR) / "files"


def _path(digest: str) -> Path:
    if not DIGEST.fullmatch(digest):  # it may come from outside, and must lead nowhere else
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), digest[:80])
    return _folder() / digest[:2] / digest
