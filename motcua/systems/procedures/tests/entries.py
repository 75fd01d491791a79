"""Entries of a national list and files of a province's law, written for the tests."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.base import clock
from motcua.spine import access
from motcua.spine.tests.procedure_texts import FAULTLESS
from motcua.systems.procedures import actions, ports

AT = datetime(2023, 3, 6, 9, tzinfo=clock.VN)
BY = access.system("importer")


def entry(code: str, name: str, **more: Any) -> ports.CatalogueEntry:
    """Give an entry of the national list."""
    kept: dict[str, Any] = {
        "kind": ports.Kind.DETAIL,
        "levels": ("commune",),
        "verbatim": {"ma_thu_tuc": code},
    }
    return ports.CatalogueEntry(code=code, name=name, **{**kept, **more})


def imported(*entries: ports.CatalogueEntry) -> actions.Imported:
    """Take entries over."""
    return actions.import_entries(entries=entries, by=BY, at=AT)


def law(folder: Path, *texts: str) -> Path:
    """Write a folder of the law anew."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.yaml"):
        old.unlink()
    for at, text in enumerate(texts):
        (folder / f"{at}.yaml").write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path, *texts: str) -> actions.Loaded:
    """Publish a law of these files."""
    return actions.load_law(folder=law(folder, *texts), by=BY, at=AT)


def many() -> Sequence[ports.CatalogueEntry]:
    """Give a small catalogue to look things up in."""
    return (
        entry("1.900001", "Thủ tục đăng ký khai sinh", field="Hộ tịch"),
        entry("1.900002", "Đăng ký lại khai sinh", field="Hộ tịch"),
        entry("1.900003", "Đăng ký kết hợp khai tử và xóa khai báo nơi sinh", field="Hộ tịch"),
        entry("1.900004", "Hòa giải tranh chấp đất đai", field="Đất đai", levels=("district", "commune")),
        entry("1.900005", "Cấp/đổi giấy phép xây dựng", field="Xây dựng", levels=("province",)),
        entry("1.900006", "Cấp phép bay", field="Hàng không", levels=("ministry",)),
        entry("2.900007", "Thả diều", field="Trò chơi", levels=()),
    )


__all__ = ["AT", "BY", "FAULTLESS", "entry", "imported", "law", "loaded", "many"]
