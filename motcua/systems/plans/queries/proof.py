"""What a reading rests on, so that anyone can count it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.spine import measure, plan as plans, sentence
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import counting, events
from motcua.systems.plans.queries import current, readings


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """One reading as it was asked of the database: the question's SQL, its moments, and what it answered.

    `before` are the moments for which the same question gave the baseline; none where there is no such.
    """

    key: str
    sql: str
    moments: Mapping[str, datetime]
    value: measure.Value | measure.Missing
    before: Mapping[str, datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """What stands behind a reading: the version of the definition, the fact that put it in force, and the questions.

    `digest` is the SHA-256 of the plan's file; `position` the place in the ledger of the fact that this version took
    force, None where the ledger does not hold it. It is no inclusion proof: it says what to count, and of what.
    """

    version: int
    digest: str
    loaded_at: datetime
    position: int | None
    read_at: datetime
    counted: tuple[Counted, ...]


def proof(
    found: current.InForce,
    target: plans.Target,
    read: readings.TargetReading,
    sitting: counting.Sitting,
    moment: current.Moment,
) -> Proof:
    """Gather what a reading rests on, within the sitting that read it."""
    version = next(one for one in current.versions(found.plan.id) if one.number == found.version)
    entries = ledger.read(stream=events.stream(found.plan.id))
    said = [entry for entry in entries if entry.fact.data.get("digest") == version.digest]
    return Proof(
        version=found.version,
        digest=version.digest,
        loaded_at=version.loaded_at,
        position=said[-1].position if said else None,
        read_at=moment.asked.as_of,
        counted=tuple(
            Counted(
                key=reading.key,
                sql=sql,
                moments=_named_in(sql, sitting.moments),
                value=value.value,
                before=_named_in(sql, _before(reading.sentence, sitting)),
            )
            for reading, value in zip(target.readings, read.readings, strict=True)
            for sql in [sitting.sql(reading.sentence)]
        ),
    )


def _before(said: sentence.Sentence, sitting: counting.Sitting) -> Mapping[str, datetime]:
    return (sitting.before(said) or {}) if isinstance(said, sentence.Change) else {}


def _named_in(sql: str, moments: Mapping[str, datetime]) -> Mapping[str, datetime]:
    return {name: at for name, at in moments.items() if f"${name}" in sql}
