"""Finding an account as an administrator looks for one: by a name without accents, a sign-in name, a telephone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.base import fold
from motcua.spine import access
from motcua.systems.identity import models, rules
from motcua.systems.identity.queries.acting import in_force

SIZE = 30
LAST_PAGE = 100
SORTED = (
    3_000  # matches that are put in order; a word that fits more people than that is too short a question
)
MOST_WORDS = 8

# The same expression as the index identity_account_words.
WORDS = "to_tsvector('simple'::regconfig, translate(base_fold(full_name || ' ' || username), '-._@/+:', '       '))"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """An account in a list, with the roles that hold now; each role at its unit's code, which may be empty."""

    id: str
    username: str
    name: str
    kind: str
    phone: str
    is_open: bool
    roles: tuple[tuple[access.Role, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One page of accounts; `more` says that another follows."""

    items: tuple[Listed, ...]
    page: int
    more: bool


def accounts(
    *, at: datetime, text: str = "", unit: str = "", kind: str = "", page: int = 1, size: int = SIZE
) -> Found:
    """Find accounts in two questions to the database, whatever their number.

    By words in any order and writing, each at least the beginning of one in the name or the sign-in name; by a whole
    telephone number; by the `unit` where a role holds at `at`; by `kind`. Nothing asked gives the newest. `page` from 1.
    """
    page = max(1, min(page, LAST_PAGE))
    conditions, given = _conditions(text=text, unit=unit, kind=kind, at=at)
    given |= {"size": size + 1, "start": (page - 1) * size, "sorted": SORTED}
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "is_active DESC, full_name, id" if conditions else "id DESC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM (SELECT id, username, full_name, kind, phone, is_active FROM identity_account {where}"
            f" {'' if conditions else 'ORDER BY id DESC'} LIMIT %(sorted)s) AS found"
            f" ORDER BY {order} LIMIT %(size)s OFFSET %(start)s",
            given,
        )
        rows = cursor.fetchall()
    roles = _roles((row[0] for row in rows[:size]), at=at)
    return Found(
        items=tuple(_listed(row, roles.get(row[0], ())) for row in rows[:size]),
        page=page,
        more=len(rows) > size and page < LAST_PAGE,
    )


def _conditions(*, text: str, unit: str, kind: str, at: datetime) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = []
    given: dict[str, Any] = {}
    if text.strip():
        said, more = _said(text)
        conditions.append(said)
        given |= more
    if unit:
        conditions.append(
            "id IN (SELECT account_id FROM identity_grant WHERE unit = %(unit)s"
            " AND from_at <= %(at)s AND (until_at IS NULL OR until_at > %(at)s))"
        )
        given |= {"unit": unit, "at": at}
    if kind in models.Kind.values:
        conditions.append("kind = %(kind)s")
        given["kind"] = kind
    return conditions, given


def _said(text: str) -> tuple[str, dict[str, Any]]:
    """Read what was typed: a telephone number, or words; what has neither finds nobody."""
    try:
        return "phone = %(phone)s", {"phone": rules.phone(text)}
    except rules.Refusal:
        words = fold.words(text)[:MOST_WORDS]
    if not words:
        return "false", {}
    query = " & ".join(f"{word}:*" for word in words)
    return f"{WORDS} @@ to_tsquery('simple', %(query)s)", {"query": query}


def _roles(ids: Iterable[int], *, at: datetime) -> dict[int, tuple[tuple[access.Role, str], ...]]:
    """Return the roles that hold at `at`, by account."""
    rows = in_force(at=at).filter(account_id__in=list(ids)).order_by("pk")
    found: dict[int, tuple[tuple[access.Role, str], ...]] = {}
    for account_id, role, unit in rows.values_list("account_id", "role", "unit"):
        found[account_id] = (*found.get(account_id, ()), (access.Role(role), unit))
    return found


def _listed(row: tuple[Any, ...], roles: tuple[tuple[access.Role, str], ...]) -> Listed:
    pk, username, name, kind, phone, is_open = row
    return Listed(
        id=str(pk), username=username, name=name, kind=kind, phone=phone, is_open=is_open, roles=roles
    )
