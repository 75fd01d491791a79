"""The register of units on paper, as it were: frozen, in memory, asked by day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from motcua.base import fold
from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop


class Refusal(refusal.Refusal):
    """A question about a unit that the register cannot answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitRecord:
    """One unit: `path` holds the codes from the province down to the unit itself.

    `kind` tells what sort of unit it is (`construction`, `tax`, `district`, …); `fields` the fields of procedures that
    a provincial unit settles; `serves` the units it works for (a land-registry branch: its districts); `receives`
    whether it has a counter of its own.
    """

    code: str
    name: str
    short_name: str
    level: str
    kind: str
    parent: str | None
    path: tuple[str, ...]
    fields: tuple[str, ...]
    serves: tuple[str, ...]
    receives: bool
    valid_from: date
    valid_until: date | None
    succeeded_by: str | None

    def in_force(self, day: date) -> bool:
        """Tell whether the unit exists on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Register:
    """All units there are or were, by code, in the order of their codes."""

    by_code: dict[str, UnitRecord] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[UnitRecord]) -> "Register":
        """Make a register of `records`."""
        return cls({record.code: record for record in sorted(records, key=lambda record: record.code)})

    def unit(self, *, code: str, on: date | None = None) -> UnitRecord:
        """Give the unit `code`; refuse a code that no unit has, or (asked `on` a day) one not in force then."""
        record = self.by_code.get(code)
        if record is None:
            raise Refusal(
                "organisation.unit-not-known",
                gettext_noop("Không có cơ quan, đơn vị nào mang mã “%(code)s”."),
                params={"code": code},
            )
        if on is not None and not record.in_force(on):
            raise Refusal(
                "organisation.unit-not-in-force",
                gettext_noop("%(name)s (%(code)s) không hoạt động vào ngày %(day)s."),
                params={"name": record.name, "code": code, "day": f"{on:%d/%m/%Y}"},
            )
        return record

    def units(
        self,
        *,
        on: date | None = None,
        level: str | None = None,
        under: str | None = None,
        kind: str | None = None,
    ) -> tuple[UnitRecord, ...]:
        """List units in the order of their codes: in force `on` a day, of a `level`, of a `kind`, `under` a unit (itself with it)."""
        return tuple(
            record
            for record in self.by_code.values()
            if (on is None or record.in_force(on))
            and (level is None or record.level == level)
            and (kind is None or record.kind == kind)
            and (under is None or under in record.path)
        )

    def find(self, *, text: str, on: date, limit: int) -> tuple[UnitRecord, ...]:
        """Find units by a code, or by words that each begin a word of the name; the nearest to what was typed first."""
        exact = self.by_code.get(text.strip().upper())
        if exact is not None and exact.in_force(on):
            return (exact,)
        asked = fold.words(text)
        if not asked:
            return ()
        found = [
            (_distance(asked, unit), len(unit.path), unit.code, unit)
            for unit in self.units(on=on)
            if _fits(asked, fold.words(f"{unit.short_name} {unit.name}"))
        ]
        return tuple(unit for *_, unit in sorted(found, key=lambda each: each[:3])[:limit])

    def settling(self, *, level: str, field: str, place: str, on: date) -> UnitRecord:
        """Give the unit that settles a procedure of `field` at `level` for a dossier handed in at the unit `place`.

        At the province: the department in charge of the field. At the district and the commune: the people's
        committee itself: `place`, or the one above it.
        """
        path = self.unit(code=place).path
        if level == "province":
            found = [unit for unit in self.units(on=on, under=path[0]) if field in unit.fields]
        else:
            found = [
                unit for code in path if (unit := self.unit(code=code)).level == level and unit.kind == level
            ]
        for unit in found:
            if unit.in_force(on):
                return unit
        raise Refusal(
            "organisation.no-unit-in-charge",
            gettext_noop(
                "Không có cơ quan nào phụ trách lĩnh vực “%(field)s” cho %(place)s vào ngày %(day)s."
            ),
            params={"field": field, "place": self.unit(code=place).short_name, "day": f"{on:%d/%m/%Y}"},
        )

    def receiving(self, *, handling: str, on: date) -> UnitRecord:
        """Give the unit whose counter takes in dossiers for the unit `handling`.

        The nearest one with a counter on the way up; below the province's committee, the provincial one-stop centre.
        """
        path = self.unit(code=handling, on=on).path
        for code in reversed(path):
            unit = self.unit(code=code)
            if unit.receives and unit.in_force(on):
                return unit
        for unit in self.units(on=on, under=path[0], kind="one-stop"):
            return unit
        return self.unit(code=handling, on=on)

    def consulted(self, *, kind: str, handling: str, on: date) -> UnitRecord:
        """Give the unit of `kind` that the unit `handling` asks: one that serves it, else the nearest in the province."""
        path = self.unit(code=handling).path
        found = self.units(on=on, under=path[0], kind=kind)
        for unit in found:
            if any(code in unit.serves for code in path):
                return unit
        for unit in found:
            if not unit.serves:
                return unit
        raise Refusal(
            "organisation.no-unit-of-kind",
            gettext_noop("Không có đơn vị loại “%(kind)s” để %(handling)s hỏi ý kiến."),
            params={"kind": kind, "handling": self.unit(code=handling).short_name},
        )


def _fits(asked: list[str], name: list[str]) -> bool:
    """Tell whether every word asked begins a word of the name."""
    return all(any(word.startswith(one) for word in name) for one in asked)


def _distance(asked: list[str], unit: UnitRecord) -> int:
    """Tell how far a name is from what was asked: the whole name 0, its beginning 1, the words in order 2, else 3."""
    said = " ".join(asked)
    names = [" ".join(fold.words(name)) for name in (unit.short_name, unit.name)]
    if said in names:
        return 0
    if any(name.startswith(said) for name in names):
        return 1
    return 2 if any(said in name for name in names) else 3
