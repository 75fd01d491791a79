"""Dung sends a certified copy on, takes a receiver off the list, and carries a further signature after a decision went out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.base import signing
from motcua.base.signing import trial
from motcua.site import exchange
from motcua.site.tests import carrying
from motcua.spine import access
from motcua.systems.documents import actions, queries
from motcua.systems.documents.tests import office as desk
from motcua.systems.documents.tests.conftest import authority
from tests.journeys import office as browsed
from tests.journeys.conftest import AxeCheck, NewVisitor, Screenshot

pytestmark = pytest.mark.browser

__all__ = ["authority"]


@pytest.fixture
def office(transactional_db: None, authority: trial.Authority) -> Iterator[desk.Office]:
    """Open the office."""
    with desk.opened(authority) as opened:
        yield opened


@pytest.fixture
def decision(office: desk.Office) -> str:
    """Let Dung issue Bình's decision to the Department of Health and to the province."""
    state = desk.sealed(office)
    receivers = [(desk.HEALTH, "Sở Y tế"), (desk.HOUSE, "Tỉnh Hưng Yên")]
    actions.issue(document_id=state.id, receivers=receivers, by=office.actor("dung"), at=desk.NOW)
    return state.id


@pytest.fixture
def dung(office: desk.Office, decision: str, new_visitor: NewVisitor) -> Page:
    """Let Dung open the decision's page."""
    page = browsed.signed_in(new_visitor(), office.accounts["dung"])
    page.goto(f"/van-phong/van-ban/{decision}/")
    return page


@pytest.fixture
def more_signed(office: desk.Office, decision: str, tmp_path: Path) -> Path:
    """Let the department sign the decision once more; beside it lies a paper that is another."""
    found = queries.document(document_id=decision, by=access.system("test"), at=desk.NOW)
    issued = actions.content(found.state.file or "")
    signed = signing.sign(issued, by=office.signer("so-noi-vu"), at=desk.NOW, field="CoQuan2")
    (tmp_path / "ky-them.pdf").write_bytes(signed)
    (tmp_path / "khac.pdf").write_bytes(desk.paper("Văn bản khác"))
    return tmp_path


def begin(page: Page, act: str) -> None:
    """Open the form of an act by the words on its button."""
    page.get_by_role("link", name=act, exact=True).click()
    expect(page.get_by_role("heading", name=act, exact=True)).to_be_visible()


def agree(page: Page, act: str) -> None:
    """Send the form."""
    page.locator("form").get_by_role("button", name=act, exact=True).click()


def test_dung_copies_a_decision_and_sends_the_copy_as_a_document_of_its_own(
    dung: Page, axe: AxeCheck, screenshot: Screenshot
) -> None:
    begin(dung, "Sao văn bản")
    screenshot(dung, "documents-copy")
    agree(dung, "Sao văn bản")
    expect(dung.get_by_role("link", name="Sao y 01/SY-SNV")).to_be_visible()
    begin(dung, "Gửi bản sao")
    agree(dung, "Gửi bản sao")
    expect(dung.get_by_role("alert").first).to_be_visible()
    axe(dung)
    dung.get_by_label("Nơi nhận trong tỉnh").select_option(label="Sở Y tế")
    screenshot(dung, "documents-send-copy")
    agree(dung, "Gửi bản sao")
    expect(dung.locator("main")).to_contain_text("Đã gửi bản sao")
    dung.get_by_role("link", name="đã gửi").click()
    expect(dung.get_by_role("heading", level=1)).to_have_text("Sao y 01/SY-SNV")
    expect(dung.locator("main")).to_contain_text("Sở Y tế")
    axe(dung)
    screenshot(dung, "documents-copy-sent")


def test_dung_takes_a_receiver_off_the_list_and_says_why(
    dung: Page, axe: AxeCheck, screenshot: Screenshot
) -> None:
    begin(dung, "Gửi bản cập nhật")
    axe(dung)
    screenshot(dung, "documents-update")
    agree(dung, "Gửi bản cập nhật")
    expect(dung.get_by_role("alert").first).to_be_visible()
    screenshot(dung, "documents-update-refused")
    dung.get_by_label("Lý do").fill("Gửi nhầm Ủy ban nhân dân tỉnh")
    dung.get_by_role("group", name="Bỏ nơi nhận").get_by_label("Tỉnh Hưng Yên").check()
    screenshot(dung, "documents-remove-receiver")
    agree(dung, "Gửi bản cập nhật")
    expect(dung.locator("main")).to_contain_text("đã bỏ khỏi nơi nhận")
    axe(dung)
    screenshot(dung, "documents-receiver-removed")


def test_dung_carries_a_further_signature_and_no_other_paper(
    dung: Page, more_signed: Path, screenshot: Screenshot
) -> None:
    begin(dung, "Gửi bản cập nhật")
    dung.get_by_label("Lý do").fill("Ký thêm")
    dung.get_by_label("Văn bản có thêm chữ ký số").set_input_files(more_signed / "khac.pdf")
    agree(dung, "Gửi bản cập nhật")
    expect(dung.get_by_role("alert").first).to_be_visible()
    screenshot(dung, "documents-signature-refused")
    dung.get_by_label("Văn bản có thêm chữ ký số").set_input_files(more_signed / "ky-them.pdf")
    agree(dung, "Gửi bản cập nhật")
    expect(dung.get_by_role("region", name="Chữ ký số")).to_contain_text("Sở Nội vụ tỉnh Hưng Yên")
    screenshot(dung, "documents-signature-added")


def test_quan_reads_why_a_letter_did_not_get_through_and_gives_it_up(
    office: desk.Office, new_visitor: NewVisitor, axe: AxeCheck, screenshot: Screenshot
) -> None:
    state = desk.sealed(office)
    receivers = [("Z99", "Hội không có trong sổ"), (desk.HEALTH, "Sở Y tế")]
    actions.issue(document_id=state.id, receivers=receivers, by=office.actor("dung"), at=desk.NOW)
    carrying.rounds(exchange.Joined.of_settings())
    quan = browsed.signed_in(new_visitor(), office.accounts["quan"])
    quan.goto("/van-phong/trao-doi/")
    expect(quan.locator("main")).to_contain_text("Không có cơ quan nhận trong sổ địa chỉ trao đổi")
    axe(quan)
    screenshot(quan, "exchange-stuck")
    quan.get_by_label("Lý do bỏ").fill("Hội này không dùng trục liên thông, đã gửi bản giấy")
    quan.get_by_role("button", name="Bỏ thông điệp này").click()
    expect(quan.locator("main")).to_contain_text("Không có gì bị vướng")
    screenshot(quan, "exchange-nothing-stuck")
