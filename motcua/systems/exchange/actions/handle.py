"""Doing what messages ask for: each once, in the order of its lane, in the transaction that says it is done."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from motcua.spine import access, event, refusal
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange import events
from motcua.systems.exchange.ports import Parcel
from motcua.systems.ledger import actions as ledger

Handler = Callable[[Parcel, datetime], None]
"""Does what a message asks for, at a moment; a Refusal when it cannot be done as it stands."""

BY = access.system("exchange")
LIMIT = 250
STALE = ledger.stale().code
log = logging.getLogger(__name__)

READY = """
SELECT i.id, i.message_id, i.sender, i.receiver, i.lane, i.kind, i.body, i.said_at, i.place_in_ledger, i.channel
FROM exchange_incoming AS i
WHERE i.state = 'waiting'
  AND (i.after = '' OR EXISTS (
    SELECT FROM exchange_incoming AS p
    WHERE p.sender = i.sender AND p.message_id = i.after AND p.state IN ('handled', 'dropped')))
ORDER BY i.id LIMIT %s FOR UPDATE OF i SKIP LOCKED
"""
SETTLE = """
UPDATE exchange_incoming AS i
SET state = v.state, reason = v.reason, said = v.said, settled_at = %(now)s, place_in_ledger = i.place_in_ledger + 1
FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(reasons)s::text[], %(said)s::text[]) AS v(id, state, reason, said)
WHERE i.id = v.id
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one message: `code` and `said` where it could not be handled."""

    row: int
    place: int
    parcel: Parcel
    code: str = ""
    said: str = ""


def handle(handlers: Mapping[str, Handler], *, now: datetime, limit: int = LIMIT) -> int:
    """Handle what waits in the inbox and may be handled now; gives how many were settled.

    A message whose handler refuses is stuck, with the reason, until a person decides; those after it in its lane wait.
    One whose matter somebody else acted on in the same moment stays waiting. Trouble of the database is no message's
    fault: it is raised, and everything is as before.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(READY, [limit])
            rows = cursor.fetchall()
        outcomes = [one for row in rows if (one := _done(row, handlers, now=now))]
        if outcomes:
            _settle(outcomes, now=now)
    return len(outcomes)


def _done(
    row: tuple[int, str, str, str, str, str, str, datetime, int, str],
    handlers: Mapping[str, Handler],
    *,
    now: datetime,
) -> Outcome | None:
    parcel = Parcel(
        id=row[1],
        sender=row[2],
        receiver=row[3],
        lane=row[4],
        kind=row[5],
        body=row[6],
        posted_at=row[7],
        road=row[9],
    )
    handler = handlers.get(parcel.kind)
    if handler is None:
        said = _("chưa có ai nhận xử lý loại thông điệp này")
        return Outcome(row=row[0], place=row[8], parcel=parcel, code="exchange.nobody-handles", said=said)
    try:
        with transaction.atomic():
            handler(parcel, now)
    except refusal.Refusal as no:
        if no.code == STALE:
            return None
        said = no.message % no.params if no.params else no.message
        return Outcome(row=row[0], place=row[8], parcel=parcel, code=no.code, said=said)
    except (OperationalError, InterfaceError) as trouble:
        if not _too_large(trouble):
            raise
        said = _("thông điệp có phần dài quá mức lưu được")
        return Outcome(row=row[0], place=row[8], parcel=parcel, code="exchange.too-long", said=said)
    except Exception:
        # Handlers are given from outside, so any fault of a program may come out of one. That message must not keep the
        # others waiting for ever: it alone is taken back (the savepoint above), shown to a person, and never lost.
        log.exception("message %s of %s broke its handler", parcel.id, parcel.sender)
        said = _("việc xử lý gặp lỗi của chương trình")
        return Outcome(row=row[0], place=row[8], parcel=parcel, code="exchange.handler-broke", said=said)
    return Outcome(row=row[0], place=row[8], parcel=parcel)


def _too_large(trouble: Exception) -> bool:
    """Tell whether the database can never keep what a message says, however often it is asked (class 54)."""
    return str(getattr(trouble.__cause__, "sqlstate", None) or "").startswith("54")


def _settle(outcomes: Sequence[Outcome], *, now: datetime) -> None:
    given: dict[str, Any] = {
        "now": now,
        "ids": [each.row for each in outcomes],
        "states": ["stuck" if each.code else "handled" for each in outcomes],
        "reasons": [each.code for each in outcomes],
        "said": [each.said for each in outcomes],
    }
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, given)
    ledger.append_each([_fact(each, now=now) for each in outcomes])


def _fact(each: Outcome, *, now: datetime) -> tuple[str, int, event.Fact]:
    stream = events.incoming(each.parcel.sender, each.parcel.id)
    if each.code:
        return stream, each.place, events.not_handled(reason=each.code, by=BY.id, at=now)
    return stream, each.place, events.handled(by=BY.id, at=now)
