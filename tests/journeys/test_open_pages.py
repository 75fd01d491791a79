"""What anybody may open without an account, in a house where nothing is loaded yet: by night, in English, by the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AxeCheck, NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/",
    "/tro-giup/",
    "/lien-he/",
    "/tiep-can/",
    "/thu-tuc/",
    "/tai-khoan/dang-nhap/",
    "/tai-khoan/dang-ky/",
    "/khong-co-trang-nay/",
    "/van-phong/ban-phim/",
)


def test_the_night_is_as_readable_as_the_day(new_visitor: NewVisitor, axe: AxeCheck) -> None:
    page = new_visitor(dark=True, width=360, height=800)
    for path in PAGES:
        page.goto(path)
        axe(page)


def test_lan_votes_once_and_sees_the_result(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Hài lòng", exact=True).check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Cảm ơn ông/bà.")).to_be_visible()
    expect(page.get_by_text("1 lượt đánh giá")).to_be_visible()
    page.get_by_label("Bình thường").check()
    page.get_by_role("button", name="Đổi đánh giá").click()
    expect(page.get_by_text("1 lượt đánh giá")).to_be_visible()


def test_john_reads_english(page: Page) -> None:
    page.goto("/tro-giup/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How does a procedure work?")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Làm thủ tục hành chính thế nào?")


def test_the_keyboard_alone_reaches_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_keys_of_the_office_can_be_switched_off(page: Page) -> None:
    page.goto("/van-phong/ban-phim/")
    page.get_by_label("Dùng phím tắt một chữ trên máy này").uncheck()
    page.locator("h1").click()
    page.goto("/van-phong/ban-phim/?moi")
    page.keyboard.press("?")
    expect(page).to_have_url("http://" + page.url.split("/")[2] + "/van-phong/ban-phim/?moi")
    page.get_by_label("Dùng phím tắt một chữ trên máy này").check()
    page.locator("h1").click()
    page.keyboard.press("?")
    page.wait_for_url("**/van-phong/ban-phim/")
