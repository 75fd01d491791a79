"""The registers as spreadsheets: a template to fill in, and the refused rows to mend and hand in again."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.spine.collection import Type
from motcua.spine.procedure import Words
from motcua.systems.registers import rules, wording
from motcua.systems.registers.rules import headings, table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_ROW = 10_000  # down to which the template checks what is typed
WIDE, NARROW = 60, 22
LONGEST_LIST = 255  # characters that a spreadsheet takes as a list of choices
INPUT_TITLE, INPUT_MESSAGE = 32, 255  # what it shows beside a cell
REASON, ROW = "Lý do không nhận", "Dòng"
DAY = "dd/mm/yyyy"


def template(register: rules.Register) -> bytes:
    """Write the empty table of a register: a heading that the import knows, choices and checks under it, and a key."""
    out = io.BytesIO()
    with _book(out) as book:
        _to_fill(book, register)
        _explained(book, register)
    return out.getvalue()


def refused(register: rules.Register, *, heading: Sequence[str], rows: Sequence[table.Bad]) -> bytes:
    """Write the refused rows under their own heading, each with where it stood and every reason."""
    out = io.BytesIO()
    with _book(out) as book:
        sheet = book.add_worksheet(wording.say(register.title)[:31])
        bold, days = book.add_format({"bold": True}), book.add_format({"num_format": DAY})
        kept = [place for place, words in enumerate(heading) if headings.folded(words) not in (_REASON, _ROW)]
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(kept), NARROW)
        sheet.set_column(len(kept) + 1, len(kept) + 1, WIDE)
        sheet.write_row(0, 0, [*(heading[place] for place in kept), ROW, REASON], bold)
        for number, row in enumerate(rows, start=1):
            for column, place in enumerate(kept):
                cell: Any = row.cells[place]
                if isinstance(cell, datetime | date):
                    sheet.write_datetime(number, column, cell, days)
                else:
                    sheet.write(number, column, cell)
            sheet.write(number, len(kept), row.row)
            sheet.write(number, len(kept) + 1, wording.reasons(row.reasons))
    return out.getvalue()


_REASON, _ROW = headings.folded(REASON), headings.folded(ROW)


@contextmanager
def _book(out: io.BytesIO) -> Iterator[xlsxwriter.Workbook]:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        yield book


def _to_fill(book: xlsxwriter.Workbook, register: rules.Register) -> None:
    sheet = book.add_worksheet(_("Số liệu"))
    needed = book.add_format({"bold": True, "bg_color": "#F3E3E0", "text_wrap": True, "valign": "top"})
    may = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    days = book.add_format({"num_format": DAY})
    texts = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for place, field in enumerate(register.fields):
        shape = {Type.DATE: days, Type.TEXT: texts}.get(field.column.type)
        sheet.set_column(place, place, NARROW, shape)
        sheet.write(0, place, _heading(field.column.meaning), needed if field.required else may)
        check = _check(field)
        if check is not None:
            sheet.data_validation(1, place, LAST_ROW, place, check)


def _heading(meaning: Words) -> str:
    said = meaning.vi
    return said[:1].upper() + said[1:]


def _check(field: rules.Field) -> dict[str, Any] | None:
    """Say how a spreadsheet itself may check a cell while it is typed."""
    about = {
        "input_title": wording.say(field.column.meaning)[:INPUT_TITLE],
        "input_message": wording.shape(field)[:INPUT_MESSAGE],
        "ignore_blank": True,
    }
    choices = wording.choices(field)
    if choices and len(",".join(choices)) <= LONGEST_LIST and not any("," in each for each in choices):
        return {"validate": "list", "source": choices, **about}
    if field.column.type is Type.DATE:
        return {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1), **about}
    if field.column.type is Type.INTEGER and not choices:
        return {"validate": "integer", **_bounds(field), **about}
    if field.column.type is Type.NUMBER:
        return {"validate": "decimal", **_bounds(field), **about}
    return {"validate": "any", **about}


def _bounds(field: rules.Field) -> dict[str, Any]:
    least = -(10**9) if field.least is None else float(field.least)
    most = 10**12 if field.most is None else float(field.most)
    return {"criteria": "between", "minimum": least, "maximum": most}


def _explained(book: xlsxwriter.Workbook, register: rules.Register) -> None:
    """Write a second sheet that says what each column means; the import reads the first alone."""
    sheet = book.add_worksheet(_("Giải thích"))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, NARROW * 2)
    sheet.set_column(1, 3, WIDE // 2)
    sheet.write(0, 0, wording.say(register.title), bold)
    sheet.write(1, 0, wording.say(register.source))
    sheet.write_row(3, 0, [_("Cột"), _("Bắt buộc"), _("Cách ghi"), _("Các giá trị")], bold)
    for number, field in enumerate(register.fields, start=4):
        said = [
            _heading(Words(vi=wording.say(field.column.meaning), en="")),
            _("Có") if field.required else _("Không"),
            wording.shape(field),
            "; ".join(wording.choices(field)),
        ]
        sheet.write_row(number, 0, said, wrapped)
    sheet.write(
        5 + len(register.fields),
        0,
        _("Tiêu đề viết có dấu hay không dấu, chữ hoa hay chữ thường đều được."),
        wrapped,
    )
