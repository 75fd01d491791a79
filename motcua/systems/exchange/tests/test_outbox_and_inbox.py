"""Lan's letters reach Sở Xây dựng each once and in order, whatever happens on the road."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, strategies as st
from hypothesis.extra.django import TestCase

from motcua.systems.exchange import actions, models, ports, queries
from motcua.systems.exchange.rules import patience
from motcua.systems.exchange.tests import conftest, roads
from motcua.systems.exchange.tests.conftest import BY, MORNING, Clock
from motcua.systems.exchange.tests.roads import letter
from motcua.systems.ledger import queries as ledger

pytestmark = pytest.mark.usefixtures("offices")
HOUR = timedelta(hours=1)


def kinds(stream: str) -> list[str]:
    return [entry.fact.kind for entry in ledger.read(stream=stream)]


class Desk:
    """Sở Xây dựng's desk, which writes down what it handled."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def __call__(self, parcel: ports.Parcel, _now: datetime) -> None:
        self.done.append(parcel.id)


def test_a_letter_leaves_with_what_caused_it_or_not_at_all(clock: Clock) -> None:
    class ChangedError(Exception):
        pass

    def changes_its_mind() -> None:
        with transaction.atomic():
            actions.post([letter(1)], by=BY, at=MORNING)
            raise ChangedError

    with pytest.raises(ChangedError):
        changes_its_mind()
    assert not models.Outgoing.objects.exists()
    assert actions.post([letter(1)], by=BY, at=MORNING) == ["1/1"]
    assert actions.post([letter(1), letter(2), letter(2)], by=BY, at=MORNING) == ["1/2"]
    assert list(models.Outgoing.objects.order_by("id").values_list("place", flat=True)) == [1, 2]


def test_the_letter_arrives_is_handled_and_each_step_is_a_fact(clock: Clock) -> None:
    actions.post([letter(1)], by=BY, at=MORNING)
    assert actions.deliver(channel="peer", by=roads.Road(clock), clock=clock).delivered == 1
    desk = Desk()
    assert actions.handle({"document": desk}, now=clock()) == 1
    assert actions.handle({"document": desk}, now=clock()) == 0
    assert desk.done == ["1/1"]
    assert kinds("outgoing:1/1") == ["exchange.posted", "exchange.delivered"]
    assert kinds("incoming:H31.9:1/1") == ["exchange.received", "exchange.handled"]


def test_two_offices_that_tell_one_receiver_of_one_document_do_not_wait_for_each_other(clock: Clock) -> None:
    posts = [
        dataclasses.replace(letter(nth), sender=sender) for nth, sender in enumerate(("H31.9", "H31"), 1)
    ]
    actions.post(posts, by=BY, at=MORNING)
    road, desk = roads.Road(clock, holder="H31"), Desk()
    while actions.deliver(channel="peer", by=road, clock=clock).any:
        pass
    while actions.handle({"document": desk}, now=clock()):
        pass
    assert desk.done == ["1/1", "1/2"]


def test_the_other_side_is_down_for_an_hour_and_nothing_is_lost_or_sent_twice(clock: Clock) -> None:
    actions.post([letter(1), letter(2)], by=BY, at=MORNING)
    tries = 0
    while clock.now < MORNING + HOUR:
        tries += actions.deliver(channel="peer", by=roads.Closed(), clock=clock).again
        clock.later(timedelta(seconds=10))
    assert 8 < tries < 20
    (road,) = queries.roads()
    assert (road.waiting, road.stuck, road.said) == (2, 0, "không mở được kết nối")
    open_road = roads.Road(clock)
    for _ in range(3):
        clock.later(patience.SLOWEST)
        actions.deliver(channel="peer", by=open_road, clock=clock)
    assert open_road.carried == ["1/1", "1/2"]


def test_after_days_without_an_answer_a_person_must_look(clock: Clock) -> None:
    actions.post([letter(1)], by=BY, at=MORNING)
    while clock.now < MORNING + patience.LONGEST:
        actions.deliver(channel="peer", by=roads.Closed(), clock=clock)
        clock.later(patience.SLOWEST)
    actions.deliver(channel="peer", by=roads.Closed(), clock=clock)
    (stuck,) = queries.stuck()
    assert stuck.reason == "exchange.unreachable"
    assert kinds("outgoing:1/1")[-1] == "exchange.stuck"
    actions.try_again(way="out", row=stuck.row, by=BY, at=clock())
    assert actions.deliver(channel="peer", by=roads.Road(clock), clock=clock).delivered == 1


def test_a_worker_that_dies_on_the_way_is_replaced(clock: Clock) -> None:
    class DiedError(Exception):
        pass

    class Dies(roads.Road):
        def deliver(self, parcels: Sequence[ports.Parcel]) -> Sequence[ports.Verdict]:
            super().deliver(parcels)
            raise DiedError

    actions.post([letter(1)], by=BY, at=MORNING)
    with pytest.raises(DiedError):
        actions.deliver(channel="peer", by=Dies(clock), clock=clock)
    road = roads.Road(clock)
    assert not actions.deliver(channel="peer", by=road, clock=clock).any
    clock.later(patience.LEASE)
    assert actions.deliver(channel="peer", by=road, clock=clock).delivered == 1
    assert models.Incoming.objects.count() == 1


def test_a_receiver_that_does_not_exist_is_said_at_once(clock: Clock) -> None:
    with pytest.raises(actions.Refusal) as no:
        actions.post([letter(1), letter(2, receiver="H31.77")], by=BY, at=MORNING)
    assert no.value.code == "exchange.receiver-unknown"
    assert not models.Outgoing.objects.exists()


PARCEL = ports.Parcel(
    id="7", sender="H31.9", receiver="H31.12", lane="7", kind="document", body="{}", posted_at=MORNING
)


def parcel(**other: Any) -> ports.Parcel:
    return dataclasses.replace(PARCEL, **other)


def taken(clock: Clock, *parcels: ports.Parcel, holder: str = "H31.9") -> list[tuple[str, str]]:
    verdicts = actions.take_in(list(parcels), holder=holder, channel="peer", now=clock())
    return [(each.answer.value, each.code) for each in verdicts]


def test_what_is_handed_in_twice_is_kept_once(clock: Clock) -> None:
    assert taken(clock, parcel(), parcel()) == [("taken", ""), ("had-it", "")]
    assert taken(clock, parcel(sender="000.00.09.H31", receiver="000.00.12.H31")) == [("had-it", "")]
    assert models.Incoming.objects.count() == 1


def test_another_letter_under_a_used_id_is_refused(clock: Clock) -> None:
    taken(clock, parcel())
    assert taken(clock, parcel(body='{"other":1}')) == [("refused", "exchange.id-used-otherwise")]
    assert models.Incoming.objects.get().body == "{}"


def test_who_the_certificate_is_not_cannot_speak_for_others(clock: Clock) -> None:
    assert taken(clock, parcel(), holder="H31.12") == [("refused", "exchange.sender-not-holder")]
    assert taken(clock, parcel(), holder="H31") == [("taken", "")]
    assert taken(clock, parcel(sender="H31", id="8"), holder="H3") == [
        ("refused", "exchange.sender-not-holder")
    ]


def test_what_cannot_be_taken_is_said_message_by_message(clock: Clock) -> None:
    assert taken(
        clock,
        parcel(id="1", receiver="H99.1"),
        parcel(id="2", kind="weather"),
        parcel(id="3", body="{"),
        parcel(id="4", body="\0"),
        parcel(id="5"),
    ) == [
        ("refused", "exchange.receiver-unknown"),
        ("refused", "exchange.kind-unknown"),
        ("refused", "exchange.body-malformed"),
        ("refused", "exchange.body-malformed"),
        ("taken", ""),
    ]


def test_a_clock_off_by_a_day_is_said_and_the_letter_is_kept(clock: Clock) -> None:
    assert taken(clock, parcel(posted_at=MORNING - timedelta(days=1))) == [("taken", "exchange.clock-astray")]
    row = models.Incoming.objects.get()
    assert (row.received_at, row.clock_strays) == (MORNING, True)


class TestChaos(TestCase):
    """Whatever is lost, late, doubled or out of order on the road, each letter is handled once and in its order."""

    @given(seed=st.integers(0, 2**32), lanes=st.lists(st.integers(1, 5), min_size=1, max_size=4))
    def test_each_letter_is_handled_once_and_in_order(self, seed: int, lanes: list[int]) -> None:
        conftest.open_offices()
        clock, desk = Clock(), Desk()
        posts = [letter(nth, lane=str(lane)) for lane, most in enumerate(lanes) for nth in range(most)]
        actions.post(posts, by=BY, at=MORNING)
        road = roads.Chaos(clock, random=Random(seed))  # noqa: S311 - an accident, not a secret
        for _ in range(300):
            actions.deliver(channel="peer", by=road, clock=clock, limit=3)
            handled = actions.handle({"document": desk}, now=clock(), limit=2)
            clock.later(patience.LEASE)
            if not handled and not models.Outgoing.objects.filter(state="waiting").exists():
                break  # nothing leaves and nothing lies there: no later round would do anything
        road.clear()
        while actions.handle({"document": desk}, now=clock()):
            pass
        assert Counter(desk.done) == Counter(each.id for each in posts)
        for lane in range(len(lanes)):
            mine = [each for each in desk.done if each.startswith(f"{lane}/")]
            assert mine == sorted(mine)
        assert not models.Outgoing.objects.exclude(state="delivered").exists()
