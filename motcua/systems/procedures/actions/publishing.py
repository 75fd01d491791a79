"""What may be done to the catalogue: publish the province's law, take over the national list."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from motcua.base import fold
from motcua.spine import access, procedure, refusal
from motcua.systems.ledger import actions as ledger, queries as facts
from motcua.systems.procedures import events, ports, rules
from motcua.systems.procedures.models import CatalogueEntry, Procedure, ProcedureVersion
from motcua.systems.procedures.queries import current, naming


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What loading the law changed: (code, version) of each version published, and how many files said nothing new."""

    published: tuple[tuple[str, int], ...]
    unchanged: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What taking over entries changed: how many were new or other than before, how many said nothing new."""

    imported: int
    unchanged: int


def load_law(*, folder: Path, by: access.Actor, at: datetime) -> Loaded:
    """Publish every procedure file of `law/procedures` (`*.yaml`, also in subfolders): all of them, or none.

    A file that says what a published version says changes nothing; other words become a new version, for a version
    in which dossiers began is never rewritten. Raises Refusal `procedures.file-has-faults`, and of `access`.
    """
    access.require(actor=by, act=access.Act.CATALOGUE_IMPORT)
    definitions = sorted((_read(path) for path in sorted(folder.rglob("*.yaml"))), key=_order)
    published: list[tuple[str, int]] = []
    with transaction.atomic():
        for definition in definitions:
            version = _publish(definition, by=by, at=at)
            if version is not None:
                published.append((definition.code, version))
        transaction.on_commit(_forget)
    _forget()
    return Loaded(published=tuple(published), unchanged=len(definitions) - len(published))


@transaction.atomic
def _forget() -> None:
    current.forget()
    naming.forget()


def import_entries(*, entries: Sequence[ports.CatalogueEntry], by: access.Actor, at: datetime) -> Imported:
    """Take over entries of the national list; one that says the same as before changes nothing.

    The province's own procedures stay as they are: the entry stands beside them, as what to compare with.
    Raises Refusal of `access`.
    """
    access.require(actor=by, act=access.Act.CATALOGUE_IMPORT)
    digests = {(entry.code, str(entry.kind)): entry.digest for entry in entries}
    known = {
        (code, kind): digest
        for code, kind, digest in CatalogueEntry.objects.filter(
            code__in={code for code, _ in digests}
        ).values_list("code", "kind", "digest")
    }
    new = {
        (entry.code, str(entry.kind)): entry
        for entry in entries
        if known.get((entry.code, str(entry.kind))) != digests[entry.code, str(entry.kind)]
    }
    if new:
        _write_entries(new, digests, at=at)
        _write_procedures(list(new.values()))
        transaction.on_commit(naming.forget)
        _record(new, digests, by=by, at=at)
    return Imported(imported=len(new), unchanged=len(digests) - len(new))


def _read(path: Path) -> procedure.Definition:
    try:
        return procedure.read(path.read_text(encoding="utf-8"))
    except (procedure.Refusal, UnicodeDecodeError) as error:
        message = error.message % error.params if isinstance(error, procedure.Refusal) else str(error)
        raise rules.Refusal(
            "procedures.file-has-faults",
            refusal.gettext_noop("Tệp %(file)s: %(fault)s"),
            params={"file": path.name, "fault": message},
        ) from error


def _order(definition: procedure.Definition) -> tuple[str, int]:
    return definition.code, definition.version


def _publish(definition: procedure.Definition, *, by: access.Actor, at: datetime) -> int | None:
    """Publish a definition under its number, or the next free one; None where a version says the same."""
    row, _ = Procedure.objects.update_or_create(code=definition.code, defaults=_shown(definition))
    content = replace(definition, version=0).digest
    held = dict(row.versions.values_list("content", "version"))
    if content in held:
        return None
    version = (
        max(definition.version, *(1 + number for number in held.values())) if held else definition.version
    )
    numbered = replace(definition, version=version)
    ProcedureVersion.objects.create(
        procedure=row,
        version=version,
        valid_from=numbered.valid_from,
        valid_until=numbered.valid_until,
        body=procedure.to_json(numbered),
        digest=numbered.digest,
        content=content,
    )
    stream = events.stream(definition.code)
    ledger.append(
        stream=stream,
        expected=len(facts.read(stream=stream)),
        facts=[events.published(definition=numbered, by=by.id, at=at)],
    )
    return version


def _shown(definition: procedure.Definition) -> dict[str, object]:
    """Give what the list of procedures shows of a definition."""
    name, field = definition.name, definition.field_name
    return {
        "root": rules.root(definition.code),
        "name": name.vi,
        "name_en": name.en,
        "folded_name": " ".join(fold.words(name.vi)),
        "searched": " ".join(fold.words(f"{definition.code} {name.vi} {field.vi} {name.en} {field.en}")),
        "field": "-".join(fold.words(field.vi)),
        "field_name": field.vi,
        "field_name_en": field.en,
        "levels": [str(level) for level in definition.levels],
        "service_level": str(definition.service_level),
        "source": "law",
    }


def _write_entries(
    new: Mapping[tuple[str, str], ports.CatalogueEntry],
    digests: Mapping[tuple[str, str], str],
    *,
    at: datetime,
) -> None:
    CatalogueEntry.objects.bulk_create(
        [
            CatalogueEntry(
                code=code,
                kind=kind,
                root=rules.root(code),
                name=entry.name,
                digest=digests[code, kind],
                body=ports.to_json(entry),
                unparsed=[
                    {"field": doubt.field, "reason": doubt.reason, "verbatim": doubt.verbatim}
                    for doubt in entry.unparsed
                ],
                imported_at=at,
            )
            for (code, kind), entry in new.items()
        ],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["code", "kind"],
        update_fields=["name", "digest", "body", "unparsed", "imported_at"],
    )


def _write_procedures(entries: Sequence[ports.CatalogueEntry]) -> None:
    """Show entries in the list of procedures, but never over the province's law, nor a line of a list over a page."""
    codes = {entry.code for entry in entries}
    told = set(CatalogueEntry.objects.filter(code__in=codes, kind="detail").values_list("code", flat=True))
    law = set(Procedure.objects.filter(code__in=codes, source="law").values_list("code", flat=True))
    rows = {
        entry.code: _row(entry)
        for entry in sorted(entries, key=lambda entry: entry.kind == ports.Kind.DETAIL)
        if entry.code not in law and (entry.kind == ports.Kind.DETAIL or entry.code not in told)
    }
    Procedure.objects.bulk_create(
        rows.values(),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "folded_name", "searched", "field", "field_name", "levels"],
    )


def _row(entry: ports.CatalogueEntry) -> Procedure:
    return Procedure(
        code=entry.code,
        root=rules.root(entry.code),
        name=entry.name,
        folded_name=" ".join(fold.words(entry.name)),
        searched=" ".join(fold.words(f"{entry.code} {entry.name} {entry.field}")),
        field="-".join(fold.words(entry.field)),
        field_name=entry.field,
        levels=list(entry.levels),
        source="national",
    )


def _record(
    new: Mapping[tuple[str, str], ports.CatalogueEntry],
    digests: Mapping[tuple[str, str], str],
    *,
    by: access.Actor,
    at: datetime,
) -> None:
    lines = "".join(f"{code} {kind} {digests[code, kind]}\n" for code, kind in sorted(new))
    fact = events.imported(
        entries=len(new),
        unparsed=sum(bool(entry.unparsed) for entry in new.values()),
        digest=hashlib.sha256(lines.encode()).hexdigest(),
        by=by.id,
        at=at,
    )
    ledger.append(stream=events.NATIONAL, expected=len(facts.read(stream=events.NATIONAL)), facts=[fact])
