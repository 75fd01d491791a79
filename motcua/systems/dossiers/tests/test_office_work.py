"""Bình begins the day: what is owed, the most pressing first, the dossier beside it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.spine import access
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.office.work import PILES
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.officers import LIST, WHY, WORK, Officer, handed, received, text

Desks = dict[str, Officer]
MOST_QUERIES = 25


def codes(page: Any) -> list[str]:
    return [row.line.code for row in page.context["rows"]]


def test_the_most_pressing_comes_first_and_what_waits_for_lan_comes_last(desks: Desks) -> None:
    slow = received(desks, case="xac-minh")
    quick = received(desks)
    waiting = handed(desks)
    desks["dung"].act(waiting.code, "yeu-cau-bo-sung", papers=["ly-hon"], **WHY)
    assert codes(desks["binh"].get(WORK)) == [quick.code, slow.code, waiting.code]


def test_time_left_is_said_in_words_by_days_hours_and_days_late(desks: Desks) -> None:
    received(desks)
    binh = desks["binh"]
    assert "Còn 3 ngày làm việc" in text(binh.get(WORK))
    assert "Còn 3 giờ làm việc" in text(binh.get(WORK, at=people.AFTERNOON + timedelta(days=5)))
    assert "Quá hạn 2 ngày làm việc" in text(binh.get(WORK, at=people.AFTERNOON + timedelta(days=8)))


def test_every_number_is_as_long_as_its_list(desks: Desks) -> None:
    received(desks)
    received(desks, case="xac-minh")
    handed(desks)
    actions.apply(filing=people.filing(owner=desks["lan"].account), by=desks["lan"].actor, at=people.MORNING)
    stopped = handed(desks)
    desks["dung"].act(stopped.code, "yeu-cau-bo-sung", papers=["ly-hon"], **WHY)
    later = people.AFTERNOON + timedelta(days=5)
    for name in ("binh", "dung", "em", "ha"):
        for pile in desks[name].get(WORK, at=later).context["piles"]:
            listed = codes(desks[name].get(pile.url, at=later))
            assert len(listed) == pile.count, (name, pile.key)
    assert {key for key, _, _ in PILES} >= {"mine", "all", "late", "soon", "waiting", "to_return"}


def test_mine_is_what_has_my_name(desks: Desks) -> None:
    one = handed(desks)
    other = handed(desks, to="duyen")
    assert codes(desks["dung"].get(WORK, pile="mine")) == [one.code]
    assert codes(desks["duyen"].get(WORK, pile="mine")) == [other.code]


@pytest.mark.parametrize("typed", ["nguyen thi lan", "NGUYỄN", "0001"])
def test_a_search_finds_by_name_without_accents_and_by_number(desks: Desks, typed: str) -> None:
    one = received(desks)
    assert codes(desks["binh"].get(WORK, q=typed)) == [one.code]
    assert "Không có hồ sơ nào khớp" in text(desks["binh"].get(WORK, q="trần"))


def test_the_dossier_opens_beside_the_list_with_and_without_scripts(desks: Desks) -> None:
    one = received(desks)
    whole = desks["binh"].get(WORK, mo=one.code)
    part = desks["binh"].get(WORK, mo=one.code, into="dossier")
    assert "Việc hôm nay" in text(whole)
    assert "Hẹn trả kết quả" in text(whole)
    assert "Hẹn trả kết quả" in text(part)
    assert b"<html" not in part.content
    assert 'aria-current="true"' in whole.content.decode()


def test_a_list_shows_nobodys_name_whole(desks: Desks) -> None:
    one = received(desks)
    for page in (desks["binh"].get(WORK, mo=one.code), desks["binh"].get(LIST)):
        assert "N••• T••• Lan" in text(page)
        assert "Nguyễn Thị Lan" not in page.content.decode()
        assert "0912345678" not in page.content.decode()


def test_the_catalogues_editor_is_told_what_is_hers(desks: Desks) -> None:
    page = desks["khanh"].get(WORK)
    assert "Tài khoản này không xử lý hồ sơ" in text(page)
    assert "/van-phong/danh-muc/" in page.content.decode()


def test_fifty_dossiers_cost_no_more_questions_than_five(desks: Desks) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert desks["binh"].get(path).status_code == 200
        return len(seen)

    for _ in range(5):
        handed(desks)
    paths = (WORK, LIST, "/van-phong/xin-loi/")
    few = {path: asked(path) for path in paths}
    for _ in range(45):
        handed(desks)
    many = {path: asked(path) for path in paths}
    reach = access.reach(actor=desks["binh"].actor, act=access.Act.READ)
    assert queries.count(reach=reach, by=queries.Filter(), at=people.AFTERNOON) == 50
    assert max(many.values()) <= MOST_QUERIES
    for path in paths:
        assert many[path] <= few[path] + 1, path


def test_a_dossiers_page_asks_few_questions_however_long_its_history(desks: Desks) -> None:
    one = handed(desks)
    for _ in range(6):
        desks["binh"].act(one.code, "chuyen", to=f"tham-tra|{desks['duyen'].account}")
        desks["binh"].act(one.code, "chuyen", to=f"tham-tra|{desks['dung'].account}")
    with CaptureQueriesContext(connection) as seen:
        desks["binh"].get(f"{LIST}{one.code}/")
    assert len(seen) <= MOST_QUERIES
