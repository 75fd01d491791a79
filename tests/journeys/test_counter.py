"""Half past four on the last Friday before Tết: received by the keyboard, consulted on, decided, returned.

In 2023 the first of the lunar year was Sunday 22 January, and the days off ran from Friday the 20th to Thursday the
26th: that Friday was no working day, so the last one before Tết was the 13th. Seven working days from then: the day of
receipt is not counted; 16, 17, 18 and 19 January are four, 27 (Friday), 30 and 31 the others.
"""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from motcua.base import clock
from motcua.base.tests import paper
from tests.journeys import acting, province
from tests.journeys.conftest import NewVisitor

pytestmark = pytest.mark.browser

FRIDAY = datetime(2023, 1, 13, 16, 30, tzinfo=clock.VN)
PROMISED = "17:00 31/01/2023"
APPLICANT = "Nguyễn Thị Thuỳ Dương"


def receive_by_the_keyboard(page: Page) -> str:
    """Take an application in without touching the mouse."""
    keys = page.keyboard
    page.goto("/van-phong/viec-hom-nay/")
    keys.press("r")
    page.wait_for_url("**/tiep-nhan/")
    keys.press("/")
    keys.type("cap doi giay chung nhan")
    found = page.locator("#results").get_by_role("link", name=re.compile("^Cấp đổi Giấy chứng nhận"))
    expect(found).to_be_visible()
    keys.press("Escape")
    keys.press("j")
    expect(found).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_label("Họ và tên người nộp")).to_be_focused()
    keys.type(APPLICANT)
    keys.press("Tab")
    keys.type("033185001234")
    keys.press("Tab")
    keys.type("0912345678")
    keys.press("Tab")
    keys.type("Phường Lê Lợi, thành phố Hưng Yên")
    keys.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"Hẹn trả kết quả lúc {PROMISED}")
    code = re.search(r"H31\S*-230113-\d{4}", page.get_by_role("status").inner_text())
    assert code, page.get_by_role("status").inner_text()
    return code.group()


def read_form_01(page: Page) -> str:
    """Open the printed form by its key, and read the words in it."""
    with page.expect_popup() as opened:
        page.keyboard.press("p")
    answer = page.request.get(opened.value.url)
    opened.value.close()
    assert answer.headers["content-type"] == "application/pdf"
    return paper.text(answer.body())


def test_a_paper_handed_in_before_tet_is_promised_after_it_and_comes_back(visit: NewVisitor) -> None:
    counter = visit("motcua-tinh", at=FRIDAY)
    code = receive_by_the_keyboard(counter)
    words = read_form_01(counter)
    for word in (
        code,
        APPLICANT,
        "17 giờ 00 phút, ngày 31 tháng 01 năm 2023",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    ):
        assert word in words, words
    expect(counter.get_by_role("region", name="Thông tin hồ sơ")).not_to_contain_text("Không thu")
    counter.get_by_text("Vì sao là ngày này").click()
    expect(counter.get_by_role("region", name="Hẹn trả kết quả")).to_contain_text(
        "Tết Nguyên đán Quý Mão (20/01–26/01)"
    )

    acting.hand_over(counter, code, to="Chuyên viên thụ lý")
    officer, registry, head = (
        visit(name, at=FRIDAY) for name in ("chuyenvien-so", province.LAND_REGISTRY, "lanhdao-so")
    )
    acting.consult(officer, code, question="Đề nghị kiểm tra số thửa trên bản đồ địa chính.")
    acting.answer(registry, code, reply="Số thửa đúng với bản đồ địa chính năm 2021.")
    officer.goto(f"/van-phong/ho-so/{code}/")
    expect(officer.get_by_role("region", name="Quá trình xử lý")).to_contain_text("Số thửa đúng với bản đồ")
    acting.hand_over(officer, code)
    acting.hand_over(officer, code)
    acting.decide(head, code)
    acting.return_result(counter, code)
    counter.goto(f"/van-phong/ho-so/{code}/")
    expect(counter.get_by_role("region", name="Quá trình xử lý")).to_contain_text("Trả kết quả")
    expect(counter.get_by_role("link", name=re.compile("^Trả kết quả"))).to_have_count(0)
