"""Bình signs many documents in his browser: his password is asked once, and he sees how far it is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from motcua.base.signing import trial
from motcua.spine import access
from motcua.systems.documents import actions, models, rules
from motcua.systems.documents.tests import office as desk
from motcua.systems.documents.tests.conftest import authority
from tests.journeys import office as browsed
from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = pytest.mark.browser

MANY = 23
__all__ = ["authority"]


@pytest.fixture
def office(transactional_db: None, authority: trial.Authority) -> Iterator[desk.Office]:
    """Open the office, whose head has a key of his own that asks for its password."""
    with desk.opened(authority) as opened:
        actions.enrol(
            enrolling=actions.Enrolling(
                holder=opened.accounts["binh"], agency=False, file="binh.p12", opening=trial.PASSWORD
            ),
            by=access.system("test"),
            at=desk.NOW - timedelta(days=1),
        )
        yield opened


def test_binh_signs_what_waits_for_him_and_sees_how_far_it_is(
    office: desk.Office, new_visitor: NewVisitor, axe: AxeCheck, screenshot: Screenshot
) -> None:
    for number in range(MANY):
        desk.submitted(office, subject=f"Quyết định thứ {number + 1}")
    page = browsed.signed_in(new_visitor(), office.accounts["binh"])
    page.goto("/van-phong/van-ban/?pile=cho-ky")
    page.get_by_role("button", name=f"Ký tất cả {MANY} văn bản").click()
    page.get_by_label("Mật khẩu khóa ký").fill("sai-mat-khau")
    axe(page)
    page.get_by_role("button", name=f"Ký {MANY} văn bản").click()
    expect(page.get_by_role("alert")).to_contain_text("Không mở được tệp khóa ký")
    page.get_by_label("Mật khẩu khóa ký").fill(trial.PASSWORD)
    page.get_by_role("button", name=f"Ký {MANY} văn bản").click()
    expect(page.get_by_role("status")).to_have_text(f"Đã ký {MANY} trên {MANY} văn bản. Đã xong.")
    axe(page)
    screenshot(page, "documents-signed-many")
    rows = models.Document.objects.filter(stage=rules.Stage.SIGNED, signed_by=office.accounts["binh"])
    assert rows.count() == MANY
