"""The registers said to people, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext as _, gettext_lazy, ngettext

from motcua.base import clock
from motcua.base.templatetags.motcua import vn_number
from motcua.spine.collection import Type
from motcua.spine.procedure import Words
from motcua.spine.refusal import Refusal
from motcua.systems.organisation import queries as organisation
from motcua.systems.registers import rules
from motcua.systems.registers.rules import table

TYPES: Mapping[Type, Promise] = {
    Type.TEXT: gettext_lazy("chữ"),
    Type.INTEGER: gettext_lazy("số nguyên"),
    Type.NUMBER: gettext_lazy("số, ví dụ 1.234,5"),
    Type.BOOLEAN: gettext_lazy("Có hoặc Không"),
    Type.DATE: gettext_lazy("ngày, ví dụ 31/01/2023"),
    Type.MOMENT: gettext_lazy("thời điểm"),
}
LINKS: Mapping[str, Promise] = {
    "units": gettext_lazy("mã hoặc tên cơ quan, đơn vị, ví dụ H31.12"),
    "procedures": gettext_lazy("mã thủ tục hành chính, ví dụ 1.001193"),
}


def say(words: Words) -> str:
    """Say words in the reader's language."""
    return words.said(get_language() or "vi")


def shape(field: rules.Field) -> str:
    """Say how a cell of a column is to be written."""
    if field.column.values:
        return _("chọn một giá trị trong danh sách")
    if field.link is not None:
        return str(LINKS[field.link])
    said = str(TYPES[field.column.type])
    if field.least is not None and field.most is not None:
        said += " " + _("(từ %(least)s đến %(most)s)") % {
            "least": f"{field.least:f}",
            "most": f"{field.most:f}",
        }
    return said


def choices(field: rules.Field) -> list[str]:
    """Give what may stand in a cell of a closed column, as a person writes it."""
    if field.column.type is Type.BOOLEAN:
        return ["Có", "Không"]
    return [words.vi for words in field.column.values.values()]


def cell(field: rules.Field, value: object) -> str:
    """Write one kept value as an official would; an absent one is a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, str | int) and value in field.column.values:
        return say(field.column.values[value])
    if field.column.type is Type.DATE:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return str(value)


def key(register: rules.Register, body: Mapping[str, object]) -> str:
    """Name a row by what its key is made of, a unit by its name: Sở Tư pháp · 2021 · dân sự."""
    return " · ".join(
        _unit(str(value)) if "units" in (field.link, *field.known_in) else cell(field, value)
        for field in register.fields_of_key
        for value in [body.get(field.name)]
    )


def _unit(code: str) -> str:
    """Name a unit; by its code alone where the register of units no longer has it."""
    try:
        return organisation.unit(code=code).short_name
    except Refusal:
        return code


def reason(found: table.Reason) -> str:
    """Say why a row is refused: the column first, where it is one column's fault."""
    sentence = _(found.message) % found.params
    return f"{found.heading}: {sentence}" if found.heading else sentence


def reasons(found: Sequence[table.Reason]) -> str:
    """Say every reason in one line: each but the last without its full stop."""
    said = [reason(each) for each in found]
    return "; ".join([*(each.removesuffix(".") for each in said[:-1]), *said[-1:]])


def fault(found: table.Fault) -> str:
    """Say what is wrong with a table as a whole."""
    return _(found.message) % found.params


def in_room(found: Iterable[tuple[str, int, datetime, int]]) -> list[str]:
    """Say of which unit and year a room keeps the records itself, since when, and how many rows of a table it concerns."""
    return [
        ngettext(
            "%(unit)s, năm %(year)s: lập trên hệ thống từ %(day)s; %(rows)s dòng không tính.",
            "%(unit)s, năm %(year)s: lập trên hệ thống từ %(day)s; %(rows)s dòng không tính.",
            rows,
        )
        % {
            "unit": organisation.unit(code=unit).short_name,
            "year": year,
            "day": f"{since.astimezone(clock.VN):%d/%m/%Y}",
            "rows": vn_number(rows),
        }
        for unit, year, since, rows in found
    ]
