"""What may be read of the catalogue; to other rooms, frozen records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Q

from motcua.spine import procedure, refusal
from motcua.systems.procedures import ports, rules
from motcua.systems.procedures.models import CatalogueEntry, Procedure
from motcua.systems.procedures.queries import current
from motcua.systems.procedures.queries.finding import Found, Item, item, search
from motcua.systems.procedures.queries.naming import Called, called

__all__ = [
    "Called",
    "Field",
    "Found",
    "Item",
    "ProcedurePage",
    "ReasonCount",
    "Undecided",
    "UndecidedPage",
    "called",
    "codes",
    "definition",
    "fields",
    "items",
    "procedure_page",
    "search",
    "unparsed",
]

OURS = Q(source="law") | Q(levels=[]) | Q(levels__overlap=list(rules.OURS))


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field of administration and how many procedures it has here."""

    field: str
    name: str
    name_en: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedurePage:
    """All there is to show of a procedure: the province's definition, the national entry, or both side by side."""

    item: Item
    definition: procedure.Definition | None
    entry: ports.CatalogueEntry | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Undecided:
    """Words of the national list that an editor must decide on."""

    code: str
    name: str
    field: str
    reason: str
    verbatim: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonCount:
    """How many places of the national list wait for one reason."""

    field: str
    reason: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UndecidedPage:
    """One page of what an editor must decide, with all reasons and their counts."""

    items: tuple[Undecided, ...]
    total: int
    page: int
    pages: int
    reasons: tuple[ReasonCount, ...]


def definition(*, code: str, version: int | None = None, on: date | None = None) -> procedure.Definition:
    """Give a published version of a procedure: that number, or the one in force `on` a day, or the newest.

    Immutable and kept in the process. Raises Refusal `procedures.no-such-procedure`, `procedures.not-in-force`.
    """
    held = current.versions(code)
    if not held:
        raise rules.not_found(code)
    for number, valid_from, valid_until, digest in reversed(held):
        if version is not None and number != version:
            continue
        if on is not None and not (valid_from <= on and (valid_until is None or on <= valid_until)):
            continue
        return current.body(code, version=number, digest=digest)
    raise rules.Refusal(
        "procedures.not-in-force",
        refusal.gettext_noop("Thủ tục %(code)s chưa có hoặc không còn hiệu lực ở thời điểm này."),
        params={"code": code},
    )


def codes() -> tuple[str, ...]:
    """Give the codes of the province's own procedures, in order."""
    rows = Procedure.objects.filter(source="law").order_by("code")
    return tuple(rows.values_list("code", flat=True))


def fields() -> tuple[Field, ...]:
    """Give the fields with their counts, by name."""
    rows = (
        Procedure.objects.filter(OURS)
        .exclude(field="")
        .values_list("field", "field_name", "field_name_en", "source")
        .annotate(count=Count("id"))
        .order_by("field", "source")
    )
    found: dict[str, Field] = {}
    for slug, name, name_en, _, count in rows:
        first = found.get(slug)
        found[slug] = Field(
            field=slug,
            name=first.name if first else name,
            name_en=first.name_en if first and first.name_en else name_en,
            count=count + (first.count if first else 0),
        )
    return tuple(found.values())


def items(*, codes: Sequence[str]) -> tuple[Item, ...]:
    """Give the province's procedures of these codes, in their order; a code it does not have is left out."""
    rows = {row.code: row for row in Procedure.objects.filter(source="law", code__in=codes)}
    return tuple(item(rows[code]) for code in codes if code in rows)


def procedure_page(code: str) -> ProcedurePage:
    """Give all there is to show of a procedure, by its code, or by its root where only that is known.

    Raises Refusal `procedures.no-such-procedure`.
    """
    if "\0" in code:  # the database cannot even be asked
        raise rules.not_found(code)
    root = rules.root(code)
    rows = {row.code: row for row in Procedure.objects.filter(Q(code=code) | Q(code=root))}
    row = rows.get(code) or rows.get(root)
    if row is None:
        raise rules.not_found(code)
    entries = {(entry.code, entry.kind): entry for entry in CatalogueEntry.objects.filter(root=row.root)}
    chosen = next(
        (
            entries[key]
            for key in ((row.code, "detail"), (row.root, "detail"), (row.code, "list"))
            if key in entries
        ),
        None,
    )
    return ProcedurePage(
        item=item(row),
        definition=definition(code=row.code) if row.source == "law" else None,
        entry=ports.from_json(bytes(chosen.body)) if chosen else None,
    )


def unparsed(*, reason: str = "", field: str = "", page: int = 1, size: int = 50) -> UndecidedPage:
    """Give what an editor must decide on, by code, for one reason or field or all."""
    table = (
        "FROM procedures_catalogue_entry e,"
        " jsonb_to_recordset(e.unparsed) AS u(field text, reason text, verbatim text)"
    )
    chosen = " WHERE (%(reason)s = '' OR u.reason = %(reason)s) AND (%(field)s = '' OR u.field = %(field)s)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT u.field, u.reason, count(*) {table} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2")
        reasons = tuple(ReasonCount(field=row[0], reason=row[1], count=row[2]) for row in cursor.fetchall())
        total = sum(row.count for row in reasons if reason in ("", row.reason) and field in ("", row.field))
        pages = max(1, -(-total // size))
        page = min(max(1, page), pages)
        cursor.execute(
            f"SELECT e.code, e.name, u.field, u.reason, u.verbatim {table}{chosen}"
            " ORDER BY e.code, u.field, u.reason, u.verbatim LIMIT %(size)s OFFSET %(start)s",
            {"reason": reason, "field": field, "size": size, "start": (page - 1) * size},
        )
        items = tuple(
            Undecided(code=row[0], name=row[1], field=row[2], reason=row[3], verbatim=row[4])
            for row in cursor.fetchall()
        )
    return UndecidedPage(items=items, total=total, page=page, pages=pages, reasons=reasons)
