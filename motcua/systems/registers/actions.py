"""What may be done to the registers: take in a table, wholly or not at all, and rehearse it first."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import msgspec
from django.db import connection, transaction

from motcua.base import spreadsheet, store
from motcua.base.templatetags.motcua import vn_number
from motcua.spine import access
from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime import VN
from motcua.systems.ledger import actions as ledger
from motcua.systems.procedures import actions as procedures
from motcua.systems.registers import events, models, queries, rules
from motcua.systems.registers.rules import table

MOST_REFUSED = 10_000
SHOWN = 50  # changes shown of a rehearsal
MOST_DOUBTED = 1_000  # rows whose doubts are told; of more, how many
ASSESSMENTS = "procedure_assessments"
"""What it says of the national portal is kept beside the portal's own answers (decision 0018)."""
_encode = msgspec.json.Encoder(decimal_format="number", order="deterministic").encode

STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS registers_incoming
    (line int NOT NULL, key text NOT NULL, body jsonb NOT NULL, since timestamptz NOT NULL) ON COMMIT DROP;
TRUNCATE registers_incoming;
"""
# What the table would change: new rows, changed rows, rows as they were.
COMPARE = """
SELECT count(*) FILTER (WHERE e.id IS NULL),
       count(*) FILTER (WHERE e.body IS DISTINCT FROM i.body AND e.id IS NOT NULL),
       count(*) FILTER (WHERE e.body = i.body)
FROM registers_incoming AS i
LEFT JOIN registers_entry AS e ON e.register = %(register)s AND e.key = i.key AND e.ended_at IS NULL
"""
# What a room keeps itself is not touched by a table any more: it is neither taken in nor ended (decision 0024).
MISSING = """
SELECT e.id FROM registers_entry AS e
WHERE e.register = %(register)s AND e.ended_at IS NULL
  AND NOT EXISTS (SELECT FROM registers_incoming AS i WHERE i.key = e.key)
  AND NOT EXISTS (SELECT FROM unnest(%(units)s::text[], %(years)s::text[]) AS k (unit, year)
                  WHERE k.unit = e.body->>%(unit)s AND k.year = left(e.body->>%(day)s, 4))
"""
DIFFERENCES = f"""
(SELECT i.line, e.key, e.body, i.body FROM registers_incoming AS i JOIN registers_entry AS e
    ON e.register = %(register)s AND e.key = i.key AND e.ended_at IS NULL AND e.body IS DISTINCT FROM i.body
 ORDER BY i.line LIMIT %(shown)s)
UNION ALL
(SELECT NULL, e.key, e.body, NULL FROM registers_entry AS e
 WHERE %(whole)s AND e.id IN ({MISSING}) ORDER BY e.key LIMIT %(shown)s)
"""
PUT = """
INSERT INTO registers_entry AS e (register, key, body, import_id, since)
SELECT %(register)s, key, body, %(import)s, since FROM registers_incoming ORDER BY line
ON CONFLICT (register, key) DO UPDATE
SET body = excluded.body, import_id = excluded.import_id, ended_at = NULL,
    since = greatest(e.since, e.ended_at, excluded.since)
WHERE e.body IS DISTINCT FROM excluded.body OR e.ended_at IS NOT NULL
"""
END = f"UPDATE registers_entry SET ended_at = greatest(since, %(since)s) WHERE id IN ({MISSING})"


class Refusal(rules.Refusal):
    """The table is not taken in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """How a table is to be taken: into which register, since when its rows hold (None: now), and whether it is whole.

    `document` is the paper that issued the figures. `once`: a file that was taken in before, in the same way, is not taken
    in again, even where other tables have changed its rows since.
    """

    register: str
    since: date | None = None
    whole: bool = False
    document: File | None = None
    once: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A row that would read otherwise: before and after; no `after` where it ends."""

    key: str
    before: Mapping[str, Any]
    after: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a table changed (or would change): counts of rows, the refused ones with their reasons, the first changes.

    `number` is the import's; None where nothing was written: a rehearsal, or a table that says what is known.
    `doubted` rows were taken, the first of them told with their doubts. `repeated`: the file was taken in before, by the
    import of that number, and was not taken in again. `in_room` are the rows left out because a room keeps them: of which
    unit (code) and year, since when, how many.
    """

    register: str
    heading: tuple[str, ...]
    added: int
    changed: int
    unchanged: int
    ended: int
    refused: tuple[table.Bad, ...]
    differences: tuple[Difference, ...] = ()
    number: int | None = None
    doubts: tuple[table.Good, ...] = ()
    doubted: int = 0
    repeated: bool = False
    in_room: tuple[tuple[str, int, datetime, int], ...] = ()

    @property
    def writes(self) -> bool:
        """Tell whether anything would read otherwise."""
        return bool(self.added or self.changed or self.ended)

    @property
    def had(self) -> int:
        """Count the rows of the register beside which a whole table was read."""
        return self.changed + self.unchanged + self.ended

    @property
    def ends_most(self) -> bool:
        """Tell whether more than half of the register ends: more likely the wrong file than what somebody wants."""
        return 2 * self.ended > self.had


@dataclass(slots=True)
class _Passage:
    """One passage of a table into the staging table."""

    rows: int = 0
    refused: list[table.Bad] = field(default_factory=list)
    doubts: list[table.Good] = field(default_factory=list)
    doubted: int = 0
    in_room: Counter[tuple[str, int]] = field(default_factory=Counter)

    def doubt(self, row: table.Good) -> None:
        """Note a row that is taken and should be looked at."""
        self.doubted += 1
        if len(self.doubts) < MOST_DOUBTED:
            self.doubts.append(row)


def import_table(*, wanted: Wanted, file: File, by: access.Actor, at: datetime) -> Outcome:
    """Take the rows of an XLSX table into a register; the same table again changes nothing.

    Good rows are kept, refused ones are told with every reason; a row that the register has under the same key reads
    as the table says from now on, its past kept. Only a `whole` table ends the rows it does not have.
    Raises Refusal `registers.no-such-register`, `registers.table-has-faults`, `registers.table-has-no-rows`,
    `registers.too-many-refusals`, `registers.whole-with-refusals`, `registers.since-to-come`, of `base.spreadsheet`, `base.store` and `access`.
    """
    sheet = _sheet(wanted, file, by=by)
    with transaction.atomic():
        return _taken(wanted, sheet, file=file, by=by, at=at)


def rehearse_import(*, wanted: Wanted, file: File, by: access.Actor, at: datetime) -> Outcome:
    """Tell what `import_table` would do, and do nothing; it refuses what the import would refuse."""
    sheet = _sheet(wanted, file, by=by)
    with transaction.atomic():
        outcome = _compared(wanted, sheet, at=at)
        before = _before(wanted, file, at=at) if wanted.once else None
        transaction.set_rollback(True)
    if before is not None:
        return replace(
            outcome, added=0, changed=0, ended=0, differences=(), number=before.number, repeated=True
        )
    return outcome


def _before(wanted: Wanted, file: File, *, at: datetime) -> queries.ImportRecord | None:
    """Find the import that took in this very file in the same way."""
    since = _since(wanted, at) if wanted.since else None
    return queries.import_of(wanted.register, digest=digest_of(file), whole=wanted.whole, valid_since=since)


def import_rows(*, wanted: Wanted, sheet: table.Sheet, file: File, by: access.Actor, at: datetime) -> Outcome:
    """Take in rows that the law's folder brings along; the file itself stays there."""
    access.require(actor=by, act=access.Act.REGISTER_IMPORT)
    with transaction.atomic():
        return _taken(wanted, sheet, file=file, by=by, at=at, keep=False)


def _sheet(wanted: Wanted, file: File, *, by: access.Actor) -> table.Sheet:
    access.require(actor=by, act=access.Act.REGISTER_IMPORT)
    queries.register(wanted.register)
    return spreadsheet.opened(file.content, name=file.name)


def _taken(
    wanted: Wanted, sheet: table.Sheet, *, file: File, by: access.Actor, at: datetime, keep: bool = True
) -> Outcome:
    """Compare, and write what is new: the files into the store, the import, its rows, the fact."""
    outcome = _compared(wanted, sheet, at=at)
    if wanted.once and (before := _before(wanted, file, at=at)) is not None:
        return replace(
            outcome, added=0, changed=0, ended=0, differences=(), number=before.number, repeated=True
        )
    if not outcome.writes:
        return outcome
    since = _since(wanted, at)
    digest = store.put(chunks=[file.content], name=file.name).digest if keep else digest_of(file)
    document = wanted.document
    made = models.Import.objects.create(
        register=wanted.register,
        number=queries.imports_of(wanted.register) + 1,
        file_name=file.name,
        digest=digest,
        document=store.put(chunks=[document.content], name=document.name).digest if document else "",
        document_name=document.name if document else "",
        at=at,
        by=by.id,
        valid_since=since,
        whole=wanted.whole,
        **_counts(outcome),
    )
    with connection.cursor() as cursor:
        cursor.execute(PUT, {"register": wanted.register, "import": made.pk})
        if wanted.whole:
            cursor.execute(END, {"since": since} | _left_alone(wanted.register))
    if wanted.register == ASSESSMENTS:
        procedures.note_table(answers=_assessed(), since=since, by=by, at=at)
    fact = events.imported(
        register=wanted.register,
        number=made.number,
        digest=digest,
        document=made.document,
        valid_since=since,
        whole=wanted.whole,
        counts=_counts(outcome),
        by=by.id,
        at=at,
    )
    ledger.append(stream=events.stream(wanted.register), expected=made.number - 1, facts=[fact])
    return replace(outcome, number=made.number)


def _assessed() -> list[procedures.Answer]:
    """Give the rows of the register of assessments as answers about what the national portal has of each procedure."""
    rows = models.Entry.objects.filter(register=ASSESSMENTS, ended_at=None)
    return [
        procedures.Answer(
            code=body["procedure"],
            online=body.get("eligible_online") is True,
            integrated_on=_day(body.get("integrated_on")),
            standardised_on=_day(body.get("standardised_on")),
            matches=body.get("matches_national"),
            answered_on=_day(body.get("assessed_on")),
        )
        for body in rows.order_by("key").values_list("body", flat=True)
    ]


def _day(said: object) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else None


def _compared(wanted: Wanted, sheet: table.Sheet, *, at: datetime) -> Outcome:
    """Read the table beside the register's rows, holding the register for this transaction."""
    register = queries.register(wanted.register)
    opened = table.opened(
        sheet,
        register,
        resolve=queries.resolvers(register),
        codes=queries.codes(register),
        today=at.astimezone(VN).date(),
    )
    since = _since(wanted, at)
    passage = _Passage()
    room = queries.in_room(register.name)
    given = {"shown": SHOWN, "whole": wanted.whole} | _left_alone(register.name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [events.stream(register.name)])
        cursor.execute(STAGE)
        with cursor.copy("COPY registers_incoming (line, key, body, since) FROM STDIN") as copy:
            for row in _good(opened, passage, room):
                copy.write_row(
                    (row.row, row.key, _encode(row.body).decode(), _row_since(register, row, since))
                )
        if wanted.whole and passage.refused:
            raise table.whole_with_refusals(vn_number(len(passage.refused)))
        cursor.execute(COMPARE, given)
        added, changed, unchanged = cursor.fetchone()
        cursor.execute(f"SELECT count(*) FROM ({MISSING}) AS missing", given)
        missing = cursor.fetchone()[0]
        cursor.execute(DIFFERENCES, given)
        differences = tuple(
            Difference(key=key, before=_body(before), after=_body(after) if after else None)
            for _, key, before, after in cursor.fetchall()
        )
    return Outcome(
        register=register.name,
        heading=opened.heading.words,
        added=added,
        changed=changed,
        unchanged=unchanged,
        ended=missing if wanted.whole else 0,
        refused=tuple(passage.refused),
        differences=differences,
        doubts=tuple(passage.doubts),
        doubted=passage.doubted,
        in_room=tuple(
            (unit, year, room.since[unit, year], rows)
            for (unit, year), rows in sorted(passage.in_room.items())
        )
        if room
        else (),
    )


def _left_alone(register: str) -> dict[str, Any]:
    """Name the register, and what of it a room keeps."""
    room = queries.in_room(register)
    places = sorted(room.since) if room else []
    return {
        "register": register,
        "unit": room.unit if room else "",
        "day": room.day if room else "",
        "units": [unit for unit, _ in places],
        "years": [str(year) for _, year in places],
    }


def _good(opened: table.Table, passage: _Passage, room: queries.InRoom | None) -> Iterator[table.Good]:
    for row in opened.rows():
        passage.rows += 1
        if isinstance(row, table.Good):
            if room and (place := room.place(row.body)) in room.since:
                passage.in_room[place] += 1
                continue
            if row.doubts:
                passage.doubt(row)
            yield row
            continue
        passage.refused.append(row)
        if len(passage.refused) > MOST_REFUSED:
            raise table.too_many_refusals(vn_number(MOST_REFUSED), first=passage.refused[0].row)
    if not passage.rows:
        raise table.no_rows()


def _since(wanted: Wanted, at: datetime) -> datetime:
    if wanted.since is None:
        return at
    since = datetime.combine(wanted.since, time(), VN)
    if since > at:
        message = gettext_noop(
            "Ngày %(day)s chưa đến; số liệu không thể có trước ngày đó. Hãy chọn ngày khác."
        )
        raise Refusal("registers.since-to-come", message, params={"day": f"{wanted.since:%d/%m/%Y}"})
    return since


def _row_since(register: rules.Register, row: table.Good, since: datetime) -> datetime:
    """Say since when a row holds: from the day it was known, where the register says so."""
    known = row.body.get(register.known_from or "")
    return datetime.combine(date.fromisoformat(known), time(), VN) if isinstance(known, str) else since


def _body(text: str | dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(text, parse_float=Decimal) if isinstance(text, str) else text
    return body


def digest_of(file: File) -> str:
    """Give the SHA-256 by which a file is known."""
    return hashlib.sha256(file.content).hexdigest()


def _counts(outcome: Outcome) -> dict[str, int]:
    return {
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "ended": outcome.ended,
        "refused": len(outcome.refused),
    }
