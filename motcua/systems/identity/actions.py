"""What may be done to accounts, each with its fact in the ledger, in one transaction."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from motcua.spine import access, event
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.identity import events, models, queries, rules
from motcua.systems.ledger import actions as ledger, queries as facts


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomer:
    """An account to open together with others: staff with their grants, or a citizen."""

    username: str
    name: str
    kind: str = "staff"
    phone: str = ""
    signs_in: bool = False
    grants: tuple[access.Grant, ...] = ()


TOKEN_PREFIX = "mct_"  # noqa: S105 - the start of every token, so that a leaked one is recognised


@transaction.atomic
def open_account(
    *,
    by: access.Actor,
    at: datetime,
    username: str,
    name: str,
    kind: str,
    password: str | None = None,
    phone: str = "",
) -> str:
    """Open an account and return its id; without a password nobody can sign in to it yet.

    Raises:
        Refusal: of `access` for one who does not manage accounts; `identity.already-taken`.
    """
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    try:
        with transaction.atomic():
            account = models.Account.objects.create_user(
                username,
                password,
                full_name=name,
                kind=kind,
                phone=phone and rules.phone(phone),
                joined_at=at,
            )
    except IntegrityError as error:
        raise rules.Refusal(
            "identity.already-taken", _("Tên đăng nhập hoặc số điện thoại này đã có tài khoản.")
        ) from error
    _record(str(account.pk), events.opened(kind=kind, by=by.id, at=at))
    return str(account.pk)


@transaction.atomic
def open_in_bulk(
    *, by: access.Actor, at: datetime, newcomers: Sequence[Newcomer], password: str | None = None
) -> dict[str, str]:
    """Open many accounts at once, those that are not there yet, and return the ids of all by sign-in name.

    Those that sign in share `password` (hashed once, so that a demonstration opens in a second); the others have none.
    Run twice it changes nothing.
    """
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    wanted = {newcomer.username: newcomer for newcomer in newcomers}
    there = _ids(wanted)
    hashed, unusable = make_password(password), make_password(None)
    models.Account.objects.bulk_create(
        models.Account(
            username=newcomer.username,
            full_name=newcomer.name,
            kind=newcomer.kind,
            phone=newcomer.phone and rules.phone(newcomer.phone),
            password=hashed if newcomer.signs_in else unusable,
            joined_at=at,
        )
        for newcomer in wanted.values()
        if newcomer.username not in there
    )
    ids = _ids(wanted)
    rows = models.Grant.objects.bulk_create(
        models.Grant(
            account_id=int(ids[name]),
            role=grant.role,
            unit=grant.unit or "",
            from_at=grant.from_ or at,
            until_at=grant.until,
        )
        for name, newcomer in wanted.items()
        if name not in there
        for grant in newcomer.grants
    )
    told: dict[str, list[event.Fact]] = {
        ids[name]: [events.opened(kind=newcomer.kind, by=by.id, at=at)]
        for name, newcomer in wanted.items()
        if name not in there
    }
    for row in rows:
        told[str(row.account_id)].append(
            events.granted(grant_id=row.pk, grant=queries.grant_of(row), by=by.id, at=at)
        )
    for account_id, said in told.items():
        ledger.append(stream=events.stream(account_id), expected=0, facts=said)
    return ids


@transaction.atomic
def note_self_opened(*, account_id: str, at: datetime) -> None:
    """Write down that a citizen opened an account for himself."""
    _record(account_id, events.opened(kind="citizen", by=account_id, at=at))


@transaction.atomic
def close_account(*, by: access.Actor, at: datetime, account_id: str) -> None:
    """Close an account: nobody signs in to it any longer, its keys open nothing."""
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    account = _account(account_id)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _record(account_id, events.closed(by=by.id, at=at))
    queries.forget_tokens()


@transaction.atomic
def give(*, by: access.Actor, at: datetime, account_id: str, grant: access.Grant) -> int:
    """Give a role to an account and return the grant's id; `grant.from_` is `at` where it names none."""
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    return _grant(by=by, at=at, account_id=account_id, grant=grant)


@transaction.atomic
def delegate(
    *,
    by: access.Actor,
    at: datetime,
    to: str,
    role: access.Role,
    unit: str,
    from_: datetime,
    until: datetime,
) -> int:
    """Lend a role to a colleague of the unit from `from_` until `until`, and return the grant's id.

    Raises:
        Refusal: of `access` for one who may not lend there; of `rules.lend` where it may not be lent so.

    Source: Law 77/2015/QH13, article 14 (authorisation: in writing, limited in time, not passed on).
    """
    access.require(actor=by, act=access.Act.DELEGATION_GRANT, subject=access.Subject(paths=((unit,),)))
    theirs = queries.grants(account_id=to, at=at) if to.isdecimal() else ()
    grant = rules.lend(
        lender=by,
        role=role,
        unit=unit,
        from_=from_,
        until=until,
        borrower=to,
        borrowers_units=[held.unit for held in theirs if held.unit],
    )
    return _grant(by=by, at=at, account_id=to, grant=grant)


@transaction.atomic
def end_grant(*, by: access.Actor, at: datetime, grant_id: int) -> None:
    """Take a role back from now on: the head who lent it, or whoever manages accounts.

    Raises:
        Refusal: `identity.no-such-grant`; `identity.already-ended`; of `access`.
    """
    row = models.Grant.objects.select_for_update().filter(pk=grant_id).first()
    if row is None:
        raise rules.Refusal("identity.no-such-grant", _("Không có lần giao quyền này."))
    if str(row.delegated_by_id) != by.id:
        access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    if row.until_at is not None and row.until_at <= at:
        raise rules.Refusal("identity.already-ended", _("Vai trò này đã hết thời hạn."))
    if row.from_at >= at:
        row.delete()
    else:
        row.until_at = at
        row.save(update_fields=["until_at"])
    _record(str(row.account_id), events.ended(grant_id=grant_id, by=by.id, at=at))
    queries.forget_tokens()


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
    """
    owner = account_id or by.id
    mine = owner == by.id
    access.require(actor=by, act=access.Act.ACCOUNT_OWN if mine else access.Act.ACCOUNT_MANAGE)
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = models.ApiToken.objects.create(
        account=_account(owner),
        label=label,
        digest=queries.token_digest(token),
        made_at=at,
        expires_at=expires_at,
    )
    _record(owner, events.token_made(token_id=row.pk, by=by.id, at=at))
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
    _record(str(row.account_id), events.token_revoked(token_id=token_id, by=by.id, at=at))
    queries.forget_tokens()


@transaction.atomic
def record_id_number(*, by: access.Actor, account_id: str, number: str) -> None:
    """Keep the personal number of an account, apart; the account itself shows it masked."""
    if account_id != by.id:
        access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    digits = rules.id_number(number)
    account = _account(account_id)
    try:
        with transaction.atomic():
            models.IdNumber.objects.update_or_create(account=account, defaults={"number": digits})
    except IntegrityError as error:
        raise rules.Refusal(
            "identity.already-taken", _("Số định danh này đã được dùng cho một tài khoản khác.")
        ) from error
    account.id_number_masked = rules.masked(digits)
    account.save(update_fields=["id_number_masked"])


@transaction.atomic
def erase(*, by: access.Actor, at: datetime, account_id: str) -> None:
    """Erase what is personal in an account and close it; the facts keep only its number.

    Source: Decree 13/2023/NĐ-CP, article 16 (erasure of personal data).
    """
    if account_id != by.id:
        access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    account = _account(account_id)
    models.IdNumber.objects.filter(account=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    account.username = f"da-xoa-{account_id}"
    account.full_name = _("Tài khoản đã xóa")
    account.phone = account.email = account.id_number_masked = ""
    account.is_active = False
    account.set_unusable_password()
    account.save()
    _record(account_id, events.erased(by=by.id, at=at))
    queries.forget_tokens()


def _ids(usernames: Iterable[str]) -> dict[str, str]:
    """Return the ids of those accounts that exist, by sign-in name."""
    rows = models.Account.objects.filter(username__in=list(usernames)).values_list("username", "pk")
    return {username: str(pk) for username, pk in rows}


def _account(account_id: str) -> models.Account:
    """Find an account to change, holding it for this transaction."""
    row = (
        models.Account.objects.select_for_update().filter(pk=account_id).first()
        if account_id.isdecimal()
        else None
    )
    if row is None:
        raise rules.Refusal("identity.no-such-account", _("Không có tài khoản này."))
    return row


def _grant(*, by: access.Actor, at: datetime, account_id: str, grant: access.Grant) -> int:
    """Write a grant and its fact."""
    account = _account(account_id)
    if account.kind != models.Kind.STAFF:
        raise rules.Refusal("identity.not-staff", _("Chỉ giao vai trò cho tài khoản cán bộ."))
    row = models.Grant.objects.create(
        account=account,
        role=grant.role,
        unit=grant.unit or "",
        from_at=grant.from_ or at,
        until_at=grant.until,
        delegated_by_id=grant.delegated_by,
    )
    _record(account_id, events.granted(grant_id=row.pk, grant=grant, by=by.id, at=at))
    queries.forget_tokens()
    return row.pk


def _record(account_id: str, fact: event.Fact) -> None:
    """Append a fact to the account's stream, behind those already there."""
    stream = events.stream(account_id)
    ledger.append(stream=stream, expected=len(facts.read(stream=stream)), facts=[fact])
