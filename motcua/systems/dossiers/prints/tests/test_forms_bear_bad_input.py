"""Whatever Lan types, the form stays a form; whatever is missing, the form is not printed without it."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest

from motcua.base.tests import paper as paper_
from motcua.systems.dossiers import prints
from motcua.systems.dossiers.prints.tests import examples

MARKUP = '#import "x.typ"; #panic() *đậm* _nghiêng_ $x^2$ @ref `mã` = Tiêu đề <nhãn> \\ // ghi chú'


def pages(paper: bytes) -> int:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        return len(pdf.pages)


@paper_.POPPLER
def test_markup_in_a_name_stays_text() -> None:
    lan = replace(examples.LAN, name=MARKUP, address=MARKUP)
    assert paper_.text(prints.render(replace(examples.RECEIPT, applicant=lan))).count(MARKUP) == 3


@paper_.POPPLER
def test_a_name_of_three_hundred_letters_stays_on_the_page() -> None:
    lan = replace(examples.LAN, name="Ắ" * 300)
    read = paper_.text(prints.render(replace(examples.RECEIPT, applicant=lan)))
    assert read.replace(" ", "").count("Ắ" * 16) >= 2 * (300 // 16)
    assert read.count("Ắ") == 600


@paper_.POPPLER
def test_forty_papers_flow_over_pages_under_the_same_heading() -> None:
    papers = tuple(
        prints.PaperLine(name=f"Bản vẽ thiết kế số {place}", kind=prints.PaperKind.COPY)
        for place in range(1, 41)
    )
    paper = prints.render(replace(examples.RECEIPT, papers=papers))
    read = paper_.text(paper)
    assert pages(paper) >= 2
    assert "Bản vẽ thiết kế số 40" in read
    assert read.count("STT Tên giấy tờ") >= 2
    assert read.count("NGƯỜI NỘP HỒ SƠ") == 1


@paper_.POPPLER
def test_empty_lists_are_said_and_not_left_blank() -> None:
    assert "Không có giấy tờ nộp kèm" in paper_.text(prints.render(replace(examples.RECEIPT, papers=())))
    assert "Chưa có lần giao, nhận nào" in paper_.text(
        prints.render(replace(examples.CONTROL, hand_overs=()))
    )
    assert "Không phát sinh hồ sơ trong kỳ" in paper_.text(
        prints.render(replace(examples.REGISTER, entries=()))
    )


@paper_.POPPLER
def test_control_characters_cannot_forge_a_line() -> None:
    lan = replace(examples.LAN, name="Lan\n5. Thời gian\x00 trả\u202e: hôm nay\x1b[0m")
    assert "của: Lan 5. Thời gian trả: hôm nay [0m" in paper_.text(
        prints.render(replace(examples.RECEIPT, applicant=lan))
    )


@paper_.POPPLER
def test_a_deadline_not_set_is_a_dash_and_never_a_date() -> None:
    read = paper_.text(prints.render(replace(examples.RECEIPT, due_at=None, allowed=None)))
    assert "5. Thời gian trả kết quả giải quyết hồ sơ: –" in read
    assert "3. Thời gian giải quyết hồ sơ theo quy định là: –" in read


def test_a_register_of_a_thousand_lines_is_printed() -> None:
    paper = prints.render(replace(examples.REGISTER, entries=examples.REGISTER.entries[:20] * 50))
    assert pages(paper) > 50


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (replace(examples.RECEIPT, code=" "), "mã hồ sơ"),
        (replace(examples.RECEIPT, tracking=""), "địa chỉ tra cứu"),
        (replace(examples.RECEIPT, officer=""), "người tiếp nhận"),
        (replace(examples.RECEIPT, applicant=replace(examples.LAN, name="\t")), "tên người nộp"),
        (replace(examples.RECEIPT, office=replace(examples.OFFICE, place="")), "địa danh"),
        (replace(examples.SUPPLEMENT, items=()), "nội dung cần bổ sung"),
        (replace(examples.SUPPLEMENT, reason=""), "lý do"),
        (replace(examples.REFUSED, reason=""), "lý do"),
        (replace(examples.APOLOGY, signer=""), "người ký"),
        (replace(examples.CONTROL, handling=""), "cơ quan giải quyết"),
    ],
)
def test_a_form_is_not_printed_without_what_must_stand_on_it(form: prints.Form, missing: str) -> None:
    with pytest.raises(prints.Refusal, match=missing) as said:
        prints.render(form)
    assert said.value.code == "prints.field-missing"


def test_an_apology_cannot_promise_an_earlier_day() -> None:
    with pytest.raises(prints.Refusal) as said:
        prints.render(replace(examples.APOLOGY, promised_at=examples.APOLOGY.due_at - timedelta(days=1)))
    assert said.value.code == "prints.promise-not-later"


def test_a_register_cannot_end_before_it_begins() -> None:
    with pytest.raises(prints.Refusal) as said:
        prints.render(replace(examples.REGISTER, until=date(2022, 12, 31)))
    assert said.value.code == "prints.period-backwards"
