"""A register is a file: what is wrong with it is told by line and column, and those of the house have no fault."""

from pathlib import Path

import pytest
from django.conf import settings

from motcua.spine.collection import Type
from motcua.systems.registers import collections, rules
from motcua.systems.registers.rules import headings

FILE = """\
register: wells
title: {vi: "Sổ giếng nước", en: "Register of wells"}
meaning: {vi: "giếng nước", en: "wells"}
room: water
source: {vi: "Quyết định 1", en: "Decision 1"}
key: [commune, year]
known_from: dug_on
columns:
  - {name: commune, type: text, link: units, required: true, meaning: {vi: "xã", en: "the commune"}}
  - {name: year, type: integer, required: true, least: 1900, meaning: {vi: "năm", en: "the year"}}
  - {name: dug_on, type: date, meaning: {vi: "ngày đào", en: "the day it was dug"}}
  - {name: depth, type: number, meaning: {vi: "độ sâu", en: "the depth"}, values: {}}
"""
SHIPPED = sorted((Path(settings.LAW) / "registers").glob("*.yaml"))


def told(text: str) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.code) for fault in rules.faults(text)]


def test_a_file_says_what_is_counted_and_by_what_a_row_is_found() -> None:
    collection = rules.read(FILE).collection
    assert collection.key == "key"
    assert [column.name for column in collection.columns] == ["key", "commune", "year", "dug_on", "depth"]
    assert collection.columns[2].type is Type.INTEGER
    assert (collection.name, collection.room, collection.meaning.vi) == ("wells", "water", "giếng nước")


def test_one_text_column_that_names_a_row_is_the_key_itself() -> None:
    assert rules.read(FILE.replace("key: [commune, year]", "key: [commune]")).collection.key == "commune"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("room: water\n", "", (1, 1, "missing-key")),
        ("room: water", "rooom: water", (4, 1, "unknown-key")),
        ("type: number", "type: numbr", (12, 25, "unknown-word")),
        ("type: number", "type: moment", (12, 25, "unknown-word")),
        ("key: [commune, year]", "key: [commune, depth]", (6, 16, "key-not-required")),
        ("key: [commune, year]", "key: [comune]", (6, 7, "unknown-word")),
        ("key: [commune, year]", "key: []", (6, 6, "empty-list")),
        ("known_from: dug_on", "known_from: depth", (7, 13, "unknown-word")),
        ("link: units", "link: rivers", (9, 39, "unknown-word")),
        ("name: depth", "name: year", (12, 12, "repeated")),
        ("name: depth", "name: since", (12, 12, "repeated")),
        ("least: 1900", "least: many", (10, 56, "bound-not-a-figure")),
        ('"độ sâu"', '"NĂM"', (12, 5, "repeated")),
        ("values: {}", 'values: {a|b: {vi: "x", en: "y"}}', (12, 89, "value-not-of-type")),
    ],
)
def test_each_fault_has_its_line_and_column(before: str, after: str, fault: tuple[int, int, str]) -> None:
    assert before in FILE
    assert fault in told(FILE.replace(before, after, 1))


def test_a_faulty_file_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "wells.yaml").write_text(FILE.replace("name: depth", "name: year"), encoding="utf-8")
    with pytest.raises(rules.Refusal, match=r"wells\.yaml, dòng [0-9]+, cột"):
        collections.read(tmp_path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_register_of_the_house_has_no_fault_and_bears_its_files_name(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert told(text) == []
    register = rules.read(text)
    assert register.name == path.stem
    assert register.source.vi
    assert all(not field.column.personal for field in register.fields), "no register of ours holds persons"
    assert not any(
        headings.PERSONAL.search(headings.folded(field.column.meaning.vi)) for field in register.fields
    )
