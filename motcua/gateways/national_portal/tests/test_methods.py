"""How long and how much, read from cells that run together; what is not certain is left to the editor."""

import pytest
from hypothesis import given, strategies as st

from motcua.gateways.national_portal import methods, piece
from motcua.gateways.national_portal.tests.rows import WAYS
from motcua.systems.procedures.ports import DeadlineUnit, Method


def only(cells: str) -> tuple[Method, list[str]]:
    (method,), doubts = methods.read(WAYS + cells)
    return method, [doubt.reason for doubt in doubts]


@pytest.mark.parametrize(
    ("cells", "amount", "unit"),
    [
        ("Trực tuyến15 Ngày làm việcMiễn phí", 15, DeadlineUnit.WORKING_DAY),
        ("Trực tuyến15 NgàyMiễn phí", 15, DeadlineUnit.CALENDAR_DAY),
        ("Trực tuyến4 GiờMiễn phí", 4, DeadlineUnit.HOUR),
        ("Trực tuyến2 ThángKhông có thông tin", 2, DeadlineUnit.MONTH),
        ("Trực tuyếnKhông có thông tinMiễn phí", None, None),
    ],
)
def test_a_time_is_read_with_its_unit(cells: str, amount: int | None, unit: DeadlineUnit | None) -> None:
    method, doubts = only(cells)
    assert (method.channel, method.amount, method.unit) == ("online", amount, unit)
    assert doubts == []


def test_a_time_without_unit_keeps_its_amount_and_no_unit_is_guessed() -> None:
    method, doubts = only("Trực tiếp7Miễn phí")
    assert (method.amount, method.unit, method.deadline_verbatim) == (7, None, "7")
    assert doubts == ["deadline-without-unit"]


def test_a_time_with_a_fraction_is_left_to_the_editor() -> None:
    method, doubts = only("Trực tiếp1.5 Ngày làm việcMiễn phí")
    assert (method.amount, method.unit, method.deadline_verbatim) == (None, None, "1.5 Ngày làm việc")
    assert doubts == ["deadline-not-whole"]


def test_a_time_told_only_in_prose_is_unset_and_listed() -> None:
    method, doubts = only(
        "Trực tiếpKhông có thông tinMiễn phíTrong 10 ngày với diều lớn; 05 ngày với diều nhỏ"
    )
    assert method.amount is None
    assert doubts == ["deadline-in-prose"]


@pytest.mark.parametrize(
    ("fee", "dong"),
    [
        ("50,000 VNĐ", 50_000),
        ("1,500,000 Việt Nam Đồng", 1_500_000),
        ("0 VNĐ", 0),
        ("Miễn phí", 0),
        ("Miễn phí(Không)", 0),
        ("Miễn phí(- Không có)", 0),
        ("Không có thông tin", None),
    ],
)
def test_a_fee_is_read_in_dong(fee: str, dong: int | None) -> None:
    method, doubts = only(f"Trực tiếp3 Ngày{fee}")
    assert method.fee == dong
    assert doubts == []


@pytest.mark.parametrize(
    ("fee", "reason"),
    [
        ("100 VNĐ", "fee-too-small"),
        ("0,000 VNĐ", "fee-not-a-figure"),
        ("12.5 VNĐ", "fee-not-a-figure"),
        ("10 USD", "fee-in-another-currency"),
        ("Miễn phí(Mức phí do Hội đồng nhân dân tỉnh quyết định)", "fee-in-prose"),
        ("Miễn phíPhí: 70.000 đồng/con", "fee-in-prose"),
        ("0 VNĐ(Theo biểu phí)", "fee-in-prose"),
    ],
)
def test_a_fee_that_the_figure_does_not_tell_is_never_guessed(fee: str, reason: str) -> None:
    method, doubts = only(f"Trực tiếp3 Ngày{fee}")
    assert method.fee is None
    assert doubts == [reason]


def test_a_fee_whose_prose_names_another_sum_is_shown_to_the_editor() -> None:
    method, doubts = only("Trực tiếp3 Ngày20,000 VNĐ(Đến hết năm thu 10.000 đồng/con)")
    assert (method.fee, method.fee_note) == (20_000, "(Đến hết năm thu 10.000 đồng/con)")
    assert doubts == ["fee-and-prose-differ"]


def test_a_time_and_a_fee_that_run_together_are_both_unset() -> None:
    method, doubts = only("Trực tuyến1200,000 VNĐ(Mỗi con)")
    assert (method.amount, method.unit, method.fee) == (None, None, None)
    assert (method.deadline_verbatim, method.fee_note) == ("1200,000 VNĐ", "(Mỗi con)")
    assert doubts == ["deadline-and-fee-run-together"]


def test_a_note_that_never_closes_is_not_cut_in_two() -> None:
    method, doubts = only("Trực tiếp3 Ngày20,000 VNĐ(đồng (Cấp lần đầu) 3 ngày kể từ ngày nhận")
    assert (method.fee, method.fee_note) == (20_000, "")
    assert method.description == "(đồng (Cấp lần đầu) 3 ngày kể từ ngày nhận"
    assert doubts == ["fee-note-not-closed"]


def test_an_enumeration_behind_a_fee_is_no_note_of_it() -> None:
    method, _ = only("Trực tiếp3 NgàyMiễn phí(1) Diều giấy; (2) Diều vải")
    assert (method.fee, method.fee_note, method.description) == (0, "", "(1) Diều giấy; (2) Diều vải")


def test_a_channel_named_in_prose_starts_no_row() -> None:
    ways, doubts = methods.read(
        f"{WAYS}Trực tiếp3 NgàyMiễn phíTrực tiếp tại cơ quan hoặc qua Dịch vụ bưu chínhTrực tuyến2 NgàyMiễn phí"
    )
    assert [way.channel for way in ways] == ["counter", "online"]
    assert ways[0].description == "Trực tiếp tại cơ quan hoặc qua Dịch vụ bưu chính"
    assert doubts == ()


def test_words_outside_the_table_are_listed() -> None:
    ways, doubts = methods.read("Nộp ở đâu cũng được")
    assert ways == ()
    assert [(doubt.reason, doubt.verbatim) for doubt in doubts] == [("not-understood", "Nộp ở đâu cũng được")]


CELLS = st.lists(
    st.sampled_from(
        [
            WAYS,
            "Trực tuyến",
            "Trực tiếp",
            "Dịch vụ bưu chính",
            "7",
            " Ngày làm việc",
            " Ngày",
            "Miễn phí",
            "(",
            ")",
            "1",
            "50,000",
            " VNĐ",
            "Không có thông tin",
            " USD",
            "diều",
            " ",
            "(1)",
        ]
    )
).map("".join)


@given(CELLS | st.text())
def test_the_pieces_in_a_row_are_the_text(text: str) -> None:
    assert piece.joined(methods.pieces(text)) == text
    methods.read(text)
