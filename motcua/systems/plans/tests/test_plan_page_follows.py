"""The plan's page is kept row by row, and still no act is missing in the next view of it."""

import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from motcua.base import clock
from motcua.spine.worktime import VN
from motcua.systems.plans.counting import process
from motcua.systems.plans.portal import rows
from motcua.systems.plans.queries import readings
from motcua.systems.plans.tests.dossiers import NOW, PLAN, TEXT, file, load

DUE = datetime(2023, 5, 10, 16, tzinfo=VN)
FINISH = "UPDATE dossiers_dossier SET finished_at = %s, stage = 10, outcome = 'approved' WHERE code = %s"


@pytest.fixture
def plan(transactional_db: None) -> str:
    for number in range(1, 21):
        file(number, due=DUE + timedelta(days=number), finished=None if number % 3 else DUE)
    return load().plan


def seen(at: datetime = NOW, *, language: str = "vi", as_of: str = "") -> str:
    """Open the plan's page; gives its targets."""
    reader = Client(headers={"accept": "text/html"})
    reader.cookies["django_language"] = language
    with clock.at(at):
        page = reader.get(f"/ke-hoach/{PLAN}/", {"as_of": as_of} if as_of else {}).content.decode()
    return page[page.index('<section class="pillar"') : page.index("</main>")]


def row(page: str, target: str) -> str:
    found = re.search(rf'<li class="target" id="{target}">.*?</li>', page, re.DOTALL)
    assert found
    return found[0]


def anew(monkeypatch: pytest.MonkeyPatch, see: Callable[[], str]) -> str:
    """See the page as a process does that has kept nothing."""
    kept = process._engines
    monkeypatch.setattr(process, "_engines", {})
    for one in (readings._told, readings._in_words, rows._row, rows._drawn):
        one.cache_clear()
    try:
        return see()
    finally:
        monkeypatch.setattr(process, "_engines", kept)


def finish(number: int, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FINISH, [at, f"H31.1-230501-{number:04}"])


def test_a_dossier_finished_between_two_views_is_in_the_second(plan: str) -> None:
    before = seen()
    assert seen() == before
    finish(1, DUE)
    after = seen()
    assert row(after, "P1") != row(before, "P1")
    assert row(after, "G1") == row(before, "G1")


def test_a_dossier_that_falls_due_between_two_views_is_late_in_the_second(plan: str) -> None:
    last = NOW.replace(hour=16)
    file(30, due=last, finished=None)
    assert row(seen(last - timedelta(minutes=1)), "P1") != row(seen(last + timedelta(minutes=1)), "P1")


def test_each_reader_reads_his_own_language_and_day(plan: str) -> None:
    assert "Dossiers whose results are returned" in seen(language="en")
    assert "Dossiers whose results are returned" not in seen()
    assert "?as_of=2023-06-01" in row(seen(as_of="2023-06-01"), "P1")
    assert "?as_of" not in row(seen(), "P1")


def test_other_words_of_a_new_version_stand_on_the_page_at_once(plan: str) -> None:
    before = seen()
    load(TEXT.replace("Hồ sơ thủ tục hành chính được trả kết quả trước hạn", "Hồ sơ được trả sớm"))
    assert "Hồ sơ được trả sớm" in row(seen(), "P2")
    assert row(seen(), "P3") == row(before, "P3")


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_the_page_is_that_of_a_process_that_kept_nothing(
    plan: str, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same story for the same seed
    at, filed = NOW, 40
    for _ in range(12):
        match chance.choice(("file", "finish", "wait", "nothing")):
            case "file":
                file(filed := filed + 1, due=at + timedelta(days=chance.randint(-40, 20)), finished=None)
            case "finish":
                finish(chance.randint(1, 20), at - timedelta(days=chance.randint(0, 60)))
            case "wait":
                at += timedelta(days=chance.choice((0, 1, 17, 230)), hours=3)

        def see(at: datetime = at, language: str = chance.choice(("vi", "en"))) -> str:
            return seen(at, language=language)

        warm = see()
        assert warm == anew(monkeypatch, see)
