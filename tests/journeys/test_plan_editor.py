"""Hoa writes a target in a browser: what she types is tried as she types, and a word is put in by a click or a key."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = pytest.mark.browser

EDITOR = "/van-phong/ke-hoach/hung-yen-2023/chi-tieu/P2/"


def replace(page: Page, old: str, new: str) -> None:
    text = page.get_by_label("Nội dung")
    written = text.input_value()
    assert old in written
    text.fill(written.replace(old, new, 1))


def test_a_fault_appears_while_typing_and_goes_when_it_is_mended(
    visit: NewVisitor, axe: AxeCheck, screenshot: Screenshot
) -> None:
    page = visit("kehoach")
    page.goto(EDITOR)
    result = page.locator("#trial")
    expect(result).to_contain_text("Không có lỗi")
    counted = result.locator(".figure").first.inner_text()
    replace(page, "due_session_start", "due_session")
    expect(result).to_contain_text("“due_session_start”")
    axe(page)
    screenshot(page, "soan-chi-tieu-co-loi")
    page.reload()
    expect(page.locator(".notice.soon")).to_contain_text("bản nháp")
    replace(page, "due_session", "due_session_start")
    expect(result.locator(".figure").first).to_have_text(counted)
    page.get_by_label("Chia nhỏ theo cột").select_option("level")
    expect(result.get_by_role("table", name="Chia nhỏ").first).to_be_visible()
    axe(page)
    page.reload()
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(page.locator("main, body").first).to_contain_text("Đã bỏ bản nháp")


def test_another_collection_brings_its_own_columns_and_a_key_puts_one_in(visit: NewVisitor) -> None:
    page = visit("kehoach")
    page.goto("/van-phong/ke-hoach/hung-yen-2023/chi-tieu/")
    replace(page, "of dossiers", "of known_dossiers")
    words = page.locator("#words")
    expect(words.locator("summary")).to_contain_text("known_dossiers")
    text = page.get_by_label("Nội dung")
    text.evaluate("one => one.setSelectionRange(0, 0)")
    words.get_by_role("button", name="record_due_at").focus()
    page.keyboard.press("Enter")
    assert text.input_value().startswith("record_due_at")
    expect(page.locator("#trial")).to_contain_text("Dòng 1, cột 1")
    page.reload()
    page.get_by_role("button", name="Bỏ bản nháp").click()
