"""Who works where, and what people are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.base import clock
from motcua.spine import access
from motcua.systems.identity import models
from motcua.systems.identity.queries.acting import in_force

LONGEST_ID = 18  # digits that surely fit the database's key


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One who holds a role: `id` as in facts, `unit` a unit code or empty."""

    id: str
    username: str
    name: str
    role: access.Role
    unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """An account as its owner sees it; the personal number only masked (`0331******12`)."""

    id: str
    username: str
    name: str
    kind: str
    phone: str
    email: str
    id_number_masked: str
    joined_at: datetime
    is_open: bool
    is_erased: bool


def people(
    *, unit: str | None = None, role: access.Role | None = None, units: Iterable[str] | None = None
) -> tuple[Person, ...]:
    """Return who holds a role now, at one unit, at several or at all, in one role or any; by unit, then name."""
    rows = in_force(at=clock.now()).filter(account__is_active=True)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    if role is not None:
        rows = rows.filter(role=role)
    found = rows.order_by("unit", "account__full_name", "account_id").values_list(
        "account_id", "account__username", "account__full_name", "role", "unit"
    )
    return tuple(
        Person(id=str(pk), username=username, name=name, role=access.Role(held), unit=at_unit)
        for pk, username, name, held, at_unit in found
    )


def names(ids: Iterable[str]) -> dict[str, str]:
    """Return the names to show for the ids of facts; an id that is no account keeps out (`system:importer`)."""
    known = [pk for pk in set(ids) if is_id(pk)]
    rows = models.Account.objects.filter(pk__in=known).values_list("pk", "full_name")
    return {str(pk): name for pk, name in rows}


def profile(*, account_id: str) -> Profile | None:
    """Return an account as its owner sees it."""
    row = models.Account.objects.filter(pk=account_id).first() if is_id(account_id) else None
    if row is None:
        return None
    return Profile(
        id=str(row.pk),
        username=row.username,
        name=row.full_name,
        kind=row.kind,
        phone=row.phone,
        email=row.email,
        id_number_masked=row.id_number_masked,
        joined_at=row.joined_at,
        is_open=row.is_active,
        is_erased=row.username.startswith(models.ERASED),
    )


def find(*, username: str) -> Profile | None:
    """Return the account of a sign-in name, in any case of its letters."""
    pk = models.Account.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
    return profile(account_id=str(pk)) if pk else None


def id_number(*, account_id: str) -> str | None:
    """Return the full personal number of an account; whoever asks has passed the act `dossier.reveal`."""
    return models.IdNumber.objects.filter(account_id=account_id).values_list("number", flat=True).first()


def is_citizen(*, account_id: str) -> bool:
    """Say whether this is the open account of a citizen."""
    rows = models.Account.objects.filter(kind=models.Kind.CITIZEN, is_active=True)
    return is_id(account_id) and rows.filter(pk=account_id).exists()


def works_at(*, account_id: str, unit: str, at: datetime) -> bool:
    """Say whether this open account holds a role at the unit at `at`."""
    rows = in_force(at=at).filter(unit=unit, account__is_active=True)
    return is_id(account_id) and rows.filter(account_id=account_id).exists()


def is_id(text: str) -> bool:
    """Say whether `text` can be the id of an account at all."""
    return text.isdecimal() and len(text) <= LONGEST_ID
