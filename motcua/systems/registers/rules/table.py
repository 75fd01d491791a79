"""A table read by a register: its heading found, its rows one by one either good or refused with every reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Protocol, cast

from motcua.spine.refusal import gettext_noop
from motcua.systems.registers.rules import cells, headings
from motcua.systems.registers.rules.definition import Field, Refusal, Register
from motcua.systems.registers.rules.headings import Fault, Heading

__all__ = ["Bad", "Fault", "FaultyTable", "Good", "Reason", "Sheet", "Table", "opened"]

Body = Mapping[str, str | int | bool | Decimal]
Row = tuple[int, Sequence[object]]


class Merged(Protocol):
    """A block of cells made one."""

    @property
    def last(self) -> int:
        """Give its last row."""

    @property
    def address(self) -> str:
        """Give its address."""


class Sheet(Protocol):
    """What a table is read from: numbered rows of cells, and what would make them read wrongly."""

    @property
    def merged(self) -> Sequence[Merged]:
        """Give the blocks of cells made one."""

    @property
    def errors(self) -> Sequence[str]:
        """Give the addresses of cells that show an error."""

    def rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        """Give every row with its number, in their order; each time anew."""

    def address(self, row: int, place: int) -> str:
        """Give the address of a cell."""


class FaultyTable(Refusal):
    """A table that cannot be read at all; `cells` lists what is wrong, by address."""

    def __init__(self, found: Sequence[Fault]) -> None:
        """Keep every fault; the sentence tells the first."""
        self.cells = tuple(found)
        first = found[0]
        message = gettext_noop("Bảng có %(count)s lỗi nên chưa dòng nào được nhập; lỗi đầu tiên: %(first)s")
        params: dict[str, str | int] = {"count": len(found), "first": first.message % first.params}
        super().__init__("registers.table-has-faults", message, params=params)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why a row is refused: the heading of the column, a stable code, a sentence; no heading where it is the row."""

    heading: str
    code: str
    message: str
    params: Mapping[str, str | int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Good:
    """A row that can be kept: its number in the table, its key, its values (days as 2023-01-31).

    `doubts` is what somebody should look at: it is kept all the same.
    """

    row: int
    key: str
    body: Body
    doubts: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Bad:
    """A row that is refused: its number, its cells as they stand, and every reason."""

    row: int
    cells: tuple[object, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table whose heading was read."""

    register: Register
    heading: Heading
    resolve: Mapping[str, cells.Resolve]
    codes: Mapping[str, frozenset[str]]
    sheet: Sheet
    above: int
    today: date

    def rows(self) -> Iterator[Good | Bad]:
        """Read the rows under the heading; an empty one is passed over.

        Of rows with one key none is taken, for nobody but their writer knows which is right: each names another.
        """
        others = self._twice()
        for number, row in self._under():
            read = self._row(number, row)
            if number not in others:
                yield read
                continue
            reasons = read.reasons if isinstance(read, Bad) else ()
            yield Bad(row=number, cells=tuple(row), reasons=(*reasons, _twice(others[number])))

    def _under(self) -> Iterator[Row]:
        for number, row in self.sheet.rows():
            if number > self.above and not all(isinstance(cell, str) and not cell.strip() for cell in row):
                yield number, row

    def _twice(self) -> dict[int, int]:
        """Find the rows whose key another row has, each with the first of the others."""
        first: dict[tuple[cells.Value, ...], int] = {}
        found: dict[int, int] = {}
        places = [
            (place, field)
            for place, field in enumerate(self.heading.fields)
            if field is not None and field.name in self.register.key
        ]
        for number, row in self._under():
            key = self._key([(row[place], field) for place, field in places])
            if key is not None and (before := first.setdefault(key, number)) != number:
                found[number] = before
                found.setdefault(before, number)
        return found

    def _key(self, parts: Sequence[tuple[object, Field]]) -> tuple[cells.Value, ...] | None:
        """Read what names a row; None where a part of it is missing or cannot be read."""
        try:
            read = tuple(cells.read(cell, field, resolve=self.resolve) for cell, field in parts)
        except Refusal:
            return None
        return None if None in read else cast("tuple[cells.Value, ...]", read)

    def _row(self, number: int, row: Sequence[object]) -> Good | Bad:
        body: dict[str, str | int | bool | Decimal] = {}
        reasons: list[Reason] = []
        for cell, field in zip(row, self.heading.fields, strict=True):
            if field is None:
                continue
            try:
                value = cells.read(cell, field, resolve=self.resolve)
            except Refusal as refused:
                reasons.append(_reason(field, refused))
                continue
            if value is not None:
                body[field.name] = value.isoformat() if isinstance(value, date) else value
                if field.name == self.register.known_from and isinstance(value, date) and value > self.today:
                    reasons.append(_reason(field, TO_COME))
            elif field.required:
                reasons.append(_reason(field, EMPTY))
        if reasons:
            return Bad(row=number, cells=tuple(row), reasons=tuple(reasons))
        return Good(row=number, key=self.register.key_of(body), body=body, doubts=self._doubts(body))

    def _doubts(self, body: Body) -> tuple[Reason, ...]:
        """Doubt a code that stands in none of the books in which it should."""
        return tuple(
            _reason(field, _not_listed(str(body[field.name])))
            for field in self.register.fields
            if field.known_in
            and field.name in body
            and not any(str(body[field.name]).upper() in self.codes.get(book, ()) for book in field.known_in)
        )


EMPTY = Refusal("registers.cell-empty", gettext_noop("Ô bắt buộc đang để trống; hãy điền."))

TO_COME = Refusal(
    "registers.cell-to-come",
    gettext_noop("Ngày này chưa đến nên số liệu chưa thể có; hãy nhập lại từ ngày đó."),
)


def opened(
    sheet: Sheet,
    register: Register,
    *,
    resolve: Mapping[str, cells.Resolve],
    codes: Mapping[str, frozenset[str]],
    today: date,
) -> Table:
    """Find and read the heading; raise FaultyTable with every fault of the table as a whole.

    A row that was known only after `today`, by the register's `known_from`, is refused. `codes` are those, in capitals,
    of each book in which a column's code is looked up.
    """
    top = list(islice(sheet.rows(), headings.LOOKED_AT))
    names = headings.names_of(register)
    best = max(top, key=lambda row: headings.likeness(row[1], names), default=None)
    if best is None or headings.likeness(best[1], names) == 0:
        raise FaultyTable([_no_heading(register)])
    number, row = best
    addresses = [sheet.address(number, place) for place in range(len(row))]
    heading, faults = headings.read(number, row, register, addresses)
    faults += [_merged(block) for block in sheet.merged if block.last >= number]
    faults += [_error(cell) for cell in sheet.errors]
    if faults:
        raise FaultyTable(faults)
    under = [row for row in top if row[0] > number]
    above = under[0][0] if under and headings.numbering(under[0][1]) else number
    return Table(
        register=register,
        heading=heading,
        resolve=resolve,
        codes=codes,
        sheet=sheet,
        above=above,
        today=today,
    )


def no_rows() -> Refusal:
    """Refuse a table that has a heading and nothing under it: taken as the whole register, it would end every row."""
    message = gettext_noop(
        "Bảng không có dòng số liệu nào dưới dòng tiêu đề nên không có gì để nhập; hãy điền số liệu vào trang tính thứ nhất, hoặc chọn đúng tệp."
    )
    return Refusal("registers.table-has-no-rows", message)


def too_many_refusals(most: str, *, first: int) -> Refusal:
    """Refuse a table of which more than `most` rows cannot be taken, the first of them in row `first`."""
    message = gettext_noop(
        "Có hơn %(most)s dòng không nhận được nên chưa dòng nào được nhập; hãy xem lại tệp, bắt đầu từ dòng %(row)s."
    )
    return Refusal("registers.too-many-refusals", message, params={"most": most, "row": first})


def whole_with_refusals(count: str) -> Refusal:
    """Refuse a table that is said to be the whole register while some of its rows cannot be taken."""
    message = gettext_noop(
        "Bảng được khai là toàn bộ sổ nhưng có %(count)s dòng không nhận được nên chưa dòng nào được nhập; hãy sửa các dòng đó trước."
    )
    return Refusal("registers.whole-with-refusals", message, params={"count": count})


def _no_heading(register: Register) -> Fault:
    wanted = [field.column.meaning.vi for field in register.fields if field.required]
    message = gettext_noop(
        "Không tìm thấy dòng tiêu đề trong %(most)s dòng đầu của trang tính thứ nhất; cần có các cột: %(wanted)s. Hãy dùng bảng mẫu của sổ này."
    )
    params: dict[str, str | int] = {"most": headings.LOOKED_AT, "wanted": "; ".join(wanted)}
    return Fault(cell="A1", code="no-heading", message=message, params=params)


def _merged(block: Merged) -> Fault:
    message = gettext_noop("Các ô %(cell)s bị gộp; hãy bỏ gộp ô và điền đủ từng ô.")
    return Fault(cell=block.address, code="merged-cells", message=message, params={"cell": block.address})


def _error(cell: str) -> Fault:
    message = gettext_noop("Ô %(cell)s đang báo lỗi công thức; hãy sửa hoặc thay bằng giá trị.")
    return Fault(cell=cell, code="cell-shows-error", message=message, params={"cell": cell})


def _reason(field: Field, refused: Refusal) -> Reason:
    return Reason(
        heading=field.column.meaning.vi,
        code=refused.code.removeprefix("registers."),
        message=refused.message,
        params=refused.params,
    )


def _not_listed(code: str) -> Refusal:
    message = gettext_noop(
        "Mã “%(value)s” không có trong danh mục cơ quan, đơn vị và sổ đơn vị sự nghiệp công lập; dòng vẫn được nhận, hãy kiểm tra lại mã."
    )
    return Refusal("registers.code-not-listed", message, params={"value": code[:60]})


def _twice(other: int) -> Reason:
    message = gettext_noop(
        "Trùng khóa với dòng %(row)s nên cả hai dòng đều chưa được nhập; mỗi khóa chỉ có một dòng, hãy bỏ bớt."
    )
    return Reason(heading="", code="key-twice", message=message, params={"row": other})
