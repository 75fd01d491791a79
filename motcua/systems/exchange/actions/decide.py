"""What a person decides about a message that is stuck: try again, or drop it with a reason."""

from datetime import datetime

from django.db import transaction

from motcua.spine import access, event, refusal
from motcua.systems.exchange import events, models, queries
from motcua.systems.exchange.rules import refusals
from motcua.systems.ledger import actions as ledger

Row = models.Outgoing | models.Incoming
TABLES: dict[str, type[models.Outgoing] | type[models.Incoming]] = {
    "out": models.Outgoing,
    "in": models.Incoming,
}


def try_again(*, way: str, row: int, by: access.Actor, at: datetime) -> None:
    """Send a stuck message on its way again (`way` is `out` or `in`).

    Raises Refusal `exchange.not-stuck` when nothing of that number is stuck, `exchange.words-erased` when it was erased since,
    and of `access`.
    """
    access.require(actor=by, act=access.Act.EXCHANGE_DECIDE)
    with transaction.atomic():
        found = _stuck(way, row)
        found.state = "waiting"
        found.reason = found.said = ""
        if isinstance(found, models.Outgoing):
            found.due_at = at
            found.posted_at = at  # the days of patience begin anew
            found.channel = queries.roads_to([found.receiver], on=at.date()).get(
                found.receiver, found.channel
            )
        _kept(found, events.tried_again(by=by.id, at=at))


def drop(*, way: str, row: int, reason: str, by: access.Actor, at: datetime) -> None:
    """Give up a stuck message, with a reason; what waits behind it in its lane goes on.

    Raises Refusal `exchange.not-stuck`, `exchange.reason-missing`, and of `access`.
    """
    access.require(actor=by, act=access.Act.EXCHANGE_DECIDE)
    why = " ".join(reason.split())
    if not why:
        raise refusals.Refusal(
            "exchange.reason-missing",
            refusal.gettext_noop("Hãy ghi lý do bỏ thông điệp, để người sau hiểu vì sao nó không được gửi."),
        )
    with transaction.atomic():
        found = _stuck(way, row)
        found.state, found.said, found.settled_at = "dropped", why, at
        _kept(found, events.dropped(reason=why, by=by.id, at=at))


def _stuck(way: str, row: int) -> Row:
    table = TABLES.get(way)
    found = table.objects.select_for_update().filter(pk=row, state="stuck").first() if table else None
    if table and found is None and table.objects.filter(pk=row, erased_at__isnull=False).exists():
        raise refusals.Refusal(
            "exchange.words-erased",
            refusal.gettext_noop(
                "Thông điệp này đã xong từ lâu và nội dung đã xóa theo thời hạn lưu, nên không gửi lại được. Hãy gửi mới từ văn bản hoặc hồ sơ."
            ),
        )
    if found is None:
        raise refusals.Refusal(
            "exchange.not-stuck",
            refusal.gettext_noop(
                "Thông điệp này không còn bị vướng: có thể người khác vừa xử lý. Hãy tải lại trang."
            ),
        )
    return found


def _kept(row: Row, fact: event.Fact) -> None:
    row.place_in_ledger += 1
    row.save()
    stream = (
        events.outgoing(row.message_id)
        if isinstance(row, models.Outgoing)
        else events.incoming(row.sender, row.message_id)
    )
    ledger.append(stream=stream, expected=row.place_in_ledger - 1, facts=[fact])
