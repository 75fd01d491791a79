"""What people see when something goes wrong, and that nothing they did is lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acting, house, province
from tests.journeys.conftest import NewVisitor

pytestmark = pytest.mark.browser

COPY = "2.000635"
PAPER = "Tờ khai cấp bản sao trích lục hộ tịch"
REASON = "Tờ khai ghi nhầm năm sinh; xin ghi lại theo sổ gốc."
TOO_LARGE = 21 * 1024 * 1024


def in_hand(visit: NewVisitor, name: str) -> str:
    """Have a dossier in the case officer's hands."""
    counter = visit("motcua-xa")
    code = acting.receive_at_counter(counter, procedure=province.MARITAL_STATUS, name=name)
    acting.hand_over(counter, code)
    return code


def test_a_page_gone_stale_keeps_what_was_typed_and_can_be_sent_again(visit: NewVisitor) -> None:
    code = in_hand(visit, "Phạm Văn Hai")
    dung, em = visit("chuyenvien-xa"), visit("lanhdao-xa")
    acting.open_act(dung, code, "Yêu cầu bổ sung")
    dung.locator("#act").get_by_label("Tờ khai").check()
    dung.locator("#act").get_by_label("Lý do").fill(REASON)
    acting.consult(em, code, question="Có thuộc xã Phụng Công không?", unit="Xã Phụng Công")
    dung.locator("#act form button").click()
    expect(dung.get_by_role("alert")).to_contain_text("vừa được người khác cập nhật")
    expect(dung.locator("#act").get_by_label("Lý do")).to_have_value(REASON)
    expect(dung.locator("#act").get_by_label("Tờ khai")).to_be_checked()
    expect(dung.locator(".history li").filter(has_text="Mới")).to_have_count(1)
    acting.send(dung, code)
    expect(dung.locator(".history")).to_contain_text(REASON)


def test_an_act_the_new_state_forbids_gives_the_typed_words_back(visit: NewVisitor) -> None:
    code = in_hand(visit, "Phạm Thị Ba")
    dung, other, em = visit("chuyenvien-xa"), visit("chuyenvien-xa"), visit("lanhdao-xa")
    acting.open_act(dung, code, "Yêu cầu bổ sung")
    dung.locator("#act").get_by_label("Tờ khai").check()
    dung.locator("#act").get_by_label("Lý do").fill(REASON)
    acting.hand_over(other, code)
    acting.decide(em, code)
    dung.locator("#act form button").click()
    expect(dung.get_by_role("alert")).to_contain_text("việc này không còn thực hiện được")
    expect(dung.locator("#act")).to_contain_text(REASON)
    expect(dung.locator("#act form")).to_have_count(0)


def settled(page: Page) -> None:
    """Wait as a hand does: the part just put in place listens a moment after it is seen."""
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-settling, .htmx-added')")


def begin(page: Page) -> None:
    page.goto(f"/nop-ho-so/{COPY}/")
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_role("searchbox", name="Tìm xã, phường, thị trấn").fill("xuan quan")
    page.get_by_label("Xã Xuân Quan").check()
    acting.go_on(page, "Ông/bà nộp hồ sơ cho ai?")
    page.get_by_label("Cho chính tôi").check()
    acting.go_on(page, "Thông tin của ông/bà")
    page.get_by_label("Số định danh cá nhân").fill("033190000077")
    page.get_by_label("Địa chỉ", exact=True).fill("Thôn Đông, xã Xuân Quan")
    acting.go_on(page, "Giấy tờ của hồ sơ")


def test_a_file_too_large_is_said_beside_it_and_a_second_click_files_once(
    visit: NewVisitor, province: house.House, tmp_path: Path
) -> None:
    page = visit("nguoidan-2")
    begin(page)
    page.get_by_label(PAPER).set_input_files(acting.pdf("Tờ khai.pdf"))
    expect(page.get_by_role("link", name="Tờ khai.pdf")).to_be_visible()
    settled(page)
    large = tmp_path / "Ảnh lớn.pdf"
    large.write_bytes(b"%PDF-1.7" + bytes(TOO_LARGE))
    page.get_by_label(PAPER).set_input_files(large)
    expect(page.get_by_role("alert").filter(has_text="Ảnh lớn.pdf")).to_contain_text("20 MB")
    settled(page)
    page.get_by_label(PAPER).set_input_files(
        {"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    )
    expect(page.get_by_role("alert").filter(has_text="virus.exe")).to_be_visible()
    expect(page.get_by_role("link", name="Tờ khai.pdf")).to_be_visible()
    acting.go_on(page, "Nhận kết quả và lệ phí")
    acting.go_on(page, "Kiểm tra lại trước khi nộp")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Nộp hồ sơ"))
    sent: dict[str, str | float | bool] = {
        name: form.locator(f"[name={name}]").get_attribute("value") or ""
        for name in ("csrfmiddlewaretoken", "draft")
    }
    page.get_by_role("button", name="Nộp hồ sơ").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nộp hồ sơ")
    code = page.locator(".done-panel .code").inner_text()
    again = page.request.post(f"/nop-ho-so/{COPY}/kiem-tra/", form=sent, headers={"Referer": page.url})
    assert f"/{code}/da-nop/" in again.url, (
        "the same form, sent once more by a nervous hand, is the same dossier"
    )
    made = province.ask(
        "SELECT d.code FROM dossiers_dossier AS d JOIN identity_account AS a ON a.id::text = d.owner"
        " WHERE a.username = 'nguoidan-2'"
    )
    assert made == [(code,)]


def test_a_second_click_at_the_counter_receives_once(visit: NewVisitor, province: house.House) -> None:
    page = visit("motcua-xa")
    page.goto(f"/van-phong/tiep-nhan/{COPY}/")
    page.get_by_label("Họ và tên người nộp").fill("Vũ Thị Nhanh Tay")
    sent = page.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")
    page.get_by_role("button", name="Tiếp nhận và hẹn trả").dblclick()
    expect(page.get_by_role("status").first).to_contain_text("Đã tiếp nhận hồ sơ")
    again = page.request.post(f"/van-phong/tiep-nhan/{COPY}/", form=sent)
    assert again.url == page.url
    made = province.ask("SELECT count(*) FROM dossiers_applicant WHERE name = 'Vũ Thị Nhanh Tay'")
    assert made == [(1,)]


def test_nobody_works_outside_their_unit(visit: NewVisitor, province: house.House) -> None:
    [(code, seq)] = province.ask(
        "SELECT code, seq FROM dossiers_dossier WHERE unit <> %s AND receiving_unit <> %s ORDER BY code LIMIT 1",
        "H31.33.111",
        "H31.33.111",
    )
    page = visit("motcua-xa")
    answer = page.goto(f"/van-phong/ho-so/{code}/")
    assert answer
    assert answer.status == 403
    expect(page.get_by_role("main")).to_contain_text("Hồ sơ thuộc đơn vị khác")
    expect(page.get_by_role("main").get_by_role("link", name="Văn phòng một cửa")).to_be_visible()
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    forced = page.request.post(
        f"/van-phong/ho-so/{code}/viec/tiep-nhan/", form={"csrfmiddlewaretoken": token, "seen": str(seq)}
    )
    assert forced.status == 403
    assert province.ask("SELECT seq FROM dossiers_dossier WHERE code = %s", code) == [(seq,)]


def test_a_citizen_does_not_see_anothers_dossier(visit: NewVisitor, province: house.House) -> None:
    page = visit("nguoidan-2")
    answer = page.goto(f"/ho-so-cua-toi/{province.examples()['waiting']}/")
    assert answer
    assert answer.status == 403
    expect(page.get_by_role("main")).to_contain_text("Hồ sơ này không phải của ông/bà")
    expect(page.get_by_role("main")).not_to_contain_text("Lan")


def test_a_number_that_nobody_has_is_said_to_be_so(visit: NewVisitor) -> None:
    page = visit()
    page.goto("/tra-cuu/?ma=H31.33.111-230101-9999")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("Không (có|tìm thấy) hồ sơ"))
    expect(page.get_by_role("heading", name="Không tìm được hồ sơ?")).to_be_visible()
