"""What an account holds: roles given and lent, and the keys of its programs, those that are over with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import QuerySet

from motcua.spine import access
from motcua.systems.identity import models, rules
from motcua.systems.identity.queries.people import is_id

MOST = 200  # rows of one list; nobody holds so many, and a page stays a page

Time = Literal["now", "ahead", "over"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One giving of a role: who holds it, what, at which unit, for what time; `lender` empty where it was not lent."""

    id: int
    holder: str
    holder_name: str
    role: access.Role
    unit: str
    from_at: datetime
    until_at: datetime | None
    lender: str = ""
    lender_name: str = ""

    def time(self, *, at: datetime) -> Time:
        """Say whether the role holds at `at`, will, or no longer does."""
        if self.until_at is not None and self.until_at <= at:
            return "over"
        return "now" if self.from_at <= at else "ahead"


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A key by which a program acts for an account; what opens with it is not kept and cannot be shown."""

    id: int
    label: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def opens(self, *, at: datetime) -> bool:
        """Say whether the key still opens something at `at`."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


def held(*, account_id: str) -> tuple[Held, ...]:
    """Return all roles an account holds, will hold or held, the newest first."""
    return _read(models.Grant.objects.filter(account_id=account_id)) if is_id(account_id) else ()


def borrowed(*, account_id: str) -> tuple[Held, ...]:
    """Return the roles lent to an account, the newest first."""
    rows = models.Grant.objects.filter(delegated_by__isnull=False)
    return _read(rows.filter(account_id=account_id)) if is_id(account_id) else ()


def lent(*, by: str) -> tuple[Held, ...]:
    """Return the roles that an account lent to others, the newest first."""
    return _read(models.Grant.objects.filter(delegated_by_id=int(by))) if is_id(by) else ()


def lendable(*, actor: access.Actor) -> list[tuple[access.Role, str]]:
    """Return the roles that an actor may lend, each with its unit: given to himself, where he may lend at all."""
    return [
        (grant.role, grant.unit)
        for grant in actor.grants
        if grant.unit and grant.delegated_by is None and rules.may_lend(lender=actor, unit=grant.unit)
    ]


def given(*, grant_id: int) -> Held | None:
    """Return one giving of a role."""
    rows = models.Grant.objects.filter(pk=grant_id) if is_id(str(grant_id)) else models.Grant.objects.none()
    return next(iter(_read(rows)), None)


def keys(*, account_id: str) -> tuple[Key, ...]:
    """Return the keys of an account, the newest first."""
    rows = models.ApiToken.objects.filter(account_id=account_id).order_by("-pk")[:MOST]
    return tuple(
        Key(
            id=row.pk,
            label=row.label,
            made_at=row.made_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
        )
        for row in rows
    )


def _read(rows: "QuerySet[models.Grant]") -> tuple[Held, ...]:
    """Take grants out of their rows, with the names of both sides."""
    named = rows.select_related("account", "delegated_by").order_by("-from_at", "-pk")[:MOST]
    return tuple(
        Held(
            id=row.pk,
            holder=str(row.account_id),
            holder_name=row.account.full_name,
            role=access.Role(row.role),
            unit=row.unit,
            from_at=row.from_at,
            until_at=row.until_at,
            lender=str(row.delegated_by_id or ""),
            lender_name=row.delegated_by.full_name if row.delegated_by else "",
        )
        for row in named
    )
