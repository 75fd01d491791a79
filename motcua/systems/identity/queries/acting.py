"""Who acts: the account behind a request or a key, with the grants that hold at the moment."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from motcua.base import clock
from motcua.spine import access
from motcua.systems.identity import models

TOKEN_TTL = 3.0  # seconds for which a known token is believed; a revoked one may live that long elsewhere
TOKENS_KEPT = 10_000

_ACTOR = "_motcua_actor"
_known_tokens: dict[bytes, tuple[float, access.Actor]] = {}


def actor_of(request: HttpRequest) -> access.Actor:
    """Return who makes this request, with the grants that hold now; found once per request."""
    known = getattr(request, _ACTOR, None)
    if isinstance(known, access.Actor):
        return known
    user = request.user
    found = _actor(user, at=clock.now()) if user.is_authenticated and user.is_active else access.GUEST
    remember(request=request, actor=found)
    return found


def remember(*, request: HttpRequest, actor: access.Actor) -> None:
    """Take `actor` as the one who makes this request, as the API does for the bearer of a token."""
    setattr(request, _ACTOR, actor)


def actor(*, account_id: str, at: datetime) -> access.Actor:
    """Return the actor that an account is at the moment `at`; a guest where it is closed or unknown."""
    account = models.Account.objects.filter(pk=account_id, is_active=True).first()
    return _actor(account, at=at) if account else access.GUEST


def actors(*, account_ids: Iterable[str], at: datetime) -> dict[str, access.Actor]:
    """Return many actors at once, by account id, in two questions to the database."""
    accounts = {row.pk: row for row in models.Account.objects.filter(pk__in=account_ids, is_active=True)}
    held: dict[int, list[access.Grant]] = {}
    for grant in in_force(at=at).filter(account__in=accounts):
        held.setdefault(grant.account_id, []).append(grant_of(grant))
    return {
        str(pk): access.Actor(id=str(pk), kind=_kind(row), name=row.full_name, grants=tuple(held.get(pk, ())))
        for pk, row in accounts.items()
    }


def actor_for_token(token: str) -> access.Actor | None:
    """Return for whom the bearer of `token` acts, None where the token is unknown, expired or revoked.

    A token once found is believed for `TOKEN_TTL` seconds without asking the database again, so that a program
    in a hurry costs nothing: within that time a token revoked by another process still opens. Nothing is written.
    """
    digest = token_digest(token)
    moment = time.monotonic()
    known = _known_tokens.get(digest)
    if known and known[0] > moment:
        return known[1]
    at = clock.now()
    row = (
        models.ApiToken.objects.select_related("account")
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
        .filter(digest=digest, revoked_at__isnull=True, account__is_active=True)
        .first()
    )
    if row is None:
        _known_tokens.pop(digest, None)
        return None
    if len(_known_tokens) >= TOKENS_KEPT:
        _known_tokens.clear()
    found = _actor(row.account, at=at)
    _known_tokens[digest] = (moment + TOKEN_TTL, found)
    return found


def forget_tokens() -> None:
    """Believe no token any longer without asking, in this process."""
    _known_tokens.clear()


def token_digest(token: str) -> bytes:
    """Return what is kept of a token: its SHA-256 (the token itself carries 256 random bits)."""
    return hashlib.sha256(token.encode()).digest()


def grants(*, account_id: str, at: datetime) -> Sequence[access.Grant]:
    """Return the grants of an account that hold at `at`."""
    return [grant_of(row) for row in in_force(at=at).filter(account_id=account_id).order_by("pk")]


def grant_of(row: models.Grant) -> access.Grant:
    """Take a grant out of its row."""
    return access.Grant(
        role=access.Role(row.role),
        unit=row.unit or None,
        from_=row.from_at,
        until=row.until_at,
        delegated_by=str(row.delegated_by_id) if row.delegated_by_id else None,
    )


def in_force(*, at: datetime) -> "QuerySet[models.Grant]":
    """Select the grants that hold at `at`."""
    return models.Grant.objects.filter(Q(until_at__isnull=True) | Q(until_at__gt=at), from_at__lte=at)


def _actor(account: models.Account, *, at: datetime) -> access.Actor:
    """Make the actor that an open account is at `at`."""
    held = tuple(grants(account_id=str(account.pk), at=at)) if account.kind == models.Kind.STAFF else ()
    return access.Actor(id=str(account.pk), kind=_kind(account), name=account.full_name, grants=held)


def _kind(account: models.Account) -> access.Kind:
    return "staff" if account.kind == models.Kind.STAFF else "citizen"
