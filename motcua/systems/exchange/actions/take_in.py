"""Keeping what others hand in: each message once, whatever comes twice, late or again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from motcua.spine import access, event
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange import events, models, queries
from motcua.systems.exchange.ports import KINDS, Answer, Parcel, Verdict
from motcua.systems.exchange.rules import codes, patience
from motcua.systems.ledger import actions as ledger

BY = access.system("exchange")
LONGEST = 1200  # bytes of a name; two of them are a key of the database, which has its bounds
PUT = """
INSERT INTO exchange_incoming (sender, message_id, channel, receiver, lane, after, kind, body, digest, said_at,
                               received_at, clock_strays, state, reason, said, place_in_ledger)
SELECT sender, id, %(channel)s, receiver, lane, after, kind, body, digest, said_at, %(now)s, strays, 'waiting', '', '', 1
FROM unnest(%(senders)s::text[], %(ids)s::text[], %(receivers)s::text[], %(lanes)s::text[], %(afters)s::text[],
            %(kinds)s::text[], %(bodies)s::text[], %(digests)s::text[], %(said)s::timestamptz[], %(strays)s::bool[])
    WITH ORDINALITY AS g(sender, id, receiver, lane, after, kind, body, digest, said_at, strays, nth)
ORDER BY nth
ON CONFLICT (sender, message_id) DO NOTHING
RETURNING id, sender, message_id
"""


def take_in(parcels: Sequence[Parcel], *, holder: str, channel: str, now: datetime) -> list[Verdict]:
    """Keep messages in the inbox and say of each what became of it: taken, had already, or refused with the reason.

    `holder` is the agency whose certificate opened the connection: it speaks for itself and the units under it.
    """
    ours = queries.ours(on=now.date())
    verdicts: dict[int, Verdict] = {}
    good: list[tuple[int, Parcel]] = []
    for nth, parcel in enumerate(parcels):
        refused = _refused(parcel, holder=holder, ours=ours)
        if refused:
            verdicts[nth] = refused
        else:
            good.append((nth, parcel))
    if good:
        verdicts |= dict(
            zip([nth for nth, _each in good], _kept([each for _nth, each in good], channel, now), strict=True)
        )
    return [verdicts[nth] for nth in range(len(parcels))]


def _kept(parcels: Sequence[Parcel], channel: str, now: datetime) -> list[Verdict]:
    digests = [event.digest(each.body.encode()) for each in parcels]
    strays = [patience.strays(said=each.posted_at, now=now) for each in parcels]
    given: dict[str, Any] = {
        "channel": channel,
        "now": now,
        "senders": [codes.in_force(each.sender) for each in parcels],
        "ids": [each.id for each in parcels],
        "receivers": [codes.in_force(each.receiver) for each in parcels],
        "lanes": [each.lane for each in parcels],
        "afters": [each.after or "" for each in parcels],
        "kinds": [each.kind for each in parcels],
        "bodies": [each.body for each in parcels],
        "digests": digests,
        "said": [each.posted_at for each in parcels],
        "strays": strays,
    }
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(PUT, given)
            fresh = {(sender, message_id): str(row) for row, sender, message_id in cursor.fetchall()}
        facts: dict[tuple[str, str], tuple[str, int, event.Fact]] = {}
        for each, digest, astray in zip(parcels, digests, strays, strict=True):
            key = (codes.in_force(each.sender), each.id)
            if key in fresh and key not in facts:
                fact = events.received(kind=each.kind, digest=digest, clock=not astray, by=BY.id, at=now)
                facts[key] = (events.incoming(*key), 0, fact)
        ledger.append_each(list(facts.values()))
    before = _before(parcels)
    told: set[tuple[str, str]] = set()
    verdicts = []
    for each, digest, astray in zip(parcels, digests, strays, strict=True):
        key = (codes.in_force(each.sender), each.id)
        row, kept = before[key]
        if kept != digest:
            verdicts.append(
                _no(each, "exchange.id-used-otherwise", _("mã thông điệp này đã dùng cho một nội dung khác"))
            )
            continue
        first = key in fresh and key not in told
        told.add(key)
        said = (
            _("đồng hồ bên gửi lệch quá một giờ; giờ nhận được ghi theo đồng hồ bên nhận") if astray else ""
        )
        verdicts.append(
            Verdict(
                id=each.id,
                answer=Answer.TAKEN if first else Answer.HAD_IT,
                receipt=str(row),
                code="exchange.clock-astray" if astray else "",
                said=said,
            )
        )
    return verdicts


def _before(parcels: Sequence[Parcel]) -> dict[tuple[str, str], tuple[int, str]]:
    senders = {codes.in_force(each.sender) for each in parcels}
    rows = models.Incoming.objects.filter(sender__in=senders, message_id__in={each.id for each in parcels})
    return {
        (sender, message_id): (row, digest)
        for row, sender, message_id, digest in rows.values_list("id", "sender", "message_id", "digest")
    }


def _refused(parcel: Parcel, *, holder: str, ours: frozenset[str]) -> Verdict | None:
    if not codes.speaks_for(holder, parcel.sender):
        return _no(
            parcel, "exchange.sender-not-holder", _("chứng thư của kết nối không phải của cơ quan gửi")
        )
    if codes.in_force(parcel.receiver) not in ours:
        return _no(parcel, "exchange.receiver-unknown", _("không có cơ quan nhận mang mã này ở đây"))
    if parcel.kind not in KINDS:
        return _no(parcel, "exchange.kind-unknown", _("không biết loại thông điệp này"))
    if said := _unreadable(parcel):
        return _no(parcel, "exchange.body-malformed", said)
    return None


def _unreadable(parcel: Parcel) -> str:
    """Say what of a message cannot be kept and read again; empty where all of it can."""
    names = (parcel.id, parcel.sender, parcel.after or "")
    if not parcel.id or "\0" in "".join((*names, parcel.lane, parcel.body)) or not _is_json(parcel.body):
        return _("nội dung thông điệp không đọc được")
    if any(len(each.encode()) > LONGEST for each in names):
        return _("mã thông điệp hoặc mã văn bản quá dài")
    if not patience.is_moment(parcel.posted_at):
        return _("thời điểm không có múi giờ hoặc không có thật")
    return ""


def _is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False
    return True


def _no(parcel: Parcel, code: str, said: str) -> Verdict:
    return Verdict(id=parcel.id, answer=Answer.REFUSED, code=code, said=said)
