"""What may be done to the register of units."""

from dataclasses import asdict, dataclass
from datetime import datetime

import msgspec
from django.db import transaction

from motcua.spine import event
from motcua.systems.ledger import actions as ledger, queries as told
from motcua.systems.organisation import events, queries, rules
from motcua.systems.organisation.models import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What loading a file did: the codes of units new, changed, and left as they were."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


@transaction.atomic
def load(*, text: str, at: datetime, by: str) -> Loaded:
    """Enter the units of a file (see `law/organisation/`) into the register; loaded again, it changes nothing.

    Units that the file does not name stay as they are: a unit ends by its `valid_until`, never by being left out.
    Raises FaultyFile. Appends one fact with the digest of every unit written.
    """
    records = rules.read(text)
    known = {row.code: (row.pk, queries.record(row)) for row in Unit.objects.all()}
    created = [record for record in records if record.code not in known]
    changed = [record for record in records if record.code in known and known[record.code][1] != record]
    Unit.objects.bulk_create([_row(record) for record in created])
    for record in changed:
        row = _row(record)
        row.pk = known[record.code][0]
        row.save(force_update=True)
    if created or changed:
        _tell([*created, *changed], at=at, by=by)
        queries.doubt()
        transaction.on_commit(queries.believe)
    written = {record.code for record in (*created, *changed)}
    return Loaded(
        created=tuple(record.code for record in created),
        changed=tuple(record.code for record in changed),
        unchanged=tuple(record.code for record in records if record.code not in written),
    )


def _tell(written: list[rules.UnitRecord], *, at: datetime, by: str) -> None:
    units = [(record.code, event.digest(msgspec.json.encode(record, order="sorted"))) for record in written]
    before = told.read(stream=events.STREAM)
    fact = events.entered(units=units, by=by, at=at)
    ledger.append(stream=events.STREAM, expected=before[-1].seq if before else 0, facts=[fact])


def _row(record: rules.UnitRecord) -> Unit:
    parts = asdict(record)
    parts["parent_id"], parts["succeeded_by_id"] = parts.pop("parent"), parts.pop("succeeded_by")
    return Unit(
        **{**parts, "path": list(record.path), "fields": list(record.fields), "serves": list(record.serves)}
    )
