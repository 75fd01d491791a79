"""A real browser on a real server: pages are walked, checked by axe, and photographed into var/screenshots."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from motcua.site import database

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK, WALL = 360, 1280, 1920
SCREENSHOTS = database.var() / "screenshots"

AxeCheck = Callable[[Page], None]
Screenshot = Callable[[Page, str], None]
NewVisitor = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once; every visitor gets a profile of their own in it."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: ./run system-packages")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop sits in this thread; no view is async
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def new_visitor(browser: Browser, live_server: Any) -> Iterator[NewVisitor]:
    """Open windows of people who do not know of each other; whatever breaks in a page's script breaks the test."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def visit(*, width: int = DESK, height: int = 900, dark: bool = False, language: str = "vi-VN") -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=language,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not broken, "\n".join(broken)


@pytest.fixture
def page(new_visitor: NewVisitor) -> Page:
    """Open the window of one visitor at a desk, reading Vietnamese."""
    return new_visitor()


@pytest.fixture(scope="session")
def axe() -> AxeCheck:
    """Give the check that axe finds nothing on a page: WCAG 2.2 A and AA, and its best practices."""
    checker = Axe()

    def check(page: Page) -> None:
        found = checker.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        told = [
            f"{fault['id']}: {fault['help']}\n    " + "\n    ".join(node["html"] for node in fault["nodes"])
            for fault in found.response["violations"]
        ]
        assert not told, f"axe on {page.url}:\n" + "\n".join(told)

    return check


@pytest.fixture(scope="session")
def screenshot() -> Screenshot:
    """Give the camera: a page at 360 and 1,280 px into var/screenshots; nothing may stick out, at 1,920 px neither."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        size = page.viewport_size
        for width in (PHONE, DESK, WALL):
            page.set_viewport_size({"width": width, "height": 800 if width == PHONE else 900})
            if width != WALL:
                page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{page.url} sticks out by {over} px at {width} px"
        if size:
            page.set_viewport_size(size)

    return take
