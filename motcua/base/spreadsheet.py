"""The first sheet of an XLSX file, opened without trusting it: looked through as it unpacks before it is read whole."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine

from motcua.base import store
from motcua.base.templatetags.motcua import vn_number
from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop

Cell = str | float | bool | date | datetime | time | timedelta
MOST_ROWS = 200_000
ABOVE = 50  # rows that titles and headings may take besides
MOST_BYTES = 256 << 20  # unpacked: what the reader may be given to hold
PIECE = 1 << 20
LONGEST_TAG = 1 << 10
ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
ERROR = re.compile(rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3}[0-9]{1,7})"')


class Refusal(refusal.Refusal):
    """The file is no spreadsheet that can be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """A block of cells made one: its first and last row and its address (`B7:C9`)."""

    first: int
    last: int
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """The first sheet of a file: rows as lists of cells from column `left` (0 is A) on.

    `errors` are the addresses of cells that show an error (#N/A), which would read as empty; the first few.
    """

    left: int
    merged: tuple[Merged, ...]
    errors: tuple[str, ...]
    table: python_calamine.CalamineSheet

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Give every row with its number as the spreadsheet shows it, one at a time; an empty cell is an empty text."""
        yield from enumerate(self.table.iter_rows(), start=1)

    def address(self, row: int, place: int) -> str:
        """Give the address of the cell at `place` in a row's list."""
        return f"{letters(self.left + place)}{row}"


def letters(column: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def opened(content: bytes, *, name: str) -> Sheet:
    """Open the first sheet of the file `name`.

    Raises Refusal `file.too-large` over the store's size or `MOST_BYTES` unpacked, `file.too-many-rows` over
    `MOST_ROWS`, `file.wrong-kind` for what is no XLSX file or is locked by a password.
    """
    if len(content) > store.LARGEST:
        raise _too_large(name, store.LARGEST)
    errors = _looked_through(content, name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        merged = tuple(_merged(block) for block in sheet.merged_cell_ranges or ())
    except (python_calamine.CalamineError, IndexError) as error:
        raise _wrong_kind(name) from error
    left = sheet.start[1] if sheet.start else 0
    return Sheet(left=left, merged=merged, errors=errors, table=sheet)


def _looked_through(content: bytes, name: str) -> tuple[str, ...]:
    """Unpack piece by piece, keeping nothing: count bytes and rows, and find cells that show an error."""
    size, rows, errors = 0, 0, []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise _wrong_kind(name)
            for member in archive.infolist():
                sheet = member.filename.startswith("xl/worksheets/")
                of_sheet, tail = 0, b""
                for piece in _pieces(archive, member):
                    size += len(piece)
                    if size > MOST_BYTES:
                        raise _too_large(name, MOST_BYTES)
                    if sheet:
                        seen = tail + piece
                        cut = max(seen.rfind(b">") + 1, len(seen) - LONGEST_TAG)
                        of_sheet += len(ROW.findall(seen, 0, cut))
                        errors += [found.decode() for found in ERROR.findall(seen, 0, cut)][:10]
                        tail = seen[cut:]
                rows = max(rows, of_sheet)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _wrong_kind(name) from error
    if rows > MOST_ROWS + ABOVE:
        raise Refusal(
            "file.too-many-rows",
            gettext_noop(
                "Bảng “%(name)s” có %(rows)s dòng, quá %(most)s dòng mỗi tệp. Hãy chia thành nhiều tệp rồi nhập lần lượt."
            ),
            params={"name": name, "rows": vn_number(rows), "most": vn_number(MOST_ROWS)},
        )
    return tuple(errors[:10])


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as file:
        while piece := file.read(PIECE):
            yield piece


def _merged(block: tuple[tuple[int, int], tuple[int, int]]) -> Merged:
    (top, left), (bottom, right) = block
    return Merged(
        first=top + 1,
        last=bottom + 1,
        address=f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}",
    )


def _wrong_kind(name: str) -> Refusal:
    return Refusal(
        "file.wrong-kind",
        gettext_noop(
            "Không mở được “%(name)s” như một bảng tính. Hãy lưu tệp ở dạng Excel (.xlsx), không đặt mật khẩu, rồi gửi lại."
        ),
        params={"name": name},
    )


def _too_large(name: str, most: int) -> Refusal:
    return Refusal(
        "file.too-large",
        gettext_noop("Tệp “%(name)s” lớn hơn %(most)s MB. Hãy giảm dung lượng rồi tải lại."),
        params={"name": name, "most": most >> 20},
    )
