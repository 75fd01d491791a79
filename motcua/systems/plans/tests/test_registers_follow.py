"""A register's file put into the law's folder is a book that is kept, and counted, without anybody starting anew."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from motcua.base import clock
from motcua.systems.plans import counting, queries
from motcua.systems.plans.tests import dossiers, home_affairs, registers as tables
from motcua.systems.plans.tests.test_plans import plan
from motcua.systems.registers import collections

__all__ = ["plan"]
WELLS = """\
register: wells
title: {vi: "Sổ giếng nước", en: "Register of wells"}
meaning: {vi: "giếng nước", en: "wells"}
room: water
source: {vi: "Quyết định 1", en: "Decision 1"}
key: [name]
columns:
  - {name: name, type: text, required: true, meaning: {vi: "tên giếng", en: "the well's name"}}
  - {name: depth, type: integer, meaning: {vi: "độ sâu", en: "the depth"}}
"""
DEEP = "of wells that depth >= 40"
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The law's folder of registers, looked at before every answer."""
    monkeypatch.setattr(collections, "LOOKED", 0.0)
    shutil.copytree(Path(django_settings.LAW) / "registers", tmp_path / "registers")
    settings.LAW, settings.VAR = tmp_path, tmp_path
    return tmp_path / "registers"


def explained() -> str:
    return queries.explain(text=DEEP, now=dossiers.NOW).words.vi


def test_a_new_register_takes_a_table_and_is_counted_at_once(folder: Path, plan: str) -> None:
    with pytest.raises(Exception, match="wells"):
        explained()
    before = counting.engine()
    (folder / "wells.yaml").write_text(WELLS, encoding="utf-8")
    assert "giếng nước" in explained()
    assert counting.engine() is before, "what was counted of other books is kept"
    wells = [{"name": "Giếng đình", "depth": 41}, {"name": "Giếng chùa", "depth": 12}]
    tables.bring("wells", wells, at=dossiers.NOW)
    assert queries.explain(text=DEEP, now=dossiers.NOW).rows == {"wells": 2}
    with clock.at(dossiers.NOW):
        page = Client().get("/tu-dien-du-lieu/wells/")
    assert "Sổ giếng nước" in page.content.decode()
    assert queries.read(plan=plan, now=dossiers.NOW).total, "the plan is read as before"


def test_a_column_that_is_added_is_there_and_rows_kept_before_have_none(folder: Path) -> None:
    file = folder / "wells.yaml"
    file.write_text(WELLS, encoding="utf-8")
    assert explained()
    file.write_text(
        WELLS + '  - {name: clean, type: boolean, meaning: {vi: "sạch", en: "clean"}}\n', encoding="utf-8"
    )
    assert [column.name for column in queries.collection("wells").columns] == ["name", "depth", "clean"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (WELLS.replace("name: depth", "name: name").encode(), "Tệp wells.yaml, dòng 6, cột 7"),
        (WELLS.encode("utf-16"), "Tệp wells.yaml không phải là văn bản mã UTF-8."),
    ],
)
def test_a_faulty_file_changes_nothing_and_is_told_to_who_keeps_the_books(
    folder: Path, wrong: bytes, said: str
) -> None:
    file = folder / "wells.yaml"
    file.write_text(WELLS, encoding="utf-8")
    home_affairs.house()
    hoa = home_affairs.hoa()

    def page() -> str:
        with clock.at(home_affairs.NOW):
            return hoa.get("/van-phong/so-lieu/").content.decode()

    assert "Sổ giếng nước" in page()
    file.write_bytes(wrong)
    assert "Sổ giếng nước" in page(), "what was read before holds"
    assert said in page()
    assert "giếng nước" in explained()
    file.write_text(WELLS.replace("Sổ giếng nước", "Sổ giếng khơi"), encoding="utf-8")
    assert "Sổ giếng khơi" in page()
    assert said not in page()
