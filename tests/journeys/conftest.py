"""A real browser on a real server: pages are walked, checked by axe, and with `--photographs` kept in var/screenshots."""

import contextlib
import os
import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python import base
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from motcua.site import database
from motcua.systems.organisation.management.commands import demo_accounts
from tests.journeys import house

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
ALIKE = """() => {
    for (const rows of document.querySelectorAll("main *")) {
        const seen = {};
        for (const row of rows.children) {
            const kind = [row, ...row.querySelectorAll("*")].map((one) => one.tagName + one.getAttribute("class")).join();
            seen[kind] = (seen[kind] || 0) + 1;
            row.toggleAttribute("data-alike", seen[kind] > 2);
        }
    }
}"""
RUN_AXE = """async ([context, options]) => (await axe.run(context, options)).violations"""
PHONE, DESK, WALL = 360, 1280, 1920
PATIENCE = 30_000  # milliseconds: nothing here is timed, and the machine may be busy
SCREENSHOTS = database.HOUSE / "var" / "screenshots"

FAILED = pytest.StashKey[bool]()

AxeCheck = Callable[[Page], None]
Screenshot = Callable[..., None]
NewVisitor = Callable[..., Page]
NO_FAULTS = (
    "Failed to load resource",  # the browser's own word on an answer of 4xx, or on no answer at all
    "htmx:sendAbort, ",  # a search was left for the next letter typed, or for the next page
    "htmx:afterRequest, ",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once; every visitor gets a profile of their own in it."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: ./run system-packages")
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as player:
        # Playwright's loop sits in this thread; no view is async.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = player.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


class Windows:
    """The windows of people who do not know of each other; whatever breaks in a page's script is written down."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.broken: list[str] = []

    def open(
        self,
        *,
        base_url: str,
        width: int = DESK,
        height: int = 900,
        dark: bool = False,
        language: str = "vi-VN",
        signed_in: Path | None = None,
    ) -> Page:
        """Open one window in a profile of its own."""
        context = self.browser.new_context(
            base_url=base_url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=language,
            timezone_id="Asia/Ho_Chi_Minh",
            storage_state=signed_in,
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.broken.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._hear(page, said.type, said.text))
        return page

    def _hear(self, page: Page, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(NO_FAULTS):
            self.broken.append(f"{page.url}: {text}")

    def photograph(self, name: str) -> None:
        """Keep what every window shows, for whoever wants to know how a test failed."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for place, context in enumerate(self.contexts):
            for page in context.pages:
                page.screenshot(path=SCREENSHOTS / f"failed-{name}-{place}.png", full_page=True)

    def close(self) -> None:
        """Close them all; fail if any page's script broke."""
        for context in self.contexts:
            context.close()
        assert not self.broken, "\n".join(self.broken)


@pytest.fixture
def new_visitor(browser: Browser, live_server: Any) -> Iterator[NewVisitor]:
    """Open windows on an empty house; whatever breaks in a page's script breaks the test."""
    with contextlib.closing(Windows(browser)) as windows:
        yield lambda **how: windows.open(base_url=live_server.url, **how)


@pytest.fixture(scope="package")
def province(request: pytest.FixtureRequest, database_url: str) -> Iterator[house.House]:
    """Open the small province of the journeys; see `tests.journeys.province` for what is in it."""
    worker = getattr(request.config, "workerinput", {})
    run = worker.get("testrunuid", "")[:10] or str(os.getpid())
    with house.opened(
        server_url=database_url, name=f"test_journeys_{run}{worker.get('workerid', '')}"
    ) as opened:
        yield opened


@pytest.fixture(scope="package")
def sign_in(
    browser: Browser, province: house.House, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Sign somebody in through the page, once; give what the browser then holds."""
    folder = tmp_path_factory.mktemp("signed-in")

    def once(username: str) -> Path:
        kept = folder / f"{username}.json"
        if not kept.exists():
            with browser.new_context(base_url=province.at(house.MORNING), locale="vi-VN") as context:
                page = context.new_page()
                page.goto("/tai-khoan/dang-nhap/")
                page.locator("[name=login]").fill(username)
                page.locator("[name=password]").fill(demo_accounts.PASSWORD)
                page.locator("main form button").click()
                page.wait_for_url(lambda url: "dang-nhap" not in url)
                context.storage_state(path=kept)
        return kept

    return once


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, browser: Browser, province: house.House, sign_in: Callable[[str], Path]
) -> Iterator[NewVisitor]:
    """Open a window in the province: `visit("motcua-xa", at=moment)`; without a name, of somebody not signed in."""
    with contextlib.closing(Windows(browser)) as windows:

        def one(username: str = "", *, at: datetime = house.MORNING, **how: Any) -> Page:
            signed_in = sign_in(username) if username else None
            return windows.open(base_url=province.at(at), signed_in=signed_in, **how)

        yield one
        if request.node.stash.get(FAILED, False):
            windows.photograph(request.node.originalname)


@pytest.fixture
def page(new_visitor: NewVisitor) -> Page:
    """Open the window of one visitor at a desk, reading Vietnamese."""
    return new_visitor()


@pytest.fixture(scope="session")
def axe() -> AxeCheck:
    """Give the check that axe finds nothing on a page: WCAG 2.2 A and AA, and its best practices.

    Of neighbours with the same elements and classes it reads two, in a third of the time that all would take. Its
    script goes in as a whole script, which the browser compiles once for all pages, and not through `evaluate`.
    """
    context, options = {"exclude": ["[data-alike]"]}, {"runOnly": RULES, "resultTypes": ["violations"]}

    def check(page: Page) -> None:
        page.evaluate(ALIKE)
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": base.AXE_SCRIPT})
        session.detach()
        violations = page.evaluate(RUN_AXE, [context, options])
        told = [
            f"{fault['id']}: {fault['help']}\n    " + "\n    ".join(node["html"] for node in fault["nodes"])
            for fault in violations
        ]
        assert not told, f"axe on {page.url}:\n" + "\n".join(told)

    return check


@pytest.fixture(scope="session")
def screenshot(request: pytest.FixtureRequest) -> Screenshot:
    """Give the look at a page at 360, 1,280 and 1,920 px, where nothing may stick out.

    Asked for photographs, it keeps one at each of the first two; no test reads them, and each costs.
    """
    photographs = request.config.getoption("--photographs")
    if photographs:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str, widths: Sequence[int] = (DESK, PHONE, WALL)) -> None:
        size = page.viewport_size
        for width in widths:
            wanted = ViewportSize(width=width, height=800 if width == PHONE else 900)
            if page.viewport_size != wanted:
                page.set_viewport_size(wanted)
            if photographs and width != WALL:
                path = SCREENSHOTS / f"{name}-{width}.jpg"
                page.screenshot(
                    path=path, full_page=True, type="jpeg", quality=80
                )  # in half the time of a PNG
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{page.url} sticks out by {over} px at {width} px"
        if size and page.viewport_size != size:
            page.set_viewport_size(size)

    return take
