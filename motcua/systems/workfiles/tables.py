"""Papers of work files as spreadsheets."""

import io

import xlsxwriter

from motcua.systems.workfiles import prints

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 9  # characters for each share of a column


def sheet(paper: prints.Paper) -> bytes:
    """Write a paper as a sheet: its title, its headings, its rows."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as made:
        page = made.add_worksheet("Hồ sơ")
        bold = made.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        cell = made.add_format({"text_wrap": True, "valign": "top", "border": 1})
        page.write(0, 0, paper.title, made.add_format({"bold": True}))
        page.write(1, 0, " · ".join(filter(None, (paper.unit, paper.below))))
        for column, (_, share) in enumerate(paper.columns):
            page.set_column(column, column, WIDTH * share)
        page.write_row(3, 0, [heading for heading, _ in paper.columns], bold)
        for number, row in enumerate(paper.rows, start=4):
            page.write_row(number, 0, row, cell)
        page.freeze_panes(4, 0)
    return out.getvalue()
