"""Hà looks after the exchange in the browser: she sees what is stuck, tries again, drops with a reason; Lan does not get in."""

from dataclasses import replace
from http import HTTPStatus

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.base import clock as house_clock
from motcua.spine import access
from motcua.systems.exchange import actions, models, ports, queries
from motcua.systems.exchange.tests.conftest import BY, MORNING, Clock
from motcua.systems.exchange.tests.roads import letter
from motcua.systems.exchange.tests.test_stuck import Refuses
from motcua.systems.identity import actions as identity

pytestmark = pytest.mark.usefixtures("offices")
PAGE = "/van-phong/trao-doi/"


def at_the_desk(username: str, role: access.Role) -> Client:
    account = identity.open_account(by=BY, at=MORNING, username=username, name=username, kind="staff")
    identity.give(by=BY, at=MORNING, account_id=account, grant=access.Grant(role=role, unit="H31"))
    client = Client(headers={"accept-language": "vi"})
    client.force_login(get_user_model().objects.get(pk=account))
    return client


@pytest.fixture
def ha() -> Client:
    return at_the_desk("ha", access.Role.ADMINISTRATOR)


@pytest.fixture
def stuck(clock: Clock) -> queries.Stuck:
    actions.post([letter(1), letter(2)], by=BY, at=MORNING)
    actions.deliver(channel="peer", by=Refuses(), clock=clock)
    (found,) = queries.stuck()
    return found


def page(client: Client, path: str = PAGE, status: int = HTTPStatus.OK) -> str:
    with house_clock.at(MORNING):
        answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_nothing_is_stuck_and_the_page_says_so(ha: Client) -> None:
    assert "Không có gì bị vướng" in page(ha)
    assert "000.00.12.H31" in page(ha, f"{PAGE}so-dia-chi/")


def test_ha_sees_why_and_tries_again(ha: Client, stuck: queries.Stuck) -> None:
    said = page(ha)
    assert "Không gửi được văn bản tới H31.12" in said
    assert "Không có cơ quan này" in said
    assert "1 thông điệp đang chờ phía sau" in said
    with house_clock.at(MORNING):
        answer = ha.post(f"{PAGE}out/{stuck.row}/gui-lai/", follow=True)
        assert "đưa lại vào hàng" in answer.content.decode()
        answer = ha.post(f"{PAGE}out/{stuck.row}/gui-lai/", follow=True)
    assert "không còn bị vướng" in answer.content.decode()


def test_a_national_system_is_called_by_its_name(ha: Client, clock: Clock) -> None:
    actions.post([replace(letter(1), receiver="portal", channel="portal")], by=BY, at=MORNING)
    actions.deliver(channel="portal", by=Refuses(), clock=clock)
    assert "Không gửi được văn bản tới Cổng Dịch vụ công quốc gia" in page(ha)


def test_ha_drops_with_a_reason_only(ha: Client, stuck: queries.Stuck) -> None:
    with house_clock.at(MORNING):
        answer = ha.post(f"{PAGE}out/{stuck.row}/bo/", {"reason": " "}, follow=True)
        assert "Hãy ghi lý do" in answer.content.decode()
        ha.post(f"{PAGE}out/{stuck.row}/bo/", {"reason": "cơ quan đã sáp nhập"})
    assert models.Outgoing.objects.get(pk=stuck.row).state == "dropped"


def test_what_went_up_stands_with_its_receipt(ha: Client, clock: Clock) -> None:
    actions.bring_up(
        message_id="law:1",
        sender="H31",
        to=ports.LAW_DATABASE,
        lane="12/2023/QĐ-UBND",
        kind=ports.LAW,
        data={"symbol": "12/2023/QĐ-UBND"},
        at=MORNING,
    )
    models.Outgoing.objects.update(state="delivered", receipt="VBPL-000001")
    for path in ("", "?he-thong=law", "?he-thong=khong-co"):
        said = page(ha, f"{PAGE}quoc-gia/{path}")
        assert "12/2023/QĐ-UBND" in said
        assert "VBPL-000001" in said
    assert "Chưa gửi gì" in page(ha, f"{PAGE}quoc-gia/?he-thong=portal")


def test_the_chain_of_a_document_is_shown(ha: Client, clock: Clock) -> None:
    note = ports.Note(
        document="H31.9,2023/06/14,45/BC-SNV",
        symbol="45/BC-SNV",
        issuer="H31.9",
        agency="H31.12",
        agency_name="Sở Xây dựng",
        status="03",
        description="vào sổ số 7",
        by="",
        at=clock(),
    )
    actions.tell(note=note, to="H31.9", by=BY, at=clock())
    said = page(ha, f"{PAGE}van-ban/?ma={note.document}")
    assert "Sở Xây dựng: Đã tiếp nhận" in said
    assert "vào sổ số 7" in said
    assert "Hãy kiểm tra lại mã" in page(ha, f"{PAGE}van-ban/?ma=7%00")


def test_who_does_not_look_after_it_does_not_get_in(stuck: queries.Stuck) -> None:
    lan = at_the_desk("lan", access.Role.COUNTER_OFFICER)
    page(lan, status=HTTPStatus.FORBIDDEN)
    page(lan, f"{PAGE}van-ban/?ma=H31.9,2023/06/14,45/BC-SNV", status=HTTPStatus.FORBIDDEN)
    assert lan.post(f"{PAGE}out/{stuck.row}/bo/", {"reason": "a"}).status_code == HTTPStatus.FORBIDDEN
