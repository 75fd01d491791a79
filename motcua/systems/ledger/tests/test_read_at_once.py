"""Who follows at once reads a stream in the transaction that wrote to it: once, at its end, and only what is kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.spine import event
from motcua.systems.ledger import actions, models, queries

NAME = "test.reader"
AT = datetime(2023, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=7)))
read: list[tuple[str, list[int]]] = []


class TiredError(Exception):
    pass


def reads(*, stream: str) -> None:
    """Note what is there to be read; a stream of that name tires the reader."""
    read.append((stream, [entry.seq for entry in queries.unread(follower=NAME, stream=stream)]))
    if stream == "desk:tiring":
        raise TiredError


@pytest.fixture(autouse=True)
def reader(db: None, settings: Any) -> Iterator[None]:
    settings.AT_ONCE = {"desk": (f"{__name__}.reads",)}
    read.clear()
    yield
    read.clear()


def write(stream: str, *, after: int = 0) -> None:
    fact = event.Fact(kind="desk.moved", at=AT, by="binh", data={})
    actions.append(stream=stream, expected=after, facts=[fact])


def test_what_binh_wrote_in_one_transaction_is_read_once_at_its_end() -> None:
    with actions.writing():
        write("desk:1")
        with actions.writing():
            write("desk:2")
            write("desk:1", after=1)
        write("chair:1")
        assert read == []
    assert read == [("desk:1", [1, 2]), ("desk:2", [1])]


def test_what_he_took_back_is_not_read() -> None:
    def changes_his_mind() -> None:
        with actions.writing():
            write("desk:2")
            raise TiredError

    with actions.writing():
        write("desk:1")
        with pytest.raises(TiredError):
            changes_his_mind()
    assert read == [("desk:1", [1])]


def test_written_outside_of_any_it_is_read_at_once() -> None:
    write("desk:1")
    actions.append_each([("desk:2", 0, event.Fact(kind="desk.moved", at=AT, by="binh", data={}))])
    assert read == [("desk:1", [1]), ("desk:2", [1])]


def test_what_the_reader_cannot_do_takes_the_writing_back() -> None:
    def tires_the_reader() -> None:
        with transaction.atomic(), actions.writing():
            write("desk:1")
            write("desk:tiring")

    with pytest.raises(TiredError):
        tires_the_reader()
    assert not models.Fact.objects.filter(stream__startswith="desk:").exists()
    write("desk:1")
    assert read[-1] == ("desk:1", [1])


def test_what_the_follower_came_to_in_its_turn_is_not_read_again() -> None:
    write("desk:1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tx::text::bigint, id FROM ledger_fact WHERE stream = 'desk:1'")
        ((tx, position),) = cursor.fetchall()
    models.Follower.objects.create(name=NAME, tx=tx, position=position)
    write("desk:1", after=1)
    assert read[-1] == ("desk:1", [2])
