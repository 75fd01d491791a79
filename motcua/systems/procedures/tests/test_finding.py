"""Lan looks for a procedure as people do: without accents, in capitals, by a code, by a word half typed."""

import unicodedata

import pytest
from django.db import connection

from motcua.systems.procedures import queries
from motcua.systems.procedures.tests.entries import entry, imported, many

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue() -> None:
    imported(*many())


def codes(text: str, **more: str) -> list[str]:
    return [item.code for item in queries.search(text=text, **more).items]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["khai sinh", "KHAI SINH", "Khai  Sinh ", unicodedata.normalize("NFD", "khai sinh"), "“khai sinh”?"],
)
def test_accents_case_and_signs_do_not_matter(text: str) -> None:
    assert codes(text) == ["1.900001", "1.900002", "1.900003"]


def test_the_very_phrase_in_the_name_comes_first() -> None:
    assert codes("khai sinh")[-1] == "1.900003"
    assert codes("đăng ký khai sinh")[0] == "1.900001"


def test_dat_dai_is_found_by_name_and_field() -> None:
    assert codes("dat dai") == codes("Đất đai") == ["1.900004"]


def test_words_may_be_half_typed_and_in_any_order() -> None:
    assert codes("xay giay") == ["1.900005"]
    assert codes("doi giay") == ["1.900005"]


@pytest.mark.parametrize("text", ["1.900004", " 1.900004 ", "1.90000"])
def test_a_code_finds_it(text: str) -> None:
    assert "1.900004" in codes(text)


def test_what_only_a_ministry_settles_is_not_ours_to_show_but_its_code_finds_it() -> None:
    assert codes("phép bay") == []
    assert codes("1.900006") == ["1.900006"]


def test_a_field_and_a_level_narrow_the_list() -> None:
    assert codes("", field="ho-tich") == ["1.900003", "1.900002", "1.900001"]
    assert codes("", level="district") == ["1.900004"]
    assert codes("khai sinh", level="province") == []


def test_nothing_found_suggests_the_words_to_try_and_what_is_near() -> None:
    found = queries.search(text="khai sih")
    assert (found.items, found.suggestion) == ((), "khai sinh")
    assert {item.code for item in found.near} == {"1.900001", "1.900002", "1.900003"}
    nothing = queries.search(text="xyzzy")
    assert (nothing.total, nothing.suggestion, nothing.near) == (0, "", ())


@pytest.mark.parametrize(
    "text", ["'", "& | !", "%", "\\", "a:*", "(", "!khai", "khai & | sinh:*", "1.x", "-- ;"]
)
def test_what_looks_like_a_query_is_only_words(text: str) -> None:
    queries.search(text=text)


def test_pages_follow_each_other_and_a_page_too_far_is_the_last() -> None:
    first, second = (queries.search(size=4, page=page) for page in (1, 2))
    assert (first.total, first.pages, len(first.items), len(second.items)) == (6, 2, 4, 2)
    assert queries.search(size=4, page=99) == second


def test_fields_are_counted() -> None:
    assert [(each.field, each.name, each.count) for each in queries.fields()] == [
        ("dat-dai", "Đất đai", 1),
        ("ho-tich", "Hộ tịch", 3),
        ("tro-choi", "Trò chơi", 1),
        ("xay-dung", "Xây dựng", 1),
    ]


def test_the_index_answers_the_search() -> None:
    imported(*(entry(f"3.{at:06}", f"Thủ tục số {at}") for at in range(2_000)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE procedures_procedure")
        cursor.execute(
            "EXPLAIN SELECT code FROM procedures_procedure WHERE to_tsvector('simple'::regconfig, COALESCE(searched, ''))"
            " @@ to_tsquery('simple', 'khai:* & sinh:*')"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "procedures_searched" in plan
    assert len(codes("khai sinh")) == 3
