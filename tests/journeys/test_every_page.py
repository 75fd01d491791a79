"""Every page of the site: opened by one who may, read in two languages, looked at by axe and at every width, its links tried."""

import contextlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.utils.translation import trans_real
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, Page, Response

from tests.journeys import house, pages
from tests.journeys.conftest import DESK, PHONE, AxeCheck, Screenshot, Windows

pytestmark = pytest.mark.browser

READ = """() => {
    const seen = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        if (!walk.currentNode.parentElement.closest("script, style, code, [lang=vi]"))
            seen.push(walk.currentNode.textContent);
    }
    for (const one of document.querySelectorAll("[placeholder], [aria-label], [title]"))
        seen.push(one.getAttribute("placeholder"), one.getAttribute("aria-label"), one.getAttribute("title"));
    return {
        title: document.title.trim(),
        headings: document.querySelectorAll("h1").length,
        language: document.documentElement.lang,
        words: seen.filter(Boolean).map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean),
        broken: Array.from(document.querySelectorAll('a[href^="#"]'), (one) => one.getAttribute("href").slice(1))
            .filter((id) => id && !document.getElementById(id)),
    };
}"""
Brought = Callable[[pages.Seen, str], tuple[Page, Response]]
DeadLinks = Callable[[Page, Response, str], list[str]]
LETTERS = re.compile(r"[^\W\d_]{2}")
OFFICIALS = (
    "/van-phong/",
    403,
)  # in the foot of every page, for officials; a citizen is told that it is theirs


def chosen(language: str, *, at: str) -> SetCookieParam:
    return {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": at}


@pytest.fixture(scope="module")
def opened(
    browser: Browser, province: house.House, sign_in: Callable[[str], Path]
) -> Iterator[Callable[[str, str], Page]]:
    """Keep one window for each person and language, and bring it to a page."""
    windows = Windows(browser)
    known: dict[tuple[str, str], Page] = {}

    def window(by: str, language: str) -> Page:
        if (by, language) not in known:
            signed_in = sign_in(by) if by else None
            width, height = (PHONE, 800) if language == "en" else (DESK, 900)  # of the first screenshot
            page = windows.open(
                base_url=province.at(house.MORNING), signed_in=signed_in, width=width, height=height
            )
            page.context.add_cookies([chosen(language, at=province.at(house.MORNING))])
            known[by, language] = page
        windows.broken.clear()
        return known[by, language]

    yield window
    with contextlib.suppress(AssertionError):
        windows.close()


@pytest.fixture(scope="module")
def examples(province: house.House) -> dict[str, str]:
    return province.examples()


@cache
def translations() -> dict[str, str]:
    """Give our own English by its Vietnamese, plain sentences only."""
    catalog: Any = vars(trans_real.translation("en"))["_catalog"]
    ours = {word: said for word, said in catalog.items() if isinstance(word, str) and LETTERS.search(word)}
    return {word: said for word, said in ours.items() if said and said != word}


@pytest.fixture(scope="module")
def brought(opened: Callable[[str, str], Page], examples: dict[str, str]) -> Brought:
    """Bring the one who may see a page to it, in a language; give the window and what the server answered."""
    return lambda seen, language: bring(opened(seen.by, language), seen, examples)


@pytest.fixture(scope="module")
def dead_links(examples: dict[str, str]) -> DeadLinks:
    """Follow the links of a page, as the one who sees it, and give those that lead nowhere.

    Each is followed once; of links alike, only the first one written. What is in `pages.PAGES` has a test of its own.
    """
    tried = {(seen.by, seen.path.format(**examples)) for seen in pages.PAGES if seen.status == HTTPStatus.OK}

    def follow(page: Page, answer: Response, by: str) -> list[str]:
        dead: list[str] = []
        for href in dict.fromkeys(re.findall(r'<a\b[^>]*\bhref="([^"#]+)', answer.text())):
            address = href.replace("&amp;", "&")
            where = address if address.startswith("/") else urljoin(answer.url, address)
            alike = (by, re.sub(r"[0-9a-f-]{36}|[\d.-]+", "*", where))
            if tried & {alike, (by, where)} or re.match(r"tel:|mailto:|https?://(?!127\.0\.0\.1)", address):
                continue
            tried.add(alike)
            led = page.request.get(where)
            if led.status >= 400 and (where, led.status) != OFFICIALS:
                dead.append(f"{led.status} {where} on {answer.url} as {by or 'guest'}")
        return dead

    return follow


def bring(page: Page, seen: pages.Seen, examples: dict[str, str]) -> tuple[Page, Response]:
    missing: list[str] = []

    def note(answer: Any) -> None:
        if answer.status >= 400 and answer.request.resource_type != "document":
            missing.append(f"{answer.status} {answer.url}")

    page.on("response", note)
    answer = page.goto(seen.path.format(**examples))
    page.remove_listener("response", note)
    assert answer is not None
    assert answer.status == seen.status, f"{answer.status} {page.url}"
    assert answer.url.partition("?")[0].endswith(seen.path.format(**examples).partition("?")[0])
    assert not missing
    return page, answer


def test_no_page_is_forgotten() -> None:
    assert set(pages.routes()) == pages.named(), (
        "enter the page in tests/journeys/pages.py, with one who may open it"
    )


@pytest.mark.parametrize("seen", pages.PAGES, ids=lambda seen: seen.picture)
def test_a_page_is_whole(
    seen: pages.Seen,
    brought: Brought,
    dead_links: DeadLinks,
    axe: AxeCheck,
    screenshot: Screenshot,
) -> None:
    page, answer = brought(seen, "vi")
    read = page.evaluate(READ)
    assert read["title"]
    assert read["headings"] == 1
    assert read["language"] == "vi"
    english = set(translations().values()) - set(translations())
    assert [word for word in read["words"] if word in english] == []
    assert read["broken"] == []
    assert page.get_by_text("Dữ liệu mô phỏng.").is_visible()
    axe(page)
    screenshot(page, seen.picture)
    assert dead_links(page, answer, seen.by) == []


@pytest.mark.parametrize("seen", pages.PAGES, ids=lambda seen: seen.picture)
def test_a_page_is_whole_in_english(seen: pages.Seen, brought: Brought, screenshot: Screenshot) -> None:
    page, _ = brought(seen, "en")
    read = page.evaluate(READ)
    assert read["title"]
    assert read["headings"] == 1
    assert read["language"] == "en"
    assert [word for word in read["words"] if word in translations()] == []
    screenshot(page, f"en-{seen.picture}", widths=(PHONE,))


def test_what_leads_on_leads_there(opened: Callable[[str, str], Page], examples: dict[str, str]) -> None:
    for _, path, by, goal in pages.LEADING:
        page = opened(by, "vi")
        page.goto(path.format(**examples))
        assert page.url.partition("//")[2].partition("/")[2].startswith(goal.format(**examples)[1:]), page.url


def test_what_is_fetched_is_what_it_says(
    opened: Callable[[str, str], Page], examples: dict[str, str]
) -> None:
    for _, path, by, kind in pages.FETCHED:
        answer = opened(by, "vi").request.get(path.format(**examples))
        assert answer.status == 200, path
        assert answer.headers["content-type"].partition(";")[0] == kind, path
        assert answer.body()


def test_what_only_takes_a_form_is_no_page(
    opened: Callable[[str, str], Page], examples: dict[str, str]
) -> None:
    for _, path, by in pages.TAKING:
        answer = opened(by, "vi").request.get(path.format(**examples), max_redirects=0)
        assert answer.status in {302, 405}, path
