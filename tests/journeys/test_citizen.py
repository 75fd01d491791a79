"""A citizen's matter from the search box to the stars: found, applied for, supplemented, followed, fetched, rated."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acting, province
from tests.journeys.conftest import NewVisitor

pytestmark = pytest.mark.browser

PROCEDURE = "Cấp Giấy xác nhận tình trạng hôn nhân"
RESULT = b"%PDF-1.7\n%ket qua\n"


def find_without_accents(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox", name="Tìm thủ tục hành chính").fill("giay xac nhan TINH TRANG hon nhan")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=PROCEDURE, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROCEDURE)
    for question in ("Bao lâu", "Bao nhiêu tiền", "Mang theo gì"):
        expect(page.get_by_role("heading", name=question, exact=True)).to_be_in_viewport()
    expect(page.get_by_text("3 ngày làm việc").first).to_be_visible()
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()


def say_who_while_the_line_drops(page: Page) -> None:
    page.get_by_label("Họ và tên", exact=True).fill("Trần Thị Bưởi")
    page.get_by_label("Số định danh cá nhân").fill("033 190 000 099")
    expect(page.get_by_role("status").filter(has_text="Đã lưu lúc")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Địa chỉ", exact=True).fill("Thôn Trung, xã Xuân Quan")
    expect(page.get_by_text("Mất kết nối – vẫn giữ trên máy này")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text="Đã lưu lúc")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Họ và tên", exact=True)).to_have_value("Trần Thị Bưởi")
    expect(page.get_by_label("Địa chỉ", exact=True)).to_have_value("Thôn Trung, xã Xuân Quan")


def bring(page: Page, paper: str, name: str) -> None:
    page.get_by_label(paper).set_input_files(acting.pdf(name))
    expect(page.get_by_role("link", name=name)).to_be_visible()


def apply(page: Page) -> str:
    page.get_by_role("link", name="Đăng nhập để nộp hồ sơ").click()
    acting.sign_in(page, "nguoidan-1")
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_label("Không phải xác minh").check()
    acting.go_on(page, "Ông/bà nộp hồ sơ ở đâu?")
    page.get_by_role("searchbox", name="Tìm xã, phường, thị trấn").fill("xuan quan")
    page.get_by_label("Xã Xuân Quan").check()
    acting.go_on(page, "Ông/bà nộp hồ sơ cho ai?")
    page.get_by_label("Cho chính tôi").check()
    acting.go_on(page, "Thông tin của ông/bà")
    say_who_while_the_line_drops(page)
    acting.go_on(page, "Giấy tờ của hồ sơ")
    acting.go_on(page, "Giấy tờ của hồ sơ")  # nothing was brought: the page stays and says what is missing
    expect(page.get_by_text("Giấy tờ này bắt buộc. Hãy tải lên ít nhất một tệp.").last).to_be_visible()
    bring(page, "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "Tờ khai hôn nhân.pdf")
    acting.go_on(page, "Nhận kết quả và lệ phí")
    page.get_by_label("Nhận bản điện tử trên cổng này").check()
    acting.go_on(page, "Kiểm tra lại trước khi nộp")
    for answer in ("Trần Thị Bưởi", "Thôn Trung, xã Xuân Quan", "Xã Xuân Quan", "Tờ khai hôn nhân.pdf"):
        expect(page.get_by_role("main")).to_contain_text(answer)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nộp hồ sơ")
    code = page.locator(".done-panel .code").inner_text()
    assert re.fullmatch(rf"{re.escape(province.COMMUNE)}-231215-\d{{4}}", code), code
    return code


def follow(page: Page, code: str, *, where: str) -> None:
    """Follow a dossier by its number alone, typed as people type it."""
    page.goto("/")
    page.get_by_label("Mã hồ sơ").fill(f" {code.lower()} ")
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.locator(".track [aria-current=step]")).to_contain_text(where)
    expect(page.get_by_role("main")).not_to_contain_text("Bưởi")


def test_a_citizen_applies_is_asked_for_one_supplement_and_gets_the_result(visit: NewVisitor) -> None:
    citizen, stranger = visit(), visit(width=360, height=800)
    find_without_accents(citizen)
    code = apply(citizen)
    follow(stranger, code, where="Bộ phận một cửa đang kiểm tra giấy tờ")

    binh, dung, em = (visit(name) for name in ("motcua-xa", "chuyenvien-xa", "lanhdao-xa"))
    acting.act(binh, code, "Tiếp nhận")
    acting.hand_over(binh, code, to="Chuyên viên thụ lý 01")
    acting.ask_supplement(
        dung, code, paper="Giấy tờ chứng minh đã ly hôn", reason="Chưa có trích lục ly hôn năm 2019"
    )
    follow(stranger, code, where="Chờ người nộp hồ sơ bổ sung giấy tờ")

    citizen.get_by_role("link", name="Hồ sơ của tôi").first.click()
    citizen.get_by_role("region", name="Cần ông/bà làm").get_by_role("link").filter(has_text=PROCEDURE)
    citizen.goto(f"/ho-so-cua-toi/{code}/")
    expect(citizen.get_by_role("main")).to_contain_text("Chưa có trích lục ly hôn năm 2019")
    citizen.get_by_role("link", name="Bổ sung hồ sơ").click()
    citizen.get_by_label("Giấy tờ chứng minh đã ly hôn").set_input_files(acting.pdf("Trích lục.pdf"))
    citizen.get_by_role("button", name="Gửi bổ sung").click()
    expect(citizen.get_by_text("Đã gửi bổ sung đến cơ quan đang giải quyết.")).to_be_visible()
    follow(stranger, code, where="Kiểm tra, xác minh tình trạng hôn nhân")

    acting.hand_over(dung, code)
    acting.decide(em, code)
    acting.attach(binh, code, name="Giấy xác nhận tình trạng hôn nhân.pdf", content=RESULT)
    acting.return_result(binh, code)
    stranger.goto(f"/tra-cuu/?ma={code}")
    expect(stranger.locator(".track li").last).to_contain_text("Trả kết quả")
    expect(stranger.get_by_text("Đã trả kết quả").first).to_be_visible()

    citizen.goto(f"/ho-so-cua-toi/{code}/")
    expect(citizen.get_by_role("region", name="Tệp của hồ sơ")).to_contain_text("Kết quả giải quyết")
    with citizen.expect_download() as fetched:
        citizen.get_by_role("link", name="Giấy xác nhận tình trạng hôn nhân.pdf").click()
    assert fetched.value.path().read_bytes() == RESULT
    citizen.get_by_label("Rất hài lòng").check()
    citizen.get_by_role("button", name="Gửi đánh giá").click()
    expect(citizen.get_by_text("Ông/bà đã đánh giá: Rất hài lòng (5 trên 5). Cảm ơn ông/bà.")).to_be_visible()
