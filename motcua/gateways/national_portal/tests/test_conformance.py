"""What the national portal promises, kept by the twin and by the clients of both its exchanges over real servers."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.base import web
from motcua.gateways.national_portal import client, refusal, server, twin
from motcua.gateways.national_portal.tests import adapters
from motcua.systems.exchange.ports import NationalPortal, Unreachable

CATALOGUE = {"1.004873": {"MaTTHC": "1.004873", "TenTTHC": "Cấp Giấy xác nhận tình trạng hôn nhân"}}
DOSSIER = {
    "MaHoSo": "H31.16.5-231215-0001",
    "MaTTHC": "1.004873",
    "ChuHoSo": "Nguyễn Thị Lan",
    "MaDonViTiepNhan": "H31.16.5",
    "NgayNop": "20231215080000",
    "NgayTiepNhan": "20231215083000",
    "TrangThaiHoSo": "2",
}
STEP = {
    "MaHoSo": DOSSIER["MaHoSo"],
    "ThoiDiemXuLy": "20231216090000",
    "NoiDungXuLy": "Thụ lý hồ sơ",
    "TrangThai": "4",
}


@pytest.fixture(params=["twin", "older", "six steps"])
def portal(request: Any) -> Iterator[NationalPortal]:
    made = twin.Twin(catalogue=CATALOGUE)
    if request.param == "twin":
        yield made
        return
    with adapters.older(made) as ours:
        if request.param == "older":
            yield ours
            return
        with adapters.six_steps(made, older=ours) as newer:
            yield newer.client


def test_the_catalogue_comes_down(portal: NationalPortal) -> None:
    assert [each["MaTTHC"] for each in portal.procedures()] == ["1.004873"]
    assert portal.procedure("1.004873") == CATALOGUE["1.004873"]
    with pytest.raises(refusal.Refusal) as no:
        portal.procedure("9.999999")
    assert (no.value.code, no.value.params) == ("national-portal.procedure-unknown", {"code": "9.999999"})


def test_a_dossier_and_its_steps_go_up_and_told_again_change_nothing(portal: NationalPortal) -> None:
    assert portal.status(DOSSIER["MaHoSo"]) is None
    portal.dossier(DOSSIER)
    portal.dossier(DOSSIER)
    assert portal.status(DOSSIER["MaHoSo"]) == "2"
    portal.progress(STEP)
    portal.progress(STEP | {"ThoiDiemXuLy": "20231217090000", "TrangThai": "9"})
    portal.progress(STEP)
    assert portal.status(DOSSIER["MaHoSo"]) == "9"


def test_a_step_of_a_dossier_the_portal_does_not_have_is_refused(portal: NationalPortal) -> None:
    with pytest.raises(refusal.Refusal) as no:
        portal.progress(STEP)
    assert no.value.code == "national-portal.dossier-unknown"


@pytest.mark.parametrize("name", sorted(twin.DOSSIER))
def test_what_a_dossier_lacks_is_said(portal: NationalPortal, name: str) -> None:
    with pytest.raises(refusal.Refusal) as no:
        portal.dossier(DOSSIER | {name: ""})
    assert (no.value.code, no.value.params) == ("national-portal.value-missing", {"name": name})


def test_a_session_that_ended_is_opened_again() -> None:
    door = server.Server(portal=twin.Twin(catalogue=CATALOGUE), username="a", password="b")
    with web.serving(door) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        ours = client.Client(caller=caller, unit="H31", username="a", password="b")
        ours.dossier(DOSSIER)
        door.sessions.clear()
        assert ours.status(DOSSIER["MaHoSo"]) == "2"
        wrong = client.Client(caller=caller, unit="H31", username="a", password="c")
        with pytest.raises(Unreachable):
            wrong.procedures()
        caller.close()
