"""Dũng's day: tasks of work files among the dossiers, by their time, counted with them, one step from their page."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.spine import access
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.dossiers.tests import conftest, officers, people
from motcua.systems.dossiers.tests.officers import WORK, handed, text
from motcua.systems.workfiles import actions as workfiles

Desks = dict[str, officers.Officer]
loaded, office, hired, desks = conftest.loaded, conftest.office, conftest.hired, conftest.desks


def given(desks: Desks, who: str, words: str, *, days: int, at: datetime = people.MORNING) -> str:
    """Let Duyên open a work file and give somebody a task in it; gives the file."""
    duyen = desks["duyen"].actor
    opening = workfiles.Opening(
        unit=people.COMMUNE, title="Rà soát thủ tục", retention="10", reason="Phát sinh"
    )
    file = workfiles.open_file(opening=opening, by=duyen, at=at).id
    workfiles.give_task(file_id=file, officer=desks[who].account, days=days, words=words, by=duyen, at=at)
    return file


def rows(page: Any) -> list[str]:
    return [row.owed.title if hasattr(row, "owed") else row.line.code for row in page.context["rows"]]


def test_a_task_stands_among_the_dossiers_where_its_time_puts_it(desks: Desks) -> None:
    one = handed(desks)  # due in three working days
    given(desks, "dung", "Tổng hợp số liệu", days=1)
    file = given(desks, "dung", "Dự thảo báo cáo", days=10)
    page = desks["dung"].get(WORK)
    assert rows(page) == ["Tổng hợp số liệu", one.code, "Dự thảo báo cáo"]
    assert f'href="/van-phong/ho-so-cong-viec/{file}/"' in page.content.decode()
    assert "Nhiệm vụ trong hồ sơ: Rà soát thủ tục" in text(page)
    assert rows(desks["dung"].get(WORK, pile="mine")) == rows(page)


def test_a_task_that_is_late_is_marked_and_lies_with_what_is_late(desks: Desks) -> None:
    given(desks, "dung", "Tổng hợp số liệu", days=1)
    later = people.AFTERNOON + timedelta(days=3)
    page = desks["dung"].get(WORK, at=later, pile="late")
    assert rows(page) == ["Tổng hợp số liệu"]
    assert "Quá hạn 1 ngày làm việc" in text(page)
    assert rows(desks["dung"].get(WORK, at=later, pile="soon")) == []
    assert rows(desks["dung"].get(WORK, at=people.AFTERNOON, pile="soon")) == ["Tổng hợp số liệu"]


def test_every_number_is_as_long_as_its_list_with_tasks_in_it(desks: Desks) -> None:
    handed(desks)
    for days in (1, 3, 10):
        given(desks, "dung", f"Việc {days} ngày", days=days)
    for at in (people.AFTERNOON, people.AFTERNOON + timedelta(days=5)):
        for pile in desks["dung"].get(WORK, at=at).context["piles"]:
            assert len(rows(desks["dung"].get(pile.url, at=at))) == pile.count, pile.key


def test_a_letter_to_be_answered_by_a_day_stands_there_too_until_it_is_handled(desks: Desks) -> None:
    by, dung = access.system("test"), desks["dung"]
    receiving = documents.Receiving(
        unit=people.COMMUNE,
        origin=papers.COUNTER,
        sender="",
        sender_name="Hội Cựu chiến binh",
        symbol="15/CV-HCCB",
        subject="Về việc mượn hội trường",
    )
    letter = documents.receive(receiving=receiving, by=by, at=people.MORNING).id
    documents.register(document_id=letter, by=by, at=people.MORNING)
    due = people.AFTERNOON + timedelta(days=1)
    documents.assign(
        document_id=letter, officer=dung.account, due_at=due, by=desks["em"].actor, at=people.MORNING
    )
    page = dung.get(WORK, pile="mine")
    assert rows(page) == ["Về việc mượn hội trường"]
    assert "Văn bản đến của Hội Cựu chiến binh" in text(page)
    documents.handle(document_id=letter, by=dung.actor, at=people.AFTERNOON)
    assert rows(dung.get(WORK, pile="mine")) == []


def came(desks: Desks, subject: str) -> str:
    """Let a letter come to the commune, and be registered; gives its id."""
    by = access.system("test")
    receiving = documents.Receiving(
        unit=people.COMMUNE,
        origin=papers.COUNTER,
        sender="",
        sender_name="Hội Cựu chiến binh",
        symbol="16/CV-HCCB",
        subject=subject,
        urgency=2,
    )
    letter = documents.receive(receiving=receiving, by=by, at=people.MORNING).id
    documents.register(document_id=letter, by=by, at=people.MORNING)
    return letter


def test_a_letter_waits_for_the_head_and_without_a_day_it_still_waits_for_dung_after_what_has_one(
    desks: Desks,
) -> None:
    em, dung = desks["em"], desks["dung"]
    letter = came(desks, "Về việc thăm hỏi")
    page = em.get(WORK)
    assert rows(page) == ["Về việc thăm hỏi"]
    assert "Thượng khẩn · Văn bản đến của Hội Cựu chiến binh · đã vào sổ, chờ phân công" in text(page)
    given(desks, "dung", "Tổng hợp số liệu", days=10)
    documents.assign(document_id=letter, officer=dung.account, by=em.actor, at=people.MORNING)
    assert rows(em.get(WORK)) == []
    page = dung.get(WORK)
    assert rows(page) == ["Tổng hợp số liệu", "Về việc thăm hỏi"]
    assert f"Chờ từ {people.MORNING:%d/%m/%Y}" in text(page)
    assert rows(dung.get(WORK, pile="mine")) == rows(page)
    for pile in ("late", "soon"):
        assert (
            rows(dung.get(WORK, pile=pile, at=people.AFTERNOON + timedelta(days=60))).count(
                "Về việc thăm hỏi"
            )
            == 0
        )
    documents.handle(document_id=letter, by=dung.actor, at=people.AFTERNOON)
    assert "Về việc thăm hỏi" not in rows(dung.get(WORK))


def test_what_is_done_or_another_s_is_not_in_the_list(desks: Desks) -> None:
    file = given(desks, "dung", "Tổng hợp số liệu", days=1)
    assert rows(desks["em"].get(WORK)) == []
    workfiles.do_task(file_id=file, number=1, by=desks["dung"].actor, at=people.AFTERNOON)
    assert rows(desks["dung"].get(WORK)) == []


@pytest.mark.parametrize(("asked", "found"), [("tong hop", 1), ("01.PS", 1), ("đất đai", 0)])
def test_a_task_is_found_by_its_words_and_its_file_without_accents(
    desks: Desks, asked: str, found: int
) -> None:
    given(desks, "dung", "Tổng hợp số liệu", days=1)
    assert len(rows(desks["dung"].get(WORK, q=asked))) == found
