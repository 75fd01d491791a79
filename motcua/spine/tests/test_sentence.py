"""A sentence is read exactly, refused exactly, and said as an official would say it."""

import pytest
from hypothesis import given

from motcua.spine import sentence
from motcua.spine.sentence import parser, tree
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


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        (
            "of cases where procedure.eligible that not procedure.office.level = 'commune' each level in ('province')",
            (
                "Trong số hồ sơ mà thủ tục hành chính đủ điều kiện trực tuyến và cấp giải quyết là “cấp province”: đếm hồ sơ mà "
                "không có việc cấp của cơ quan của cơ quan của thủ tục hành chính là “cấp commune”. Tính riêng theo cấp giải "
                "quyết, từng nhóm cũng phải đạt."
            ),
            (
                "Of the dossiers where the procedure is eligible for the network and the level is “province”: the dossiers where "
                "it is not so that the level of the office of the procedure is “commune”. Taken by the level, each group must "
                "reach the goal by itself as well."
            ),
        ),
        (
            "of cases that finished_at - due_at <= 10 minutes and filed_on + 1 month >= as_of - 2 days",
            (
                "Trong tất cả hồ sơ: đếm hồ sơ mà khoảng thời gian từ hạn trả kết quả đến thời điểm giải quyết xong không quá "
                "10 phút và thời điểm sau ngày nộp 1 tháng không sớm hơn thời điểm trước thời điểm đo 2 ngày."
            ),
            (
                "Of all dossiers: the dossiers where the time from the due time to the time of finishing is at most 10 minutes "
                "and 1 month after the day of filing is not earlier than 2 days before the moment of measuring."
            ),
        ),
        (
            "change of mean (fee + 1) * 2 of cases where open against 2022-06-30",
            (
                "Mức thay đổi của bình quân (lệ phí cộng 1) nhân với 2 của các hồ sơ mà đang được giải quyết, so với cuối ngày "
                "30/06/2022."
            ),
            (
                "The change in the mean of (the fee plus 1) times 2 over the dossiers where it is still open, against the end of "
                "30 June 2022."
            ),
        ),
        (
            "rank year of offices where code = 'A' and year = year of period score quota against 2021",
            "Đọc như đã công bố: năm và biên chế, ở cơ quan mà mã cơ quan là “A” và năm là năm của kỳ; so với năm 2021.",
            (
                "As published: the year and the quota, in the offices where the office's code is “A” and the year is the year "
                "of the period; against 2021."
            ),
        ),
    ],
)
def test_every_shape_is_said_as_an_official_would(text: str, vi: str, en: str) -> None:
    words = sentence.explain(read(text), collections=COLLECTIONS)
    assert (words.vi, words.en) == (vi, en)
    assert sentence.write(read(sentence.write(read(text)))) == sentence.write(read(text))


def test_a_word_of_the_grammar_may_be_a_column_too() -> None:
    said = read("change of sum (year) of offices where level is not null against stated -2.5")
    assert (
        sentence.write(said) == "change of sum (year) of offices where level is not null against stated -2.5"
    )
    assert read(sentence.write(said)) == said
    assert read("level quota of offices where year = 2021 against 2021").collection == "offices"


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
        ("off cases that open", 1, 1, "word-misplaced", "“of”"),
        ("of cases that procedure.feild = 'land'", 1, 25, "column-not-known", "“field”"),
        ("of cases that procedre.field = 'land'", 1, 15, "link-not-known", "“procedure”"),
        ("of cases that procedure.offise.level = 'x'", 1, 25, "link-not-known", "“office”"),
        ("of cases that procedure.law.name = 'x'", 1, 25, "link-not-known", "“office”"),
        ("of cases that procedure.editor = 'Lan'", 1, 15, "column-personal", "cá nhân"),
        ("of cases that applicant.name = 'Lan'", 1, 15, "link-not-known", "“procedure”"),
        (
            "of cases that procedure.office.level = 'x'",
            1,
            40,
            "value-not-known",
            "Hiện có: province, commune",
        ),
        ("of cases that due_at - 2 > as_of", 1, 22, "cannot-be-reckoned", "-"),
        ("of cases that due_at + filed_on > as_of", 1, 22, "cannot-be-reckoned", "+"),
        ("of cases that filed_on + 2 hours > as_of", 1, 24, "cannot-be-reckoned", "ngày + khoảng"),
        ("of cases that due_at - filed_on > 3", 1, 35, "kinds-differ", "số"),
        ("of cases that due_at - filed_on > 1 month", 1, 35, "kinds-differ", "số tháng"),
        ("of cases that fee / 0 > 1", 1, 21, "divides-by-nothing", "0"),
        ("of cases that year of fee = 2023", 1, 23, "column-of-other-kind", "fee"),
        ("of cases that (open and level) = 'x'", 1, 32, "word-misplaced", "and"),
        ("of cases that fee + 1", 1, 22, "ends-too-early", "between"),
        ("of cases that (fee + 1", 1, 23, "ends-too-early", ")"),
        ("of cases that open each level in ('provinse')", 1, 35, "value-not-known", "“province”"),
        ("of cases that open each fee in (1)", 1, 25, "column-of-other-kind", "fee"),
        ("of cases that open each level", 1, 30, "ends-too-early", "in"),
        ("change of cont of cases against 2021", 1, 11, "word-misplaced", "“count”"),
        ("change of sum note of cases against 2021", 1, 15, "column-of-other-kind", "note"),
        ("change of count of cases against 21", 1, 34, "word-misplaced", "2021"),
        ("change of count of cases", 1, 25, "ends-too-early", "against"),
        ("change of count of cases agains 2021", 1, 26, "word-misplaced", "“against”"),
        ("change of count of cases against stated 'x'", 1, 41, "word-misplaced", "giá trị"),
        ("rank level of cases where open", 1, 6, "column-of-other-kind", "level"),
        ("rank supplements of cases where open score note", 1, 44, "column-of-other-kind", "note"),
        ("rank supplements of cases", 1, 26, "ends-too-early", "where"),
        ("level note of cases where open", 1, 7, "column-of-other-kind", "note"),
        ("level fee of cases where open aganst 2021", 1, 31, "word-misplaced", "“against”"),
        ("level of cases where open", 1, 7, "word-misplaced", "ở đây cần: tên cột."),
        ("of cases that level = “commune”", 1, 23, "quotes-not-straight", "ngoặc kép thẳng"),
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


@pytest.mark.parametrize(
    "denial",
    [
        "finished_at is not null",
        'level not in ("commune", "province")',
        "finished_at not in period",
        "due_at not between 2023-01-01 and 2023-03-31",
        "not finished_at <= due_at",
    ],
)
def test_a_denial_is_written_as_ha_wrote_it_in_the_plan(denial: str) -> None:
    said = read(f"of cases where {denial} that open")
    assert sentence.write(said) == f"of cases where {denial} that open"
    assert read(sentence.write(said)) == said


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


@pytest.mark.parametrize(
    ("said", "of_each"),
    [
        ('of cases that level = "here"', "of cases that level = its"),
        (
            'of cases where not level in ("here", "there") that open',
            'of cases where not (level = its or level = "there") that open',
        ),
        (
            'change of count of cases where level != "here" and open against 2021',
            "change of count of cases where level != its and open against 2021",
        ),
        (
            'of cases that open each level in ("here", "there")',
            'of cases that open each level in ("here", "there")',
        ),
    ],
)
def test_what_is_said_of_one_province_is_said_of_each_by_its_own_name(said: str, of_each: str) -> None:
    found = sentence.replaced(parser.parse(said), {"here": "its"})
    assert sentence.write(found) == sentence.write(parser.parse(of_each))
