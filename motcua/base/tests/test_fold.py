"""Lan types without accents; the portal and PostgreSQL understand her in the same way."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import given, strategies as st

from motcua.base import fold

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
SAID = [
    "Đất đai",
    "ĐĂNG KÝ KHAI SINH",
    "Thủ tục đăng ký lại khai sinh",
    unicodedata.normalize("NFD", "Thừa Thiên Huế, Đắk Lắk"),
    unicodedata.normalize("NFD", VIETNAMESE.upper()),
    VIETNAMESE,
    "Hưng Yên – 2023: 1.001193 (“trích lục”)\n\tŁódź, Αθήνα, Москва, ﬁ, ½",
    "",
]


def in_postgresql(said: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT base_fold(%s)", [said])
        return str(cursor.fetchone()[0])


def test_accents_bars_and_capitals_do_not_matter() -> None:
    assert fold.fold("Đất đai") == "dat dai"
    assert fold.fold("KHAI SINH") == fold.fold("khai sinh") == "khai sinh"
    assert set(fold.fold(VIETNAMESE + VIETNAMESE.upper())) == set("aeiouyd")


def test_decomposed_letters_fold_like_composed_ones() -> None:
    for said in SAID:
        assert fold.fold(unicodedata.normalize("NFD", said)) == fold.fold(unicodedata.normalize("NFC", said))


def test_words_stand_without_signs() -> None:
    assert fold.words("Cấp/đổi “Giấy phép” 1.001193") == ["cap", "doi", "giay", "phep", "1", "001193"]


@pytest.mark.django_db
@pytest.mark.parametrize("said", SAID)
def test_postgresql_folds_as_python_does(said: str) -> None:
    assert in_postgresql(said) == fold.fold(said)


@pytest.mark.django_db
def test_postgresql_folds_every_letter_of_the_first_planes_as_python_does() -> None:
    letters = "".join(chr(code) for code in [*range(0x20, 0x530), *range(0x1E00, 0x2100)])
    letters = "".join(letter for letter in letters if unicodedata.category(letter) != "Cn")
    assert in_postgresql(letters) == fold.fold(letters)


@given(st.text())
def test_folding_twice_is_folding_once(said: str) -> None:
    once = fold.fold(said)
    assert fold.fold(once) == once
