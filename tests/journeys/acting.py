"""What officers do on a dossier's page, told once: each act by the words on its button, as a reader would find it."""

import re

from playwright.sync_api import FilePayload, Page, expect

from motcua.systems.organisation.management.commands import demo_accounts


def sign_in(page: Page, username: str) -> None:
    """Fill in the sign-in page one stands on."""
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(demo_accounts.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def pdf(name: str, content: bytes = b"%PDF-1.7\n%mot trang\n") -> FilePayload:
    """Make a file to bring."""
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def go_on(page: Page, question: str) -> None:
    """Leave a page of an application, and stand before the next question."""
    page.get_by_role("button", name="Tiếp tục", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)


def receive_at_counter(page: Page, *, procedure: str, name: str) -> str:
    """Take an application in at the counter, all papers in order; give its number."""
    page.goto(f"/van-phong/tiep-nhan/{procedure}/")
    page.get_by_label("Họ và tên người nộp").fill(name)
    page.get_by_role("button", name="Tiếp nhận và hẹn trả").click()
    page.wait_for_url("**/ho-so/**")
    return page.url.split("/ho-so/")[1].split("/")[0]


def open_act(page: Page, code: str, name: str) -> None:
    """Open a dossier and the form of one of its acts."""
    page.goto(f"/van-phong/ho-so/{code}/")
    page.get_by_role("group", name="Việc được làm lúc này").get_by_role(
        "link", name=re.compile(f"^{name}")
    ).click()
    expect(page.locator("#act").get_by_role("heading", name=name)).to_be_visible()


def send(page: Page, code: str) -> None:
    """Send the form that is open, and be told that it is done."""
    page.locator("#act form button").click()
    expect(page.locator(".messages, [role=status]").filter(has_text=code).first).to_be_visible()


def act(page: Page, code: str, name: str) -> None:
    """Do what needs no words: the form as it stands is right."""
    open_act(page, code, name)
    send(page, code)


def hand_over(page: Page, code: str, *, to: str = "") -> None:
    """Pass a dossier on to the next step, to somebody named or whom the unit chooses."""
    open_act(page, code, "Chuyển")
    if to:
        choices = page.get_by_label("Chuyển đến")
        choices.select_option(choices.locator("option", has_text=to).first.get_attribute("value"))
    send(page, code)


def ask_supplement(page: Page, code: str, *, paper: str, reason: str) -> None:
    """Ask for one paper, and say why."""
    open_act(page, code, "Yêu cầu bổ sung")
    page.locator("#act").get_by_label(paper).check()
    page.locator("#act").get_by_label("Lý do").fill(reason)
    send(page, code)


def decide(page: Page, code: str) -> None:
    """Approve, with the reason that is drafted."""
    open_act(page, code, "Quyết định")
    send(page, code)


def return_result(page: Page, code: str) -> None:
    """Give the result back."""
    open_act(page, code, "Trả kết quả")
    send(page, code)


def attach(page: Page, code: str, *, name: str, content: bytes) -> None:
    """Keep a scan with a dossier, as none of the papers that were asked for."""
    page.goto(f"/van-phong/ho-so/{code}/")
    page.get_by_text("Đính kèm bản quét").click()
    page.get_by_label("Là giấy tờ nào").select_option(label="Giấy tờ khác")
    page.get_by_label("Tệp (PDF, ảnh").set_input_files(pdf(name, content))
    page.get_by_role("button", name="Đính kèm", exact=True).click()
    expect(page.get_by_text("Đã đính kèm 1 tệp.")).to_be_visible()


def consult(page: Page, code: str, *, question: str, unit: str = "") -> None:
    """Ask whom the procedure itself has asked, or the unit named."""
    open_act(page, code, "Lấy ý kiến")
    if unit:
        page.locator("#act").get_by_label("Cơ quan được hỏi").select_option(label=unit)
    page.locator("#act").get_by_label("Nội dung xin ý kiến").fill(question)
    send(page, code)


def answer(page: Page, code: str, *, reply: str) -> None:
    """Say what one's unit thinks, coming from the pile of what it was asked."""
    page.goto("/van-phong/viec-hom-nay/?pile=asked")
    expect(page.get_by_role("region", name="Việc cần làm")).to_contain_text(code.rpartition("-")[2])
    open_act(page, code, "Trả lời")
    page.locator("#act").get_by_label("Ý kiến", exact=True).fill(reply)
    send(page, code)
