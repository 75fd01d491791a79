"""Keeping the address book."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.spine import access, refusal
from motcua.systems.exchange import events, models, queries
from motcua.systems.exchange.rules import codes, refusals
from motcua.systems.ledger import actions as ledger, queries as facts

BY = access.system("exchange")


def enter(*, agencies: Mapping[str, str], channel: str, by: access.Actor, at: datetime) -> int:
    """Enter agencies (names by code, in either form) as reached by a channel; gives how many are new or changed.

    Raises Refusal `exchange.code-malformed` when a code is of neither form, and of `access`; then none is entered.
    """
    access.require(actor=by, act=access.Act.EXCHANGE_DECIDE)
    changed = 0
    with transaction.atomic():
        for code, name in agencies.items():
            if not codes.is_code(code.strip().upper()):
                raise refusals.Refusal(
                    "exchange.code-malformed",
                    refusal.gettext_noop(
                        "Mã định danh “%(code)s” không đúng dạng H31.12 hoặc 000.00.12.H31."
                    ),
                    article="QĐ 20/2020/QĐ-TTg",
                    params={"code": code},
                )
            changed += _entered(codes.in_force(code), name.strip(), channel, by=by, at=at)
    return changed


def learn(*, code: str, name: str, channel: str, at: datetime) -> None:
    """Enter who wrote to us, by the road they came, where the address book does not know them yet."""
    if channel in {"", queries.HOUSE} or not codes.is_code(code):
        return
    if not models.Agency.objects.filter(code=codes.in_force(code)).exists():
        with transaction.atomic():
            _entered(codes.in_force(code), name.strip(), channel, by=BY, at=at)


def _entered(code: str, name: str, channel: str, *, by: access.Actor, at: datetime) -> bool:
    known = models.Agency.objects.select_for_update().filter(code=code).first()
    if known and (known.name, known.channel, known.open) == (name or known.name, channel, True):
        return False
    models.Agency.objects.update_or_create(
        code=code, defaults={"name": name or code, "channel": channel, "open": True}
    )
    stream = events.agency(code)
    fact = events.agency_entered(code=code, channel=channel, by=by.id, at=at)
    ledger.append(stream=stream, expected=len(facts.read(stream=stream)), facts=[fact])
    return True
