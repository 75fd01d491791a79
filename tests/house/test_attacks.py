"""What was tried against the house, and must go on failing: each attack once, on a small province."""

import io
import logging
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock, headers, logs
from motcua.spine import access
from motcua.spine.tests.procedure_texts import FAULTLESS
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.portal import guessing
from motcua.systems.dossiers.tests import citizens, officers, people
from motcua.systems.organisation import actions as organisation, queries as units
from motcua.systems.plans import actions as plans
from motcua.systems.procedures import actions as procedures

BY = access.system("test")
PLAN = "hung-yen-2023"
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
PHONE, NUMBER = "0912345678", "033190001234"
NASTY = (
    "\0",
    "'",
    SCRIPT,
    "9" * 5000,
    "-1",
    "٣",
    "²",
    "0001-01-01",
    "9999-12-31",
    "2023-02-29",
    "\\",
    "%",
    "a" * 7000,
    "../../etc/passwd",
    ":*|&!()<->",
    "$only_x",
    "NaN",
    "0001-01-01T00:00:00+14:00~00000000-0000-0000-0000-000000000000",
    "9999-12-31T23:59:59-14:00~00000000-0000-0000-0000-000000000000",
)
OPEN_PAGES = (
    "/thu-tuc/?q={}",
    "/thu-tuc/?trang={}",
    "/thu-tuc/?cap={}",
    "/thu-tuc/{}/",
    "/tra-cuu/?ma={}",
    f"/ke-hoach/{PLAN}/?as_of={{}}",
    f"/ke-hoach/{PLAN}/P1/ho-so/?after={{}}",
    f"/ke-hoach/{PLAN}/P1/ho-so/?unit={{}}",
    f"/ke-hoach/{PLAN}/P1/ho-so/?month={{}}",
    f"/ke-hoach/{PLAN}/P1/ho-so.csv?unit={{}}",
    f"/ke-hoach/{PLAN}/{{}}/",
    "/du-lieu-mo/{}.csv",
    f"/du-lieu-mo/{PLAN}/{{}}.json",
    f"/du-lieu-mo/{PLAN}/P1.{{}}",
    f"/du-lieu-mo/{PLAN}/P1.jsonstat?as_of={{}}",
    f"/du-lieu-mo/{PLAN}/P1.json?lang={{}}",
    "/ke-hoach/{}/tin.atom",
    f"/ke-hoach/{PLAN}/{{}}/nhung/",
    "/api/procedures?q={}",
    "/api/procedures/{}",
    "/api/plans/{}/targets",
    f"/api/plans/{PLAN}/targets?as_of={{}}",
    f"/api/plans/{PLAN}/targets/P1/records?side=of&after={{}}",
    f"/api/plans/{PLAN}/targets/P1/breakdown?by={{}}",
    "/tai-khoan/dang-nhap/?next={}",
)
DESK_PAGES = (
    "/van-phong/ho-so/?q={}",
    "/van-phong/ho-so/?after={}",
    "/van-phong/ho-so/?unit={}",
    "/van-phong/ho-so/{}/",
    "/van-phong/viec-hom-nay/?mo={}",
    "/van-phong/tiep-nhan/?q={}",
    "/van-phong/tiep-nhan/{}/",
    "/van-phong/so-theo-doi.pdf?from={}",
    "/van-phong/so-theo-doi.pdf?to={}",
    "/van-phong/dau-hieu/{}/",
    "/van-phong/dau-hieu/last-tenth/?after={}",
    "/van-phong/dau-hieu/last-tenth/?unit={}",
    f"/van-phong/dau-hieu/{PLAN}/{{}}/",
    "/van-phong/van-ban/?q={}",
    "/van-phong/van-ban/?trang={}",
    "/van-phong/van-ban/?pile={}",
    "/van-phong/van-ban/{}/",
    "/van-phong/ho-so-cong-viec/?q={}",
    "/van-phong/ho-so-cong-viec/?trang={}",
    "/van-phong/ho-so-cong-viec/danh-muc/?nam={}",
    "/api/documents?q={}",
    "/api/documents?after={}",
    "/api/documents/{}",
    "/api/dossiers?after={}",
    "/api/dossiers/{}",
)
DOORS = (
    "/ho-so-cua-toi/{code}/",
    "/ho-so-cua-toi/{code}/tep/{file}/",
    "/van-phong/ho-so/{code}/",
    "/van-phong/ho-so/{code}/tep/{file}/",
    "/van-phong/ho-so/{code}/mau/05.pdf",
    "/van-phong/ho-so/{code}/viec/tiep-nhan/",
    "/api/dossiers/{code}",
)


@pytest.fixture(scope="module")
def loaded(held: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Enter Hưng Yên, one procedure and its plan once for all attacks."""
    _load(tmp_path_factory.mktemp("law"))
    yield
    units.doubt()


@pytest.fixture
def province(loaded: None, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hưng Yên, open to whoever comes."""
    monkeypatch.setattr(settings, "VAR", tmp_path / "var")
    guessing.forget()
    units.believe()
    yield
    units.doubt()
    guessing.forget()


def _load(folder: Path) -> None:
    text = (settings.LAW / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
    organisation.load(text=text, at=people.MORNING, by="test")
    (folder / "1.004873.yaml").write_text(FAULTLESS, encoding="utf-8")
    procedures.load_law(folder=folder, by=BY, at=people.MORNING)
    plan = (settings.LAW / "plans" / f"{PLAN}.yaml").read_text(encoding="utf-8")
    plans.load_plan(text=plan, by=BY, at=people.MORNING)


@pytest.fixture
def desks(province: None) -> dict[str, officers.Officer]:
    return officers.at_desks(officers.hired(people.MORNING))


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_nothing_written_into_an_open_address_breaks_it(province: None, page: str) -> None:
    broken = []
    for written in NASTY:
        guessing.forget()
        answer = Client(raise_request_exception=False).get(page.format(quote(written, safe="")))
        if answer.status_code >= 500 or (
            b"<script>alert" in answer.getvalue() and "html" in answer["Content-Type"]
        ):
            broken.append(written[:60])
    assert broken == []


@pytest.mark.parametrize("page", DESK_PAGES)
def test_nothing_written_into_an_address_of_the_desk_breaks_it(
    desks: dict[str, officers.Officer], page: str
) -> None:
    browser = desks["binh"].client
    browser.raise_request_exception = False
    answers = {written: browser.get(page.format(quote(written, safe=""))) for written in NASTY}
    assert {written[:60] for written, answer in answers.items() if answer.status_code >= 500} == set()


def test_chosen_dossiers_whose_page_nobody_saw_are_left_out(desks: dict[str, officers.Officer]) -> None:
    chosen = f"00000000-0000-0000-0000-000000000000:{'9' * 5000}"
    answer = desks["binh"].post("/van-phong/chuyen-nhieu/", {"pick": chosen})
    assert answer.status_code == 200


@pytest.mark.parametrize("seen", ["9" * 5000, "-1", "²", "٣", SCRIPT])
def test_a_page_that_never_was_seen_is_no_page_to_act_from(
    desks: dict[str, officers.Officer], seen: str
) -> None:
    code = officers.received(desks).code
    before = queries.standing(dossier_id=queries.identify(code=code))
    answer = desks["binh"].post(officers.act_path(code, "rut"), {"seen": seen, "reason": "\0"})
    assert answer.status_code in {409, 422}
    assert queries.standing(dossier_id=queries.identify(code=code)) == before


def test_a_script_for_a_name_is_a_name_on_every_page(desks: dict[str, officers.Officer]) -> None:
    applicant = actions.Applicant(name=f"Lan {SCRIPT}", address=SCRIPT, phone=PHONE, answers={SCRIPT: SCRIPT})
    code = officers.received(desks, applicant=applicant).code
    pages = [
        desks["binh"].get(f"{officers.LIST}{code}/"),
        desks["binh"].get(f"{officers.LIST}{code}/", into="dossier"),
        desks["binh"].post(f"{officers.LIST}{code}/hien-thong-tin/"),
        desks["binh"].get(officers.WORK, q=SCRIPT),
        desks["binh"].get(officers.LIST, q=SCRIPT),
        Client().get("/thu-tuc/", {"q": SCRIPT}),
        Client().get("/tra-cuu/", {"ma": SCRIPT}),
    ]
    for page in pages:
        assert page.status_code in {200, 404, 422}
        assert b"<script>alert" not in page.content
        assert b"<img src=x" not in page.content


def test_what_is_lans_opens_to_nobody_who_has_no_part_in_it(desks: dict[str, officers.Officer]) -> None:
    with clock.at(people.MORNING):
        lan = desks["lan"]
        code = citizens.file(citizens.Person(browser=lan.client, actor=lan.actor))
        minh = citizens.sign_in("dan-minh", "Minh")
        page = queries.page(code=code, at=people.AFTERNOON)
        addresses = [door.format(code=code, file=page.files[0].id) for door in DOORS]
        strangers = {
            "guest": Client(),
            "minh": minh.browser,
            **{name: desks[name].client for name in ("chau", "giang", "khanh")},
        }
        got = {
            (name, address): browser.get(address).status_code
            for name, browser in strangers.items()
            for address in addresses
        }
    assert {status for (name, _), status in got.items() if name == "guest"} <= {302, 401}
    assert {status for (name, _), status in got.items() if name != "guest"} == {403}


def test_nobody_keeps_or_reads_another_s_draft(province: None) -> None:
    with citizens.at_home() as lan:
        draft = citizens.write(lan)
        minh = citizens.sign_in("minh", "Minh").browser
        kept = f"{citizens.APPLY}ban-nhap/{draft.id}/"
        assert minh.post(kept, {"name": "Minh"}).status_code == 404
        assert minh.get(f"{citizens.APPLY}tep/{draft.files[0].id}/").status_code in {302, 404}
        assert citizens.draft(lan).answers["name"] == "Nguyễn Thị Lan"


def test_no_list_or_export_of_the_plan_tells_a_name(desks: dict[str, officers.Officer]) -> None:
    officers.received(
        desks,
        applicant=actions.Applicant(
            name="=HYPERLINK Nguyễn Mật", id_number=NUMBER, phone=PHONE, address="Ngõ Mật"
        ),
    )
    for address in (
        f"/ke-hoach/{PLAN}/P1/ho-so/?side=of",
        f"/ke-hoach/{PLAN}/P1/ho-so.csv?side=of",
        f"/api/plans/{PLAN}/targets/P1/records?side=of",
        "/api/dossiers",
    ):
        answer = desks["binh"].get(address)
        assert answer.status_code == 200
        for secret in ("HYPERLINK", "Mật", NUMBER, PHONE):
            assert secret not in answer.getvalue().decode(), address


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90"),
        ("a.html", b"%PDF-1.7"),
        ("a.svg", b"<svg onload=alert(1)>"),
        ("a.docx", b"PK\x03\x04 nothing of a document"),
        ("a.xlsx", b"PK\x03\x04[Content_Types].xml word/document.xml"),
        (".pdf", b"%PDF-1.7"),
        ("pdf", b"%PDF-1.7"),
        ("a.pdf\0.exe", b"%PDF-1.7"),
        ("empty.pdf", b""),
    ],
)
def test_a_file_that_is_not_what_it_says_is_not_taken(province: None, name: str, content: bytes) -> None:
    with citizens.at_home() as lan:
        citizens.begin(lan)
        lan.browser.post(f"{citizens.APPLY}giay-to/", {"paper-to-khai": SimpleUploadedFile(name, content)})
        assert citizens.draft(lan).files == ()


def test_a_true_document_is_taken_and_its_name_leads_nowhere(province: None) -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    names = ("to khai.docx", "../../../etc/passwd.docx", f"{'a' * 400}.docx", "\u202excod.exe.docx")
    with citizens.at_home() as lan:
        citizens.begin(lan)
        for name in names:
            sent = SimpleUploadedFile(name, body.getvalue())
            lan.browser.post(f"{citizens.APPLY}giay-to/", {"paper-to-khai": sent})
        kept = citizens.draft(lan).files
        assert len(kept) == len(names)
        for file in kept:
            assert "/" not in file.name
            assert file.name.isprintable()
            assert len(file.name) <= 200
            answer = lan.browser.get(f"{citizens.APPLY}tep/{file.id}/")
            assert answer["Content-Disposition"].startswith("attachment")
            assert "sandbox" in answer["Content-Security-Policy"]
            assert answer.getvalue() == body.getvalue()


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(province: None, elsewhere: str) -> None:
    citizens.sign_in("lan", "Lan", password=citizens.PASSWORD)
    answer = Client().post(
        "/tai-khoan/dang-nhap/", {"login": "lan", "password": citizens.PASSWORD, "next": elsewhere}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/ho-so-cua-toi/")
    assert answer.cookies["sessionid"]["httponly"]
    assert answer.cookies["sessionid"]["samesite"] == "Lax"


def test_a_session_of_before_signing_in_is_nobody_s_after(province: None) -> None:
    browser = Client()
    citizens.sign_in("lan", "Lan", password=citizens.PASSWORD)
    browser.post(f"{citizens.APPLY}thong-tin/", {"name": "gửi trước khi đăng nhập"})
    before = browser.cookies["sessionid"].value
    browser.post("/tai-khoan/dang-nhap/", {"login": "lan", "password": citizens.PASSWORD})
    assert browser.cookies["sessionid"].value != before


@pytest.mark.parametrize(("typed", "sent"), [("mật-khẩu-dài", "NFC"), ("mật-khẩu-dài", "NFD")])
def test_a_password_is_the_same_however_a_keyboard_writes_its_marks(
    province: None, typed: str, sent: Literal["NFC", "NFD"]
) -> None:
    browser = Client()
    signed_up = {"full_name": "Lan", "phone": PHONE, "password1": unicodedata.normalize("NFD", typed)}
    assert browser.post("/tai-khoan/dang-ky/", signed_up).status_code == 302
    given = {"login": PHONE, "password": unicodedata.normalize(sent, typed)}
    assert Client().post("/tai-khoan/dang-nhap/", given).status_code == 302


def test_every_answer_says_what_a_browser_may_do_with_it(desks: dict[str, officers.Officer]) -> None:
    page = Client().get("/")
    policy = page["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert "unsafe-eval" not in policy
    assert b"<script>" not in page.content
    assert b"<style" not in page.content
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] == "same-origin"
    assert Client().get("/healthz")["Content-Security-Policy"] == headers.REST
    assert Client().get("/khong-co")["Content-Security-Policy"] == headers.PAGE
    assert "no-store" in desks["binh"].get(officers.LIST)["Cache-Control"]
    left = desks["binh"].client.post("/tai-khoan/dang-xuat/")
    assert left["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    "page", ["/", "/thu-tuc/", "/tra-cuu/", "/tai-khoan/dang-nhap/", f"/ke-hoach/{PLAN}/"]
)
def test_no_page_carries_a_script_that_the_policy_would_stop(province: None, page: str) -> None:
    body = Client().get(page).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", body) == []
    assert re.findall(r"<[^>]+\son[a-z]+\s*=", body) == []
    assert re.findall(r"""(?:href|src|action)=["']?(?:javascript:|https?://|//)""", body) == []


def test_a_form_from_another_site_does_nothing(desks: dict[str, officers.Officer]) -> None:
    code = officers.received(desks).code
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desks["binh"].client.cookies
    refused = strict.post(officers.act_path(code, "rut"), {"reason": "x"})
    assert refused.status_code == 403
    api = strict.post(f"/api/dossiers/{code}/acts", {"act": "withdraw"}, content_type="application/json")
    assert (api.status_code, api.json()["code"]) == (403, "page.form-expired")


@pytest.mark.parametrize(
    "body",
    [b"[" * 200_000, b'{"a":' * 50_000, b"\xff\xfe", b'{"procedure":"\\ud800"}', b'{"procedure":"\\u0000"}'],
)
def test_a_body_made_to_break_its_reader_is_refused(desks: dict[str, officers.Officer], body: bytes) -> None:
    answer = desks["binh"].client.generic("POST", "/api/dossiers", body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_what_breaks_is_written_down_without_what_the_database_quotes() -> None:
    broken = ValueError("duplicate key\nDETAIL:  Failing row contains (Nguyễn Mật).")
    record = logging.makeLogRecord({"msg": "/x", "exc_info": (ValueError, broken, None)})
    told = logs.Impersonal().format(record)
    assert "duplicate key" in told
    assert "Mật" not in told
    assert settings.LOGGING["loggers"]["django"]["handlers"] == ["terminal"]


def test_an_act_that_stood_in_line_behind_another_happens_after_it(
    desks: dict[str, officers.Officer],
) -> None:
    one = officers.received(desks)
    binh = desks["binh"].actor
    moved = actions.correct(
        dossier_id=one.id, field="return_channel", value="post", why=people.WHY, by=binh, at=people.AFTERNOON
    )
    late = actions.correct(
        dossier_id=one.id,
        field="return_channel",
        value="counter",
        why=people.WHY,
        by=binh,
        at=people.AFTERNOON - timedelta(milliseconds=40),
    )
    assert late.seq > moved.seq
    history = queries.history(dossier_id=one.id)
    assert [fact.at for fact in history] == sorted(fact.at for fact in history)
