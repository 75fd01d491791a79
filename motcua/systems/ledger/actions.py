"""What may be done to the ledger: add to it."""

from collections.abc import Callable, Sequence

from django.db import IntegrityError, connection, transaction

from motcua.spine import event, refusal
from motcua.systems.ledger import models, queries


class Refusal(refusal.Refusal):
    """The ledger does not take a fact."""


EACH = """
SELECT ledger_append(stream, expected, ARRAY[body])
FROM unnest(%s::text[], %s::int[], %s::text[]) AS given(stream, expected, body)
"""


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
