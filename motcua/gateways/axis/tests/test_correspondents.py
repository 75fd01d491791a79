"""Agencies beyond the axis answer Lan's letters as time passes, the same way each time, and say that they are simulated."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from motcua.gateways.axis import carrier, correspondents, twin
from motcua.gateways.axis.tests.test_carrier import DATA, LETTER, Shelf, parcel
from motcua.gateways.edxml.codes import Status
from motcua.systems.exchange import ports

MORNING = datetime(2023, 6, 14, 2, tzinfo=UTC)
ALL_OF_IT = timedelta(hours=12)


@dataclass(kw_only=True)
class Faltering(twin.Twin):
    """An axis that so many more times is out of reach when it is told something."""

    silent: int = 0

    def send(self, **message: Any) -> str:
        if message["sender"] == "G15" and self.silent:
            self.silent -= 1
            raise ports.Unreachable("mất kết nối")
        return super().send(**message)


@dataclass
class World:
    """An axis, the agency beyond it, and the time."""

    now: datetime = MORNING
    axis: Faltering = field(init=False)
    others: correspondents.Correspondents = field(init=False)

    def __post_init__(self) -> None:
        self.axis = Faltering(names={"H31.9": "Sở Nội vụ", "G15": "Bộ Tư pháp"}, clock=lambda: self.now)
        self.again()

    def again(self) -> None:
        self.others = correspondents.Correspondents(
            axis=self.axis, names={"G15": "Bộ Tư pháp"}, clock=lambda: self.now
        )

    def send(self, record: ports.Letter | ports.Note) -> None:
        kind = ports.DOCUMENT if isinstance(record, ports.Letter) else ports.STATUS
        given = replace(parcel(ports.to_json(record), kind), receiver="G15", posted_at=self.now)
        (verdict,) = carrier.Carrier(axis=self.axis, files=Shelf(DATA)).deliver([given])
        assert verdict.answer is ports.Answer.TAKEN

    def after(self, pause: timedelta) -> Sequence[ports.Note]:
        """Let time pass; gives what the sender has heard by then."""
        self.now += pause
        self.others.answer()
        source = carrier.Source(axis=self.axis, receivers=["H31.9"], keep=Shelf().keep)
        return [ports.note(one.body) for one in source.waiting(limit=100)]


def letter(*, refused: bool = False, number: int = 1) -> ports.Letter:
    """Write a letter of today that the other side takes, or does not."""
    for each in range(number, 200):
        name = f"H31.9,2023/06/14,{each}/BC-SNV"
        if (Status.REFUSED in correspondents.path("G15", name)) is refused:
            return replace(LETTER, document=name, number=str(each), to=(("G15", "Bộ Tư pháp"),))
    raise AssertionError


def told(notes: Sequence[ports.Note]) -> list[str]:
    return [one.status for one in notes]


def test_a_letter_is_taken_step_by_step_and_each_is_told_once() -> None:
    world = World()
    world.send(letter())
    assert told(world.after(timedelta(seconds=10))) == []
    assert told(world.after(timedelta(minutes=4))) == ["01"]
    assert told(world.after(ALL_OF_IT)) == ["01", "03", "04", "06"]
    assert world.others.answer() == 0
    world.again()
    assert told(world.after(ALL_OF_IT)) == ["01", "03", "04", "06"]
    assert world.axis.waiting(receiver="G15", limit=9) == []


def test_what_it_says_is_in_order_names_the_letter_and_says_that_it_is_simulated() -> None:
    world = World()
    world.send(letter())
    notes = world.after(ALL_OF_IT)
    assert {(one.agency, one.document, one.symbol) for one in notes} == {
        ("G15", letter().document, f"{letter().number}/BC-SNV")
    }
    assert all("mô phỏng" in one.description and "mô phỏng" in one.by for one in notes)
    assert [one.at for one in notes] == sorted(one.at for one in notes)


def test_some_are_refused_with_the_reason() -> None:
    world = World()
    world.send(letter(refused=True))
    notes = world.after(ALL_OF_IT)
    assert told(notes) == ["01", "02"]
    assert "thẩm quyền" in notes[-1].description


def test_a_letter_of_long_ago_was_answered_in_its_own_time() -> None:
    world = World()
    world.send(replace(letter(), issued_on=date(2023, 3, 1)))
    notes = world.after(timedelta(seconds=10))
    assert told(notes) == ["01", "03", "04", "06"]
    assert {one.at.date() for one in notes} == {date(2023, 3, 2)}


@pytest.mark.parametrize(("pause", "answer"), [(timedelta(0), "15"), (ALL_OF_IT, "16")])
@pytest.mark.parametrize("does", ["recall", "update"])
def test_a_recall_or_an_update_is_answered(does: str, pause: timedelta, answer: str) -> None:
    world = World()
    first = letter()
    world.send(first)
    world.after(pause)
    world.send(replace(first, does=does, about=first.document, document=f"{first.document}:{does}"))
    notes = world.after(timedelta(seconds=10))
    assert (notes[-1].status, notes[-1].document) == (answer, first.document)
    if (does, answer) == ("recall", "15"):
        assert told(world.after(ALL_OF_IT)) == ["15"]


@pytest.mark.parametrize(("pause", "answer"), [(timedelta(0), "15"), (timedelta(minutes=30), "16")])
def test_asked_back_it_is_given_back_until_it_was_taken_on(pause: timedelta, answer: str) -> None:
    world = World()
    first = letter()
    world.send(first)
    world.after(pause)
    asks = ports.Note(
        document=first.document,
        symbol="1/BC-SNV",
        issuer="H31.9",
        agency="H31.9",
        agency_name="Sở Nội vụ",
        status="13",
        description="gửi nhầm",
        by="Lan",
        at=world.now,
    )
    world.send(asks)
    assert told(world.after(timedelta(seconds=10)))[-1] == answer


def test_a_replacement_is_taken_and_the_old_one_given_up() -> None:
    world = World()
    old, new = letter(), letter(number=50)
    world.send(replace(new, does="replace", about=old.document))
    notes = world.after(ALL_OF_IT)
    assert [(one.status, one.document) for one in notes if one.document == old.document] == [
        ("15", old.document)
    ]
    assert [one.status for one in notes if one.document == new.document] == ["01", "03", "04", "06"]


def test_what_cannot_be_read_is_laid_aside() -> None:
    world = World()
    world.axis.send(sender="H31.9", receiver="G15", kind="edoc", message=b"<edXML><truncated")
    assert told(world.after(ALL_OF_IT)) == []
    assert world.axis.waiting(receiver="G15", limit=9) == []


def test_what_the_axis_did_not_take_is_told_the_next_time_and_nothing_twice() -> None:
    world = World()
    world.send(letter())
    world.axis.silent = 2
    assert told(world.after(ALL_OF_IT)) == []
    assert told(world.after(timedelta(seconds=10))) == []
    assert told(world.after(timedelta(seconds=10))) == ["01", "03", "04", "06"]
    assert world.others.answer() == 0
