"""Hoa writes targets of every shape: what is no share shows its own figures while it is typed, and is saved like one."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.base import clock
from motcua.systems.plans import queries
from motcua.systems.plans.tests import home_affairs, registers
from motcua.systems.plans.tests.test_target_page import seen

KH = "hung-yen-2023"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings: Any, tmp_path: Any) -> Iterator[None]:
    """The plan is in force; quotas of two years are kept, and one index of two years."""
    settings.VAR = tmp_path
    home_affairs.house(KH)
    quota = {"unit": "H31.09", "kind": "civil"}
    registers.bring(
        "staff_quotas",
        [{**quota, "year": 2021, "assigned": 100}, {**quota, "year": 2023, "assigned": 70}],
        at=home_affairs.NOW,
    )
    index = {"province": "Hưng Yên", "mark": "document"}
    registers.bring(
        "index_scores",
        [
            {**index, "index": "par", "year": 2021, "rank": 22, "score": 80},
            {**index, "index": "par", "year": 2023, "rank": 19, "score": "82,5"},
            {**index, "index": "sipas", "year": 2022, "score": 81},
            {**index, "index": "sipas", "year": 2023, "score": "82,5"},
        ],
        at=home_affairs.NOW,
    )
    with clock.at(home_affairs.NOW):
        yield


@pytest.fixture
def hoa() -> Client:
    return home_affairs.hoa()


def block(target: str) -> str:
    return queries.block(queries.source(KH), target)


def tried(client: Client, target: str, body: str, *, by: str = "") -> str:
    data = {"body": body, "base": 1, "why": "", "step": "try", "by": by}
    answer = client.post(f"/van-phong/ke-hoach/{KH}/chi-tieu/{target}/", data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return seen(answer.content.decode())


def test_a_change_shows_how_far_it_moved_and_breaks_down_into_now_and_before(hoa: Client) -> None:
    shown = tried(hoa, "O3", block("O3"), by="unit")
    assert "-30 %" in shown
    assert "Hiện nay Mốc so sánh" in shown
    assert "70 100" in shown
    assert "Thỏa mãn" not in shown


def test_a_rank_shows_its_place_and_a_level_what_it_gained(hoa: Client) -> None:
    rank = tried(hoa, "G1", block("G1"), by="province")
    assert " 19 " in rank
    assert "Không có lỗi" in rank
    level = tried(hoa, "G5", block("G5"))
    assert "1,5 điểm" in level


@pytest.mark.parametrize(
    ("target", "old", "new", "said"),
    [
        ("O3", "shape: change", "shape: share", "Câu đo cho một mức thay đổi (change)"),
        ("O3", "sum assigned", "sum kind", "Dòng"),
        ("G1", "rank rank", "rank score_", "có phải ý là"),
        ("G1", '"<= 20 rank"', '"<= 20 %"', "không hỏi được ở một thứ hạng (rank)"),
        ("G5", "shape: level", "shape: level\njudged: lower-bound", "Chỉ tỷ lệ (share)"),
    ],
)
def test_a_wrong_word_of_each_shape_is_told_while_it_is_typed(
    hoa: Client, target: str, old: str, new: str, said: str
) -> None:
    body = block(target)
    assert old in body
    assert said in tried(hoa, target, body.replace(old, new, 1))


@pytest.mark.parametrize(
    ("target", "old", "new"),
    [
        ("O3", '"<= -23 posts"', '"<= -25 posts"'),
        ("G1", '"<= 20 rank"', '"<= 15 rank"'),
        ("G5", '"> 0 points"', '"> 1 points"'),
    ],
)
def test_a_target_of_each_shape_is_saved_as_a_new_version(
    hoa: Client, target: str, old: str, new: str
) -> None:
    body = block(target)
    assert old in body
    data = {"body": body.replace(old, new, 1), "base": 1, "why": "Công văn 12/SNV", "step": "save"}
    assert hoa.post(f"/van-phong/ke-hoach/{KH}/chi-tieu/{target}/", data).status_code == 302
    assert queries.in_force(KH).version == 2
    assert [one.target for one in queries.definitions(KH).values() if one.number == 2] == [target]
