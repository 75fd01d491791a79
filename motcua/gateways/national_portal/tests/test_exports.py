"""An export as a file: every row is an entry or refused with its line and reason; the others go on."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from motcua.gateways.national_portal import exports
from motcua.gateways.national_portal.tests.rows import row
from motcua.systems.procedures import ports


def written(path: Path, *lines: Any) -> Path:
    text = "\n".join(
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    )
    path.write_text(text + "\n", encoding="utf-8")
    return path


def read(path: Path) -> tuple[list[ports.CatalogueEntry], list[tuple[int, str]]]:
    found = list(exports.read(path))
    refused = [(each.line, each.reason) for each in found if isinstance(each, ports.RefusedRow)]
    return [each for each in found if isinstance(each, ports.CatalogueEntry)], refused


def test_a_row_is_read_whole(tmp_path: Path) -> None:
    (entry,), refused = read(written(tmp_path / "a.jsonl", row()))
    assert refused == []
    assert (entry.code, entry.name, entry.kind) == ("1.900001", "Cấp giấy phép thả diều", "detail")
    assert entry.levels == ("province", "commune")
    assert entry.audience == ("citizen", "organisation", "official")
    assert [(way.channel, way.amount, way.fee) for way in entry.methods] == [
        ("online", 2, 20_000),
        ("counter", 3, 20_000),
    ]
    assert [paper.copies for paper in entry.papers] == [0, 2]
    assert [basis.number for basis in entry.legal_basis] == ["1/2020/QH14", "2/2021/NĐ-CP"]
    assert entry.outcomes[0].code == "KQ.G15.000999"
    assert (entry.conditions, entry.unparsed) == ("", ())
    assert entry.verbatim == row()
    assert ports.from_json(ports.to_json(entry)) == entry


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"ma_thu_tuc": ', "not-json"),
        ("[" * 100_000, "not-json"),
        ("[1, 2]", "not-a-row"),
        ("null", "not-a-row"),
        ({}, "code-missing"),
        (row(ma_thu_tuc=None), "code-missing"),
        (row(ma_thu_tuc="1.90001"), "code-malformed"),
        (row(ma_thu_tuc="1.900001.X99"), "code-malformed"),
        (row(ma_thu_tuc="１.900001"), "code-malformed"),
        (row(ten_thu_tuc="  "), "name-missing"),
        (row(ten_thu_tuc=5), "value-not-text"),
        (row(linh_vuc="a\0b"), "value-not-text"),
        ('{"ma_thu_tuc": "1.900001", "ten_thu_tuc": "\\ud800"}', "value-not-text"),
    ],
)
def test_a_malformed_row_is_refused_and_the_others_go_on(tmp_path: Path, line: Any, reason: str) -> None:
    entries, refused = read(written(tmp_path / "a.jsonl", line, row(ma_thu_tuc="1.900002")))
    assert refused == [(1, f"national-portal.{reason}")]
    assert [entry.code for entry in entries] == ["1.900002"]


def test_every_refusal_is_a_whole_sentence(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", "{", row(ma_thu_tuc="x"), row(), row(linh_vuc="Khác"))
    for found in exports.read(path):
        if isinstance(found, ports.RefusedRow):
            assert (found.message % found.params).endswith(".")


def test_codes_of_a_province_are_codes(tmp_path: Path) -> None:
    entries, refused = read(
        written(
            tmp_path / "a.jsonl", row(ma_thu_tuc="1.900001.H31"), row(ma_thu_tuc="1.900001.000.00.00.H31")
        )
    )
    assert (len(entries), refused) == (2, [])


def test_a_code_said_twice_counts_once_in_the_same_words_and_is_refused_in_others(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", row(), row(), row(ten_thu_tuc="Cấp giấy phép thả đèn trời"))
    entries, refused = read(path)
    assert [entry.name for entry in entries] == ["Cấp giấy phép thả diều"]
    assert refused == [(3, "national-portal.code-twice")]


def test_a_line_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(row()).encode() + b"\n\xff\xfe\n\n")
    entries, refused = read(path)
    assert (len(entries), refused) == (1, [(2, "national-portal.not-utf8")])


def test_a_gzip_that_breaks_off_gives_what_stood_before(tmp_path: Path) -> None:
    lines = "\n".join(
        json.dumps(row(ma_thu_tuc=f"1.{900000 + at}", so_quyet_dinh=str(at * 7919))) for at in range(2_000)
    )
    whole = gzip.compress(lines.encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    entries, refused = read(path)
    assert 0 < len(entries) < 2_000
    assert refused[-1][1] == "national-portal.file-broken"
    assert refused[-1][0] > len(entries)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("a.jsonl", "file-unreadable"), ("a.xlsx", "file-unreadable"), ("a.csv", "kind-of-file")],
)
def test_a_file_that_is_not_there_or_of_another_kind_is_refused(
    tmp_path: Path, name: str, reason: str
) -> None:
    assert read(tmp_path / name) == ([], [(0, f"national-portal.{reason}")])


def test_what_only_looks_like_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing of the kind")
    assert read(path)[1] == [(0, "national-portal.file-unreadable")]


def spreadsheet(path: Path, *rows: list[Any]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate(rows):
            sheet.write_row(at, 0, cells)
    return path


def test_a_list_is_read_under_its_heading(tmp_path: Path) -> None:
    heading = ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"]
    path = spreadsheet(
        tmp_path / "a.xlsx",
        ["DANH SÁCH"],
        heading,
        ["1.900001", " Thả diều ", "Bộ Tư pháp", "Sở Tư pháp\nUBND cấp xã", "Trò chơi"],
        [],
        [1.5, "Thả đèn trời", "", "", ""],
    )
    (entry,), refused = read(path)
    assert (entry.kind, entry.name, entry.agencies) == ("list", "Thả diều", ("Sở Tư pháp", "UBND cấp xã"))
    assert (entry.issued_by, entry.levels, entry.unparsed) == ("Bộ Tư pháp", (), ())
    assert refused == [(5, "national-portal.value-not-text")]


def test_a_list_without_its_heading_is_refused(tmp_path: Path) -> None:
    assert read(spreadsheet(tmp_path / "a.xlsx", ["1.900001", "Thả diều"]))[1] == [
        (0, "national-portal.heading-missing")
    ]


def test_an_unknown_level_and_an_unknown_field_are_listed(tmp_path: Path) -> None:
    (entry,), _ = read(written(tmp_path / "a.jsonl", row(cap_thuc_hien="Cấp xã, Cấp làng", mau_la="x")))
    assert entry.levels == ("commune",)
    assert [(doubt.field, doubt.reason, doubt.verbatim) for doubt in entry.unparsed] == [
        ("cap_thuc_hien", "not-understood", "Cấp làng"),
        ("mau_la", "field-not-known", "x"),
    ]
