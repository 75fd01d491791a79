"""Lan's letter was delivered long ago: its words are gone, what proves it stays, and it is neither lost nor sent twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.spine import event
from motcua.systems.exchange import actions, models, queries
from motcua.systems.exchange.ports import Answer, Parcel, Verdict
from motcua.systems.exchange.tests import roads
from motcua.systems.exchange.tests.conftest import BY, MORNING, Clock
from motcua.systems.exchange.tests.roads import letter
from motcua.systems.exchange.tests.test_stuck import HA, Refuses
from motcua.systems.ledger import queries as ledger

pytestmark = pytest.mark.usefixtures("offices")
DAY = timedelta(days=1)
WORDS = '{"applicant":"Nguyễn Thị Lan"}'


def carried(clock: Clock, *posts: actions.Post) -> None:
    """Let letters go, arrive and be handled."""
    actions.post(posts, by=BY, at=clock())
    while actions.deliver(channel="peer", by=roads.Road(clock), clock=clock).any:
        pass
    actions.handle({"document": lambda _parcel, _now: None}, now=clock())


def erase(clock: Clock, *, after: timedelta) -> int:
    """Let time pass, and erase what was settled ninety days before."""
    now = clock.later(after)
    return actions.erase(before=now - 90 * DAY, at=now)


def handed_in(body: str, clock: Clock) -> Verdict:
    """Let the sender hand its letter in once more."""
    parcel = Parcel(
        id="1/1",
        sender="H31.9",
        receiver="H31.12",
        lane="1",
        kind="document",
        body=body,
        posted_at=clock(),
    )
    (verdict,) = actions.take_in([parcel], holder="H31.9", channel="peer", now=clock())
    return verdict


def test_the_words_go_on_both_sides_and_what_proves_the_letter_stays(clock: Clock) -> None:
    carried(clock, letter(1, body=WORDS))
    receipt = models.Outgoing.objects.get().receipt
    assert erase(clock, after=90 * DAY) == 0
    assert models.Outgoing.objects.get().body == models.Incoming.objects.get().body == WORDS
    assert erase(clock, after=DAY) == 2
    assert erase(clock, after=DAY) == 0
    went, came = models.Outgoing.objects.get(), models.Incoming.objects.get()
    assert (went.body, went.files, came.body) == ("", [], "")
    assert (went.message_id, went.sender, went.receiver, went.posted_at) == (
        "1/1",
        "H31.9",
        "H31.12",
        MORNING,
    )
    assert (went.state, went.settled_at, went.receipt) == ("delivered", MORNING, receipt)
    assert (came.state, came.digest) == ("handled", event.digest(WORDS.encode()))
    for stream in ("outgoing:1/1", "incoming:H31.9:1/1"):
        first, *_, last = (entry.fact for entry in ledger.read(stream=stream))
        assert (first.data["digest"], last.kind) == (event.digest(WORDS.encode()), "exchange.erased")


def test_what_waits_or_is_stuck_is_never_erased(clock: Clock) -> None:
    actions.post([letter(1), letter(2)], by=BY, at=MORNING)
    actions.deliver(channel="peer", by=Refuses(), clock=clock)
    handed_in(WORDS, clock)
    assert erase(clock, after=1000 * DAY) == 0
    (stuck,) = queries.stuck()
    actions.drop(way="out", row=stuck.row, reason="Cơ quan đã giải thể", by=HA, at=clock())
    assert erase(clock, after=91 * DAY) == 1


def test_what_comes_again_or_is_posted_again_is_known_and_the_next_letter_goes(clock: Clock) -> None:
    carried(clock, letter(1, body=WORDS))
    erase(clock, after=91 * DAY)
    again, other = handed_in(WORDS, clock), handed_in("{}", clock)
    assert (again.answer, again.receipt) == (Answer.HAD_IT, str(models.Incoming.objects.get().pk))
    assert (other.answer, other.code) == (Answer.REFUSED, "exchange.id-used-otherwise")
    assert actions.post([letter(1, body=WORDS)], by=BY, at=clock()) == []
    carried(clock, letter(2))
    assert list(models.Incoming.objects.order_by("id").values_list("message_id", "after", "state")) == [
        ("1/1", "", "handled"),
        ("1/2", "1/1", "handled"),
    ]


def test_whoever_wants_it_sent_again_is_told_why_it_cannot_be(clock: Clock) -> None:
    carried(clock, letter(1, body=WORDS))
    erase(clock, after=91 * DAY)
    row = models.Outgoing.objects.get().pk
    with pytest.raises(actions.Refusal) as no:
        actions.try_again(way="out", row=row, by=HA, at=clock())
    assert no.value.code == "exchange.words-erased"
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Outgoing.objects.update(state="waiting")
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Incoming.objects.update(state="stuck")
