"""Accounts: opened one by one or many at once, closed, erased."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from motcua.spine import access, event
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.identity import events, models, queries, rules
from motcua.systems.identity.actions import recording, roles
from motcua.systems.ledger import actions as ledger


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomer:
    """An account to open together with others: staff with their grants, or a citizen."""

    username: str
    name: str
    kind: str = "staff"
    phone: str = ""
    signs_in: bool = False
    grants: tuple[access.Grant, ...] = ()


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

    A citizen, who signs in by telephone, may have no `username`: he gets one that he need not know.

    Raises:
        Refusal: of `access` for one who does not manage accounts; `identity.username-malformed`,
            `identity.phone-malformed`; `identity.already-taken`, `identity.already-has-phone`.
    """
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    named = username or kind != models.Kind.CITIZEN
    username = rules.username(username) if named else models.citizen_username()
    phone = phone and rules.phone(phone)
    try:
        with transaction.atomic():
            account = models.Account.objects.create_user(
                username, password, full_name=name, kind=kind, phone=phone, joined_at=at
            )
    except IntegrityError as error:
        raise _taken(error) from error
    recording.tell(str(account.pk), events.opened(kind=kind, by=by.id, at=at))
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
    recording.tell(account_id, events.opened(kind="citizen", by=account_id, at=at))


@transaction.atomic
def close_account(*, by: access.Actor, at: datetime, account_id: str) -> None:
    """Close an account: nobody signs in to it any longer, its keys open nothing, what it lent ends.

    Raises:
        Refusal: of `access`; `identity.no-such-account`, `identity.already-closed`, `identity.own-account`.
    """
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    account = recording.account(account_id)
    _refuse_own(by=by, account_id=account_id)
    if not account.is_active:
        raise rules.Refusal("identity.already-closed", _("Tài khoản này đã khóa."))
    account.is_active = False
    account.save(update_fields=["is_active"])
    recording.tell(account_id, events.closed(by=by.id, at=at))
    roles.end_loans(of=account_id, by=by, at=at)
    queries.forget_tokens()


@transaction.atomic
def reopen_account(*, by: access.Actor, at: datetime, account_id: str) -> None:
    """Open a closed account again, with the roles it still holds; what it had lent stays ended.

    Raises:
        Refusal: of `access`; `identity.no-such-account`, `identity.already-open`, `identity.already-erased`.
    """
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    account = recording.account(account_id)
    if account.is_active:
        raise rules.Refusal("identity.already-open", _("Tài khoản này đang mở."))
    if account.username.startswith(models.ERASED):
        raise rules.Refusal("identity.already-erased", _("Tài khoản này đã xóa, không mở lại được."))
    account.is_active = True
    account.save(update_fields=["is_active"])
    recording.tell(account_id, events.reopened(by=by.id, at=at))


@transaction.atomic
def record_id_number(*, by: access.Actor, account_id: str, number: str) -> None:
    """Keep the personal number of an account, apart; the account itself shows it masked."""
    if account_id != by.id:
        access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    digits = rules.id_number(number)
    account = recording.account(account_id)
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

    Raises:
        Refusal: of `access`; `identity.no-such-account`, `identity.already-erased`, `identity.own-account`.

    Source: Decree 13/2023/NĐ-CP, article 16 (erasure of personal data).
    """
    if account_id != by.id:
        access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    account = recording.account(account_id)
    _refuse_own(by=by, account_id=account_id)
    if account.username.startswith(models.ERASED):
        raise rules.Refusal("identity.already-erased", _("Tài khoản này đã xóa."))
    models.IdNumber.objects.filter(account=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    account.username = f"{models.ERASED}{account_id}"
    account.full_name = _("Tài khoản đã xóa")
    account.phone = account.email = account.id_number_masked = ""
    account.is_active = False
    account.set_unusable_password()
    account.save()
    recording.tell(account_id, events.erased(by=by.id, at=at))
    roles.end_loans(of=account_id, by=by, at=at)
    queries.forget_tokens()


def _ids(usernames: Iterable[str]) -> dict[str, str]:
    """Return the ids of those accounts that exist, by sign-in name."""
    rows = models.Account.objects.filter(username__in=list(usernames)).values_list("username", "pk")
    return {username: str(pk) for username, pk in rows}


def _refuse_own(*, by: access.Actor, account_id: str) -> None:
    """Keep one who manages accounts from shutting himself out, so that somebody always manages them."""
    if by.id == account_id and access.may(actor=by, act=access.Act.ACCOUNT_MANAGE):
        raise rules.Refusal(
            "identity.own-account",
            _(
                "Ông/bà không tự khóa hoặc xóa tài khoản của mình được; một người quản trị khác phải làm việc này."
            ),
        )


def _taken(error: IntegrityError) -> rules.Refusal:
    """Say which of the two is taken, by the constraint that the database names."""
    if "identity_account_one_phone" in str(error):
        return rules.Refusal("identity.already-has-phone", _("Số điện thoại này đã có tài khoản."))
    return rules.Refusal("identity.already-taken", _("Tên đăng nhập này đã có người dùng."))
