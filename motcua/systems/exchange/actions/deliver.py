"""Delivering what lies in the outbox: taken for a while, handed to the carrier, and settled by what the other side says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from motcua.spine import access, event
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange import events
from motcua.systems.exchange.ports import Answer, Carrier, File, Parcel, Unreachable, Verdict
from motcua.systems.exchange.rules import patience
from motcua.systems.ledger import actions as ledger

BY = access.system("exchange")
BATCH = 250

# The first of each lane that is still open, and due. Two workers never take the same one. A lane may be shared by two of
# our agencies that write to one receiver; the one before, which the other side waits for, is the same sender's.
CLAIM = """
WITH due AS (
    SELECT o.id FROM exchange_outgoing AS o
    WHERE o.channel = %(channel)s AND o.state = 'waiting' AND o.due_at <= %(now)s
      AND NOT EXISTS (
        SELECT FROM exchange_outgoing AS e WHERE e.receiver = o.receiver AND e.lane = o.lane
           AND e.place < o.place AND e.state IN ('waiting', 'stuck'))
    ORDER BY o.due_at, o.id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE exchange_outgoing AS o SET attempts = o.attempts + 1, due_at = %(until)s
    FROM due WHERE o.id = due.id
    RETURNING o.*
)
SELECT c.message_id, c.sender, c.receiver, c.lane, c.kind, c.body, c.posted_at, c.files::text, c.attempts,
       (SELECT p.message_id FROM exchange_outgoing AS p
        WHERE p.receiver = c.receiver AND p.lane = c.lane AND p.place < c.place AND p.state = 'delivered'
          AND p.sender = c.sender
        ORDER BY p.place DESC LIMIT 1)
FROM claimed AS c ORDER BY c.id
"""
DELIVERED = """
UPDATE exchange_outgoing AS o
SET state = 'delivered', settled_at = %(now)s, receipt = v.receipt, reason = '', said = '',
    place_in_ledger = o.place_in_ledger + 1
FROM unnest(%(ids)s::text[], %(receipts)s::text[]) AS v(id, receipt)
WHERE o.message_id = v.id AND o.state IN ('waiting', 'stuck')
RETURNING o.message_id, o.receipt, o.attempts, o.place_in_ledger
"""
AGAIN = """
UPDATE exchange_outgoing AS o SET due_at = v.due_at, reason = v.reason, said = v.said
FROM unnest(%(ids)s::text[], %(due)s::timestamptz[], %(reasons)s::text[], %(said)s::text[])
    AS v(id, due_at, reason, said)
WHERE o.message_id = v.id AND o.state = 'waiting'
"""
STUCK = """
UPDATE exchange_outgoing AS o
SET state = 'stuck', reason = v.reason, said = v.said, place_in_ledger = o.place_in_ledger + 1
FROM unnest(%(ids)s::text[], %(reasons)s::text[], %(said)s::text[]) AS v(id, reason, said)
WHERE o.message_id = v.id AND o.state = 'waiting'
RETURNING o.message_id, o.reason, o.attempts, o.place_in_ledger
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """What one round of delivering did, in messages."""

    delivered: int = 0
    again: int = 0
    stuck: int = 0

    @property
    def any(self) -> bool:
        """Say whether there was anything to deliver."""
        return bool(self.delivered or self.again or self.stuck)


def deliver(*, channel: str, by: Carrier, clock: Callable[[], datetime], limit: int = BATCH) -> Round:
    """Deliver what is due on a channel, once; at least once each, in order within a lane.

    A message is taken for `patience.LEASE`: if this process dies on the way, it is tried again after that. What the
    other side cannot take now is tried again later; what it refuses, or what has been tried for days, waits for a
    person.
    """
    taken, attempts = _claim(channel, now=clock(), limit=limit)
    if not taken:
        return Round()
    try:
        verdicts = {each.id: each for each in by.deliver(taken)}
    except Unreachable as error:
        verdicts = {}
        missing = Verdict(
            id="",
            answer=Answer.NOT_NOW,
            code="exchange.unreachable",
            said=str(error) or _("không liên lạc được"),
        )
    else:
        missing = Verdict(
            id="",
            answer=Answer.NOT_NOW,
            code="exchange.no-verdict",
            said=_("bên nhận không trả lời về thông điệp này"),
        )
    return _settle(taken, attempts, verdicts, missing=missing, now=clock())


def _claim(channel: str, *, now: datetime, limit: int) -> tuple[list[Parcel], dict[str, int]]:
    given: dict[str, Any] = {"channel": channel, "now": now, "until": now + patience.LEASE, "limit": limit}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLAIM, given)
        rows = cursor.fetchall()
    parcels = [
        Parcel(
            id=row[0],
            sender=row[1],
            receiver=row[2],
            lane=row[3],
            kind=row[4],
            body=row[5],
            posted_at=row[6],
            files=msgspec.json.decode(row[7], type=tuple[File, ...]),
            after=row[9],
        )
        for row in rows
    ]
    return parcels, {row[0]: row[8] for row in rows}


def _settle(
    taken: Sequence[Parcel],
    attempts: Mapping[str, int],
    verdicts: Mapping[str, Verdict],
    *,
    missing: Verdict,
    now: datetime,
) -> Round:
    there: list[Verdict] = []
    again: list[tuple[str, datetime, Verdict]] = []
    stuck: list[tuple[str, Verdict]] = []
    for parcel in taken:
        verdict = verdicts.get(parcel.id, missing)
        if verdict.answer in {Answer.TAKEN, Answer.HAD_IT}:
            there.append(verdict)
        elif verdict.answer is Answer.REFUSED or patience.tired(posted_at=parcel.posted_at, now=now):
            stuck.append((parcel.id, verdict))
        else:
            again.append((parcel.id, now + patience.wait(attempts[parcel.id]), verdict))
    with transaction.atomic():
        _delivered(there, now=now)
        _again(again)
        _stuck(stuck, now=now)
    return Round(delivered=len(there), again=len(again), stuck=len(stuck))


def _delivered(verdicts: Sequence[Verdict], *, now: datetime) -> None:
    if not verdicts:
        return
    given: dict[str, Any] = {
        "now": now,
        "ids": [each.id for each in verdicts],
        "receipts": [each.receipt for each in verdicts],
    }
    facts = [
        (
            events.outgoing(message_id),
            place - 1,
            events.delivered(receipt=receipt, attempts=attempts, by=BY.id, at=now),
        )
        for message_id, receipt, attempts, place in _rows(DELIVERED, given)
    ]
    ledger.append_each(facts)


def _again(rows: Sequence[tuple[str, datetime, Verdict]]) -> None:
    if not rows:
        return
    given: dict[str, Any] = {
        "ids": [message_id for message_id, _due, _verdict in rows],
        "due": [due for _id, due, _verdict in rows],
        "reasons": [verdict.code for _id, _due, verdict in rows],
        "said": [verdict.said for _id, _due, verdict in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(AGAIN, given)


def _stuck(rows: Sequence[tuple[str, Verdict]], *, now: datetime) -> None:
    if not rows:
        return
    given: dict[str, Any] = {
        "ids": [message_id for message_id, _verdict in rows],
        "reasons": [verdict.code for _id, verdict in rows],
        "said": [verdict.said for _id, verdict in rows],
    }
    facts: list[tuple[str, int, event.Fact]] = [
        (
            events.outgoing(message_id),
            place - 1,
            events.stuck(reason=reason, attempts=attempts, by=BY.id, at=now),
        )
        for message_id, reason, attempts, place in _rows(STUCK, given)
    ]
    ledger.append_each(facts)


def _rows(sql: str, given: Mapping[str, Any]) -> list[tuple[str, str, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
