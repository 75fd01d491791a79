"""Hà brings in the table of endpoints as it lies on her machine, and the target that waited for it is measured."""

from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import expect

from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = pytest.mark.browser

HEADING = (
    "Cơ quan, đơn vị",
    "Số hiệu thiết bị",
    "Đang sử dụng",
    "Có giải pháp bảo vệ",
    "Ngày kết nối gần nhất",
)
ROWS = (
    ("Sở Nội vụ", "MT-01", "Có", "Có", "15/12/2023"),
    ("Sở Nội vụ", "MT-02", "Có", "Không", ""),
    ("Sở Nội vụ", "MT-03", "Có", "có lẽ", ""),
    ("Sở không có", "MT-04", "Có", "Có", "31/02/2023"),
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "thiet-bi.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADING, *ROWS)):
            sheet.write_row(number, 0, row)
    return path


def test_a_table_is_shown_before_it_is_taken_and_its_target_is_measured_at_once(
    visit: NewVisitor, table: Path, axe: AxeCheck, screenshot: Screenshot
) -> None:
    page = visit("kehoach")
    page.goto("/ke-hoach/hung-yen-2023/E5/")
    expect(page.locator("main")).to_contain_text("sổ thiết bị đầu cuối chưa được lập trên hệ thống")
    page.goto("/van-phong/so-lieu/endpoints/")
    page.get_by_label("Bảng số liệu (tệp Excel .xlsx)").set_input_files(str(table))
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Xem trước khi nhập")).to_be_visible()
    expect(page.locator("main")).to_contain_text("“có lẽ” phải là Có hoặc Không")
    axe(page)
    screenshot(page, "so-lieu-xem-truoc")
    with page.expect_download() as given:
        page.get_by_role("button", name="Tải các dòng cần sửa").click()
    assert given.value.suggested_filename == "endpoints-can-sua.xlsx"
    page.get_by_role("button", name="Nhập vào sổ").click()
    expect(page.locator("body")).to_contain_text("Đã nhập: 2 dòng mới, 0 dòng thay đổi, 2 dòng không nhận.")
    page.goto("/ke-hoach/hung-yen-2023/E5/")
    expect(page.locator("main")).to_contain_text("50 %")
