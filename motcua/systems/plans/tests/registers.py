"""Tables as offices hand them in, brought into a register for a test."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from motcua.spine import access
from motcua.systems.registers import actions

Rows = Sequence[Mapping[str, Any]]


def table(rows: Rows) -> bytes:
    """Write rows under the names of their columns."""
    out = io.BytesIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, names)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [row.get(name, "") for name in names])
    return out.getvalue()


def bring(register: str, rows: Rows, *, at: datetime, since: date | None = None) -> None:
    """Bring a table in, every row of which is taken and new; its rows hold `since` a day, or from now on."""
    file = actions.File(name=f"{register}.xlsx", content=table(rows))
    wanted = actions.Wanted(register=register, since=since)
    outcome = actions.import_table(wanted=wanted, file=file, by=access.system("importer"), at=at)
    assert (outcome.added, outcome.refused) == (len(rows), ()), register
