"""The six steps on a road that breaks anywhere: nothing is made twice, and what was made is not made again."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from motcua.gateways.national_portal import refusal, twin
from motcua.gateways.national_portal.six_steps import server, wire
from motcua.gateways.national_portal.tests import adapters
from motcua.gateways.national_portal.tests.test_conformance import CATALOGUE, DOSSIER as BARE, STEP
from motcua.systems.exchange.ports import Unreachable

SCAN = b"%PDF-1.7\r\n\r\nban an ly hon\r\n--"
DIGEST = hashlib.sha256(SCAN).hexdigest()
PAPER = {
    "TepDinhKemId": "1",
    "TenTepDinhKem": "Bản án “ly hôn”.pdf",
    "MaThanhPhanHoSo": "ly-hon",
    "TenThanhPhanHoSo": "Bản án ly hôn",
    "HashTepTin": DIGEST,
}
DOSSIER = {**BARE, "LoaiDoiTuong": "0", "ThoiDiemXuLy": "20231215083000", "TaiLieuNop": [PAPER]}
OURS = BARE["MaHoSo"]
STEPS = [wire.NEXT, wire.UPLOAD, wire.LINK, wire.STATE]


@pytest.fixture
def portal() -> twin.Twin:
    return twin.Twin(catalogue=CATALOGUE)


@pytest.fixture
def adapter(portal: twin.Twin) -> Iterator[adapters.Adapter]:
    with (
        adapters.older(portal) as older,
        adapters.six_steps(portal, older=older, files={DIGEST: SCAN}) as made,
    ):
        yield made


def test_each_step_is_made_in_its_order_and_the_dossier_is_there_with_its_file(
    portal: twin.Twin, adapter: adapters.Adapter
) -> None:
    number = adapter.client.dossier(DOSSIER)
    assert adapter.asked == [wire.TOKEN, *STEPS]
    assert number == "H31.16.5-20231215-0000001"
    assert portal.files() == [DIGEST]
    kept = portal.kept(number)
    assert (kept["LoaiDoiTuong"], kept["NgayNop"]) == (0, "2023-12-15 08:00:00")
    assert kept["ThanhPhanHoSo"] == [
        {
            "MaThanhPhanHoSo": "ly-hon",
            "TenThanhPhanHoSo": "Bản án ly hôn",
            "SoLuong": 1,
            "LoaiBan": 2,
            "GiayToDinhKem": [
                {"IdGiayTo": "tep-1", "TenGiayTo": "Bản án “ly hôn”.pdf", "HashTepTin": DIGEST}
            ],
        }
    ]


def test_told_as_it_now_is_a_dossier_keeps_its_number_and_its_file_is_not_sent_again(
    portal: twin.Twin, adapter: adapters.Adapter
) -> None:
    number = adapter.client.dossier(DOSSIER)
    assert adapter.client.dossier({**DOSSIER, "TrangThaiHoSo": "9"}, is_there=True) == number
    assert adapter.asked == [wire.TOKEN, *STEPS, wire.LINK, wire.STATE]
    assert portal.status(number) == adapter.client.status(OURS) == "9"


@pytest.mark.parametrize("heard", ["before", "after"])
@pytest.mark.parametrize("path", STEPS)
def test_wherever_the_line_breaks_the_next_try_makes_nothing_twice(
    portal: twin.Twin, adapter: adapters.Adapter, path: str, heard: str
) -> None:
    (adapter.before if heard == "before" else adapter.after)[path] = [502]
    with pytest.raises(Unreachable, match="502"):
        adapter.client.dossier(DOSSIER)
    number = adapter.client.dossier(DOSSIER)
    assert portal.status(number) == "2"
    assert [each for each in portal.numbers() if portal.status(each) is not None] == [number]
    kept = portal.kept(number)["ThanhPhanHoSo"]
    assert isinstance(kept, list)
    assert len(kept[0]["GiayToDinhKem"]) == 1


@pytest.mark.parametrize("heard", ["before", "after"])
@pytest.mark.parametrize("path", [wire.PROGRESS, wire.STATE])
def test_a_step_stands_there_once_however_often_its_answer_is_lost(
    portal: twin.Twin, adapter: adapters.Adapter, path: str, heard: str
) -> None:
    number = adapter.client.dossier(DOSSIER)
    (adapter.before if heard == "before" else adapter.after)[path] = [502, 502]
    for _ in range(2):
        with pytest.raises(Unreachable):
            adapter.client.progress(STEP)
    adapter.client.progress(STEP)
    assert [step["TrangThai"] for step in portal.steps(number)] == [4]
    assert portal.status(number) == "4"


def test_a_token_that_ran_out_is_renewed_once_and_a_stranger_gets_none(
    portal: twin.Twin, adapter: adapters.Adapter
) -> None:
    number = adapter.client.dossier(DOSSIER)
    adapter.later(server.LIFETIME + timedelta(seconds=1))
    adapter.asked.clear()
    adapter.client.progress(STEP)
    assert adapter.asked == [wire.PROGRESS, wire.TOKEN, wire.PROGRESS, wire.STATE]
    assert len(portal.steps(number)) == 1
    adapter.before[wire.PROGRESS] = [401] * 9
    adapter.asked.clear()
    with pytest.raises(Unreachable, match="401"):
        adapter.client.progress({**STEP, "TrangThai": "9"})
    assert adapter.asked == [wire.PROGRESS, wire.TOKEN, wire.PROGRESS]
    adapter.client.secret = "khác"
    adapter.door.tokens.clear()
    with pytest.raises(Unreachable, match="sign-in"):
        adapter.client.progress({**STEP, "TrangThai": "9"})


@pytest.mark.parametrize("status", [403, 404, 502])
def test_what_may_be_otherwise_tomorrow_is_no_refusal(adapter: adapters.Adapter, status: int) -> None:
    adapter.before[wire.LINK] = [status]
    with pytest.raises(Unreachable):
        adapter.client.dossier(DOSSIER)


def test_what_is_refused_without_a_code_of_ours_is_said_in_the_portals_words(
    adapter: adapters.Adapter,
) -> None:
    adapter.before[wire.LINK] = [400]
    with pytest.raises(refusal.Refusal) as no:
        adapter.client.dossier(DOSSIER)
    assert (no.value.code, no.value.params["code"]) == ("national-portal.refused", "400")
    assert "Bad Gateway" in str(no.value.params["said"])


def test_a_file_that_is_not_here_any_more_is_said_by_its_name(adapter: adapters.Adapter) -> None:
    with pytest.raises(refusal.Refusal) as no:
        adapter.client.dossier({**DOSSIER, "TaiLieuNop": [{**PAPER, "HashTepTin": "0" * 64}]})
    assert (no.value.code, no.value.params) == (
        "national-portal.file-gone",
        {"name": "Bản án “ly hôn”.pdf"},
    )


def test_the_portal_refuses_a_number_it_gave_nobody_and_a_file_it_has_not(
    portal: twin.Twin,
) -> None:
    linked = wire.dossier(DOSSIER, number=OURS, files={DIGEST: wire.Upload(id="tep-9", digest=DIGEST)})
    with pytest.raises(refusal.Refusal) as no:
        portal.link(linked)
    assert no.value.code == "national-portal.number-not-given"
    portal.dossier(BARE)
    with pytest.raises(refusal.Refusal) as no:
        portal.link(linked)
    assert no.value.code == "national-portal.file-unknown"


def test_a_dossier_that_went_up_by_the_older_exchange_goes_on_under_our_number(
    portal: twin.Twin, adapter: adapters.Adapter
) -> None:
    adapter.client.older.dossier(DOSSIER)
    adapter.client.progress(STEP)
    assert adapter.client.dossier({**DOSSIER, "TrangThaiHoSo": "9"}, is_there=True) == OURS
    assert portal.status(OURS) == "9"
    assert portal.numbers() == []
