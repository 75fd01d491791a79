"""What the national portal has of our procedures, kept as it answers; where nobody can ask it, as a table says."""

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from django.db import transaction

from motcua.base import clock, fold
from motcua.spine import access, procedure
from motcua.systems.ledger import actions as ledger, queries as facts
from motcua.systems.procedures import events, ports, rules
from motcua.systems.procedures.models import PortalAnswer, Procedure
from motcua.systems.procedures.queries import current

PORTAL, TABLE = "portal", "table"
ONLINE = (procedure.ServiceLevel.FULL, procedure.ServiceLevel.PARTIAL)
# What every procedure must say (Decree 63/2010/NĐ-CP, Article 8.2), in the portal's own words, and how an entry says it.
MANDATORY: Mapping[str, str] = {
    "trình tự thực hiện": "steps",
    "cách thức thực hiện": "methods",
    "thành phần hồ sơ": "papers",
    "đối tượng thực hiện": "audience",
    "cơ quan thực hiện": "agencies",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What is known of one procedure: offered online, integrated there and standardised since when, matching or not.

    `differs` says in Vietnamese what is lacking or other than ours; `answered_on` is the day the portal was asked.
    """

    code: str
    online: bool
    integrated_on: date | None = None
    standardised_on: date | None = None
    matches: bool | None = None
    differs: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What came of asking: how many procedures were asked about, how many answers are new or other than before."""

    answered: int
    changed: int


def note_answers(
    *, listed: Sequence[str], entries: Sequence[ports.CatalogueEntry], by: access.Actor, at: datetime
) -> Asked:
    """Keep what the portal answered about each procedure of the province: whether it lists it, and how its entry reads.

    `listed` are the codes of its list, `entries` what it gave of them. A procedure is integrated since the day it was
    first answered as listed, and standardised since its entry first had every mandatory part; both end when that ends.
    The same answers again change nothing but the day. Raises Refusal of `access`.
    """
    access.require(actor=by, act=access.Act.CATALOGUE_IMPORT)
    today = at.astimezone(clock.VN).date()
    there = set(listed)
    told = {entry.code: entry for entry in entries}
    before = {row.code: row for row in PortalAnswer.objects.filter(ended_at=None)}
    answers = []
    for code in Procedure.objects.filter(source="law").order_by("code").values_list("code", flat=True):
        definition = _newest(code)
        if definition is None:
            continue
        root = rules.root(code)
        entry = told.get(code) or told.get(root)
        lacking = _lacking(entry) if entry else ()
        other = _other(entry, definition) if entry else ()
        known = before.get(code)
        answers.append(
            Answer(
                code=code,
                online=definition.service_level in ONLINE,
                integrated_on=_since(
                    known.integrated_on if known else None, today, holds=code in there or root in there
                ),
                standardised_on=_since(
                    known.standardised_on if known else None, today, holds=entry is not None and not lacking
                ),
                matches=not other if entry else None,
                differs="; ".join([*(f"thiếu {one}" for one in lacking), *(f"khác {one}" for one in other)]),
                answered_on=today,
            )
        )
    with transaction.atomic():
        changed = _kept(answers, source=PORTAL, since=at)
        _record(answers, changed, source=PORTAL, by=by, at=at)
    return Asked(answered=len(answers), changed=changed)


def note_table(*, answers: Sequence[Answer], since: datetime, by: access.Actor, at: datetime) -> Asked:
    """Keep what a table says where the portal itself was never asked; its own word goes before the table's.

    `answers` are all the rows of the table: what it no longer has ends. Raises Refusal of `access`.
    """
    access.require(actor=by, act=access.Act.REGISTER_IMPORT)
    with transaction.atomic():
        asked = set(PortalAnswer.objects.filter(source=PORTAL, ended_at=None).values_list("code", flat=True))
        rows = [one for one in answers if one.code not in asked]
        gone = PortalAnswer.objects.filter(source=TABLE, ended_at=None).exclude(
            code__in={one.code for one in rows}
        )
        changed = _kept(rows, source=TABLE, since=since) + gone.update(ended_at=at)
        _record(rows, changed, source=TABLE, by=by, at=at)
    return Asked(answered=len(rows), changed=changed)


def _kept(answers: Sequence[Answer], *, source: str, since: datetime) -> int:
    """Write what reads otherwise; where only the day of asking is another, that day alone."""
    known = {row.code: row for row in PortalAnswer.objects.select_for_update()}
    changed = 0
    for answer in answers:
        says = {**dataclasses.asdict(answer), "source": source}
        row = known.get(answer.code)
        if row is None:
            PortalAnswer.objects.create(**says, since=since)
            changed += 1
            continue
        same = row.ended_at is None and all(
            getattr(row, name) == value for name, value in says.items() if name != "answered_on"
        )
        if same and row.answered_on == answer.answered_on:
            continue
        for name, value in says.items():
            setattr(row, name, value)
        if not same:
            row.since, row.ended_at = max(row.since, row.ended_at or row.since, since), None
            changed += 1
        row.save()
    return changed


def _record(answers: Sequence[Answer], changed: int, *, source: str, by: access.Actor, at: datetime) -> None:
    if not changed:
        return
    lines = b"\n".join(msgspec.json.encode(one, order="deterministic") for one in answers)
    fact = events.answered(
        source=source,
        answered=len(answers),
        changed=changed,
        digest=hashlib.sha256(lines).hexdigest(),
        by=by.id,
        at=at,
    )
    ledger.append(stream=events.ANSWERS, expected=len(facts.read(stream=events.ANSWERS)), facts=[fact])


def _newest(code: str) -> procedure.Definition | None:
    held = current.versions(code)
    return current.body(code, version=held[-1][0], digest=held[-1][3]) if held else None


def _since(known: date | None, today: date, *, holds: bool) -> date | None:
    return (known or today) if holds else None


def _lacking(entry: ports.CatalogueEntry) -> tuple[str, ...]:
    lacking = [words for words, name in MANDATORY.items() if not getattr(entry, name)]
    if not any(way.amount is not None for way in entry.methods):
        lacking.append("thời hạn giải quyết")
    return tuple(lacking)


def _other(entry: ports.CatalogueEntry, ours: procedure.Definition) -> tuple[str, ...]:
    """Name what the national entry says otherwise than ours: letters and blanks of one word are no difference."""
    pairs = (("tên thủ tục", entry.name, ours.name.vi), ("lĩnh vực", entry.field, ours.field_name.vi))
    return tuple(words for words, there, here in pairs if fold.words(there) != fold.words(here))
