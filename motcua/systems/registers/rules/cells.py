"""One cell of a table read as what its column holds: the ways in which offices write days, figures, yes and no."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from motcua.base import fold
from motcua.spine.collection import Type, nearest
from motcua.spine.refusal import gettext_noop
from motcua.systems.registers.rules.definition import BETWEEN, Field, Refusal

Value = str | int | bool | Decimal | date
Resolve = Callable[[str], str | None]
LONGEST = 2_000
PLACES = 6  # decimals that the counting engine keeps
YES = frozenset({"co", "x", "yes", "true", "1", "da", "roi", "dat", "dung"})
NO = frozenset({"khong", "no", "false", "0", "chua", "khong dat", "sai"})
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
GROUPED = re.compile(r"[-+]?\d{1,3}(\.\d{3})+(,\d+)?")
PLAIN = re.compile(r"[-+]?\d{1,18}([.,]\d+)?")
FIRST_YEAR, LAST_YEAR = 1900, 2200


def read(cell: object, field: Field, *, resolve: Mapping[str, Resolve]) -> Value | None:
    """Read a cell; None where it is empty. Raises Refusal with what is wrong and how to write it.

    `resolve` gives, for each link, the key of the thing that a cell names by its code or its name.
    """
    if isinstance(cell, str):
        cell = _text(cell)
    if cell == "":
        return None
    if field.column.values:
        return _listed(_said(cell), field)
    if field.link is not None and field.link in resolve:
        return _linked(_said(cell), field, resolve[field.link])
    value = _READERS[field.column.type](cell)
    if field.least is not None or field.most is not None:
        _within(value, field)
    return value


def _text(cell: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    if len(text) > LONGEST:
        message = gettext_noop("Ô có hơn %(most)s ký tự; hãy viết gọn lại.")
        raise Refusal("registers.cell-too-long", message, params={"most": LONGEST})
    if any(unicodedata.category(mark) in {"Cc", "Cs", "Co", "Cn"} for mark in text) or BETWEEN in text:
        message = gettext_noop("Ô có ký tự không dùng được; hãy gõ lại nội dung ô.")
        raise Refusal("registers.cell-not-text", message)
    return text


def _said(cell: object) -> str:
    """Give a cell as the text a person sees in it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _shown(cell: object) -> Mapping[str, str | int]:
    return {"value": _said(cell)[:60]}


def _listed(text: str, field: Field) -> str | int:
    folded = " ".join(fold.words(text))
    if folded in field.spellings:
        return field.spellings[folded]
    words = [each.vi for each in field.column.values.values()]
    message = gettext_noop("“%(value)s” không có trong danh sách của cột; có phải ý là “%(nearest)s”?")
    params = {"value": text[:60], "nearest": nearest(text[:60], words)}
    raise Refusal("registers.cell-not-listed", message, params=params)


def _linked(text: str, field: Field, resolve: Resolve) -> str:
    found = resolve(text)
    if found is None:
        message = (
            gettext_noop(
                "Không có cơ quan, đơn vị nào có mã hoặc tên “%(value)s”; hãy ghi mã định danh, ví dụ H31.12."
            )
            if field.link == "units"
            else gettext_noop("Danh mục thủ tục không có mã “%(value)s”; hãy ghi mã thủ tục, ví dụ 1.001193.")
        )
        raise Refusal("registers.cell-not-known", message, params=_shown(text))
    return found


def _figure(cell: object) -> Decimal:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # A spreadsheet computes in binary: what lies beyond the sixth decimal is its rounding, not a figure.
        return round(Decimal(repr(cell)), PLACES).normalize() + 0
    text = str(cell).replace(" ", "").removesuffix("%") if isinstance(cell, str) else ""
    if GROUPED.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif PLAIN.fullmatch(text):
        text = text.replace(",", ".")
    else:
        raise Refusal(
            "registers.cell-not-a-figure",
            gettext_noop("“%(value)s” không phải là số; hãy viết như 1.234,5."),
            params=_shown(cell),
        )
    figure = Decimal(text)
    if figure != round(figure, PLACES):
        message = gettext_noop("“%(value)s” có quá 6 chữ số sau dấu phẩy; hãy làm tròn.")
        raise Refusal("registers.cell-not-a-figure", message, params=_shown(cell))
    return figure


def _number(cell: object) -> Decimal:
    return _figure(cell)


def _integer(cell: object) -> int:
    figure = _figure(cell)
    if figure != int(figure):
        raise Refusal(
            "registers.cell-not-whole", gettext_noop("“%(value)s” phải là số nguyên."), params=_shown(cell)
        )
    return int(figure)


def _within(value: Value, field: Field) -> None:
    assert isinstance(value, int | Decimal)  # noqa: S101 - the file's reader allows bounds on figures alone
    if (field.least is not None and value < field.least) or (field.most is not None and value > field.most):
        least, most = (("…" if each is None else f"{each}") for each in (field.least, field.most))
        message = gettext_noop("Số %(value)s nằm ngoài khoảng cho phép (từ %(least)s đến %(most)s).")
        params = {"value": str(value), "least": least, "most": most}
        raise Refusal("registers.cell-out-of-bounds", message, params=params)


def _boolean(cell: object) -> bool:
    folded = " ".join(fold.words(_said(cell)))
    if folded in YES:
        return True
    if folded in NO:
        return False
    raise Refusal(
        "registers.cell-not-yes-no", gettext_noop("“%(value)s” phải là Có hoặc Không."), params=_shown(cell)
    )


def _date(cell: object) -> date:
    day = None
    if isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, str):
        day = _written_day(cell)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = gettext_noop("“%(value)s” không phải là ngày; hãy viết ngày/tháng/năm, ví dụ 31/01/2023.")
        raise Refusal("registers.cell-not-a-day", message, params=_shown(cell))
    return day


def _written_day(text: str) -> date | None:
    if found := DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(cell: object) -> str:
    if isinstance(cell, time | timedelta):
        raise Refusal(
            "registers.cell-not-text",
            gettext_noop("“%(value)s” là giờ; cột này phải là chữ."),
            params=_shown(cell),
        )
    return _said(cell)


_READERS: Mapping[Type, Callable[[object], Value]] = {
    Type.TEXT: _plain,
    Type.INTEGER: _integer,
    Type.NUMBER: _number,
    Type.BOOLEAN: _boolean,
    Type.DATE: _date,
}
