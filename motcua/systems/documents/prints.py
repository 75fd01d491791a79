"""The registers of documents on paper: ten columns each, as NĐ 30/2020/NĐ-CP, Annex IV, has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.base import clock, typeset

OUT, IN = "di", "den"
HEADINGS: dict[str, tuple[str, ...]] = {
    OUT: (
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ),
    IN: (
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ),
}
TITLES = {OUT: "SỔ ĐĂNG KÝ VĂN BẢN ĐI", IN: "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A register to be written out: whose, of which year, and its rows, each of ten cells."""

    way: str
    unit: str
    parent: str
    year: int
    at: datetime
    rows: Sequence[tuple[str, ...]]
    simulated: bool = False


def pdf(book: Book) -> bytes:
    """Set a register on paper, as PDF/A."""
    data = {
        "title": TITLES[book.way],
        "unit": book.unit,
        "parent": book.parent,
        "year": str(book.year),
        "headings": list(HEADINGS[book.way]),
        "way": book.way,
        "rows": [list(row) for row in book.rows],
        "as_of": f"{book.at.astimezone(clock.VN):%H:%M %d/%m/%Y}",
        "simulated": book.simulated,
    }
    return typeset.pdf(template=Path(settings.LAW) / "forms" / "so-van-ban.typ", data=data, at=book.at)
