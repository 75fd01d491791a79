"""An officer opens a work file from a letter by the keyboard, gives a task, marks a step on paper, closes it; E2 moves."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import house
from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = pytest.mark.browser

TITLE = "Báo cáo công tác hộ tịch quý IV"


def counted(page: Page, side: str) -> int:
    """Read how many of the communes' files stand behind E2 on a side."""
    page.goto(f"/ke-hoach/hung-yen-2023/E2/ho-so/?side={side}&level=commune")
    found = re.search(r"(\d+) hồ sơ", page.get_by_role("heading", level=1).inner_text())
    assert found, page.get_by_role("heading", level=1).inner_text()
    return int(found[1])


def test_a_letter_becomes_a_file_that_is_handled_on_the_network_until_a_step_is_on_paper(
    visit: NewVisitor, province: house.House, axe: AxeCheck, screenshot: Screenshot
) -> None:
    page = visit("chuyenvien-xa")
    good, all_ = counted(page, "that"), counted(page, "of")
    keys = page.keyboard
    page.goto(f"/van-phong/van-ban/{province.examples()['came']}/")
    keys.press("h")
    expect(page.get_by_role("heading", level=1)).to_have_text("Văn bản trong hồ sơ công việc")
    keys.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mở hồ sơ công việc")
    page.get_by_label("Tiêu đề hồ sơ").fill(TITLE)
    page.get_by_label("Lý do mở ngoài danh mục").fill("Huyện yêu cầu báo cáo thêm")
    page.get_by_role("button", name="Mở hồ sơ", exact=True).click()
    expect(page.locator("main")).to_contain_text("xử lý trên môi trường mạng")
    expect(page.locator("main")).to_contain_text("112/UBND-TP")
    file = page.url
    assert (counted(page, "that"), counted(page, "of")) == (good + 1, all_ + 1)

    page.goto(file)
    keys.press("g")
    people = page.get_by_label("Người thực hiện")
    people.select_option(
        people.locator("option", has_text="Chuyên viên thụ lý 01").first.get_attribute("value")
    )
    page.get_by_label("Số ngày làm việc").fill("2")
    page.get_by_label("Nội dung nhiệm vụ").fill("Tổng hợp số liệu của các thôn")
    page.locator("form").get_by_role("button", name="Giao nhiệm vụ").click()
    expect(page.locator("main")).to_contain_text("hạn 17:00 19/12/2023")  # given on a Friday
    assert page.get_by_role("link", name=re.compile("^Kết thúc hồ sơ")).count() == 0
    page.goto("/van-phong/ho-so-cong-viec/")
    page.get_by_role("link", name="Tổng hợp số liệu của các thôn").click()
    page.wait_for_url(file)
    keys.press("x")
    page.get_by_role("textbox", name=re.compile("^Kết quả")).fill("Đã gửi huyện")
    page.locator("form").get_by_role("button", name="Báo cáo hoàn thành nhiệm vụ").click()
    expect(page.locator("main")).to_contain_text("xong đúng hạn")

    keys.press("b")
    page.get_by_label("Bước đã làm").fill("Lấy chữ ký trưởng thôn")
    page.locator("form").get_by_role("button", name="Ghi bước làm trên giấy").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi nội dung")
    page.get_by_label("Lý do làm trên giấy").fill("Trưởng thôn chưa có chữ ký số")
    page.locator("form").get_by_role("button", name="Ghi bước làm trên giấy").click()
    expect(page.locator("main")).to_contain_text("1 bước trên giấy")
    keys.press("e")
    page.locator("form").get_by_role("button", name="Kết thúc hồ sơ").click()
    expect(page.locator("main")).to_contain_text("Đã kết thúc, chờ nộp lưu")
    expect(page.locator("main")).to_contain_text("5, trong đó 4 trên môi trường mạng")
    axe(page)
    screenshot(page, "ho-so-cong-viec-da-ket-thuc")
    assert (counted(page, "that"), counted(page, "of")) == (good, all_ + 1)
