"""Dũng foresees next year's files in a browser, the head approves them; then the year brings one more, and it is approved too."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = pytest.mark.browser
PATH = "/van-phong/ho-so-cong-viec/danh-muc/?nam=2024"


def press(page: Page, button: str) -> None:
    """Open the list anew and press a button on it."""
    page.goto(PATH)
    page.get_by_role("button", name=button).click()


def foresee(page: Page, code: str, title: str) -> None:
    """Enter one more file."""
    page.get_by_label("Số và ký hiệu hồ sơ").fill(code)
    page.get_by_label("Tiêu đề hồ sơ").fill(title)
    page.get_by_role("button", name="Thêm vào danh mục").click()
    expect(page.locator("main")).to_contain_text(title)


def test_what_the_year_brings_besides_is_asked_for_and_approved(
    visit: NewVisitor, axe: AxeCheck, screenshot: Screenshot
) -> None:
    dung, em = visit("chuyenvien-xa"), visit("lanhdao-xa")
    press(dung, "Thêm vào danh mục")
    expect(dung.get_by_role("alert")).to_be_visible()
    foresee(dung, "01.CCHC", "Kế hoạch, báo cáo cải cách hành chính")
    press(dung, "Trình phê duyệt")
    press(em, "Phê duyệt danh mục")
    dung.goto(PATH)
    foresee(dung, "02.CCHC", "Kiểm tra cải cách hành chính đột xuất")
    expect(dung.locator("main")).to_contain_text("đề nghị bổ sung")
    axe(dung)
    screenshot(dung, "danh-muc-bo-sung-de-nghi")
    press(dung, "Trình phê duyệt phần bổ sung")
    em.goto(PATH)
    screenshot(em, "danh-muc-bo-sung-cho-duyet")
    press(em, "Phê duyệt phần bổ sung")
    dung.goto(PATH)
    expect(dung.get_by_role("link", name="Mở hồ sơ 02.CCHC")).to_be_visible()
    axe(dung)
    screenshot(dung, "danh-muc-bo-sung-da-duyet")
