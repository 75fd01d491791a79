"""The national portal's exports as files: JSON lines, plain or gzipped, and XLSX lists."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import python_calamine

from motcua.gateways.national_portal import entry as entries
from motcua.spine import refusal
from motcua.systems.procedures import ports
from motcua.systems.procedures.ports import CatalogueEntry, Kind, RefusedRow

Row = tuple[int, object]
BOM = b"\xef\xbb\xbf"


class Refusal(refusal.Refusal):
    """A file, or a line of it, that cannot be read."""


def read(path: Path) -> Iterator[CatalogueEntry | RefusedRow]:
    """Read every row of an export (`.jsonl`, `.jsonl.gz`, `.xlsx`): an entry, or the row refused with its reason.

    A row said twice in the same words counts once; a code said again in other words is refused where it comes again.
    A file that breaks off is refused at the line where it breaks; what stood before is read.
    """
    seen: dict[str, tuple[int, str]] = {}
    for line, found in _rows(path):
        try:
            if isinstance(found, refusal.Refusal):
                raise found
            entry = entries.read(found, kind=Kind.LIST if path.suffix.lower() == ".xlsx" else Kind.DETAIL)
            if _new(seen, line, entry):
                yield entry
        except refusal.Refusal as error:
            yield _refused(path, line, found, error)


def _new(seen: dict[str, tuple[int, str]], line: int, entry: CatalogueEntry) -> bool:
    digest = hashlib.sha256(ports.to_json(entry)).hexdigest()
    first, before = seen.setdefault(entry.code, (line, digest))
    if before != digest:
        raise Refusal(
            "national-portal.code-twice",
            refusal.gettext_noop("Mã %(code)s đã có ở dòng %(line)s với nội dung khác."),
            params={"code": entry.code, "line": first},
        )
    return first == line


def _refused(path: Path, line: int, found: object, error: refusal.Refusal) -> RefusedRow:
    code = found.get("ma_thu_tuc") if isinstance(found, dict) else None
    return RefusedRow(
        file=path.name,
        line=line,
        code=code if isinstance(code, str) else None,
        reason=error.code,
        message=error.message,
        params=error.params,
    )


def _rows(path: Path) -> Iterator[tuple[int, object]]:
    """Give each row with its line; a `Refusal` stands where a line, or the rest of the file, cannot be read."""
    name = path.name.lower()
    if name.endswith(".xlsx"):
        yield from _sheet_rows(path)
    elif name.endswith((".jsonl", ".jsonl.gz")):
        yield from _json_rows(path)
    else:
        yield (
            0,
            Refusal(
                "national-portal.kind-of-file",
                refusal.gettext_noop("Chỉ đọc được tệp .jsonl, .jsonl.gz và .xlsx."),
            ),
        )


def _json_rows(path: Path) -> Iterator[Row]:
    line = 0
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            file: BinaryIO = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]  # a packed file is read like a plain one
            for line, text in enumerate(file, start=1):
                if text.strip():
                    yield line, _json(text.removeprefix(BOM) if line == 1 else text)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield (
            line + 1,
            Refusal(
                "national-portal.file-broken",
                refusal.gettext_noop("Tệp nén bị đứt hoặc hỏng từ dòng này; các dòng trước vẫn được đọc."),
            ),
        )
    except OSError as error:
        yield 0, _unreadable(error)


def _json(text: bytes) -> object:
    try:
        return json.loads(text.decode())
    except UnicodeDecodeError:
        return Refusal("national-portal.not-utf8", refusal.gettext_noop("Dòng không phải là chữ UTF-8."))
    except (json.JSONDecodeError, RecursionError) as error:
        return Refusal(
            "national-portal.not-json",
            refusal.gettext_noop("Dòng không phải là JSON hợp lệ (cột %(column)s)."),
            params={"column": getattr(error, "colno", 1)},
        )


def _sheet_rows(path: Path) -> Iterator[Row]:
    """Read the first sheet under its heading row (“Mã số | Tên | …”)."""
    try:
        rows = (
            python_calamine.CalamineWorkbook.from_path(str(path))
            .get_sheet_by_index(0)
            .to_python(skip_empty_area=False)
        )
    except (python_calamine.CalamineError, OSError) as error:
        yield 0, _unreadable(error)
        return
    columns: dict[int, str] = {}
    for line, cells in enumerate(rows, start=1):
        titles = [str(cell).strip() for cell in cells]
        if not columns:
            if {"Mã số", "Tên"} <= set(titles):
                columns = {
                    place: entries.LIST_COLUMNS.get(title, title)
                    for place, title in enumerate(titles)
                    if title
                }
        elif any(titles):
            yield line, {name: cells[place] for place, name in columns.items()}
    if not columns:
        yield (
            0,
            Refusal(
                "national-portal.heading-missing",
                refusal.gettext_noop("Không thấy dòng tiêu đề có “Mã số” và “Tên”."),
            ),
        )


def _unreadable(error: Exception) -> Refusal:
    return Refusal(
        "national-portal.file-unreadable",
        refusal.gettext_noop("Không đọc được tệp: %(why)s."),
        params={"why": getattr(error, "strerror", None) or str(error)},
    )
