"""The worker's rounds: one work that fails keeps none of the others waiting, and rests ever longer until it goes well."""

import dataclasses
import logging
from datetime import datetime, timedelta

import pytest

from motcua.base import clock
from motcua.site import exchange
from motcua.spine.worktime import VN
from motcua.systems.exchange import actions, models
from motcua.systems.exchange.ports import Unreachable
from motcua.systems.exchange.tests import conftest as offices, roads

NOW = datetime(2023, 6, 15, 8, tzinfo=VN)


class Works:
    """A work that fails until it is mended, and one beside it."""

    def __init__(self) -> None:
        self.broken, self.tries, self.beside = True, 0, 0
        self.fault: Exception = ZeroDivisionError()

    def fails(self) -> bool:
        self.tries += 1
        if self.broken:
            raise self.fault
        return True

    def goes(self) -> bool:
        self.beside += 1
        return False


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Works:
    made = Works()
    monkeypatch.setattr(exchange, "FOLLOWED", (("fails", made.fails), ("goes", made.goes)))
    return made


def rounds(joined: exchange.Joined, *, seconds: int, since: datetime = NOW) -> bool:
    busy = False
    for second in range(seconds):
        with clock.at(since + timedelta(seconds=second)):
            busy = joined.round()
    return busy


def test_one_that_fails_rests_and_the_others_go_on(works: Works, caplog: pytest.LogCaptureFixture) -> None:
    joined = exchange.Joined()
    with caplog.at_level(logging.ERROR, logger="motcua.site.exchange"):
        assert not rounds(joined, seconds=600)
    assert works.beside == 600
    assert 5 < works.tries < 12
    assert len(caplog.records) == works.tries
    works.broken = False
    later = NOW + timedelta(seconds=600) + exchange.LONGEST_REST
    before = works.tries
    assert rounds(joined, seconds=3, since=later)
    assert works.tries == before + 3


def test_who_does_not_answer_is_asked_again_in_the_next_round(works: Works) -> None:
    works.fault = Unreachable("không mở được kết nối")
    rounds(exchange.Joined(), seconds=5)
    assert works.tries == 5


@pytest.mark.usefixtures("transactional_db")
def test_the_words_of_what_went_are_kept_for_ninety_days_and_erased_in_the_days_first_rounds() -> None:
    offices.open_offices()
    joined = exchange.Joined.of_settings()
    actions.post([dataclasses.replace(roads.letter(1), channel="house")], by=offices.BY, at=NOW)

    def kept(*, days: int) -> bool:
        rounds(joined, seconds=3, since=NOW + timedelta(days=days))
        return bool(models.Outgoing.objects.get().body)

    assert [kept(days=days) for days in (0, 89, 90, 91)] == [True, True, True, False]
    assert (
        models.Incoming.objects.get().state == "stuck"
    )  # no letter that the documents can take, and so kept whole
    assert models.Incoming.objects.get().body
