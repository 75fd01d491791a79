"""What may be done to the ledger: add to it, and follow it.

A follower reads in order, behind everybody's transactions. Those that the setting AT_ONCE names for a kind of stream read the
stream besides in the very transaction that wrote to it (`writing`): what they make of a fact is there with it, or neither is.
"""

import functools
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.module_loading import import_string

from motcua.spine import event, refusal
from motcua.systems.ledger import models, queries


class Refusal(refusal.Refusal):
    """The ledger does not take a fact."""


EACH = """
SELECT ledger_append(stream, expected, ARRAY[body])
FROM unnest(%s::text[], %s::int[], %s::text[]) AS given(stream, expected, body)
"""


class _Written(threading.local):
    """The streams that this thread wrote to in the transaction it is in; None where it is in none of `writing`."""

    streams: dict[str, None] | None = None


_written = _Written()


@contextmanager
def writing() -> Iterator[None]:
    """Keep a transaction for the block; at its end, still within it, those who follow at once read what was written.

    A block within another ends with it; what it raises takes back what it wrote, and nobody reads that.
    """
    outer = _written.streams
    _written.streams = {}
    try:
        with transaction.atomic():
            yield
            if outer is not None:
                outer |= _written.streams
                return
            while streams := _written.streams:
                _written.streams = {}
                _read_at_once(streams)
    finally:
        _written.streams = outer


def wrote(*, stream: str) -> None:
    """Say that facts were written to a stream by a statement of the caller's own; `append` says it by itself."""
    if _kind(stream) not in settings.AT_ONCE:
        return
    if _written.streams is None:
        _read_at_once([stream])
    else:
        _written.streams[stream] = None


def _read_at_once(streams: Iterable[str]) -> None:
    for stream in streams:
        for name in settings.AT_ONCE[_kind(stream)]:
            _named(name)(stream=stream)


_named = functools.cache(import_string)


def _kind(stream: str) -> str:
    return stream.partition(":")[0]


def stale() -> Refusal:
    """Say that somebody acted on the same matter since the page was opened."""
    return Refusal(
        "ledger.stale",
        refusal.gettext_noop(
            "Hồ sơ vừa được người khác cập nhật. Hãy tải lại trang, xem thay đổi rồi thực hiện lại."
        ),
    )


def append(*, stream: str, expected: int, facts: Sequence[event.Fact]) -> int:
    """Write facts down in the caller's transaction, after the `expected`-th of their stream.

    Returns the stream's new last place. Raises Refusal `ledger.stale` when that place is already taken.
    """
    bodies = [event.canonical(fact).decode() for fact in facts]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ledger_append(%s, %s, %s)", [stream, expected, bodies])
            row = cursor.fetchone()
    except IntegrityError as error:
        raise stale() from error
    wrote(stream=stream)
    return int(row[0])


def append_each(places: Sequence[tuple[str, int, event.Fact]]) -> None:
    """Write down many facts, each in a stream of its own after its `expected` place, in one statement.

    For rooms that handle their rows in batches. Raises Refusal `ledger.stale` when a place is taken; then none is kept.
    """
    streams, expected, bodies = [], [], []
    for stream, place, fact in places:
        streams.append(stream)
        expected.append(place)
        bodies.append(event.canonical(fact).decode())
    try:
        with connection.cursor() as cursor:
            cursor.execute(EACH, [streams, expected, bodies])
    except IntegrityError as error:
        raise stale() from error
    for stream in dict.fromkeys(streams):
        wrote(stream=stream)


def follow(*, follower: str, limit: int, act: Callable[[queries.Entry], None]) -> int:
    """Act on the facts a follower has not read, oldest first, in one transaction with its place; gives how many.

    What `act` raises takes everything back: the facts are read again. Two of one name wait for each other.
    """
    with transaction.atomic():
        models.Follower.objects.get_or_create(name=follower)
        row = models.Follower.objects.select_for_update().get(name=follower)
        read = 0
        for (tx, position), entry in queries.settled(after=(row.tx, row.position), limit=limit):
            act(entry)
            row.tx, row.position = tx, position
            read += 1
        if read:
            row.save()
    return read
