"""A list of records as a file: CSV or XLSX for a spreadsheet, with days as days; Parquet for a program, as they are.

However long the list, it goes through a file on the disk a step at a time: no more of it stands in memory.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

import pyarrow as pa
import xlsxwriter
from pyarrow import compute, parquet

from motcua.spine import refusal
from motcua.spine.collection import NAMELESS, Collection, Names, Type
from motcua.systems.plans import queries, wording

KINDS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
ARROW: Mapping[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.decimal128(38, 6),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.MOMENT: pa.timestamp("us", tz="Asia/Ho_Chi_Minh"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = (
    200_000  # of one sheet: what can be brought in again, and what a sheet is written of while somebody waits
)
READ = 100_000  # records asked of the copy at once: each time it looks through the whole list for the next
NAMED = ("unit", "district")  # columns with names in a file; every other code stays, to join files by
STEP = 10_000  # records written at once
MOST_WORDS = 5_000  # different values of a column whose words are kept while it is written


def lines(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write rows under their heads as CSV (RFC 4180), in UTF-8 with the mark that Excel asks for."""
    return b"\xef\xbb\xbf" + _rows((heads, *rows))


def _rows(rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A list on the disk, as Parquet: how many records, and the file, which goes with whoever lets go of it."""

    collection: Collection
    count: int
    file: IO[bytes]

    def batches(self) -> Iterator[list[dict[str, Any]]]:
        """Give the records a step at a time, moments aware."""
        self.file.seek(0)
        for batch in parquet.ParquetFile(self.file).iter_batches(batch_size=STEP):
            yield batch.to_pylist()


def keep(collection: Collection, steps: Iterable[pa.Table]) -> Kept:
    """Put a list on the disk, step by step, as Apache Parquet: the columns by their names in the data dictionary.

    Each column carries its meaning in both languages, so that the file explains itself.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever gives it away lets go of it
    schema = pa.schema(
        [
            pa.field(
                column.name,
                ARROW[column.type],
                metadata={"vi": column.meaning.vi, "en": column.meaning.en},
            )
            for column in collection.public
        ]
    )
    count = 0
    try:
        with parquet.ParquetWriter(file, schema) as writer:
            for step in steps:
                writer.write_table(_typed(step, schema))
                count += step.num_rows
    except BaseException:
        file.close()
        raise
    return Kept(collection=collection, count=count, file=file)


def _typed(step: pa.Table, schema: pa.Schema) -> pa.Table:
    """Give columns the types of the file: wall times are those of Vietnam."""
    columns = []
    for field in schema:
        found = step.column(field.name)
        if pa.types.is_timestamp(field.type):
            found = compute.assume_timezone(found.cast(pa.timestamp("us")), field.type.tz)
        columns.append(found.cast(field.type))
    return pa.Table.from_arrays(columns, schema=schema)


class Pieces:
    """A text written piece by piece from a list on the disk, which is let go of when nobody asks for more."""

    def __init__(self, pieces: Iterator[bytes], kept: Kept) -> None:
        """Write `pieces` of a list."""
        self._pieces, self._kept = pieces, kept

    def __iter__(self) -> Iterator[bytes]:
        """Give the pieces."""
        return self._pieces

    def close(self) -> None:
        """Let go of the list."""
        self._kept.file.close()


def as_csv(kept: Kept) -> Pieces:
    """Write records as CSV, a step at a time; a text never begins a formula."""
    names, cells = _written(kept.collection)
    heads = [wording.column(kept.collection, name) for name in names]

    def pieces() -> Iterator[bytes]:
        yield lines(heads, ())
        for items in kept.batches():
            yield _rows([cell(item[name]) for name, cell in zip(names, cells, strict=True)] for item in items)

    return Pieces(pieces(), kept)


def as_xlsx(kept: Kept) -> IO[bytes]:
    """Write records as one sheet, its heading frozen; moments are dates a spreadsheet can count with.

    Raises Refusal `plans.too-many-for-a-sheet` for more than `MOST_ROWS`.
    """
    collection = kept.collection
    if kept.count > MOST_ROWS:
        kept.file.close()
        raise queries.Refusal(
            "plans.too-many-for-a-sheet",
            refusal.gettext_noop(
                "Danh sách có %(count)s dòng; bảng Excel chỉ chứa được %(most)s dòng. Hãy tải tệp CSV hoặc Parquet, hoặc chia nhỏ danh sách."
            ),
            params={"count": wording.whole(kept.count), "most": wording.whole(MOST_ROWS)},
        )
    out = tempfile.TemporaryFile()  # noqa: SIM115 - whoever gives it away lets go of it
    with (
        kept.file,
        xlsxwriter.Workbook(
            out,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_date_format": "hh:mm dd/mm/yyyy",
            },
        ) as book,
    ):
        sheet = book.add_worksheet(_sheet_name(wording.nouns(collection)))
        bold = book.add_format({"bold": True})
        names, cells = _written(collection)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(names) - 1, 20)
        sheet.write_row(0, 0, [wording.column(collection, name) for name in names], bold)
        number = 0
        for items in kept.batches():
            for item in items:
                number += 1
                for place, (name, write) in enumerate(zip(names, cells, strict=True)):
                    cell = write(item[name])
                    sheet.write(
                        number, place, cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
                    )
    out.seek(0)
    return out


def as_parquet(kept: Kept) -> IO[bytes]:
    """Give the list as it lies on the disk."""
    kept.file.seek(0)
    return kept.file


WRITE: Mapping[str, Callable[[Kept], Pieces | IO[bytes]]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "parquet": as_parquet,
}


def _written(collection: Collection) -> tuple[list[str], list[Callable[[Any], Any]]]:
    """Name the columns of a file, and give how a value of each is written; in the language of this moment."""
    known = queries.names()
    columns = [column.name for column in collection.public]
    return columns, [_cell(collection, name, known if name in NAMED else NAMELESS) for name in columns]


def _cell(collection: Collection, name: str, known: Names) -> Callable[[Any], Any]:
    """Give how one column is written; what is said by a word is said once for each value there is."""
    said: dict[Any, Any] = {None: ""}
    listed = _listed(collection, name)

    def write(cell: Any) -> Any:
        if isinstance(cell, date) or (isinstance(cell, int) and not isinstance(cell, bool) and not listed):
            return cell
        key = (cell, isinstance(cell, bool)) if cell is not None else None
        if key not in said:
            if len(said) > MOST_WORDS:
                return wording.value(collection, name, cell, known)
            said[key] = wording.value(collection, name, cell, known)
        return said[key]

    return write


def _sheet_name(nouns: str) -> str:
    """Name a sheet by what it lists, in what a spreadsheet allows: 31 letters, none of `[]:*?/` and backslash."""
    plain = "".join(letter for letter in nouns if letter not in "[]:*?/\\")
    return (plain[:1].upper() + plain[1:])[:31] or "1"


def _listed(collection: Collection, name: str) -> bool:
    column = collection.column(name)
    return bool(column and column.values)


def harmless(cell: Any) -> Any:
    """Write a moment plainly, and a text so that no spreadsheet takes it for a formula."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
