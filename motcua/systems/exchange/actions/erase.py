"""Keeping messages only as long as they are needed: afterwards their words go, and what proves them stays."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.spine import access, event
from motcua.systems.exchange import events
from motcua.systems.ledger import actions as ledger

BY = access.system("exchange")
BATCH = 500

# The oldest that are settled for good and still have their words; another worker's are left to it.
ERASE_OUT = """
WITH past AS (
    SELECT id FROM exchange_outgoing
    WHERE erased_at IS NULL AND state IN ('delivered', 'dropped') AND settled_at < %(before)s
    ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE exchange_outgoing AS o
SET body = '', files = '[]', erased_at = %(at)s, place_in_ledger = o.place_in_ledger + 1
FROM past WHERE o.id = past.id
RETURNING o.message_id, o.place_in_ledger
"""
ERASE_IN = """
WITH past AS (
    SELECT id FROM exchange_incoming
    WHERE erased_at IS NULL AND state IN ('handled', 'dropped') AND settled_at < %(before)s
    ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE exchange_incoming AS i
SET body = '', erased_at = %(at)s, place_in_ledger = i.place_in_ledger + 1
FROM past WHERE i.id = past.id
RETURNING i.sender, i.message_id, i.place_in_ledger
"""


def erase(*, before: datetime, at: datetime, limit: int = BATCH) -> int:
    """Erase the words of messages settled before a moment, at most `limit` each way; gives of how many.

    What was delivered, handled or dropped keeps its name, parties, lane, times, state, receipt and reason, and in its
    facts the digest of what it said. What still waits, or is stuck, is not touched. The files are those of the document or
    dossier, which keep them as long as they are kept themselves.

    Source: Decree 13/2023/NĐ-CP, article 3, clause 7 (personal data are kept no longer than their purpose asks).
    """
    given: dict[str, Any] = {"before": before, "at": at, "limit": limit}
    fact = events.erased(by=BY.id, at=at)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ERASE_OUT, given)
        facts: list[tuple[str, int, event.Fact]] = [
            (events.outgoing(message_id), place - 1, fact) for message_id, place in cursor.fetchall()
        ]
        cursor.execute(ERASE_IN, given)
        facts += [
            (events.incoming(sender, message_id), place - 1, fact)
            for sender, message_id, place in cursor.fetchall()
        ]
        ledger.append_each(facts)
    return len(facts)
