"""Numbers and symbols as people write them, read and written back."""

import pytest
from hypothesis import given, strategies as st

from motcua.systems.documents import rules
from motcua.systems.documents.rules.kinds import BY_ABBREVIATION


@pytest.mark.parametrize(
    ("text", "number", "kind", "mark", "written"),
    [
        ("05/QĐ-UBND", 5, "quyet-dinh", "UBND", "05/QĐ-UBND"),
        ("12/UBND-NC", 12, rules.LETTER, "UBND-NC", "12/UBND-NC"),
        ("12/2023/QĐ-UBND", 12, "quyet-dinh", "UBND", "12/2023/QĐ-UBND"),
        (" 204 / KH - UBND ", 204, "ke-hoach", "UBND", "204/KH-UBND"),
        ("3/TTr–SNV", 3, "to-trinh", "SNV", "03/TTr-SNV"),
        ("1234/SNV-TCBC&CCVC", 1234, rules.LETTER, "SNV-TCBC&CCVC", "1234/SNV-TCBC&CCVC"),
        ("77/CV-UBND", 77, rules.LETTER, "UBND", "77/UBND"),
        ("09/SY-UBND", 9, "sao-y", "UBND", "09/SY-UBND"),
    ],
)
def test_a_symbol_is_read_as_it_is_meant(text: str, number: int, kind: str, mark: str, written: str) -> None:
    read = rules.read(text)
    year = 2023 if "/2023/" in text else None
    assert read == rules.Symbol(number=number, kind=kind, mark=mark, year=year)
    assert str(read) == written


@pytest.mark.parametrize(
    "text", ["", "QĐ-UBND", "05", "0/QĐ-UBND", "05/", "05//QĐ", "năm/QĐ-UBND", "5a/QĐ-UBND"]
)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(rules.symbol.Refusal) as refused:
        rules.read(text)
    assert refused.value.code == "documents.symbol-not-read"


PARTS = st.text("ABCDEGHIKLMNOPQRSTUVXYĐ", min_size=1, max_size=6).filter(
    lambda part: part not in BY_ABBREVIATION and part != "CV"
)


@given(
    number=st.integers(1, 99_999),
    kind=st.sampled_from([key for key in rules.KINDS if key != "thu-cong"]),
    mark=st.lists(PARTS, min_size=1, max_size=3).map("-".join),
    year=st.none() | st.integers(1945, 2100),
)
def test_what_is_written_reads_back(number: int, kind: str, mark: str, year: int | None) -> None:
    symbol = rules.Symbol(number=number, kind=kind, mark=mark, year=year)
    assert rules.read(str(symbol)) == symbol
    assert rules.checked_mark(mark) == mark


def test_the_decree_has_29_kinds_and_only_letters_have_no_abbreviation() -> None:
    assert len(rules.KINDS) == 29
    assert [one.key for one in rules.KINDS.values() if not one.abbreviation] == ["cong-van", "thu-cong"]
    marks = [one.abbreviation for one in rules.KINDS.values() if one.abbreviation]
    assert len(marks) == len(set(marks)) == 27


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Sở Nội vụ", "SNV"),
        ("Sở Tài nguyên và Môi trường", "STNMT"),
        ("Ủy ban nhân dân xã Yên Phú", "UBND"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "VPUBNDT"),
    ],
)
def test_a_mark_is_suggested_from_the_agencys_name(name: str, mark: str) -> None:
    assert rules.mark_of(name) == mark
