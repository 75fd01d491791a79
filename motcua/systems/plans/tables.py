"""A list of records as a file: CSV or XLSX for a spreadsheet, with days as days; Parquet for a program, as they are."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import xlsxwriter
from pyarrow import parquet

from motcua.spine.collection import Collection, Type
from motcua.systems.plans import wording

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
MOST_ROWS = 1_048_575  # what a sheet holds under its heading


def as_csv(collection: Collection, items: Sequence[Mapping[str, Any]]) -> bytes:
    """Write records as CSV; a text never begins a formula."""
    names = [column.name for column in collection.public]
    units = wording.unit_names()
    heads = [wording.column(collection, name) for name in names]
    return lines(heads, ([_cell(collection, name, item[name], units) for name in names] for item in items))


def lines(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write rows under their heads as CSV (RFC 4180), in UTF-8 with the mark that Excel asks for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(collection: Collection, items: Sequence[Mapping[str, Any]]) -> bytes:
    """Write records as one sheet, its heading frozen; moments are dates a spreadsheet can count with."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "hh:mm dd/mm/yyyy",
        },
    ) as book:
        sheet = book.add_worksheet(_sheet_name(wording.nouns(collection)))
        bold = book.add_format({"bold": True})
        names = [column.name for column in collection.public]
        units = wording.unit_names()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(names) - 1, 20)
        sheet.write_row(0, 0, [wording.column(collection, name) for name in names], bold)
        for number, item in enumerate(items[:MOST_ROWS], start=1):
            for place, name in enumerate(names):
                cell = _cell(collection, name, item[name], units)
                sheet.write(number, place, cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell)
    return out.getvalue()


def as_parquet(collection: Collection, items: Sequence[Mapping[str, Any]]) -> bytes:
    """Write records as Apache Parquet: the columns by their names in the data dictionary, values as they are kept.

    Each column carries its meaning in both languages, so that the file explains itself.
    """
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
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(items), schema=schema), out)
    return out.getvalue()


WRITE: Mapping[str, Callable[[Collection, Sequence[Mapping[str, Any]]], bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "parquet": as_parquet,
}


def _cell(collection: Collection, name: str, cell: Any, units: Mapping[str, str]) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, date) or (
        isinstance(cell, int) and not isinstance(cell, bool) and not _listed(collection, name)
    ):
        return cell
    return wording.value(collection, name, cell, units)


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
