"""What may be read in the ledger."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from motcua.base import clock
from motcua.spine import event
from motcua.systems.ledger import models

SIMULATION = "simulation"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A fact with its place: `position` in the whole ledger, `seq` in its stream."""

    position: int
    stream: str
    seq: int
    fact: event.Fact


def read(*, stream: str) -> list[Entry]:
    """Tell everything that happened in one matter, oldest first."""
    rows = models.Fact.objects.filter(stream=stream).order_by("seq")
    return [_entry(*row) for row in rows.values_list("id", "stream", "seq", "body")]


def latest(*, kinds: tuple[str, ...], limit: int) -> list[Entry]:
    """Tell the last facts of the given kinds, newest first."""
    rows = models.Fact.objects.filter(kind__in=kinds).order_by("-id")[:limit]
    return [_entry(*row) for row in rows.values_list("id", "stream", "seq", "body")]


def settled(*, after: tuple[int, int], limit: int) -> Iterator[tuple[tuple[int, int], Entry]]:
    """Give a follower the facts past its cursor that no running transaction can still precede.

    A cursor is (transaction, position); positions alone are taken at insert and may be committed out of order.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tx::text::bigint, id, stream, seq, body FROM ledger_fact"
            " WHERE (tx, id) > (%s::text::xid8, %s) AND tx < pg_snapshot_xmin(pg_current_snapshot())"
            " ORDER BY tx, id LIMIT %s",
            [str(after[0]), after[1], limit],
        )
        rows = cursor.fetchall()
    for tx, position, stream, seq, body in rows:
        yield (tx, position), _entry(position, stream, seq, body)


def unread(*, follower: str, stream: str) -> list[Entry]:
    """Give a follower the facts of one stream that lie past its cursor, oldest first, those of this transaction too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, stream, seq, body FROM ledger_fact WHERE stream = %s AND (tx, id) > ("
            " SELECT coalesce(max(tx), 0)::text::xid8, coalesce(max(position), 0) FROM ledger_follower WHERE name = %s)"
            " ORDER BY seq",
            [stream, follower],
        )
        return [_entry(*row) for row in cursor.fetchall()]


@dataclass(slots=True)
class _Simulated:
    """What this process knows: a ledger that was simulated once stays so; one that was not is asked again soon."""

    known: bool = False
    until: float = 0.0


_simulated = _Simulated()
BELIEVED = 5.0  # seconds


def is_simulated() -> bool:
    """Say whether anything here was made by the simulator, or its clock is not the world's: then every page says so."""
    if settings.SIMULATED or clock.is_shifted() or _simulated.known:
        return True
    if time.monotonic() > _simulated.until:
        found = models.Fact.objects.filter(stream=SIMULATION).exists()
        # Inside a transaction the fact may yet be taken back.
        _simulated.known = found and not connection.in_atomic_block
        _simulated.until = 0.0 if found else time.monotonic() + BELIEVED
        return found
    return False


def _entry(position: int, stream: str, seq: int, body: str) -> Entry:
    return Entry(position=position, stream=stream, seq=seq, fact=event.read(body))
