"""Hoa scores the province, names her proof, and records what was appraised; who said what is kept."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from django.test import Client

from motcua.base import clock
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import queries
from motcua.systems.plans.tests import home_affairs

PAR, SERVICE = "hung-yen-par-index-2023", "hung-yen-766-2023"
SCORES = f"/van-phong/ke-hoach/{PAR}/diem/"
AREA = f"{SCORES}3/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    home_affairs.house(PAR, SERVICE)
    with clock.at(home_affairs.NOW):
        yield


@pytest.fixture
def hoa() -> Client:
    return home_affairs.hoa()


def given(kind: str, points: str, note: str) -> dict[str, str]:
    return {"step": "score", "kind": kind, "points": points, "note": note}


def test_chau_must_not_score(hoa: Client) -> None:
    chau = home_affairs.chau()
    assert chau.get(SCORES).status_code == 403
    assert chau.post(AREA, given("self", "1", "x")).status_code == 403
    assert queries.assessed(PAR) == {}


def test_eight_areas_wait_for_their_points(hoa: Client) -> None:
    shown = hoa.get(SCORES).content.decode()
    assert shown.count("chưa điền") == 8
    assert "Công tác chỉ đạo" in shown or "công tác chỉ đạo" in shown


def test_the_appraised_score_holds_over_the_province_s_own(hoa: Client) -> None:
    assert hoa.post(AREA, given("self", "12,5", "Báo cáo 5/BC-SNV")).status_code == 302
    points = queries.points(queries.read(plan=PAR, now=home_affairs.NOW))
    assert points is not None
    assert points.targets["3"].given == "self"
    assert hoa.post(AREA, given("appraised", "11,75", "Quyết định 300/QĐ-BNV")).status_code == 302
    points = queries.points(queries.read(plan=PAR, now=home_affairs.NOW))
    assert points is not None
    assert (points.targets["3"].given, points.score.won) == ("appraised", Fraction(47, 4))
    shown = hoa.get(AREA).content.decode()
    for word in ("12,5", "11,75", "Báo cáo 5/BC-SNV", "Quyết định 300/QĐ-BNV", "Nguyễn Thị Hoa"):
        assert word in shown
    public = Client().get(f"/ke-hoach/{PAR}/").content.decode()
    assert "<b>11,75 điểm" in public
    assert "11,75 / chưa rõ điểm" in public
    facts = [entry.fact for entry in ledger.read(stream=f"score:{PAR}")]
    assert [fact.data["points"] for fact in facts] == ["12.5", "11.75"]
    assert "Báo cáo" not in str(facts)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (given("self", "mười", "x"), "không phải là số điểm"),
        (given("self", "-1", "x"), "không phải là số điểm"),
        (given("other", "1", "x"), "không phải là số điểm"),
        (given("self", "1", " "), "Hãy ghi căn cứ"),
        ({"step": "link", "title": "Báo cáo", "address": "bao-cao.pdf"}, "không phải là địa chỉ"),
        ({"step": "link", "title": "Báo cáo", "address": "javascript:alert(1)"}, "không phải là địa chỉ"),
    ],
)
def test_what_is_no_score_is_told_and_keeps_what_was_typed(
    hoa: Client, sent: dict[str, str], said: str
) -> None:
    answer = hoa.post(AREA, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert queries.assessed(PAR) == {}


def test_points_reckoned_from_data_are_not_given_by_hand(hoa: Client) -> None:
    answer = hoa.post(f"/van-phong/ke-hoach/{SERVICE}/diem/2.1/", given("self", "20", "x"))
    assert "tính từ số liệu" in answer.content.decode()


def test_a_proof_is_named_and_taken_back(hoa: Client) -> None:
    link = {"step": "link", "title": "Báo cáo 5/BC-SNV", "address": "https://hungyen.gov.vn/bao-cao-5"}
    assert hoa.post(AREA, link).status_code == 302
    assert 'href="https://hungyen.gov.vn/bao-cao-5"' in hoa.get(AREA).content.decode()
    assert hoa.post(AREA, {"step": "back", "number": "1"}).status_code == 302
    assert hoa.post(AREA, {"step": "back", "number": "1"}).status_code == 302
    assert "bao-cao-5" not in hoa.get(AREA).content.decode()
    kinds = [entry.fact.kind for entry in ledger.read(stream=f"score:{PAR}")]
    assert kinds == ["plans.evidence-linked", "plans.evidence-taken-back"]
