"""Spreadsheets as offices hand them in, written for a test."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

HEADING = (
    "Tỉnh",
    "Chỉ số",
    "Năm đánh giá",
    "Thứ hạng",
    "Điểm số",
    "Ngày công bố",
    "Mức xác minh của số liệu",
)


def book(
    *rows: Sequence[Any],
    title: Sequence[Sequence[Any]] = (),
    merged: Sequence[str] = (),
    names: Sequence[str] = ("Bảng",),
) -> bytes:
    """Write rows under an optional block of titles; `merged` are blocks of cells made one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_numbers": False}) as file:
        sheet = file.add_worksheet(names[0])
        days = file.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate([*title, *rows]):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, days)
                else:
                    sheet.write(number, place, cell)
        for block in merged:
            sheet.merge_range(block, "gộp")
        for other in names[1:]:
            file.add_worksheet(other)
    return out.getvalue()


def scores(*rows: Sequence[Any], **more: Any) -> bytes:
    """Write a table of indices under its heading."""
    return book(HEADING, *rows, **more)


PAPI = (
    "Hưng Yên",
    "PAPI",
    2021,
    5,
    45.366,
    date(2022, 5, 10),
    "theo nguồn công khai, chưa đối chiếu văn bản gốc",
)
PCI = ("Tỉnh Nghệ An", "pci", "2022", "23", "", "", "nguồn công khai")
