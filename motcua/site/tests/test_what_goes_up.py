"""Of a dossier the portal is told what the house holds, by either exchange: papers, fees, supplements, results, who asks."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from motcua.base import clock, web
from motcua.gateways.national_portal import twin as portal
from motcua.gateways.national_portal.six_steps import server as six_steps, wire
from motcua.site.tests.test_bringing_up import CATALOGUE, HA, HOUR, carried, portal_of
from motcua.systems.dossiers import actions as dossiers
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.conftest import office_for_all  # noqa: F401 - Hưng Yên at work
from motcua.systems.exchange import actions, models, ports, queries
from motcua.systems.ledger import queries as facts

SCAN = b"%PDF-1.7 to khai"
DIGEST = hashlib.sha256(SCAN).hexdigest()
LAN = dossiers.Applicant(
    name="Nguyễn Thị Lan",
    id_number="033190001234",
    phone="0912345678",
    email="lan@example.vn",
    address="Số 5, Lương Tài",
)


@contextmanager
def steps_of(twin: portal.Twin, settings: Any, *, ill: list[int] | None = None) -> Iterator[list[str]]:
    """Open both exchanges of a portal; gives the paths asked of the newer, whose next answers are `ill` statuses."""
    door = six_steps.Server(portal=twin, client_id="u", secret="p", clock=clock.now)
    asked: list[str] = []

    def answered(request: web.Request) -> web.Answer:
        asked.append(request.path)
        if ill and request.path == wire.LINK:
            return web.Answer(status=ill.pop(0), body=b"<html>")
        return door(request)

    with portal_of(twin, settings), web.serving(answered) as port:
        settings.EXCHANGE_PORTAL_STEPS = f"http://127.0.0.1:{port}"
        settings.EXCHANGE_PORTAL_CLIENT, settings.EXCHANGE_PORTAL_SECRET = "u", "p"
        yield asked


def received(at: datetime, *, paper: str = "to-khai") -> dossiers.Moved:
    """Lan comes to the counter; Bình takes her dossier on and scans her paper."""
    moved = dossiers.receive_at_counter(
        filing=people.at_counter(applicant=LAN),
        by=people.BINH,
        at=at,
    )
    dossiers.attach(
        dossier_id=moved.id,
        paper=paper,
        name="Tờ khai của Lan.pdf",
        chunks=[SCAN],
        by=people.BINH,
        at=at + timedelta(minutes=5),
    )
    return moved


def finished(one: dossiers.Moved, at: datetime) -> None:
    """Dũng asks for a paper and a fee, Em approves, Bình gives the result."""
    who, hours = one.id, [at + n * HOUR for n in range(1, 8)]
    dossiers.hand_over(dossier_id=who, by=people.BINH, at=hours[0])
    dossiers.ask_supplement(dossier_id=who, papers=["ly-hon"], why=people.WHY, by=people.DUNG, at=hours[1])
    dossiers.supplement(dossier_id=who, papers=["ly-hon"], by=people.BINH, at=hours[2])
    dossiers.require_payment(dossier_id=who, amount=15_000, by=people.DUNG, at=hours[3])
    dossiers.pay(dossier_id=who, amount=15_000, by=people.BINH, at=hours[4])
    dossiers.decide(dossier_id=who, approve=True, why=people.WHY, by=people.EM, at=hours[5])
    dossiers.return_result(dossier_id=who, channel="counter", by=people.BINH, at=hours[6])


def test_the_older_exchange_is_told_all_that_it_has_a_word_for(
    office_for_all: datetime,  # noqa: F811 - pytest's way to ask
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue=CATALOGUE)
    one = received(at)
    finished(one, at)
    with portal_of(twin, settings):
        carried(at + 8 * HOUR)
    kept = twin.kept(one.code)
    assert {
        name: kept[name] for name in ("ChuHoSo", "MaDoiTuong", "LoaiDoiTuong", "SoDienThoai", "Email")
    } == {
        "ChuHoSo": "Nguyễn Thị Lan",
        "MaDoiTuong": "033190001234",
        "LoaiDoiTuong": "0",
        "SoDienThoai": "0912345678",
        "Email": "lan@example.vn",
    }
    assert (kept["KenhThucHien"], kept["HinhThuc"], kept["HoSoCoThanhPhanSoHoa"]) == ("1", "0", "1")
    (paper,) = listed(kept, "TaiLieuNop")
    assert (paper["TenTepDinhKem"], paper["MaThanhPhanHoSo"]) == ("Tờ khai của Lan.pdf", "to-khai")
    assert "HashTepTin" not in paper
    assert listed(kept, "DanhSachLePhi") == [
        {"TenPhiLePhi": "Lệ phí", "MaPhiLePhi": "thong-thuong", "HinhThucThu": "2", "Gia": "15000"}
    ]
    (asked,) = listed(kept, "DanhSachHoSoBoSung")
    assert (asked["NoiDungBoSung"], asked["TrangThaiBoSung"]) == (people.WHY.text, "1")
    assert asked["DanhSachGiayToBoSung"] == [{"TenGiayTo": "Bản án ly hôn"}]
    assert asked["NgayHenTraMoi"] >= asked["NgayHenTraTruoc"]
    assert listed(kept, "DanhSachGiayToKetQua") == [
        {"TenGiayTo": "Giấy xác nhận", "MaKetQua": "KQ.G15.000341"}
    ]
    assert "DiaChi" not in kept


def listed(kept: Any, name: str) -> list[dict[str, Any]]:
    found = kept[name]
    assert isinstance(found, list)
    return found


def test_a_dossier_from_the_counter_goes_up_in_six_steps_with_its_paper_to_its_end(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue=CATALOGUE)
    with steps_of(twin, settings) as asked:
        one = received(at)
        carried(at + HOUR)
        (number,) = twin.numbers()
        assert asked.count(wire.TOKEN) == asked.count(wire.NEXT) == asked.count(wire.UPLOAD) == 1
        assert twin.files() == [DIGEST]
        assert twin.status(number) == "2"
        finished(one, at)
        carried(at + 8 * HOUR)
        carried(at + 9 * HOUR)
    assert twin.status(number) == "10"
    kept = twin.kept(number)
    assert (kept["MaDonViTiepNhan"], kept["NgayTiepNhan"]) == (people.COMMUNE, "2023-03-01 09:00:00")
    assert kept["ThongTinNguoiNop"] == {
        "LoaiDoiTuong": 0,
        "ThongTinChiTiet": {
            "TenNguoiNop": "Nguyễn Thị Lan",
            "SoDinhDanh": "033190001234",
            "SoDienThoai": "0912345678",
            "Email": "lan@example.vn",
            "DiaChiChiTiet": "Số 5, Lương Tài",
        },
    }
    (part,) = listed(kept, "ThanhPhanHoSo")
    assert part["TenThanhPhanHoSo"] == "Tờ khai"
    assert listed(kept, "DanhSachLePhi")[0]["TrangThaiThanhToan"] == "1"
    assert [step["TrangThai"] for step in twin.steps(number)] == [2, 4, 5, 4, 6, 4, 9, 10]
    assert asked.count(wire.UPLOAD) == asked.count(wire.NEXT) == 1
    assert {each.receipt for each in queries.brought_up() if each.kind == ports.DOSSIER} == {number}
    assert queries.stuck() == []


def test_the_portal_answers_502_for_an_hour_and_then_has_everything_once(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue=CATALOGUE)
    ill = [502] * 1000
    with steps_of(twin, settings, ill=ill):
        one = received(at)
        dossiers.hand_over(dossier_id=one.id, by=people.BINH, at=at + HOUR)
        for minutes in range(60, 120, 10):
            carried(at + timedelta(minutes=minutes))
        (number,) = twin.numbers()
        assert twin.status(number) is None
        assert not models.Outgoing.objects.exclude(state="waiting").exists()
        ill.clear()
        for minutes in range(120, 240, 20):
            carried(at + timedelta(minutes=minutes))
    assert twin.numbers() == [number]
    assert (twin.status(number), twin.files()) == ("4", [DIGEST])
    assert [step["TrangThai"] for step in twin.steps(number)] == [2, 4]
    assert not models.Outgoing.objects.exclude(state="delivered").exists()


def test_what_the_portal_refuses_waits_for_ha_with_a_clear_sentence(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue={})
    with steps_of(twin, settings):
        one = received(at)
        carried(at + HOUR)
        (stuck,) = queries.stuck()
        assert (stuck.reason, stuck.subject) == ("national-portal.procedure-unknown", one.code)
        assert stuck.said == "Cổng Dịch vụ công quốc gia không có thủ tục mang mã “1.004873”."
        twin.catalogue = CATALOGUE
        actions.try_again(way="out", row=stuck.row, by=HA, at=at + HOUR)
        carried(at + 2 * HOUR)
    assert [twin.status(each) for each in twin.numbers()] == ["2"]


def test_a_dossier_on_its_way_when_the_six_steps_begin_is_not_there_twice(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue=CATALOGUE)
    with portal_of(twin, settings):
        one = received(at)
        carried(at + HOUR)
    with steps_of(twin, settings):
        finished(one, at)
        carried(at + 8 * HOUR)
    assert (twin.numbers(), twin.status(one.code)) == ([], "10")


def test_nothing_of_lan_or_of_the_officers_words_is_in_the_ledger(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue=CATALOGUE)
    with steps_of(twin, settings):
        one = received(at)
        finished(one, at)
        carried(at + 8 * HOUR)
    told = models.Outgoing.objects.filter(channel="portal")
    words = ["Lan", LAN.id_number, LAN.phone, LAN.address, people.WHY.text, "khai"]
    assert all(any(word in body for body in told.values_list("body", flat=True)) for word in words)
    kept = [each.fact for row in told for each in facts.read(stream=f"outgoing:{row.message_id}")]
    assert len(kept) == 2 * len(told)
    assert not any(word in str(fact.data) for fact in kept for word in words)
