"""The counterparts of a demonstration answer, remember over a restart, and the address book learns who is on the axis."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from motcua.base import clock
from motcua.gateways.national_portal import catalogue
from motcua.site import exchange, twins
from motcua.site.tests import carrying
from motcua.spine.worktime import VN
from motcua.systems.exchange import queries
from motcua.systems.procedures import queries as procedures
from motcua.systems.procedures.ports import CatalogueEntry

pytestmark = pytest.mark.django_db
LAW = Path(django_settings.LAW)
TODAY = date(2023, 12, 15)
NOW = datetime(2023, 12, 15, 8, tzinfo=VN)
STEP = {"ThoiDiemXuLy": "20231215090000", "NoiDungXuLy": "Thụ lý", "TrangThai": "4"}
DOSSIER = {"NgayTiepNhan": "20231215083000", "TrangThaiHoSo": "2"}


@pytest.fixture(autouse=True)
def house() -> None:
    call_command("load_organisation", str(LAW / "organisation" / "hung-yen-2023.yaml"), verbosity=0)
    call_command("load_law", verbosity=0)


def test_they_remember_what_they_were_told(tmp_path: Path) -> None:
    made = twins.Twins.of_house(tmp_path, on=TODAY)
    code = made.twins["portal"].procedures()[0]["MaTTHC"]
    made.twins["portal"].dossier({"MaHoSo": "1", "MaTTHC": code, **DOSSIER})
    made.twins["portal"].progress({"MaHoSo": "1", **STEP})
    sent = made.twins["axis"].send(sender="H31.9", receiver="G15", kind="edoc", message=b"<edXML/>")
    made.keep()
    again = twins.Twins.of_house(tmp_path, on=TODAY)
    assert again.twins["portal"].status("1") == "4"
    assert again.twins["axis"].fetch(receiver="G15", doc_id=sent) == b"<edXML/>"
    assert again.twins["axis"].send(sender="H31.9", receiver="G15", kind="edoc", message=b"<edXML/>") == sent
    (tmp_path / "portal.msgpack").write_bytes(b"\xc1")
    assert twins.Twins.of_house(tmp_path, on=TODAY).twins["portal"].status("1") is None


def test_the_portal_publishes_our_procedures_so_that_they_can_be_read_but_not_all_of_them(
    tmp_path: Path,
) -> None:
    made = twins.Twins.of_house(tmp_path, on=TODAY)
    listed: list[str] = []
    entries = list(catalogue.download(made.twins["portal"], listed=listed))
    assert all(isinstance(one, CatalogueEntry) and not one.unparsed for one in entries)
    ours = set(procedures.codes())
    assert set(listed) < ours
    assert len(listed) > len(ours) * 0.8


def test_the_worker_learns_who_is_on_the_axis_and_leaves_our_own_units_out(
    tmp_path: Path, settings: Any
) -> None:
    made = twins.Twins.of_house(tmp_path, on=TODAY)
    with made.serving() as ports, clock.at(NOW):
        settings.EXCHANGE_AXIS = twins.settings_of(ports, since=TODAY)["MOTCUA_EXCHANGE_AXIS"]
        joined = exchange.Joined.of_settings()
        carrying.rounds(joined)
        joined.carriers["axis"].axis.caller.close()  # type: ignore[attr-defined]  # a client over HTTP, as the settings say
    assert {each.code: (each.name, each.channel) for each in queries.agencies()} == {
        "G15": ("Bộ Tư pháp", "axis"),
        "H26": ("Ủy ban nhân dân thành phố Hà Nội", "axis"),
        "H54": ("Ủy ban nhân dân tỉnh Thái Bình", "axis"),
    }
