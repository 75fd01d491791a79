"""The desk's pages: each with a browser, from the draft to the file; and the public check page, which keeps nothing."""

import copy
import io
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock
from motcua.base.signing import trial
from motcua.base.tests import archive
from motcua.base.tests.page import text
from motcua.spine import access
from motcua.systems.documents import actions, models, queries, rules
from motcua.systems.documents.actions import papers
from motcua.systems.documents.tests.office import (
    HEALTH,
    HOME,
    NOW,
    Office,
    at_desk,
    drafted,
    paper,
    sealed,
    submitted,
)

LIST = "/van-phong/van-ban/"


def said(page: Any, status: int = 200) -> str:
    """Give what a page says, without its tags."""
    assert page.status_code == status, page.status_code
    return text(page)


def pdf(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("quyet-dinh.pdf", content or paper(), content_type="application/pdf")


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.at(NOW):
        yield


def act(client: Client, document: str, slug: str, status: int = 200, **fields: Any) -> str:
    """Open an act's form, send it as it was filled in with `fields` besides, and give what the next page says."""
    path = f"{LIST}{document}/viec/{slug}/"
    form = client.get(path).context["acting"].form
    filled = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    return said(client.post(path, filled | fields, follow=True), status)


def test_a_decision_is_written_signed_numbered_sealed_and_issued_at_the_desk(office: Office) -> None:
    lan, binh, dung = (at_desk(office, who) for who in ("lan", "binh", "dung"))
    begun = lan.post(
        f"{LIST}soan/",
        {
            "unit": HOME,
            "kind": "quyet-dinh",
            "subject": "Về việc phân công",
            "urgency": 1,
            "secrecy": "none",
            "main": pdf(),
        },
        follow=True,
    )
    assert "Đã lưu dự thảo." in said(begun)
    document = begun.redirect_chain[-1][0].rstrip("/").rpartition("/")[2]
    assert "Đã trình ký" in act(lan, document, "trinh", to=office.accounts["binh"])
    signing = binh.get(f"{LIST}{document}/viec/ky/")
    shown = queries.document(document_id=document, by=office.actor("binh"), at=NOW).state.file
    assert shown
    assert shown in said(signing)
    assert "chứng thư thử nghiệm" in said(signing)
    assert "Đã ký số văn bản." in act(binh, document, "ky")
    assert "Quyết định 01/QĐ-SNV" in act(dung, document, "cap-so")
    assert "Đã ký số của cơ quan" in act(dung, document, "ky-co-quan")
    assert "Đã ký số đầy đủ" in act(dung, document, "phat-hanh", receivers=[HEALTH])


def test_every_page_of_a_paper_is_shown_as_it_will_be_signed(office: Office) -> None:
    state = sealed(office)
    page = at_desk(office, "lan").get(f"{LIST}{state.id}/")
    picture = re.search(r'src="([^"]+/trang/1\.png)"', page.content.decode())
    assert picture
    shown = at_desk(office, "lan").get(picture[1])
    assert shown.content.startswith(b"\x89PNG")
    assert at_desk(office, "lan").get(picture[1].replace("/1.png", "/9.png")).status_code == 404


def test_a_file_is_given_byte_for_byte(office: Office) -> None:
    state = sealed(office)
    main = queries.document(document_id=state.id, by=office.actor("lan"), at=NOW).main
    assert main
    given = at_desk(office, "lan").get(f"{LIST}{state.id}/tep/{main.id}/")
    assert b"".join(given.streaming_content) == papers.content(state.file or "")  # type: ignore[attr-defined]


def test_chau_opens_no_page_of_it(office: Office) -> None:
    state = drafted(office)
    chau = at_desk(office, "chau")
    assert chau.get(f"{LIST}{state.id}/").status_code == 403
    assert chau.get(f"{LIST}{state.id}/viec/trinh/").status_code == 403
    assert "Về việc phân công" not in said(chau.get(LIST))
    assert chau.get(f"{LIST}{uuid.uuid4()}/").status_code == 404


def test_what_was_changed_meanwhile_is_not_signed(office: Office) -> None:
    state = submitted(office)
    told = act(at_desk(office, "binh"), state.id, "ky", 422, shown="0" * 64)
    assert "đã thay đổi sau khi ông/bà mở xem" in told


def test_hue_receives_at_the_counter_and_a_second_time_is_told(office: Office) -> None:
    hue = at_desk(office, "hue")

    def receive(status: int = 200) -> str:
        fields = {
            "unit": HEALTH,
            "sender": "G15",
            "sender_name": "Bộ Tư pháp",
            "symbol": "12/BTP-VP",
            "dated": "2023-03-01",
            "kind": "cong-van",
            "subject": "Về việc rà soát văn bản",
            "urgency": 0,
            "secrecy": "none",
            "papers": [pdf()],
        }
        return said(hue.post(f"{LIST}tiep-nhan/", fields, follow=True), status)

    assert "Đã tiếp nhận văn bản." in receive()
    assert "đã được tiếp nhận" in receive(409)
    document = queries.documents(narrowed=queries.Filter(), by=office.actor("hue"), at=NOW)[0][0].id
    assert "Số đến 1/" in act(hue, document, "vao-so")
    assert "Đã phân công" in act(
        at_desk(office, "duc"), document, "phan-cong", officer=office.accounts["chau"]
    )
    chau = at_desk(office, "chau")
    assert "xử lý xong" in act(chau, document, "xu-ly", words="Đã trả lời")
    page = chau.get(f"{LIST}{document}/").content.decode()
    assert f'href="/van-phong/ho-so-cong-viec/van-ban/{document}/"' in page


def test_words_of_the_paper_are_found_without_accents(office: Office) -> None:
    drafted(office, subject="Kế hoạch tập huấn")
    lan = at_desk(office, "lan")
    assert "Kế hoạch tập huấn" in said(lan.get(LIST, {"q": "tap huan"}))
    assert "Kế hoạch tập huấn" in said(lan.get(LIST, {"q": "giam doc binh"}))
    assert "Kế hoạch tập huấn" not in said(lan.get(LIST, {"q": "khong co chu nay"}))


def test_binh_signs_many_with_progress(office: Office) -> None:
    states = [submitted(office, subject=f"Quyết định số {number}") for number in range(12)]
    binh = at_desk(office, "binh")
    pick = [f"{state.id}:{state.file}" for state in states]
    shown = said(binh.post(f"{LIST}ky-nhieu/", {"pick": pick}))
    assert "Ký 12 văn bản" in shown
    part = binh.post(f"{LIST}ky-nhieu/", {"pick": pick, "confirm": "1"}, headers={"hx-request": "true"})
    assert "Đã ký 10 trên 12 văn bản." in said(part)
    left = re.findall(r'name="pick" value="([^"]+)"', part.content.decode())
    fields = {"pick": left, "confirm": "1", "signed": "10"}
    assert "Đã ký 12 trên 12 văn bản. Đã xong." in said(
        binh.post(f"{LIST}ky-nhieu/", fields, headers={"hx-request": "true"})
    )
    assert {actions_state(office, state.id) for state in states} == {rules.Stage.SIGNED}


def test_what_is_chosen_to_be_signed_tells_nothing_of_another_office(office: Office) -> None:
    state = submitted(office, subject="Nhân sự của Sở Nội vụ")
    pick = [f"{state.id}:{state.file}", "khong-phai-ma:0", f"{uuid.uuid4()}:0"]
    duc = at_desk(office, "duc")
    assert "Nhân sự" not in said(duc.post(f"{LIST}ky-nhieu/", {"pick": pick}))
    tried = said(duc.post(f"{LIST}ky-nhieu/", {"pick": pick, "confirm": "1"}))
    assert "Nhân sự" not in tried
    assert "Đã ký 0 trên 2 văn bản" in tried
    assert actions_state(office, state.id) is rules.Stage.SUBMITTED


def test_binh_signs_all_that_waits_and_a_wrong_password_in_the_middle_loses_nothing(office: Office) -> None:
    states = [submitted(office, subject=f"Quyết định số {number}") for number in range(12)]
    actions.enrol(
        enrolling=actions.Enrolling(
            holder=office.accounts["binh"], agency=False, file="binh.p12", opening=trial.PASSWORD
        ),
        by=access.system("test"),
        at=NOW,
    )
    binh = at_desk(office, "binh")
    assert "Ký tất cả 12 văn bản" in said(binh.get(LIST, {"pile": "cho-ky"}))
    shown = binh.post(f"{LIST}ky-nhieu/", {"all": "1"})
    assert "Ký 12 văn bản" in said(shown)
    pick = re.findall(r'name="pick" value="([^"]+)"', shown.content.decode())

    def sign(left: list[str], password: str, **more: str) -> Any:
        fields = {"pick": left, "confirm": "1", "opening": password} | more
        return binh.post(f"{LIST}ky-nhieu/", fields, headers={"hx-request": "true"})

    assert "Không mở được tệp khóa ký" in said(sign(pick, "sai"))
    part = sign(pick, trial.PASSWORD)
    assert "Đã ký 10 trên 12 văn bản." in said(part)
    left = re.findall(r'name="pick" value="([^"]+)"', part.content.decode())
    wrong = sign(left, "sai", signed="10")
    assert "Đã ký 10 trên 12 văn bản." in said(wrong)
    assert "load" not in wrong.content.decode().partition("hx-trigger")[2][:20]
    assert "Đã ký 12 trên 12 văn bản. Đã xong." in said(sign(left, trial.PASSWORD, signed="10"))
    assert trial.PASSWORD not in part.content.decode()
    assert {actions_state(office, state.id) for state in states} == {rules.Stage.SIGNED}


def test_of_more_than_five_hundred_binh_is_told_why_not_all_are_signed_at_once(office: Office) -> None:
    submitted(office)
    row = models.Document.objects.get()
    others = [copy.copy(row) for _ in range(queries.MOST_TO_SIGN)]
    for one in others:
        one.pk = uuid.uuid4()
    models.Document.objects.bulk_create(others)
    binh = at_desk(office, "binh")
    why = "501 văn bản đang trình ông/bà. Mỗi lần ký nhiều nhất 500 văn bản"
    listed = said(binh.get(LIST, {"pile": "cho-ky"}))
    assert "Ký 500 văn bản chờ lâu nhất" in listed
    assert why in listed
    shown = binh.post(f"{LIST}ky-nhieu/", {"all": "1"})
    assert why in said(shown)
    pick = f"{row.pk}:{row.file}"
    assert pick in shown.content.decode()
    done = binh.post(f"{LIST}ky-nhieu/", {"pick": [pick], "confirm": "1"}, headers={"hx-request": "true"})
    assert "Còn 500 văn bản trình ông/bà." in said(done)


def actions_state(office: Office, document: str) -> rules.Stage:
    return queries.document(document_id=document, by=office.actor("lan"), at=NOW).state.stage


@pytest.mark.parametrize("way", ["di", "den"])
def test_a_register_has_ten_columns_on_paper_and_in_a_spreadsheet(office: Office, way: str) -> None:
    state = sealed(office)
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=office.actor("dung"), at=NOW)
    dung = at_desk(office, "dung")
    address = f"{LIST}so/{way}/{HOME}/{NOW.year}"
    printed = dung.get(f"{address}.pdf")
    assert printed.content.startswith(b"%PDF-")
    sheet = dung.get(f"{address}.xlsx")
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0)
    lines = rows.to_python(skip_empty_area=False)
    assert len(lines[3]) == 10
    assert [line[0] for line in lines[4:]] == (["01/QĐ-SNV"] if way == "di" else [])
    assert at_desk(office, "chau").get(f"{address}.pdf").status_code == 403


@pytest.mark.slow
def test_registers_and_a_document_signed_and_numbered_may_go_to_an_archive(office: Office) -> None:
    state = sealed(office)
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=office.actor("dung"), at=NOW)
    dung = at_desk(office, "dung")
    books = {way: dung.get(f"{LIST}so/{way}/{HOME}/{NOW.year}.pdf").content for way in ("di", "den")}
    assert archive.faults(books) == {}
    signed = {"signed": papers.content(state.file or "")}
    assert archive.faults(signed, of=[archive.ARCHIVE]) == {}
    assert archive.faults({"none": b"%PDF-1.7\n" + signed["signed"][9:].replace(b"pdfaid", b"pdfbid")})[
        "none"
    ]


def test_anybody_checks_a_paper_and_nothing_of_it_is_kept(office: Office) -> None:
    state = sealed(office)
    content = papers.content(state.file or "")
    before = sorted(Path(settings.VAR).rglob("*"))
    somebody = Client(headers={"accept-language": "vi"})
    assert "Chọn tệp PDF" in said(somebody.get("/kiem-tra-chu-ky/"))
    told = said(somebody.post("/kiem-tra-chu-ky/", {"file": pdf(content)}))
    assert "Mọi chữ ký số đều hợp lệ" in told
    assert "Trần Văn Bình" in told
    assert "Tệp không có chữ ký số" in said(somebody.post("/kiem-tra-chu-ky/", {"file": pdf()}))
    broken = somebody.post("/kiem-tra-chu-ky/", {"file": pdf(b"%PDF-1.7 hong")})
    assert broken.status_code == 422
    assert "Không kiểm tra được" in broken.content.decode()
    assert sorted(Path(settings.VAR).rglob("*")) == before


def test_quan_writes_a_key_down_and_ends_it(office: Office) -> None:
    quan = at_desk(office, "quan")
    assert "Trần Văn Bình" in said(quan.get("/van-phong/chu-ky-so/"))
    wrong = quan.post("/van-phong/chu-ky-so/", {"holder": HOME, "file": "so-noi-vu.p12", "opening": "sai"})
    assert "Không mở được tệp khóa ký" in said(wrong)
    key = queries.key(holder=HOME, agency=True)
    assert key
    quan.post(f"/van-phong/chu-ky-so/{key.id}/ket-thuc/")
    assert queries.key(holder=HOME, agency=True) is None
    assert at_desk(office, "lan").get("/van-phong/chu-ky-so/").status_code == 403


def test_dung_copies_at_the_desk_and_the_page_shows_the_copy(office: Office) -> None:
    state = sealed(office)
    dung = at_desk(office, "dung")
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=office.actor("dung"), at=NOW)
    assert "Sao y 01/SY-SNV" in act(dung, state.id, "sao", kind="sao-y")
    assert "Trích sao phải ghi trang" in act(dung, state.id, "sao", 422, kind="trich-sao")
    assert "trang 1" in act(dung, state.id, "sao", kind="trich-sao", pages="1")
