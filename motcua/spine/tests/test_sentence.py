"""A sentence is read exactly, refused exactly, and said as an official would say it."""

import pytest
from hypothesis import given

from motcua.spine import sentence
from motcua.spine.sentence import tree
from motcua.spine.tests.sentence_world import ASKED, CASES, COLLECTIONS, EVERY_SENTENCE

ON_TIME = (
    "of cases where due_at in period and (finished_at is not null or (open and due_at < as_of))\n"
    "that finished_at <= due_at"
)


def read(text: str) -> tree.Sentence:
    return sentence.parse(text, collections=COLLECTIONS)


def first_fault(text: str) -> tuple[int, int, str, str]:
    with pytest.raises(sentence.Refusal) as refused:
        read(text)
    fault = refused.value.faults[0]
    assert refused.value.code == f"sentence.{fault.code}"
    return fault.line, fault.column, fault.code, fault.said()


def test_and_binds_closer_than_or_and_not_closest() -> None:
    said = read("of cases that not open or open and supplements > 1")
    assert isinstance(said, tree.Share)
    that = said.that
    assert that == tree.Some(
        (
            tree.Not(tree.Holds(tree.Name("open"))),
            tree.Every(
                (
                    tree.Holds(tree.Name("open")),
                    tree.Compare(tree.Name("supplements"), tree.Sign.MORE, tree.Constant(1)),
                )
            ),
        )
    )


def test_lan_reads_the_on_time_target_in_plain_words() -> None:
    words = sentence.explain(read(ON_TIME), collections=COLLECTIONS)
    assert words.vi == (
        "Trong số hồ sơ mà hạn trả kết quả nằm trong kỳ và (đã có thời điểm giải quyết xong hoặc (đang được giải quyết và "
        "hạn trả kết quả trước thời điểm đo)): đếm hồ sơ mà thời điểm giải quyết xong không muộn hơn hạn trả kết quả."
    )
    assert words.en == (
        "Of the dossiers where the due time falls in the period and (the time of finishing is known or (it is still open and "
        "the due time is before the moment of measuring)): the dossiers where the time of finishing is not later than the "
        "due time."
    )


def test_a_true_value_is_never_taken_for_the_figure_one() -> None:
    assert tree.Constant(value=True) != tree.Constant(1)


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "helps"),
    [
        ("of case that open", 1, 4, "collection-not-known", "“cases”"),
        ("of cases\nwhere due_att in period that open", 2, 7, "column-not-known", "“due_at”"),
        ("of cases that applicant = 'Lan'", 1, 15, "column-personal", "cá nhân"),
        ("of cases that level = 'provinse'", 1, 23, "value-not-known", "“province”"),
        ("of cases were open that open", 1, 10, "word-misplaced", "“where”"),
        ("of cases that due_at in perod", 1, 25, "word-misplaced", "“period”"),
        ("of cases that (open", 1, 20, "ends-too-early", ")"),
        ("of cases that open and", 1, 23, "ends-too-early", "tên cột"),
        ("of cases that note = 'x", 1, 22, "text-not-closed", "dấu đóng"),
        ("of cases that note = 'a\x01b'", 1, 22, "text-not-closed", "dấu đóng"),
        ("of cases that filed_on < 2023-02-30", 1, 26, "not-a-day", "2023-02-30"),
        ("of cases that supplements = 'two'", 1, 29, "kinds-differ", "chữ"),
        ("of cases that note < 'x'", 1, 15, "no-order", "!="),
        ("of cases that supplements", 1, 15, "column-of-other-kind", "supplements"),
        ("of cases that open; drop table cases", 1, 19, "character-not-known", ";"),
        ("of cases that open open", 1, 20, "word-misplaced", "and"),
        ("", 1, 1, "ends-too-early", "of"),
    ],
)
def test_a_fault_is_named_with_its_place_and_the_nearest_word(
    text: str, line: int, column: int, code: str, helps: str
) -> None:
    at_line, at_column, named, said = first_fault(text)
    assert (at_line, at_column, named) == (line, column, code)
    assert helps in said


def test_every_wrong_name_is_told_at_once() -> None:
    with pytest.raises(sentence.Refusal) as refused:
        read("of cases where due_att in period that finishd_at < due_at and applicant = 'x'")
    assert [fault.code for fault in refused.value.faults] == [
        "column-not-known",
        "column-not-known",
        "column-personal",
    ]


def test_endless_nesting_is_refused_and_not_followed() -> None:
    assert first_fault("of cases that " + "(" * 500 + "open")[2] == "too-deep"
    assert first_fault("of cases that " + "not " * 500 + "open")[2] == "too-deep"
    assert first_fault("of cases that " + "open or " * 2000 + "open")[2] == "too-long"


def test_an_absent_value_compares_with_nothing_and_its_denial_holds() -> None:
    row = dict.fromkeys([column.name for column in CASES.columns])
    for said, holds in {
        "finished_at <= due_at": False,
        "not finished_at <= due_at": True,
        "level = 'commune'": False,
        "level != 'commune'": True,
        "level not in ('commune')": True,
        "due_at in period": False,
        "open": False,
        "finished_at is null": True,
    }.items():
        shared = read(f"of cases that {said}")
        assert isinstance(shared, tree.Share)
        assert sentence.holds(shared.that, row, ASKED) is holds, said


@given(said=EVERY_SENTENCE)
def test_what_is_written_is_read_back_the_same(said: tree.Sentence) -> None:
    written = sentence.write(said)
    assert sentence.write(read(written)) == written


@given(said=EVERY_SENTENCE)
def test_every_sentence_can_be_said_in_both_languages(said: tree.Sentence) -> None:
    words = sentence.explain(said, collections=COLLECTIONS)
    assert words.vi.startswith(("Trong ", "Mức thay đổi ", "Đọc như "))
    assert words.en.startswith(("Of ", "The change ", "As "))
    assert "{" not in words.vi + words.en
    assert "_" not in words.vi + words.en
