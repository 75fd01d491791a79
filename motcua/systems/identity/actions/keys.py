"""The keys by which programs act for accounts."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.spine import access
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.identity import events, models, queries, rules
from motcua.systems.identity.actions import recording

TOKEN_PREFIX = "mct_"  # noqa: S105 - the start of every token, so that a leaked one is recognised


@transaction.atomic
def make_token(
    *,
    by: access.Actor,
    at: datetime,
    label: str,
    account_id: str | None = None,
    expires_at: datetime | None = None,
) -> str:
    """Make a key by which a program acts for an account, and return it: this once, it is not kept.

    Everyone makes keys for himself; for another only whoever manages accounts.

    Raises:
        Refusal: of `access`; `identity.no-such-account`; `identity.already-labelled` where a key of that name still
            opens, so that a form sent twice makes one key.
    """
    owner = account_id or by.id
    mine = owner == by.id
    access.require(actor=by, act=access.Act.ACCOUNT_OWN if mine else access.Act.ACCOUNT_MANAGE)
    account = recording.account(owner)
    alike = models.ApiToken.objects.filter(account=account, label=label, revoked_at__isnull=True)
    if alike.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at)).exists():
        raise rules.Refusal(
            "identity.already-labelled",
            _("Đã có một khóa còn hiệu lực mang tên này. Hãy đặt tên khác hoặc thu hồi khóa cũ."),
        )
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = models.ApiToken.objects.create(
        account=account,
        label=label,
        digest=queries.token_digest(token),
        made_at=at,
        expires_at=expires_at,
    )
    recording.tell(owner, events.token_made(token_id=row.pk, by=by.id, at=at))
    return token


@transaction.atomic
def revoke_token(*, by: access.Actor, at: datetime, token_id: int) -> None:
    """Make a key open nothing any longer: at once here, within `queries.TOKEN_TTL` in other processes."""
    row = models.ApiToken.objects.select_for_update().filter(pk=token_id, revoked_at__isnull=True).first()
    if row is None:
        raise rules.Refusal(
            "identity.no-such-token", _("Không có khóa truy cập này, hoặc khóa đã bị thu hồi.")
        )
    mine = str(row.account_id) == by.id
    access.require(actor=by, act=access.Act.ACCOUNT_OWN if mine else access.Act.ACCOUNT_MANAGE)
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    recording.tell(str(row.account_id), events.token_revoked(token_id=token_id, by=by.id, at=at))
    queries.forget_tokens()
