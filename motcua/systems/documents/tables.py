"""The registers of documents as spreadsheets."""

import io

import xlsxwriter

from motcua.systems.documents import prints

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"Tên loại và trích yếu nội dung văn bản": 60, "Nơi nhận văn bản": 40, "Tác giả": 34}
USUAL = 18


def book(given: prints.Book) -> bytes:
    """Write a register as a sheet: its title, its headings, its rows."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as made:
        sheet = made.add_worksheet("Sổ văn bản")
        bold = made.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        cell = made.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet.write(0, 0, f"{prints.TITLES[given.way]} NĂM {given.year}", made.add_format({"bold": True}))
        sheet.write(1, 0, given.unit)
        headings = prints.HEADINGS[given.way]
        for column, words in enumerate(headings):
            sheet.set_column(column, column, WIDTHS.get(words, USUAL))
        sheet.write_row(3, 0, headings, bold)
        for number, row in enumerate(given.rows, start=4):
            sheet.write_row(number, 0, row, cell)
        sheet.freeze_panes(4, 0)
    return out.getvalue()
