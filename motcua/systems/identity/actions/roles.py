"""Roles: given by whoever manages accounts, lent by heads to their colleagues, taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.spine import access
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.identity import events, models, queries, rules
from motcua.systems.identity.actions import recording


@transaction.atomic
def give(*, by: access.Actor, at: datetime, account_id: str, grant: access.Grant) -> int:
    """Give a role to an account and return the grant's id; `grant.from_` is `at` where it names none.

    Raises:
        Refusal: of `access`; `identity.no-such-account`, `identity.not-staff`, `identity.role-not-given`,
            `identity.already-held`.
    """
    access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    if grant.role not in rules.GIVEN:
        raise rules.Refusal("identity.role-not-given", _("Vai trò này không do ai giao."))
    return _grant(by=by, at=at, account_id=account_id, grant=grant)


def loan(
    *,
    by: access.Actor,
    at: datetime,
    to: str,
    role: access.Role,
    unit: str,
    from_: datetime,
    until: datetime,
) -> access.Grant:
    """Return the grant that `delegate` would write, or refuse as it would; nothing is written.

    Raises:
        Refusal: of `access` for one who may not lend there; of `rules.lend` where it may not be lent so;
            `identity.period-past`; `identity.already-held` where the colleague has the role in that time.
    """
    access.require(actor=by, act=access.Act.DELEGATION_GRANT, subject=access.Subject(paths=((unit,),)))
    if from_ < at:
        raise rules.Refusal("identity.period-past", _("Việc ủy quyền không thể bắt đầu từ một lúc đã qua."))
    theirs = queries.grants(account_id=to, at=at) if queries.is_id(to) else ()
    grant = rules.lend(
        lender=by,
        role=role,
        unit=unit,
        from_=from_,
        until=until,
        borrower=to,
        borrowers_units=[held.unit for held in theirs if held.unit and held.delegated_by is None],
    )
    _refuse_double(account_id=to, grant=grant, at=at)
    return grant


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
        Refusal: as `loan` does.

    Source: Law 77/2015/QH13, article 14 (authorisation: in writing, limited in time, not passed on).
    """
    grant = loan(by=by, at=at, to=to, role=role, unit=unit, from_=from_, until=until)
    return _grant(by=by, at=at, account_id=to, grant=grant)


@transaction.atomic
def end_grant(*, by: access.Actor, at: datetime, grant_id: int) -> None:
    """Take a role back from now on: the head who lent it, or whoever manages accounts; what was lent of it ends too.

    Raises:
        Refusal: `identity.no-such-grant`; `identity.already-ended`; `identity.own-account` for one who would take
            the managing of accounts from himself; of `access`.
    """
    row = models.Grant.objects.select_for_update().filter(pk=grant_id).first()
    if row is None:
        raise rules.Refusal("identity.no-such-grant", _("Không có lần giao quyền này."))
    if str(row.delegated_by_id) != by.id:
        access.require(actor=by, act=access.Act.ACCOUNT_MANAGE)
    if str(row.account_id) == by.id and row.role == access.Role.ADMINISTRATOR:
        raise rules.Refusal(
            "identity.own-account",
            _("Ông/bà không tự bỏ quyền quản trị của mình được; một người quản trị khác phải làm việc này."),
        )
    if row.until_at is not None and row.until_at <= at:
        raise rules.Refusal("identity.already-ended", _("Vai trò này đã hết thời hạn."))
    _end(row, by=by, at=at)
    if row.delegated_by_id is None:
        end_loans(of=str(row.account_id), by=by, at=at, role=access.Role(row.role), unit=row.unit)
    queries.forget_tokens()


def end_loans(
    *, of: str, by: access.Actor, at: datetime, role: access.Role | None = None, unit: str = ""
) -> None:
    """End what an account lent (of one role at one unit, or of all): nobody lends what he no longer holds."""
    rows = models.Grant.objects.select_for_update().filter(delegated_by_id=int(of), until_at__gt=at)
    if role is not None:
        rows = rows.filter(role=role, unit=unit)
    for row in rows.order_by("pk"):
        _end(row, by=by, at=at)


def _end(row: models.Grant, *, by: access.Actor, at: datetime) -> None:
    """End one giving of a role at `at`; one that has not begun never was."""
    grant_id, account_id = row.pk, str(row.account_id)
    if row.from_at >= at:
        row.delete()
    else:
        row.until_at = at
        row.save(update_fields=["until_at"])
    recording.tell(account_id, events.ended(grant_id=grant_id, by=by.id, at=at))


def _refuse_double(*, account_id: str, grant: access.Grant, at: datetime) -> None:
    """Refuse a role that the account has at the unit in that time; a loan does not stand in the way of an appointment."""
    rows = models.Grant.objects.filter(account_id=account_id, role=grant.role, unit=grant.unit or "")
    rows = rows.filter(Q(until_at__isnull=True) | Q(until_at__gt=grant.from_ or at))
    if grant.until is not None:
        rows = rows.filter(from_at__lt=grant.until)
    if grant.delegated_by is None:
        rows = rows.filter(delegated_by__isnull=True)
    if rows.exists():
        raise rules.Refusal(
            "identity.already-held", _("Người này đã có vai trò đó tại đơn vị đó trong thời gian ấy.")
        )


def _grant(*, by: access.Actor, at: datetime, account_id: str, grant: access.Grant) -> int:
    """Write a grant and its fact."""
    account = recording.account(account_id)
    if account.kind != models.Kind.STAFF:
        raise rules.Refusal("identity.not-staff", _("Chỉ giao vai trò cho tài khoản cán bộ."))
    _refuse_double(account_id=account_id, grant=grant, at=at)
    row = models.Grant.objects.create(
        account=account,
        role=grant.role,
        unit=grant.unit or "",
        from_at=grant.from_ or at,
        until_at=grant.until,
        delegated_by_id=grant.delegated_by,
    )
    recording.tell(account_id, events.granted(grant_id=row.pk, grant=grant, by=by.id, at=at))
    queries.forget_tokens()
    return row.pk
