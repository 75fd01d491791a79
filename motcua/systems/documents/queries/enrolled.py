"""Who may sign with what: the certificates written down for people and agencies."""

from dataclasses import dataclass
from datetime import datetime

from motcua.systems.documents import models


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrolled:
    """A key in use: its holder (account or unit code), the name in its certificate, where it lies.

    `opens_itself` tells that it is a trial key, for which nobody is asked a password.
    """

    id: int
    holder: str
    agency: bool
    name: str
    certificate: str
    until: datetime
    place: str
    opens_itself: bool
    trial: bool
    picture: str


def key(*, holder: str, agency: bool) -> Enrolled | None:
    """Give the key that a person or an agency signs with, None where none is written down."""
    row = models.SigningKey.objects.filter(holder=holder, agency=agency, ended_at__isnull=True).first()
    return _record(row) if row else None


def keys() -> tuple[Enrolled, ...]:
    """List every key in use, agencies first."""
    rows = models.SigningKey.objects.filter(ended_at__isnull=True).order_by("-agency", "name")
    return tuple(_record(row) for row in rows)


def _record(row: models.SigningKey) -> Enrolled:
    return Enrolled(
        id=row.pk,
        holder=row.holder,
        agency=row.agency,
        name=row.name,
        certificate=row.certificate,
        until=row.until,
        place=row.place,
        opens_itself=bool(row.trial and row.opening),
        trial=row.trial,
        picture=row.picture,
    )
