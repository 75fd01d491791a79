"""What is posted for the national systems reaches their twins over HTTP, is told once, and what they refuse is shown."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import pytest

from motcua.base import clock, web
from motcua.gateways.legal_database import server as law_server, twin as law
from motcua.gateways.national_portal import server as portal_server, twin as portal
from motcua.gateways.reporting import server as reporting_server, twin as reporting
from motcua.site import exchange
from motcua.site.tests import carrying
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.exchange import actions, models, ports, queries

pytestmark = pytest.mark.django_db
BY = access.system("test")
AT = datetime(2023, 6, 15, 8, tzinfo=VN)
DECISION = {
    "symbol": "12/2023/QĐ-UBND",
    "title": "Quyết định ban hành quy định",
    "issuer": "UBND tỉnh",
    "issued_on": "2023-05-04",
    "in_force_on": "2023-05-15",
}
DOSSIER = {"MaHoSo": "H31.1-1", "MaTTHC": "1.004873", "NgayTiepNhan": "20230615080000", "TrangThaiHoSo": "2"}
STEP = {"MaHoSo": "H31.1-1", "ThoiDiemXuLy": "20230615090000", "NoiDungXuLy": "Thụ lý", "TrangThai": "4"}
REPORT = {
    "regime": "II.06a",
    "unit": "H31",
    "period": "2023-Q2",
    "values": [{"indicator": "a", "value": "1"}],
}


@pytest.fixture
def nation(settings: Any) -> Iterator[tuple[portal.Twin, law.Twin, reporting.Twin]]:
    twins = portal.Twin(catalogue={"1.004873": {"TenTTHC": "Xác nhận"}}), law.Twin(), reporting.Twin()
    doors = (
        portal_server.Server(portal=twins[0], username="u", password="p"),
        law_server.door(database=twins[1]),
        reporting_server.door(system=twins[2]),
    )
    with ExitStack() as stack:
        found = [f"http://127.0.0.1:{stack.enter_context(web.serving(door))}" for door in doors]
        settings.EXCHANGE_PORTAL, settings.EXCHANGE_LAW, settings.EXCHANGE_REPORTING = found
        settings.EXCHANGE_PORTAL_UNIT, settings.EXCHANGE_PORTAL_USER = "H31", "u"
        settings.EXCHANGE_PORTAL_PASSWORD = "p"
        yield twins


def post(name: str, channel: str, kind: str, data: dict[str, Any], lane: str = "") -> None:
    actions.post(
        [
            actions.Post(
                id=name,
                sender="H31",
                receiver=channel,
                lane=lane or name,
                kind=kind,
                body=json.dumps(data),
                channel=channel,
            )
        ],
        by=BY,
        at=AT,
    )


def carried() -> None:
    with clock.at(AT):
        joined = exchange.Joined.of_settings()
        carrying.rounds(joined)
        for each in joined.carriers.values():
            _close(each)


def _close(carrier: Any) -> None:
    for name in ("portal", "database", "system"):
        if hasattr(carrier, name):
            getattr(carrier, name).caller.close()


def test_each_system_gets_its_own_and_its_receipt_is_kept(
    nation: tuple[portal.Twin, law.Twin, reporting.Twin],
) -> None:
    post("law:1", "law", ports.LAW, DECISION)
    post("report:1", "reporting", ports.INDICATORS, REPORT)
    post("dossier:1", "portal", ports.DOSSIER, DOSSIER, lane="H31.1-1")
    post("dossier:1:4", "portal", ports.PROGRESS, STEP, lane="H31.1-1")
    carried()
    assert nation[1].find(DECISION["symbol"]) == DECISION
    assert nation[0].status("H31.1-1") == "4"
    receipts = dict(models.Outgoing.objects.values_list("message_id", "receipt"))
    assert receipts["law:1"] == "VBPL-000001"
    assert nation[2].receipt(receipts["report:1"]) == REPORT
    assert queries.stuck() == []


def test_what_they_refuse_is_shown_to_a_person(nation: tuple[portal.Twin, law.Twin, reporting.Twin]) -> None:
    post("law:2", "law", ports.LAW, DECISION | {"title": ""})
    post("dossier:2", "portal", ports.DOSSIER, DOSSIER | {"MaTTHC": "9.9"})
    carried()
    assert {each.reason for each in queries.stuck()} == {
        "legal-database.value-missing",
        "national-portal.procedure-unknown",
    }


def test_a_system_that_is_down_is_tried_again_later(settings: Any) -> None:
    settings.EXCHANGE_LAW = "http://127.0.0.1:9"
    post("law:3", "law", ports.LAW, DECISION)
    carried()
    row = models.Outgoing.objects.get()
    assert (row.state, row.reason) == ("waiting", "exchange.unreachable")
