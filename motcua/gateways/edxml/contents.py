"""The bytes of one attachment: small ones in memory, large ones in a nameless file that goes with the record."""

import hashlib
import io
import os
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

CHUNK = 3 * (1 << 16)
"""How many bytes are handled at a time; a multiple of three, so that its base64 ends without padding."""
SMALL = 1 << 18
"""How large a file may be to stay in memory: two hundred of them still fit."""


@dataclass(frozen=True, kw_only=True, slots=True, weakref_slot=True)
class Content:
    """A file's bytes, told apart by size and SHA-256 alone."""

    size: int
    sha256: str
    source: bytes | io.FileIO | Path = field(compare=False, repr=False)

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Take bytes that are at hand."""
        return cls(size=len(data), sha256=hashlib.sha256(data).hexdigest(), source=data)

    @classmethod
    def at(cls, path: Path) -> Self:
        """Take a file on disk, which must stay as it is until it is written; OSError where it cannot be read."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return cls(size=file.tell(), sha256=digest, source=path)

    def chunks(self) -> Iterator[bytes]:
        """Give the bytes in order, CHUNK at a time."""
        if isinstance(self.source, bytes):
            for at in range(0, self.size, CHUNK):
                yield self.source[at : at + CHUNK]
        elif isinstance(self.source, Path):
            with self.source.open("rb") as file:
                while data := file.read(CHUNK):
                    yield data
        else:
            for at in range(0, self.size, CHUNK):
                yield os.pread(self.source.fileno(), CHUNK, at)

    def read(self) -> bytes:
        """Give the bytes whole."""
        return b"".join(self.chunks())

    def opened(self) -> IO[bytes]:
        """Give a file to seek in, at its beginning; closing a nameless one would lose it."""
        if isinstance(self.source, bytes):
            return io.BytesIO(self.source)
        if isinstance(self.source, Path):
            return self.source.open("rb")
        self.source.seek(0)
        return self.source


class Scratch:
    """Where bytes are gathered: in memory while it is small, then in a nameless file."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = hashlib.sha256()
        self._held: list[bytes] = []
        self._file: io.FileIO | None = None
        self._closer: weakref.finalize[[], Scratch] | None = None

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self.size += len(data)
        self._digest.update(data)
        if self._file is None and self.size > SMALL:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with its record
            self._closer = weakref.finalize(self, self._file.close)
            for held in self._held:
                _all(self._file, held)
            self._held.clear()
        if self._file is None:
            self._held.append(data)
        else:
            _all(self._file, data)

    def content(self) -> Content:
        """Close the gathering; what was gathered lives as long as the record."""
        sha256 = self._digest.hexdigest()
        if self._file is None:
            return Content(size=self.size, sha256=sha256, source=b"".join(self._held))
        content = Content(size=self.size, sha256=sha256, source=self._file)
        if self._closer and self._closer.detach():
            weakref.finalize(content, self._file.close)
        return content


def _all(file: io.FileIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) or 0 :]
