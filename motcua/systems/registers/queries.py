"""What may be asked of the registers: which there are, what was imported, and what a cell's name leads to."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from motcua.base import fold
from motcua.spine.collection import nearest
from motcua.spine.refusal import gettext_noop
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures
from motcua.systems.registers import collections, models, rules
from motcua.systems.workfiles import collections as workfiles, queries as files


class Refusal(rules.Refusal):
    """A question about a register that has no answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRecord:
    """One import as it is shown: `by` is an account's id, the counts are of rows."""

    register: str
    number: int
    file_name: str
    digest: str
    document: str
    document_name: str
    at: datetime
    by: str
    valid_since: datetime
    whole: bool
    added: int
    changed: int
    unchanged: int
    ended: int
    refused: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A register with how many rows it holds now, and its latest import (None: none yet)."""

    register: rules.Register
    rows: int
    latest: ImportRecord | None


def registers() -> Mapping[str, rules.Register]:
    """Give every register of the law's folder by name."""
    return collections.known()


def fault() -> rules.Refusal | None:
    """Say which file of a register cannot be read since it was changed; None where all can."""
    registers()
    return collections.folder().fault


def register(name: str) -> rules.Register:
    """Give one register; refuse a name that none has, with the nearest."""
    known = registers()
    if name not in known:
        message = gettext_noop("Không có sổ nào tên “%(name)s”; có phải ý là “%(nearest)s”?")
        params = {"name": name[:60], "nearest": nearest(name[:60], list(known))}
        raise Refusal("registers.no-such-register", message, params=params)
    return known[name]


def kept() -> tuple[Kept, ...]:
    """Give every register with what it holds."""
    rows = _rows()
    latest = {
        each.register: record(each)
        for each in models.Import.objects.order_by("register", "-number").distinct("register")
    }
    return tuple(
        Kept(register=each, rows=rows.get(each.name, 0), latest=latest.get(each.name))
        for each in registers().values()
    )


def imports(name: str, *, limit: int = 20) -> tuple[ImportRecord, ...]:
    """Give the latest imports of one register, newest first."""
    return tuple(
        record(each) for each in models.Import.objects.filter(register=name).order_by("-number")[:limit]
    )


def imports_of(name: str) -> int:
    """Count the imports of one register."""
    return models.Import.objects.filter(register=name).count()


def imports_so_far() -> int:
    """Count the tables that were ever taken in, of all registers."""
    return models.Import.objects.count()


def an_import(name: str, number: int) -> ImportRecord:
    """Give one import of a register."""
    found = models.Import.objects.filter(register=name, number=number).first()
    if found is None:
        message = gettext_noop("Sổ “%(name)s” không có lần nhập thứ %(number)s.")
        raise Refusal("registers.no-such-import", message, params={"name": name[:60], "number": number})
    return record(found)


def no_such_file(name: str, number: int) -> Refusal:
    """Say that an import has no file of the kind asked for, or that the law's folder brought it."""
    message = gettext_noop("Lần nhập thứ %(number)s của sổ “%(name)s” không giữ tệp này.")
    return Refusal("registers.no-such-file", message, params={"name": name[:60], "number": number})


def record(row: models.Import) -> ImportRecord:
    """Take an import out of the room as a frozen record."""
    return ImportRecord(**{name: getattr(row, name) for name in ImportRecord.__slots__})


def resolvers(register: rules.Register) -> Mapping[str, Callable[[str], str | None]]:
    """Give, for each link of a register, how a cell's code or name leads to a key; read whole, asked row by row."""
    links = {field.link for field in register.fields}
    makers = {"units": _units, "procedures": _procedures}
    return {link: maker() for link, maker in makers.items() if link in links}


@dataclass(frozen=True, kw_only=True, slots=True)
class InRoom:
    """Which units (code) keep their records of which year in a room itself, and since when: tables give way there.

    `unit` and `day` name the columns that say of which unit a row is, and by which day it is of which year.
    """

    unit: str
    day: str
    since: Mapping[tuple[str, int], datetime]

    def place(self, body: Mapping[str, object]) -> tuple[str, int]:
        """Give of which unit and year a row is."""
        return str(body.get(self.unit, "")), int(str(body.get(self.day) or 0)[:4])


def in_room(name: str) -> InRoom | None:
    """Say who keeps a register's records in the room of the same name (decision 0024); None where no room keeps any."""
    kept = workfiles.SOURCE
    if name != kept.collection.name or kept.instead is None:
        return None
    return InRoom(unit=kept.instead.unit, day=kept.instead.day, since=files.kept_here())


def given_way(name: str) -> tuple[tuple[str, int, datetime, int], ...]:
    """List what stands in a register and counts no more: unit (code), year, since when the room keeps it, rows."""
    room = in_room(name)
    if room is None:
        return ()
    bodies = models.Entry.objects.filter(
        register=name, ended_at=None, **{f"body__{room.unit}__in": {unit for unit, _ in room.since}}
    ).values_list("body", flat=True)
    rows = Counter(place for body in bodies if (place := room.place(body)) in room.since)
    return tuple((unit, year, room.since[unit, year], many) for (unit, year), many in sorted(rows.items()))


def codes(register: rules.Register) -> Mapping[str, frozenset[str]]:
    """Give, in capitals, the codes of each book in which a column of the register looks its codes up."""
    makers = {"units": _unit_codes, "service_units": _service_unit_codes}
    asked = {book for field in register.fields for book in field.known_in}
    return {book: makers[book]() for book in asked}


def _unit_codes() -> frozenset[str]:
    return frozenset(unit.code.upper() for unit in organisation.units())


def _service_unit_codes() -> frozenset[str]:
    rows = models.Entry.objects.filter(register="service_units", ended_at=None)
    return frozenset(key.upper() for key in rows.values_list("key", flat=True))


def import_of(
    name: str, *, digest: str, whole: bool, valid_since: datetime | None = None
) -> ImportRecord | None:
    """Give the latest import of a register that took in this very file in the same way; None where there is none.

    `valid_since` is when its rows were to hold from; None: whenever that was.
    """
    rows = models.Import.objects.filter(register=name, digest=digest, whole=whole)
    if valid_since is not None:
        rows = rows.filter(valid_since=valid_since)
    found = rows.order_by("-number").first()
    return record(found) if found else None


def _units() -> Callable[[str], str | None]:
    """Know units by code, and by a name that one unit alone has."""
    codes: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for unit in organisation.units():
        codes[unit.code] = unit.code
        for name in {_folded(unit.name), _folded(unit.short_name)}:
            names.setdefault(name, set()).add(unit.code)

    def resolve(text: str) -> str | None:
        if (code := codes.get(text.upper())) is not None:
            return code
        found = names.get(_folded(text), set())
        return next(iter(found)) if len(found) == 1 else None

    return resolve


def _procedures() -> Callable[[str], str | None]:
    known = frozenset(procedures.codes())
    return lambda text: text if text in known else None


def _folded(name: str) -> str:
    return " ".join(fold.words(name))


def _rows() -> dict[str, int]:
    found = models.Entry.objects.filter(ended_at=None).values_list("register").annotate(Count("id"))
    return dict(found)
