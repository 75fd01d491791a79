"""Hà, who looks after the exchange, decides about what is stuck; nobody else does, and each decision is a fact."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import OperationalError

from motcua.spine import access, refusal
from motcua.systems.exchange import actions, models, ports, queries
from motcua.systems.exchange.ports import Answer, Parcel, Verdict
from motcua.systems.exchange.tests import roads
from motcua.systems.exchange.tests.conftest import BY, MORNING, Clock
from motcua.systems.exchange.tests.roads import letter
from motcua.systems.ledger import queries as ledger
from motcua.systems.ledger.actions import stale

pytestmark = pytest.mark.usefixtures("offices")
HA = access.Actor(id="7", kind="staff", name="Hà", grants=(access.Grant(role=access.Role.ADMINISTRATOR),))
LAN = access.Actor(
    id="8", kind="staff", name="Lan", grants=(access.Grant(role=access.Role.CASE_OFFICER, unit="H31.9"),)
)


class Refuses:
    """The other side knows no such agency any more."""

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        return [
            Verdict(
                id=each.id, answer=Answer.REFUSED, code="axis.receiver-unknown", said="không có cơ quan này"
            )
            for each in parcels
        ]


@pytest.fixture
def stuck(clock: Clock) -> queries.Stuck:
    actions.post([letter(1), letter(2)], by=BY, at=MORNING)
    actions.deliver(channel="peer", by=Refuses(), clock=clock)
    (found,) = queries.stuck()
    return found


def test_a_refused_letter_waits_for_ha_and_keeps_those_behind_it(stuck: queries.Stuck, clock: Clock) -> None:
    assert (stuck.reason, stuck.said, stuck.behind) == ("axis.receiver-unknown", "không có cơ quan này", 1)
    assert not actions.deliver(channel="peer", by=roads.Road(clock), clock=clock).any


def test_ha_tries_again_and_both_go(stuck: queries.Stuck, clock: Clock) -> None:
    actions.try_again(way="out", row=stuck.row, by=HA, at=clock())
    road = roads.Road(clock)
    while actions.deliver(channel="peer", by=road, clock=clock).any:
        pass
    assert road.carried == ["1/1", "1/2"]
    assert [entry.fact.by for entry in ledger.read(stream="outgoing:1/1")][2] == "7"


def test_ha_drops_it_with_a_reason_and_the_next_one_goes(stuck: queries.Stuck, clock: Clock) -> None:
    with pytest.raises(actions.Refusal) as no:
        actions.drop(way="out", row=stuck.row, reason="  ", by=HA, at=clock())
    assert no.value.code == "exchange.reason-missing"
    actions.drop(way="out", row=stuck.row, reason="Cơ quan đã sáp nhập", by=HA, at=clock())
    road = roads.Road(clock)
    while actions.deliver(channel="peer", by=road, clock=clock).any:
        pass
    assert road.carried == ["1/2"]
    assert models.Incoming.objects.get().after == ""
    assert ledger.read(stream="outgoing:1/1")[-1].fact.kind == "exchange.dropped"


def test_lan_may_not_and_nothing_is_decided_twice(stuck: queries.Stuck, clock: Clock) -> None:
    with pytest.raises(access.Refusal):
        actions.drop(way="out", row=stuck.row, reason="tôi muốn", by=LAN, at=clock())
    actions.try_again(way="out", row=stuck.row, by=HA, at=clock())
    with pytest.raises(actions.Refusal) as no:
        actions.try_again(way="out", row=stuck.row, by=HA, at=clock())
    assert no.value.code == "exchange.not-stuck"
    with pytest.raises(actions.Refusal):
        actions.try_again(way="sideways", row=1, by=HA, at=clock())


def test_what_came_in_and_cannot_be_handled_waits_with_its_reason(clock: Clock) -> None:
    actions.post([letter(1), letter(2)], by=BY, at=MORNING)
    road = roads.Road(clock)
    while actions.deliver(channel="peer", by=road, clock=clock).any:
        pass
    good: list[str] = []

    def refuses(parcel: Parcel, now: datetime) -> None:
        raise refusal.Refusal("documents.no-number", "Văn bản không có số.")

    def breaks(parcel: Parcel, now: datetime) -> None:
        raise ZeroDivisionError

    def handles(parcel: Parcel, now: datetime) -> None:
        good.append(parcel.id)

    for handler, code in ((refuses, "documents.no-number"), (breaks, "exchange.handler-broke")):
        assert actions.handle({"document": handler}, now=clock()) == 1
        (stuck,) = queries.stuck()
        assert (stuck.way, stuck.reason, stuck.behind) == ("in", code, 1)
        actions.try_again(way="in", row=stuck.row, by=HA, at=clock())
    assert actions.handle({}, now=clock()) == 1
    (stuck,) = queries.stuck()
    assert stuck.reason == "exchange.nobody-handles"
    actions.drop(way="in", row=stuck.row, reason="gửi nhầm", by=HA, at=clock())
    actions.handle({"document": handles}, now=clock())
    assert good == ["1/2"]


def test_the_databases_trouble_and_a_colleague_who_was_quicker_are_no_letters_fault(clock: Clock) -> None:
    actions.post([letter(1)], by=BY, at=MORNING)
    actions.deliver(channel="peer", by=roads.Road(clock), clock=clock)
    done: list[str] = []

    def loses_the_database(parcel: Parcel, now: datetime) -> None:
        raise OperationalError

    def comes_second(parcel: Parcel, now: datetime) -> None:
        raise stale()

    def handles(parcel: Parcel, now: datetime) -> None:
        done.append(parcel.id)

    with pytest.raises(OperationalError):
        actions.handle({"document": loses_the_database}, now=clock())
    assert actions.handle({"document": comes_second}, now=clock()) == 0
    assert queries.stuck() == []
    assert actions.handle({"document": handles}, now=clock()) == 1
    assert done == ["1/1"]


def test_a_status_is_told_once_heard_and_moves_nothing_back(clock: Clock) -> None:
    document = "H31.9,2023/06/14,45/BC-SNV"

    def note(status: str) -> ports.Note:
        return ports.Note(
            document=document,
            symbol="45/BC-SNV",
            issuer="H31.9",
            agency="H31.12",
            agency_name="Sở Xây dựng",
            status=status,
            description="",
            by="Bình",
            at=clock(),
        )

    for status in ("01", "03", "03", "06", "04"):
        actions.tell(note=note(status), to="H31.9", by=BY, at=clock())
    road = roads.Road(clock, holder="H31.12")
    while actions.deliver(channel="peer", by=road, clock=clock).any:
        pass
    while actions.handle({"status": actions.hear}, now=clock()):
        pass
    (chain,) = queries.chains(document=document)
    assert chain.stands == "06"
    assert [each.status.value for each in chain.told if not each.ours] == ["01", "03", "06", "04"]
    with pytest.raises(actions.Refusal) as no:
        actions.tell(note=note("99"), to="H31.9", by=BY, at=clock())
    assert no.value.code == "exchange.status-unknown"
