"""The real exports, where they are at hand: every letter of them accounted for."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from motcua.gateways.national_portal import exports, laws, methods, outcomes, papers, piece
from motcua.systems.procedures import ports

pytestmark = pytest.mark.shared

CATALOGUE = Path(settings.HOUSE).parent / "shared" / "data" / "catalogue"
DETAILS = {
    "bo-nong-nghiep-mt.jsonl.gz": (537, 464),
    "bo-tai-chinh-dau-tu.jsonl.gz": (43, 41),
    "bo-tu-phap.jsonl.gz": (271, 194),
    "bo-xay-dung.jsonl.gz": (525, 370),
}
LISTS = {
    "danh-sach-tthc-BoTuPhap.xlsx": 271,
    "danh-sach-tthc-BoXayDung.xlsx": 525,
    "danh-sach-tthc-NongNghiepvaMoiTruong.xlsx": 537,
}


def entries(name: str) -> list[ports.CatalogueEntry]:
    found = list(exports.read(CATALOGUE / name))
    assert not [each for each in found if isinstance(each, ports.RefusedRow)]
    return [each for each in found if isinstance(each, ports.CatalogueEntry)]


@pytest.mark.parametrize(("name", "counts"), DETAILS.items())
def test_every_row_of_the_pages_is_read(name: str, counts: tuple[int, int]) -> None:
    found = entries(name)
    assert (len(found), sum(bool(entry.unparsed) for entry in found)) == counts


@pytest.mark.parametrize(("name", "count"), LISTS.items())
def test_every_row_of_the_lists_is_read(name: str, count: int) -> None:
    found = entries(name)
    assert (len(found), sum(bool(entry.unparsed) for entry in found)) == (count, 0)


def test_the_parts_and_the_remainder_are_the_text() -> None:
    for name in DETAILS:
        for entry in entries(name):
            for parser in (methods, papers, laws, outcomes):
                text = entry.verbatim[parser.FIELD]
                assert piece.joined(parser.pieces(text)) == text


def test_what_is_left_to_the_editor_is_known_to_the_last_place() -> None:
    doubts = Counter(doubt.reason for name in DETAILS for entry in entries(name) for doubt in entry.unparsed)
    assert doubts == {
        "form-file-in-name": 1562,
        "fee-in-prose": 617,
        "deadline-without-unit": 381,
        "deadline-in-prose": 150,
        "code-not-national": 121,
        "fee-and-prose-differ": 87,
        "quantity-run-together": 65,
        "fee-note-not-closed": 58,
        "fee-too-small": 44,
        "number-not-found": 35,
        "not-understood": 29,
        "deadline-and-fee-run-together": 21,
        "fee-in-another-currency": 7,
        "paper-without-name": 6,
        "deadline-not-whole": 3,
    }


def test_a_birth_is_registered_in_one_of_nobody_knows_what() -> None:
    birth = next(entry for entry in entries("bo-tu-phap.jsonl.gz") if entry.code == "1.001193")
    assert {(way.channel, way.amount, way.unit) for way in birth.methods} == {
        ("online", 1, None),
        ("post", 1, None),
        ("counter", 1, None),
    }
    assert [outcome.code for outcome in birth.outcomes] == ["KQ.G15.000031"]
