"""Papers of work files, as NĐ 30/2020/NĐ-CP, Annex V, has them: one frame, and what each says in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.base import clock, typeset

LIST_TITLE = "DANH MỤC HỒ SƠ"
INSIDE_TITLE = "MỤC LỤC VĂN BẢN, TÀI LIỆU TRONG HỒ SƠ"
BATCH_TITLE = "MỤC LỤC HỒ SƠ, TÀI LIỆU NỘP LƯU"
RECEIPT_TITLE = "BIÊN BẢN GIAO NHẬN HỒ SƠ, TÀI LIỆU"
# Each column's heading and its share of the width.
LIST_COLUMNS = (
    ("Số và ký hiệu hồ sơ", 2),
    ("Tiêu đề hồ sơ", 6),
    ("Thời hạn bảo quản", 2),
    ("Người lập hồ sơ", 3),
    ("Ghi chú", 3),
)
INSIDE_COLUMNS = (
    ("Số thứ tự", 1),
    ("Số, ký hiệu văn bản", 2),
    ("Ngày tháng văn bản", 2),
    ("Tên loại và trích yếu nội dung văn bản", 6),
    ("Tác giả, nơi nhận", 3),
    ("Số tờ, số trang", 2),
    ("Ghi chú", 2),
)
BATCH_COLUMNS = (
    ("Số thứ tự", 1),
    ("Số và ký hiệu hồ sơ", 2),
    ("Tiêu đề hồ sơ", 6),
    ("Thời gian tài liệu", 3),
    ("Thời hạn bảo quản", 2),
    ("Số tờ, số trang", 2),
    ("Ghi chú", 3),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """Who signs at the foot, and as what."""

    title: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A paper to be set or written as a sheet: whose, its title, words before and after its table, its rows, who signs."""

    title: str
    below: str
    unit: str
    parent: str
    at: datetime
    columns: Sequence[tuple[str, int]] = ()
    rows: Sequence[tuple[str, ...]] = ()
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    signers: Sequence[Signer] = field(default=())
    flipped: bool = False
    simulated: bool = False


def pdf(paper: Paper) -> bytes:
    """Set a paper, as PDF/A."""
    day = paper.at.astimezone(clock.VN)
    data = {
        "title": paper.title,
        "below": paper.below,
        "unit": paper.unit,
        "parent": paper.parent,
        "place": f"{settings.PROVINCE}, ngày {day:%d} tháng {day:%m} năm {day.year}",
        "headings": [heading for heading, _ in paper.columns],
        "widths": [width for _, width in paper.columns],
        "rows": [list(row) for row in paper.rows],
        "before": list(paper.before),
        "after": list(paper.after),
        "signers": [{"title": one.title, "name": one.name} for one in paper.signers],
        "flipped": paper.flipped,
        "simulated": paper.simulated,
    }
    return typeset.pdf(template=Path(settings.LAW) / "forms" / "ho-so.typ", data=data, at=paper.at)
