"""What other rooms may ask of the register of units; answers are frozen records, never rows."""

import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection

from motcua.systems.organisation.models import Unit
from motcua.systems.organisation.rules import Register, UnitRecord

__all__ = [
    "Register",
    "UnitRecord",
    "believe",
    "consulted",
    "doubt",
    "find",
    "locality",
    "receiving",
    "register",
    "settling",
    "unit",
    "units",
]

# The sum of the writing transactions changes with every insert, update and delete.
EDITION = "SELECT count(*), max(xmin::text::bigint), sum(xmin::text::bigint) FROM organisation_unit"


# Kinds of unit whose own name is the place in which they write.
PLACES = ("Xã ", "Phường ", "Thị trấn ", "Huyện ", "Thành phố ", "Thị xã ")

# Seconds for which a process believes what it read: a unit changed elsewhere shows no later.
BELIEVED = 1.0


@dataclass(slots=True)
class _Shelf:
    """The register this process read last, with the edition of the table it was read from, and when it was asked."""

    kept: tuple[tuple[int, ...], Register]
    believed_until: float = 0.0
    doubted: bool = False


_shelf = _Shelf(((), Register()))


def doubt() -> None:
    """Ask before every answer: the register is being changed here, and the change may yet be taken back."""
    _shelf.believed_until, _shelf.doubted = 0.0, True


def believe() -> None:
    """Believe again for a while: the change was committed."""
    _shelf.believed_until, _shelf.doubted = 0.0, False


def register() -> Register:
    """Give the whole register: asked for its edition once a second, its rows only when they changed."""
    if time.monotonic() < _shelf.believed_until:
        return _shelf.kept[1]
    with connection.cursor() as cursor:
        cursor.execute(EDITION)
        edition = tuple(cursor.fetchone())
    kept_edition, kept = _shelf.kept
    if edition != kept_edition:
        kept = Register.of(record(row) for row in Unit.objects.all())
        _shelf.kept = (edition, kept)
    if not _shelf.doubted:  # said last: another thread must not believe what is not yet on the shelf
        _shelf.believed_until = time.monotonic() + BELIEVED
    return kept


def unit(*, code: str, on: date | None = None) -> UnitRecord:
    """Give the unit `code`; refuse one not known, or not in force `on` the day asked."""
    return register().unit(code=code, on=on)


def locality(record: UnitRecord) -> str:
    """Name the place that stands before the day on a unit's papers: its own where it is a place, else the province.

    Source: NĐ 30/2020/NĐ-CP, Annex I, part II, 4.
    """
    short = record.short_name
    return next((short.removeprefix(kind) for kind in PLACES if short.startswith(kind)), settings.PROVINCE)


def units(
    *, on: date | None = None, level: str | None = None, under: str | None = None, kind: str | None = None
) -> tuple[UnitRecord, ...]:
    """List units by code: in force `on` a day (None: ever), of a `level`, of a `kind`, `under` a unit (itself with it)."""
    return register().units(on=on, level=level, under=under, kind=kind)


def find(*, text: str, on: date, limit: int = 12) -> tuple[UnitRecord, ...]:
    """Find units in force `on` a day by words of their names in any writing, or by a code; the whole name comes first.

    “so xay dung” finds Sở Xây dựng, “van lam” the district and then its communes' like; a code finds that unit alone.
    """
    return register().find(text=text, on=on, limit=limit)


def settling(*, level: str, field: str, place: str, on: date) -> UnitRecord:
    """Give the unit that settles a procedure of `field` at `level` for a dossier handed in at `place`."""
    return register().settling(level=level, field=field, place=place, on=on)


def receiving(*, handling: str, on: date) -> UnitRecord:
    """Give the unit whose counter takes in dossiers for the unit `handling` (Decree 61/2018/NĐ-CP, Article 7)."""
    return register().receiving(handling=handling, on=on)


def consulted(*, kind: str, handling: str, on: date) -> UnitRecord:
    """Give the unit of `kind` that `handling` consults: what a step's `consulted:<kind>` means for it."""
    return register().consulted(kind=kind, handling=handling, on=on)


def record(row: Unit) -> UnitRecord:
    """Take a row out of the room as a frozen record."""
    return UnitRecord(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        level=row.level,
        kind=row.kind,
        parent=row.parent_id,
        path=tuple(row.path),
        fields=tuple(row.fields),
        serves=tuple(row.serves),
        receives=row.receives,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        succeeded_by=row.succeeded_by_id,
    )
