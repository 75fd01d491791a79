"""Minh writes about the province: he takes the figures home, and shows a plot in a page of his own."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import house
from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = pytest.mark.browser

PLOT = "/ke-hoach/hung-yen-2023/P1/nhung/"


def test_minh_takes_the_figures_home(visit: NewVisitor, tmp_path: Path) -> None:
    page = visit()
    page.goto("/ke-hoach/hung-yen-2023/P1/")
    number = page.locator(".figure.huge").inner_text()
    page.get_by_role("link", name="cách dùng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dữ liệu mở")
    with page.expect_download() as downloading:
        page.locator("#hung-yen-2023-P1").get_by_role("link", name="JSON P1", exact=True).click()
    file = tmp_path / "p1.json"
    downloading.value.save_as(file)
    assert downloading.value.suggested_filename == "hung-yen-2023-P1.json"
    headline = json.loads(file.read_text(encoding="utf-8"))["readings"][0]
    assert f"{headline['percent']:.1f}".replace(".", ",").removesuffix(",0") in number


@pytest.mark.parametrize(("hour", "lang"), [("day", "vi"), ("night", "en")])
def test_a_plot_reads_well_at_every_width(
    visit: NewVisitor, axe: AxeCheck, screenshot: Screenshot, hour: str, lang: str
) -> None:
    page = visit(dark=hour == "night")
    page.goto(f"{PLOT}?lang={lang}")
    assert page.locator("html").get_attribute("lang") == lang
    axe(page)
    screenshot(page, f"nhung-{lang}")


def test_the_copied_line_shows_the_plot_in_a_page_of_another_site(
    visit: NewVisitor, province: house.House
) -> None:
    page = visit()
    page.goto("/du-lieu-mo/")
    line = page.locator("#snippet-hung-yen-2023-P1").input_value()
    with another_site(f"<!doctype html><title>Báo của Minh</title><main>{line}</main>") as address:
        page.goto(address)
        framed = page.frame_locator("iframe")
        expect(framed.get_by_role("heading", level=1)).to_contain_text("P1")
        expect(framed.locator("svg").first).to_be_visible()
        expect(framed.get_by_text("Dữ liệu mô phỏng.")).to_be_visible()
    assert province.at(house.MORNING) in line


@contextlib.contextmanager
def another_site(text: str) -> Iterator[str]:
    """Open a site of somebody else's on this machine: one page, whatever its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's signature
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
