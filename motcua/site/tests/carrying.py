"""The worker's rounds to their end, whoever else works on the same PostgreSQL."""

import time

from django.db import connection

from motcua.site import exchange

PATIENCE = 60.0  # seconds for what others have begun on this server
HELD_BACK = "SELECT EXISTS (SELECT FROM ledger_fact WHERE tx >= pg_snapshot_xmin(pg_current_snapshot()))"


def rounds(joined: exchange.Joined) -> None:
    """Do rounds until there is nothing left to do.

    A follower reads no fact that a transaction still running could precede, and transactions are numbered for all
    databases of a server: what another test has begun in its own holds the facts of this one back for a while.
    """
    settle()
    while joined.round():
        settle()


def settle() -> None:
    """Wait until no running transaction is older than a fact; within one of our own that would be never."""
    if connection.in_atomic_block:
        return
    until = time.monotonic() + PATIENCE
    while _held_back():
        assert time.monotonic() < until, "a transaction on this server was open for too long"
        time.sleep(0.01)


def _held_back() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HELD_BACK)
        (held,) = cursor.fetchone() or (False,)
    return bool(held)
