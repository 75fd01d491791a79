"""An act at the desk that cannot be: with its own status, in words beside what was typed, nothing of it lost."""

import html
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.base import clock
from motcua.base.signing import trial
from motcua.base.tests.page import text
from motcua.spine import access
from motcua.systems.documents import actions, queries, rules
from motcua.systems.documents.tests.office import NOW, Office, at_desk, drafted, paper, sealed, submitted

LIST = "/van-phong/van-ban/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def path(document: str, slug: str) -> str:
    return f"{LIST}{document}/viec/{slug}/"


def form(page: Any) -> Any:
    return page.context["acting"].form


def pdf(name: str = "du-thao.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, paper(), content_type="application/pdf")


def found(office: Office, document: str) -> queries.Document:
    return queries.document(document_id=document, by=office.actor("lan"), at=NOW)


def test_a_page_that_minh_overtook_says_so_and_keeps_what_lan_typed(office: Office) -> None:
    state = drafted(office)
    actions.comment(document_id=state.id, words="Cần thêm căn cứ", by=office.actor("binh"), at=NOW)
    typed = {"seen": state.seq, "words": "Đã sửa theo góp ý"}
    late = at_desk(office, "lan").post(path(state.id, "gop-y"), typed)
    assert late.status_code == 409
    assert "vừa được người khác cập nhật" in text(late)
    assert form(late)["words"].value() == "Đã sửa theo góp ý"
    assert [one["new"] for one in late.context["history"]] == [True] + [False] * state.seq
    sent = {"seen": form(late)["seen"].value(), "words": form(late)["words"].value()}
    assert at_desk(office, "lan").post(path(state.id, "gop-y"), sent).status_code == 302
    assert found(office, state.id).state.seq == state.seq + 2


def test_what_was_typed_is_there_to_copy_when_the_act_is_allowed_no_more(office: Office) -> None:
    state = submitted(office)
    actions.send_back(document_id=state.id, words="Sửa lại", by=office.actor("binh"), at=NOW)
    late = at_desk(office, "binh").post(
        path(state.id, "tra-lai"), {"seen": state.seq, "words": "Thiếu nơi nhận"}
    )
    assert late.status_code == 409
    assert "không còn thực hiện được" in text(late)
    assert ("Lý do", "Thiếu nơi nhận") in late.context["acting"].typed


def test_a_password_is_never_shown_again(office: Office) -> None:
    state = submitted(office)
    enrolling = actions.Enrolling(
        holder=office.accounts["binh"], agency=False, file="binh.p12", opening=trial.PASSWORD
    )
    actions.enrol(enrolling=enrolling, by=access.system("test"), at=NOW)
    binh = at_desk(office, "binh")
    wrong = binh.post(
        path(state.id, "ky"), {"seen": state.seq, "shown": state.file, "opening": "mat-khau-sai"}
    )
    assert wrong.status_code == 422
    assert form(wrong).errors.keys() == {"opening"}
    actions.send_back(document_id=state.id, words="Sửa lại", by=office.actor("binh"), at=NOW)
    late = binh.post(
        path(state.id, "ky"), {"seen": state.seq, "shown": state.file, "opening": "mat-khau-sai"}
    )
    assert late.status_code == 409
    assert "mat-khau-sai" not in wrong.content.decode() + late.content.decode()


def test_what_is_signed_after_a_page_was_overtaken_is_what_the_page_shows_now(office: Office) -> None:
    state = submitted(office)
    actions.send_back(document_id=state.id, words="Sửa lại", by=office.actor("binh"), at=NOW)
    lan = office.actor("lan")
    other = actions.Upload(name="moi.pdf", chunks=[paper("Bản đã sửa")])
    actions.add_file(document_id=state.id, upload=other, main=True, by=lan, at=NOW)
    actions.submit(document_id=state.id, to=office.accounts["binh"], by=lan, at=NOW)
    late = at_desk(office, "binh").post(path(state.id, "ky"), {"seen": state.seq, "shown": state.file})
    assert late.status_code == 409
    assert form(late)["shown"].value() == found(office, state.id).state.file != state.file
    assert found(office, state.id).state.signed_by is None


def test_a_form_that_is_not_filled_in_is_422_and_a_refusal_of_the_law_has_its_own_status(
    office: Office,
) -> None:
    state = sealed(office)
    dung = at_desk(office, "dung")
    nobody = dung.post(path(state.id, "phat-hanh"), {"seen": state.seq, "way": "electronic", "receivers": []})
    assert nobody.status_code == 422
    assert form(nobody).errors.keys() == {"receivers"}
    missing = dung.post(path(state.id, "phat-hanh"), {"seen": state.seq})
    assert missing.status_code == 422
    assert form(missing).errors.keys() == {"way"}
    draft = submitted(office)
    signed = at_desk(office, "binh").post(path(draft.id, "ky"), {"seen": draft.seq, "shown": draft.file})
    assert signed.status_code == 302
    mark = {"mark": "SNV", "wanted": 9}
    gap = dung.post(path(draft.id, "cap-so"), {"seen": found(office, draft.id).state.seq} | mark)
    assert gap.status_code == 422
    assert form(gap).errors.keys() == {"wanted"}
    assert form(gap)["wanted"].value() == "9"


def test_an_act_that_is_not_open_is_refused_before_its_form_is_shown(office: Office) -> None:
    state = sealed(office)
    assert at_desk(office, "lan").get(path(state.id, "trinh")).status_code == 409
    assert at_desk(office, "lan").get(path(state.id, "phat-hanh")).status_code == 403
    assert at_desk(office, "dung").get(path(str(uuid.uuid4()), "phat-hanh")).status_code == 404
    assert at_desk(office, "dung").get(path(state.id, "gi-do")).status_code == 404


def test_files_that_were_chosen_are_kept_while_the_form_is_sent_again(office: Office) -> None:
    state = drafted(office)
    actions.comment(document_id=state.id, words="Cần phụ lục", by=office.actor("binh"), at=NOW)
    lan = at_desk(office, "lan")
    chosen = {"seen": state.seq, "main": pdf("moi.pdf"), "attached": [pdf("phu-luc-1.pdf"), pdf("2.pdf")]}
    late = lan.post(path(state.id, "them-tep"), chosen)
    assert late.status_code == 409
    assert "phu-luc-1.pdf" in text(late)
    words = re.findall(r'name="([a-z]+-kept)" value="([^"]+)"', late.content.decode())
    assert [name for name, _ in words] == ["main-kept", "attached-kept", "attached-kept"]
    again = {
        "seen": form(late)["seen"].value(),
        "main-kept": words[0][1],
        "attached-kept": [html.unescape(words[1][1])],
    }
    assert lan.post(path(state.id, "them-tep"), again).status_code == 302
    document = found(office, state.id)
    assert document.state.seq == state.seq + 3
    assert document.main is not None
    assert document.main.name == "moi.pdf"
    assert [one.name for one in document.files if one.role == rules.ATTACHED] == ["phu-luc-1.pdf"]


def test_of_several_files_all_are_put_in_or_none(office: Office) -> None:
    state = drafted(office)
    lan = at_desk(office, "lan")
    bad = SimpleUploadedFile("ghi-chu.txt", b"khong phai PDF")
    wrong = lan.post(path(state.id, "them-tep"), {"seen": state.seq, "main": pdf(), "attached": [bad]})
    assert wrong.status_code == 422
    assert form(wrong).errors.keys() == {"attached"}
    assert "ghi-chu.txt" in text(wrong)
    assert 'name="main-kept"' in wrong.content.decode()
    picture = SimpleUploadedFile("trang-1.png", b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    refused = lan.post(path(state.id, "them-tep"), {"seen": state.seq, "main": picture, "attached": [pdf()]})
    assert refused.status_code == 422
    assert form(refused).errors.keys() == {"main"}
    nothing = lan.post(path(state.id, "them-tep"), {"seen": state.seq})
    assert nothing.status_code == 422
    assert "Chưa chọn tệp nào" in text(nothing)
    assert found(office, state.id).state.seq == state.seq


def test_a_word_for_a_file_that_is_not_ours_names_none(office: Office) -> None:
    state = drafted(office)
    lan = at_desk(office, "lan")
    sent = lan.post(
        path(state.id, "them-tep"), {"main": pdf(), "attached": [SimpleUploadedFile("x.txt", b"x")]}
    )
    word = html.unescape(re.findall(r'name="main-kept" value="([^"]+)"', sent.content.decode())[0])
    for wrong in (word[:-2], "bịa", ""):
        assert lan.post(path(state.id, "them-tep"), {"main-kept": wrong}).status_code == 422
    assert found(office, state.id).state.seq == state.seq


def test_a_draft_that_was_refused_has_its_file_still(office: Office) -> None:
    lan = at_desk(office, "lan")
    typed = {"unit": "", "kind": "quyet-dinh", "subject": "Về việc A", "urgency": 0, "secrecy": "none"}
    page = lan.post(f"{LIST}soan/", typed | {"main": pdf("a.pdf")})
    assert page.status_code == 422
    assert "a.pdf" in text(page)
    assert page.context["form"]["subject"].value() == "Về việc A"
