"""The bytes of an attachment on the wire: base64, and for most types a ZIP of one entry around the file."""

import binascii
import errno
import re
import struct
import tempfile
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from motcua.gateways.edxml.bounds import MB, Bounds
from motcua.gateways.edxml.contents import CHUNK, SMALL, Content, Scratch
from motcua.gateways.edxml.refusal import Refusal
from motcua.spine.refusal import gettext_noop as _

ZIP = "application/zip"
RAW = {"pdf": "application/pdf", "doc": "application/doc", "docx": "application/docx"}
"""Types that senders leave as they are; the labels are the axis's own, not registered media types."""
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENTRIES = uuid.UUID("6d6f7463-7561-5465-8478-6d6c00000102")
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_TAIL = 22 + 0xFFFF
_PLAIN = re.compile(r"[A-Za-z0-9]{1,10}")


class Decoder:
    """Base64 as it streams by, in one line or many; `bad` once it is none."""

    def __init__(self) -> None:
        self.bad = False
        self._scratch = Scratch()
        self._rest = b""
        self._ended = False

    def feed(self, text: str) -> None:
        """Take the next characters."""
        if self.bad:
            return
        try:
            data = self._rest + text.encode("ascii").translate(None, b" \t\r\n")
            whole = len(data) & ~3
            self._rest = data[whole:]
            if not whole:
                return
            if self._ended:
                self.bad = True
                return
            self._ended = data[whole - 1] == ord("=")
            self._scratch.write(binascii.a2b_base64(data[:whole], strict_mode=True))
        except (UnicodeEncodeError, binascii.Error):
            self.bad = True

    def content(self) -> Content | None:
        """Give the bytes; None where it was no base64."""
        return None if self.bad or self._rest else self._scratch.content()


def extension(name: str | None) -> str:
    """Give what follows the last dot of a file's name, as it is written."""
    return (name or "").rpartition(".")[2] if "." in (name or "") else ""


def is_wrapped(*, content_type: str | None, name: str | None) -> bool:
    """Say whether a ZIP of one entry stands around the file; a `.zip`, exactly so written, is itself the file."""
    return content_type in (None, ZIP) and extension(name) != "zip"


def label(name: str) -> str:
    """Give the content type under which we send a file of that name."""
    return RAW.get(extension(name).lower(), ZIP)


def encoded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Give the base64 in one line, piece by piece; every chunk but the last is CHUNK long."""
    for chunk in chunks:
        yield binascii.b2a_base64(chunk, newline=False)


def wrapped(chunks: Iterator[bytes], *, size: int, key: str, name: str) -> Iterator[bytes]:
    """Put the file into a ZIP of one entry, under a name that no two files share and that leads nowhere.

    The same file of `size` bytes under the same key gives the same bytes, so that a message sent again is the same message.
    """
    ending = extension(name)
    entry = f"{uuid.uuid5(ENTRIES, key)}.{ending if _PLAIN.fullmatch(ending) else 'bin'}"
    with tempfile.SpooledTemporaryFile(max_size=SMALL) as file:
        with zipfile.ZipFile(file, "w") as archive:
            about = zipfile.ZipInfo(entry, date_time=(1980, 1, 1, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            about.file_size = size
            with archive.open(about, "w") as inside:
                for chunk in chunks:
                    inside.write(chunk)
        file.seek(0)
        while data := file.read(CHUNK):
            yield data


def unwrap(content: Content, *, bounds: Bounds, most: int, line: int) -> Content:
    """Take the file out of its ZIP: the first entry, whatever its name. `most`: the bytes it may grow to.

    Raises Refusal where the ZIP cannot be read, is a bomb, holds two entries of one name, or a name that climbs.
    """
    try:
        with zipfile.ZipFile(_bounded(content, bounds=bounds, line=line)) as archive:
            entry = _first(archive.infolist(), line)
            with archive.open(entry) as file:
                return _grown(file, most=min(most, max(MB, content.size * bounds.ratio)), line=line)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError) as error:
        raise _unreadable(line) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a full disk is not the sender's fault; a seek to nowhere is
            raise
        raise _unreadable(line) from error


def _grown(file: IO[bytes], *, most: int, line: int) -> Content:
    scratch = Scratch()
    while chunk := file.read(CHUNK):
        scratch.write(chunk)
        if scratch.size > most:
            raise Refusal(
                "edxml.zip-bomb",
                _("Tệp nén đính kèm bung ra quá lớn so với mức cho phép."),
                line=line,
            )
    return scratch.content()


def _bounded(content: Content, *, bounds: Bounds, line: int) -> IO[bytes]:
    """Give the file to read, once its own count of entries is known to be a small one."""
    file = content.opened()
    file.seek(max(0, content.size - _TAIL))
    tail = file.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22 or tail[max(0, at - 20) :].startswith(_END_64):
        raise _unreadable(line)
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > bounds.entries or length > bounds.entries * 1_000:
        raise Refusal("edxml.zip-too-many", _("Tệp nén đính kèm có quá nhiều mục."), line=line)
    file.seek(0)
    return file


def _first(entries: list[zipfile.ZipInfo], line: int) -> zipfile.ZipInfo:
    names = [entry.filename for entry in entries]
    if any(_climbs(entry.orig_filename) for entry in entries):
        raise Refusal(
            "edxml.zip-climbs",
            _("Tệp nén đính kèm có mục mang đường dẫn ra ngoài thư mục của nó; không nhận."),
            line=line,
        )
    if len(set(names)) < len(names):
        raise Refusal("edxml.zip-name-twice", _("Tệp nén đính kèm có hai mục trùng tên."), line=line)
    first = min(entries, key=lambda entry: entry.header_offset, default=None)
    if (
        first is None
        or first.header_offset
        or first.is_dir()
        or first.flag_bits & 1
        or first.compress_type not in METHODS
    ):
        raise _unreadable(line)
    return first


def _climbs(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or path[1:2] == ":" or "\0" in path


def _unreadable(line: int) -> Refusal:
    return Refusal("edxml.zip-unreadable", _("Tệp nén đính kèm không mở được."), line=line)
