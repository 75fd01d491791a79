"""The heading of a table found and read: which column stands where, however the office writes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.base import fold
from motcua.spine.collection import nearest
from motcua.spine.refusal import gettext_noop
from motcua.systems.registers.rules.definition import Field, Register

LOOKED_AT = 40  # rows from the top within which a heading must stand
# What offices write beside every table, and what our own list of refused rows adds: read over.
BESIDE = frozenset({"stt", "tt", "so tt", "so thu tu", "ghi chu", "no", "note", "dong", "ly do khong nhan"})
# Headings of what tells who a person is; no register takes such a column unless its file names it.
PERSONAL = re.compile(
    r"\b(ho va ten|ho ten|ten can bo|ten cong chuc|ngay sinh|ngay thang nam sinh|nam sinh|cccd|cmnd|can cuoc"
    r"|so dinh danh ca nhan|chung minh|dien thoai|email|thu dien tu|dia chi nha|noi o|que quan|full name|date of birth)\b"
)
NUMBERING = re.compile(r"\(\s*(\d{1,3}|[A-Za-z])\s*\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a table as a whole: at which cell, and what to do about it."""

    cell: str
    code: str
    message: str
    params: Mapping[str, str | int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading: in which row it stands, and which field each place of a row holds (None: read over)."""

    row: int
    fields: tuple[Field | None, ...]
    words: tuple[str, ...]


def folded(heading: object) -> str:
    """Give a heading as it is compared: no accents, no case, no marks."""
    return " ".join(fold.words(str(heading)))


def names_of(register: Register) -> dict[str, Field]:
    """Give every way in which a heading may name a column of the register."""
    found: dict[str, Field] = {}
    for field in register.fields:
        for name in (field.name, field.column.meaning.vi, field.column.meaning.en, *field.also):
            found.setdefault(folded(name), field)
    return found


def likeness(cells: Sequence[object], names: Mapping[str, Field]) -> int:
    """Count the cells of a row that name a column."""
    return sum(folded(cell) in names for cell in cells if isinstance(cell, str) and cell.strip())


def numbering(cells: Sequence[object]) -> bool:
    """Tell whether a row only numbers the columns: (1), (2), (3)."""
    written = [str(cell).strip() for cell in cells if str(cell).strip()]
    return bool(written) and all(NUMBERING.fullmatch(cell) for cell in written)


def read(
    row: int, cells: Sequence[object], register: Register, addresses: Sequence[str]
) -> tuple[Heading, list[Fault]]:
    """Read a heading whose cells have the given addresses; list everything that is wrong with it."""
    names = names_of(register)
    fields: list[Field | None] = []
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    for cell, address in zip(cells, addresses, strict=True):
        words = folded(cell)
        field = names.get(words)
        if field is not None and field.name in seen:
            message = gettext_noop("Cột “%(heading)s” có hai lần (ô %(first)s và %(cell)s); hãy giữ lại một.")
            params = {"heading": str(cell), "first": seen[field.name], "cell": address}
            faults.append(Fault(cell=address, code="double-heading", message=message, params=params))
            field = None
        elif field is not None:
            seen[field.name] = address
        elif words and words not in BESIDE:
            faults.append(_unknown(address, str(cell).strip(), register))
        fields.append(field)
    missing = [field for field in register.fields if field.required and field.name not in seen]
    faults += [_missing(row, addresses[0], field) for field in missing]
    words_ = tuple(str(cell).strip() for cell in cells)
    return Heading(row=row, fields=tuple(fields), words=words_), faults


def _unknown(address: str, heading: str, register: Register) -> Fault:
    if PERSONAL.search(folded(heading)):
        message = gettext_noop(
            "Cột “%(heading)s” (ô %(cell)s) là dữ liệu cá nhân; sổ này không giữ dữ liệu cá nhân. Hãy bỏ cột này khỏi bảng."
        )
        params: dict[str, str | int] = {"heading": heading[:60], "cell": address}
        return Fault(cell=address, code="personal-heading", message=message, params=params)
    message = gettext_noop(
        "Không có cột nào tên “%(heading)s” (ô %(cell)s); có phải ý là “%(nearest)s”? Hãy sửa tiêu đề hoặc bỏ cột."
    )
    names = (name for field in register.fields for name in (field.column.meaning.vi, field.column.name))
    valid = {folded(name): name for name in names}
    near = valid[nearest(folded(heading)[:60], list(valid))]
    params = {"heading": heading[:60], "cell": address, "nearest": near}
    return Fault(cell=address, code="unknown-heading", message=message, params=params)


def _missing(row: int, cell: str, field: Field) -> Fault:
    """Say at the heading's first cell that a column is missing, which has no cell of its own."""
    message = gettext_noop(
        "Thiếu cột bắt buộc “%(heading)s” ở dòng tiêu đề (dòng %(row)s); hãy thêm cột này."
    )
    params: dict[str, str | int] = {"heading": field.column.meaning.vi, "row": row}
    return Fault(cell=cell, code="missing-heading", message=message, params=params)
