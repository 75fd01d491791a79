"""The desk's pages: Lan opens a file from a letter, gives Minh work, marks a step on paper, closes it; Bình approves the list."""

import io
from typing import Any

import pytest
import python_calamine
from django.test import Client

from motcua.base import clock
from motcua.base.tests import archive
from motcua.base.tests.page import text
from motcua.systems.workfiles import actions, models, queries
from motcua.systems.workfiles.rules import Stage
from motcua.systems.workfiles.tests.office import COMMUNE, NOW, Office, approved, at_desk, came, opened

LIST = "/van-phong/ho-so-cong-viec/"


def said(page: Any, status: int = 200) -> str:
    """Give what a page says, without its tags."""
    assert page.status_code == status, page.status_code
    return text(page)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.at(NOW):
        yield


def act(client: Client, file: str, slug: str, status: int = 200, **fields: Any) -> str:
    """Open an act's form, send it as it was filled in with `fields` besides, and give what the next page says."""
    path = f"{LIST}{file}/viec/{slug}/"
    form = client.get(path).context["acting"].form
    filled = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    return said(client.post(path, filled | fields, follow=True), status)


def test_a_file_goes_from_a_letter_to_its_end_at_the_desk(office: Office) -> None:
    lan, minh = at_desk(office, "lan"), at_desk(office, "minh")
    letter = came(office)
    page = lan.get(f"{LIST}van-ban/{letter}/")
    assert "Văn bản này chưa nằm trong hồ sơ nào." in said(page)
    begin = page.context["open"]
    form = lan.get(begin).context["form"]
    assert form["title"].value() == "Về việc báo cáo hộ tịch"
    filled = {
        "title": form["title"].value(), "reason": "Huyện yêu cầu", "retention": "10", "secrecy": "none",
        "opened_on": "10/05/2023",
    }  # fmt: skip
    done = lan.post(begin, filled, follow=True)
    assert "Đã mở hồ sơ 01.PS." in said(done)
    file = models.File.objects.get()
    assert "Huyện yêu cầu" in said(done)
    task = act(
        lan, str(file.pk), "giao-viec", officer=office.accounts["minh"], days=2, words="Tổng hợp số liệu"
    )
    assert "17:00 12/05/2023" in task
    assert "Tổng hợp số liệu" in said(minh.get(LIST))
    assert "xong đúng hạn" in act(minh, str(file.pk), "xong-viec", number=1, words="Đã gửi")
    paper = act(lan, str(file.pk), "buoc-giay", what="Lấy chữ ký của dân", words="Dân không có chữ ký số")
    assert "1 bước trên giấy" in paper
    assert "lý do: Dân không có chữ ký số" in paper
    assert "Đã kết thúc, chờ nộp lưu" in act(lan, str(file.pk), "ket-thuc")
    assert "Hạn nộp lưu 10/05/2024" in said(lan.get(f"{LIST}{file.pk}/"))
    file.refresh_from_db()
    assert (file.stage, file.steps, file.steps_online) == (Stage.CLOSED, 5, 4)


def test_a_file_outside_of_the_list_asks_for_its_reason_beside_the_field(office: Office) -> None:
    lan = at_desk(office, "lan")
    filled = {"title": "Việc mới", "retention": "10", "secrecy": "none", "opened_on": "2023-05-10"}
    page = lan.post(f"{LIST}mo/", filled)
    assert "Hãy ghi lý do mở hồ sơ ngoài danh mục." in said(page, 422)
    assert page.context["form"].errors.keys() == {"reason"}
    assert page.context["form"]["title"].value() == "Việc mới"
    assert not models.File.objects.exists()


def test_the_list_is_drafted_handed_up_returned_and_approved_at_the_desk(office: Office) -> None:
    lan, binh = at_desk(office, "lan"), at_desk(office, "binh")
    path = f"{LIST}danh-muc/"
    entry = {
        "viec": "them", "code": "01.cchc", "title": "Cải cách hành chính", "retention": "20",
        "keeper": office.accounts["lan"], "basis": "",
    }  # fmt: skip
    assert "Danh mục chưa có hồ sơ nào" in said(lan.get(path))
    assert "Đã thêm hồ sơ vào danh mục." in said(lan.post(path, entry, follow=True))
    assert "Danh mục đã có hồ sơ mang số 01.CCHC." in said(lan.post(path, entry), 409)
    assert "Chờ phê duyệt" in said(lan.post(path, {"viec": "trinh"}, follow=True))
    assert lan.post(path, {"viec": "duyet"}).status_code == 403
    back = said(binh.post(path, {"viec": "tra-lai", "words": "Bổ sung căn cứ"}, follow=True))
    assert "Đang dự thảo" in back
    lan.post(path, {"viec": "trinh"})
    assert "Đã phê duyệt danh mục hồ sơ." in said(binh.post(path, {"viec": "duyet"}, follow=True))
    assert "Mở hồ sơ" in said(lan.get(path))
    assert binh.post(path, {"viec": "gi-do"}).status_code == 404


def test_a_file_of_the_list_is_opened_from_it(office: Office) -> None:
    approved(office)
    lan = at_desk(office, "lan")
    form = lan.get(f"{LIST}mo/?muc=01.CCHC").context["form"]
    assert form["entry"].value() == "01.CCHC"
    lan.post(f"{LIST}mo/", {"entry": "01.CCHC", "secrecy": "none", "opened_on": "2023-05-10"})
    assert models.File.objects.get().listed


def test_a_letter_goes_into_a_file_that_is_open(office: Office) -> None:
    lan, letter, state = at_desk(office, "lan"), came(office), opened(office)
    path = f"{LIST}van-ban/{letter}/"
    assert "Đã đưa văn bản vào hồ sơ 01.PS." in said(lan.post(path, {"ho-so": state.id}, follow=True))
    assert "Văn bản này đã có trong hồ sơ." in said(lan.post(path, {"ho-so": state.id}), 409)
    assert "Đang nằm trong" in said(lan.get(path))
    other = came(office, subject="Về việc khác")
    assert "Đã đưa văn bản vào hồ sơ." in act(lan, state.id, "them-van-ban", document=other)


def test_the_list_shows_mine_first_and_finds_without_accents(office: Office) -> None:
    opened(office, title="Tiếp công dân tháng 5")
    lan, minh = at_desk(office, "lan"), at_desk(office, "minh")
    assert "Tiếp công dân tháng 5" in said(lan.get(LIST))
    assert "Tiếp công dân tháng 5" not in said(minh.get(LIST))
    assert "Tiếp công dân tháng 5" in said(minh.get(f"{LIST}?ai=moi-nguoi&q=tiep+cong"))
    assert "Không có hồ sơ nào ở đây" in said(minh.get(f"{LIST}?ai=moi-nguoi&q=dat+dai"))
    assert "Tiếp công dân tháng 5" not in said(lan.get(f"{LIST}?pile=luu-tru"))


def test_chau_opens_no_page_of_it(office: Office) -> None:
    state = opened(office)
    chau = at_desk(office, "chau")
    assert chau.get(f"{LIST}{state.id}/").status_code == 403
    assert chau.get(f"{LIST}{state.id}/viec/ket-thuc/").status_code == 403
    assert chau.get(f"{LIST}00000000-0000-0000-0000-000000000000/").status_code == 404
    assert chau.get(f"{LIST}danh-muc/?don-vi={COMMUNE}").context["unit"] == "H31.09"


def test_what_was_changed_meanwhile_is_not_closed(office: Office) -> None:
    lan, state = at_desk(office, "lan"), opened(office, document=came(office))
    form = lan.get(f"{LIST}{state.id}/viec/ket-thuc/").context["acting"].form
    filled = {"seen": form["seen"].value(), "closed_on": "2023-05-10"}
    actions.mark_paper(
        file_id=state.id, what="Họp", why="Họp trực tiếp", done_on=NOW.date(), by=office.actor("lan"), at=NOW
    )
    page = said(lan.post(f"{LIST}{state.id}/viec/ket-thuc/", filled), 409)
    assert "vừa được người khác cập nhật" in page
    assert queries.file(file_id=state.id, by=office.actor("lan"), at=NOW).state.stage is Stage.OPEN


def test_a_secret_file_shows_its_number_alone(office: Office) -> None:
    state = opened(office, secrecy="secret")
    page = said(at_desk(office, "lan").get(f"{LIST}{state.id}/"))
    assert "Hồ sơ mật" in page
    assert "Giao nhiệm vụ" not in page


def cells(content: bytes) -> list[list[Any]]:
    """Read a sheet back, from its headings on."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()[3:]


def closed(office: Office, subject: str) -> str:
    """Let Lan close a file with one letter in it."""
    state = opened(office, title=f"Hồ sơ {subject}", document=came(office, subject=subject))
    return actions.close(file_id=state.id, by=office.actor("lan"), at=NOW).id


def test_closed_files_are_chosen_handed_over_sent_back_and_taken_at_the_desk(office: Office) -> None:
    lan, dung = at_desk(office, "lan"), at_desk(office, "dung")
    one, other = closed(office, "hộ tịch"), closed(office, "đất đai")
    path = f"{LIST}nop-luu/"
    assert "Chưa chọn hồ sơ nào." in said(lan.post(path), 422)
    done = lan.post(path, {"pick": [one, other]}, follow=True)
    assert "Lần nộp lưu 1/2023" in said(done)
    where = done.redirect_chain[-1][0]
    assert lan.post(where, {"viec": "nhan"}).status_code == 403
    assert "Chưa ghi nội dung." in said(dung.post(where, {"viec": "tra-lai", "ho-so": one}), 422)
    back = dung.post(where, {"viec": "tra-lai", "ho-so": one, "words": "Thiếu mục lục"}, follow=True)
    assert "Đã trả lại hồ sơ cho người lập." in said(back)
    assert "“Thiếu mục lục”" in said(lan.get(f"{LIST}{one}/"))
    assert "Đã nhận hồ sơ vào lưu trữ." in said(dung.post(where, {"viec": "nhan"}, follow=True))
    assert "Đã vào lưu trữ" in said(lan.get(f"{LIST}{other}/"))
    assert "Hồ sơ hộ tịch" in said(lan.get(path))
    assert "10/05/2024" in said(lan.get(path))


def test_the_papers_of_a_file_its_list_and_its_hand_over_are_printed_and_given_as_sheets(
    office: Office,
) -> None:
    approved(office)
    lan, chau = at_desk(office, "lan"), at_desk(office, "chau")
    file = closed(office, "hộ tịch")
    batch = actions.hand_over(unit=COMMUNE, files=[file], by=office.actor("lan"), at=NOW).id
    for paper in (f"danh-muc/{COMMUNE}/2023", f"{file}/muc-luc", f"nop-luu/{batch}/muc-luc"):
        printed = lan.get(f"{LIST}{paper}.pdf")
        assert printed.content.startswith(b"%PDF-"), paper
        assert lan.get(f"{LIST}{paper}.xlsx").status_code == 200
        assert chau.get(f"{LIST}{paper}.pdf").status_code == 403, paper
    assert lan.get(f"{LIST}nop-luu/{batch}/bien-ban.pdf").content.startswith(b"%PDF-")
    assert chau.get(f"{LIST}nop-luu/{batch}/").status_code == 403
    heading, row = cells(lan.get(f"{LIST}nop-luu/{batch}/muc-luc.xlsx").content)
    assert heading[1:3] == ["Số và ký hiệu hồ sơ", "Tiêu đề hồ sơ"]
    assert row[:6] == [
        "1",
        "01.PS/2023",
        "Hồ sơ hộ tịch",
        "10/05/2023 - 10/05/2023",
        "10 năm",
        "1 trang điện tử",
    ]
    inside = cells(lan.get(f"{LIST}{file}/muc-luc.xlsx").content)
    assert inside[1][3] == "hộ tịch"
    assert cells(lan.get(f"{LIST}danh-muc/{COMMUNE}/2023.xlsx").content)[1][0] == "01.CCHC"


@pytest.mark.slow
def test_every_paper_of_a_file_may_go_to_an_archive(office: Office) -> None:
    approved(office)
    lan, file = at_desk(office, "lan"), closed(office, "hộ tịch")
    batch = actions.hand_over(unit=COMMUNE, files=[file], by=office.actor("lan"), at=NOW).id
    names = (
        f"danh-muc/{COMMUNE}/2023",
        f"{file}/muc-luc",
        f"nop-luu/{batch}/muc-luc",
        f"nop-luu/{batch}/bien-ban",
    )
    papers = {name: lan.get(f"{LIST}{name}.pdf").content for name in names}
    assert archive.faults(papers) == {}


def test_the_record_of_a_hand_over_says_who_gave_and_that_nobody_took_it_yet(office: Office) -> None:
    lan = office.actor("lan")
    batch = actions.hand_over(unit=COMMUNE, files=[closed(office, "hộ tịch")], by=lan, at=NOW)
    paper = queries.receipt(batch_id=batch.id, by=lan, at=NOW)
    assert "Bên giao: Nguyễn Thị Lan, nộp ngày 10/05/2023." in paper.before
    assert any("chưa nhận" in words for words in paper.before)
    actions.accept(batch_id=batch.id, by=office.actor("dung"), at=NOW)
    paper = queries.receipt(batch_id=batch.id, by=lan, at=NOW)
    assert [one.name for one in paper.signers] == ["Nguyễn Thị Lan", "Phạm Thị Dung"]
