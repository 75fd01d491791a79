"""How roles, units and times are said on the desk's pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

from motcua.spine import access
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation

NOT_PASSED_ON = frozenset(
    {access.Act.OFFICE_ENTER, access.Act.ACCOUNT_OWN, access.Act.DELEGATION_GRANT}
)  # what everybody may, and what one authorised may not


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A giving of a role as a page shows it; `until_day` is the last day on which it holds."""

    held: identity.Held
    role: str
    unit: str
    time: identity.Time
    until_day: datetime | None


def role(code: access.Role) -> str:
    """Say a role."""
    return gettext(access.ROLE_LABELS[code])


def units() -> Callable[[str], str]:
    """Give what says a unit by its short name, read once for a page; a code that no unit bears stays as it is."""
    known = organisation.register().by_code
    return lambda code: known[code].short_name if code in known else code


def acts(code: access.Role) -> list[str]:
    """Say what a role allows that not everybody may, in the order of the table."""
    return [
        gettext(access.ACT_LABELS[act])
        for act, scope in access.TABLE[code].items()
        if scope is not None and act not in access.PUBLIC_ACTS and act not in NOT_PASSED_ON
    ]


def lines(held: Iterable[identity.Held], *, at: datetime) -> list[Line]:
    """Say givings of roles as they stand at `at`."""
    called = units()
    return [
        Line(
            held=one,
            role=role(one.role),
            unit=called(one.unit),
            time=one.time(at=at),
            until_day=last_day(one.until_at) if one.until_at else None,
        )
        for one in held
    ]


def last_day(until: datetime) -> datetime:
    """Give a moment of the last day of a time that ends before `until`."""
    return until - timedelta(microseconds=1)
