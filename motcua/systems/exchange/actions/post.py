"""Putting messages in the outbox, in the transaction of what causes them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.spine import access, event
from motcua.systems.exchange import events, queries
from motcua.systems.exchange.ports import File
from motcua.systems.exchange.rules import codes, refusals
from motcua.systems.ledger import actions as ledger

# Whoever posts in a lane holds it until the end of the transaction: places are given in the order of commits.
LOCK = """
SELECT pg_advisory_xact_lock(hashtextextended(lane, 4))
FROM (SELECT DISTINCT lane FROM unnest(%s::text[]) AS given(lane) ORDER BY lane) AS lanes
"""
THERE = """
SELECT NOT EXISTS (
    SELECT FROM unnest(%s::text[]) AS given(id)
    WHERE NOT EXISTS (SELECT FROM exchange_outgoing AS o WHERE o.message_id = given.id))
"""
PUT = """
WITH given AS (
    SELECT * FROM unnest(%(ids)s::text[], %(channels)s::text[], %(senders)s::text[], %(receivers)s::text[],
                         %(lanes)s::text[], %(kinds)s::text[], %(bodies)s::text[], %(files)s::text[])
    WITH ORDINALITY AS g(id, channel, sender, receiver, lane, kind, body, files, nth)
), fresh AS (
    SELECT DISTINCT ON (id) * FROM given
    WHERE NOT EXISTS (SELECT FROM exchange_outgoing AS o WHERE o.message_id = given.id) ORDER BY id, nth
)
INSERT INTO exchange_outgoing (message_id, channel, sender, receiver, lane, place, kind, body, files, posted_at,
                               state, attempts, due_at, receipt, reason, said, place_in_ledger)
SELECT f.id, f.channel, f.sender, f.receiver, f.lane,
       coalesce((SELECT max(o.place) FROM exchange_outgoing AS o WHERE o.receiver = f.receiver AND o.lane = f.lane), 0)
           + row_number() OVER (PARTITION BY f.receiver, f.lane ORDER BY f.nth),
       f.kind, f.body, f.files::jsonb, %(at)s, 'waiting', 0, %(at)s, '', '', '', 1
FROM fresh AS f ORDER BY f.nth
RETURNING message_id
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A message to be sent. `id` names its cause (`documents:12:issued:H31.4`), so that one cause is posted once.

    `lane` is what order is kept in; `channel` is asked of the address book where it is not said.
    """

    id: str
    sender: str
    receiver: str
    lane: str
    kind: str
    body: str
    files: tuple[File, ...] = ()
    channel: str = ""


def post(posts: Sequence[Post], *, by: access.Actor, at: datetime) -> list[str]:
    """Put messages in the outbox, in the caller's transaction; gives the ids that were not there before.

    Raises Refusal `exchange.receiver-unknown` when the address book has no road to a receiver; then none is posted.
    """
    if not posts or _are_there([each.id for each in posts]):
        return []
    roads = _roads([each.receiver for each in posts if not each.channel], at=at)
    lanes = [f"{codes.in_force(each.receiver)} {each.lane}" for each in posts]
    given: dict[str, Any] = {
        "ids": [each.id for each in posts],
        "channels": [each.channel or roads[codes.in_force(each.receiver)] for each in posts],
        "senders": [codes.in_force(each.sender) for each in posts],
        "receivers": [codes.in_force(each.receiver) for each in posts],
        "lanes": [each.lane for each in posts],
        "kinds": [each.kind for each in posts],
        "bodies": [each.body for each in posts],
        "files": [json.dumps([asdict(file) for file in each.files]) for each in posts],
        "at": at,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK, [lanes])
        cursor.execute(PUT, given)
        fresh = {row[0] for row in cursor.fetchall()}
        ledger.append_each([_fact(each, by=by, at=at) for each in _first(posts) if each.id in fresh])
    return [each.id for each in _first(posts) if each.id in fresh]


def _are_there(ids: Sequence[str]) -> bool:
    """Say whether every message was posted before: then no lane need be held."""
    with connection.cursor() as cursor:
        cursor.execute(THERE, [list(ids)])
        (there,) = cursor.fetchone() or (False,)
    return bool(there)


def _first(posts: Sequence[Post]) -> list[Post]:
    """Give each id once, as it was said first."""
    return list({each.id: each for each in reversed(posts)}.values())[::-1]


def _fact(each: Post, *, by: access.Actor, at: datetime) -> tuple[str, int, event.Fact]:
    digest = event.digest(each.body.encode())
    receiver = codes.in_force(each.receiver)
    fact = events.posted(receiver=receiver, kind=each.kind, digest=digest, by=by.id, at=at)
    return events.outgoing(each.id), 0, fact


def _roads(receivers: Sequence[str], *, at: datetime) -> dict[str, str]:
    roads = queries.roads_to(receivers, on=at.date()) if receivers else {}
    for receiver in receivers:
        if codes.in_force(receiver) not in roads:
            raise refusals.receiver_unknown(receiver)
    return roads
