"""Hoa writes a sign in a browser, as she writes a target: what she types is tried at once, and nobody is counted by it yet."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = pytest.mark.browser

LIST = "/van-phong/dau-hieu/soan/dossiers/"


def test_a_sign_is_tried_while_it_is_typed_and_put_in_force_with_its_reason(
    visit: NewVisitor, axe: AxeCheck, screenshot: Screenshot
) -> None:
    page = visit("kehoach")
    page.goto("/van-phong/dau-hieu/")
    page.get_by_role("link", name="Sửa danh sách này").first.click()
    axe(page)
    screenshot(page, "danh-sach-dau-hieu")
    page.get_by_role("link", name="Yêu cầu bổ sung từ hai lần trở lên").click()
    result = page.locator("#trial")
    expect(result).to_contain_text("Không có lỗi")
    written(page, "supplements >= 2", "suplements >= 2")
    expect(result).to_contain_text("“supplements”")
    axe(page)
    screenshot(page, "soan-dau-hieu-co-loi")
    written(page, "suplements >= 2", "supplements >= 1")
    expect(result).to_contain_text("đầu tiên có dấu hiệu")
    screenshot(page, "soan-dau-hieu")
    page.get_by_label("Chia nhỏ theo cột").select_option("unit")
    expect(result.get_by_role("table", name="Chia nhỏ")).to_be_visible()
    page.get_by_role("button", name="Lưu và cho có hiệu lực").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy ghi lý do")
    page.goto(page.url)
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(page.get_by_text("Đã bỏ bản nháp")).to_be_visible()


def test_a_sign_begun_is_there_again_and_a_word_is_put_in_by_a_key(visit: NewVisitor) -> None:
    page = visit("kehoach")
    page.goto(f"{LIST}dau-hieu/")
    text = page.get_by_label("Nội dung")
    text.evaluate("one => one.setSelectionRange(0, 0)")
    page.locator("#words summary").click()
    page.locator("#words").get_by_role("button", name="closed_before").focus()
    page.keyboard.press("Enter")
    assert text.input_value().startswith("closed_before")
    expect(page.locator("#trial")).to_contain_text("Dòng 1, cột 1")
    page.goto(LIST)
    expect(page.get_by_text("Có bản nháp của một dấu hiệu mới chưa lưu")).to_be_visible()
    page.get_by_role("link", name="Có bản nháp của một dấu hiệu mới chưa lưu").click()
    page.get_by_role("button", name="Bỏ bản nháp").click()


def written(page: Page, old: str, new: str) -> None:
    text = page.get_by_label("Nội dung")
    said = text.input_value()
    assert old in said
    text.fill(said.replace(old, new, 1))
