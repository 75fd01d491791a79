"""The catalogue's pages: Lan finds and reads a procedure without scripts; Châu, the editor, sees what waits for her."""

from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.identity import actions as identity
from motcua.systems.procedures import ports
from motcua.systems.procedures.tests.entries import FAULTLESS, entry, imported, loaded, many

pytestmark = pytest.mark.django_db

AT = datetime(2023, 3, 6, 9, tzinfo=clock.VN)
SYSTEM = access.system("test")


def way(**said: object) -> ports.Method:
    kept: dict[str, object] = {
        "channel": "counter",
        "amount": 3,
        "unit": ports.DeadlineUnit.WORKING_DAY,
        "deadline_verbatim": "3 Ngày làm việc",
        "fee": 20_000,
        "fee_verbatim": "20,000 VNĐ",
        "fee_note": "",
        "description": "",
    }
    return ports.Method(**{**kept, **said})  # type: ignore[arg-type]


def page(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_lan_finds_a_procedure_without_accents(client: Client) -> None:
    imported(*many())
    html = page(client, "/thu-tuc/?q=KHAI+SINH")
    assert "Đăng ký lại khai sinh" in html
    assert 'href="/thu-tuc/1.900001/"' in html
    assert "Thả diều" not in html


def test_htmx_gets_the_results_alone(client: Client) -> None:
    imported(*many())
    html = page(client, "/thu-tuc/?q=dat+dai", **{"HX-Request": "true"})
    assert "Hòa giải tranh chấp đất đai" in html
    assert "<html" not in html


def test_nothing_found_says_what_to_try(client: Client) -> None:
    imported(*many())
    html = page(client, "/thu-tuc/?q=khai+sih")
    assert "?q=khai%20sinh" in html
    assert "Gần giống" in html


def test_what_is_typed_is_shown_as_typed_and_runs_nowhere(client: Client) -> None:
    html = page(client, "/thu-tuc/?q=<script>alert(1)</script>&page=-7&field=%00")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_procedure_answers_how_long_how_much_and_what_to_bring(client: Client, tmp_path: Path) -> None:
    loaded(tmp_path, FAULTLESS)
    html = page(client, "/thu-tuc/1.004873/")
    for said in (
        "3 ngày làm việc",
        "23 ngày",
        "15.000 đồng/lần",
        "2 loại giấy tờ",
        "123/2015/NĐ-CP",
        "KQ.G15.000341",
    ):
        assert said in html
    assert 'href="/nop-ho-so/1.004873/"' in html
    assert "Hộ tịch" in html


def test_the_same_page_speaks_english(client: Client, tmp_path: Path) -> None:
    loaded(tmp_path, FAULTLESS)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = page(client, "/thu-tuc/1.004873/")
    assert "Certificate of marital status" in html


def test_what_cannot_be_filed_online_has_no_start_button(client: Client, tmp_path: Path) -> None:
    told = FAULTLESS.replace("channels: [counter, online]", "channels: [counter]")
    loaded(tmp_path, told.replace("service_level: full", "service_level: information"))
    assert "/nop-ho-so/" not in page(client, "/thu-tuc/1.004873/")


def test_a_national_entry_says_that_it_cannot_be_filed_here_and_guesses_nothing(client: Client) -> None:
    unset = way(
        channel="online", amount=7, unit=None, deadline_verbatim="7", fee=None, fee_note="(Theo nghị quyết)"
    )
    imported(entry("1.900001", "Thả diều", methods=(way(), unset)))
    html = page(client, "/thu-tuc/1.900001/")
    assert "/nop-ho-so/" not in html
    assert "3 ngày làm việc" in html
    assert "7 ngày" not in html
    assert "ghi “7”, chưa rõ đơn vị thời gian" in html
    assert "Theo nghị quyết" in html
    assert "20.000 đồng" in html


def test_another_provinces_code_leads_to_ours_and_an_unknown_one_nowhere(client: Client) -> None:
    imported(*many())
    assert client.get("/thu-tuc/1.900001.H17/").headers["Location"] == "/thu-tuc/1.900001/"
    assert client.get("/thu-tuc/9.999999/").status_code == 404
    assert client.get("/thu-tuc/khong-co/").status_code == 404
    assert client.post("/thu-tuc/").status_code == 405


def signed_in(client: Client, role: access.Role) -> Client:
    account = identity.open_account(
        by=SYSTEM, at=AT, username="chau", name="Châu", kind="staff", password="mat-khau-1"
    )
    identity.give(by=SYSTEM, at=AT, account_id=account, grant=access.Grant(role=role, unit="H31"))
    assert client.login(username="chau", password="mat-khau-1")
    return client


def test_the_editor_sees_what_waits_for_her(client: Client) -> None:
    doubt = ports.Unparsed(
        field="cach_thuc_thuc_hien", reason="fee-too-small", verbatim="Trực tiếp3 Ngày90 VNĐ"
    )
    imported(entry("1.900001", "Thả diều", unparsed=(doubt,)))
    signed_in(client, access.Role.CATALOGUE_EDITOR)
    html = page(client, "/van-phong/danh-muc/?reason=fee-too-small&field=cach_thuc_thuc_hien")
    for said in ("Mức phí nhỏ bất thường", "Trực tiếp3 Ngày90 VNĐ", "/thu-tuc/1.900001/"):
        assert said in html
    assert "Không có chỗ nào" not in html


def test_nobody_else_opens_the_editors_list(client: Client) -> None:
    assert client.get("/van-phong/danh-muc/").status_code in {302, 401, 403}
    assert signed_in(client, access.Role.COUNTER_OFFICER).get("/van-phong/danh-muc/").status_code == 403
