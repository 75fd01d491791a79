"""Every part of the style sheet side by side: readable by day, by night, in both houses, on a telephone and a wall."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GALLERY = Path(__file__).with_name("parts.html")


@pytest.fixture
def gallery(new_visitor: NewVisitor) -> Page:
    return new_visitor()


def show(page: Page, *, house: str) -> None:
    """Put the gallery at an address of the house, so that its style sheet, its script and storage are at hand."""
    html = GALLERY.read_text(encoding="utf-8").replace("{house}", house)
    page.route(
        "**/cac-phan/", lambda asked: asked.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    page.goto("/cac-phan/")


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("house", ["portal", "office"])
def test_every_part_passes_axe(
    *, house: str, dark: bool, new_visitor: NewVisitor, axe: AxeCheck, screenshot: Screenshot
) -> None:
    page = new_visitor(dark=dark)
    show(page, house=house)
    axe(page)
    screenshot(page, f"parts-{house}-{'night' if dark else 'day'}")


def test_binh_walks_the_list_with_j_and_k_and_picks_with_x(gallery: Page) -> None:
    show(gallery, house="office")
    for key in ("j", "j", "k", "x"):
        gallery.keyboard.press(key)
    assert gallery.evaluate("document.activeElement.id") == "row-2"
    assert gallery.locator("#pick-2").is_checked()
    assert gallery.locator("[data-bulk-count]").inner_text() == "1"


def test_a_key_typed_into_a_field_is_a_letter(gallery: Page) -> None:
    show(gallery, house="office")
    gallery.keyboard.press("/")
    assert gallery.evaluate("document.activeElement.id") == "q"
    gallery.keyboard.type("jek")
    assert gallery.locator("#q").input_value() == "jek"


def test_a_second_click_sends_nothing_twice(gallery: Page) -> None:
    show(gallery, house="portal")
    gallery.evaluate(
        "window.sent = 0; document.addEventListener('submit', (e) => {"
        " if (!e.defaultPrevented) { window.sent += 1; e.preventDefault(); } })"
    )
    gallery.locator("#once button").dblclick()
    assert gallery.evaluate("window.sent") == 1
    assert gallery.locator("#once").get_attribute("aria-busy") == "true"
    assert gallery.locator("#once button").is_enabled()


def test_what_is_ones_own_opens_under_the_name_and_closes_by_escape(
    visit: NewVisitor, axe: AxeCheck, screenshot: Screenshot
) -> None:
    page = visit("lanhdao-xa")
    page.goto("/van-phong/viec-hom-nay/")
    name = page.locator(".own > summary")
    out = page.get_by_role("link", name="Đăng xuất")
    expect(out).to_be_hidden()
    name.click()
    expect(out).to_be_visible()
    expect(page.locator(".own > .menu")).to_contain_text(name.get_attribute("title") or "no name")
    axe(page)
    screenshot(page, "cua-toi")
    page.keyboard.press("Escape")
    expect(out).to_be_hidden()
    name.click()
    page.get_by_role("link", name="Khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/van-phong/khoa-truy-cap/")


def test_on_a_telephone_the_menu_shows_where_one_is(visit: NewVisitor) -> None:
    page = visit("kehoach", width=360, height=800)
    page.goto("/van-phong/ke-hoach/")
    expect(page.locator(".head nav [aria-current]")).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0


def test_a_table_wider_than_a_telephone_shows_that_there_is_more(new_visitor: NewVisitor) -> None:
    page = new_visitor(width=360, height=800)
    show(page, house="portal")
    sign = page.evaluate("getComputedStyle(document.querySelector('.scroll')).backgroundAttachment")
    assert sign == "local, local, scroll, scroll", "a shadow at the edge, covered where the table ends"
    page.locator(".scroll").evaluate("one => { one.classList.add('stays'); one.scrollLeft = 60; }")
    row = page.locator(".scroll tbody th").first
    box, frame = row.bounding_box(), page.locator(".scroll").bounding_box()
    assert box
    assert frame
    assert box["x"] == frame["x"], "the name of the line stays"


def test_on_paper_no_heading_stands_alone_and_nothing_waits_for_a_click(gallery: Page) -> None:
    show(gallery, house="portal")
    gallery.emulate_media(media="print")
    expect(gallery.get_by_text("Câu đo nguyên văn")).to_be_hidden()
    after = gallery.evaluate("getComputedStyle(document.querySelector('.pillar > h2')).breakAfter")
    assert after == gallery.evaluate("getComputedStyle(document.querySelector('h3')).breakAfter") == "avoid"
