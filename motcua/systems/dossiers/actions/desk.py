"""The one way a dossier moves: read and held, permitted, decided, written with its facts."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.base import salted
from motcua.spine import access, dossier, event
from motcua.systems.dossiers.models import rows
from motcua.systems.dossiers.queries import bearings
from motcua.systems.ledger import actions as ledger
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

IN_LINE = timedelta(seconds=30)  # how long a request can have waited for another to let go of the dossier


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why an officer acts: the words, and the article they rest on."""

    text: str
    article: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """Where a dossier stands after an act: `seq` is what the next page has seen."""

    id: str
    code: str
    seq: int
    stage: dossier.Stage


def placing(*, unit: str, field: str, on: datetime) -> rows.Placing:
    """Say where a dossier counts while `unit` has it."""
    record = organisation.unit(code=unit, on=on.date())
    district = record.path[1] if record.level in {"district", "commune"} and len(record.path) > 1 else None
    return rows.Placing(level=record.level, district=district, field=field)


def note(text: str, *, dossier_id: str) -> str:
    """Keep words in a row that can be erased, and give the salted digest that the ledger may hold."""
    digest, salt = salted.words(text)
    rows.write_note(digest=digest, salt=salt, text=text, dossier_id=dossier_id)
    return digest


def reason(given: Reason, *, dossier_id: str) -> dossier.Reason:
    """Keep an officer's reason; empty words stay empty, so that the dossier's law can refuse them."""
    text = given.text.strip()
    digest = note(text, dossier_id=dossier_id) if text else ""
    return dossier.Reason(digest=digest, article=given.article)


def held(dossier_id: str | uuid.UUID) -> dossier.State:
    """Read a dossier and hold it to the end of the transaction; refuse one that does not exist."""
    state = rows.hold(dossier_id)
    if state is None:
        raise bearings.no_such_dossier()
    return state


def move(
    *,
    dossier_id: str | uuid.UUID,
    act: dossier.Act,
    command: Callable[[dossier.State], dossier.Command],
    by: access.Actor,
    at: datetime,
    seen: int | None = None,
    unit: str | None = None,
) -> Moved:
    """Carry out one act in one transaction.

    `command` makes the command once the dossier is held; `seen` is the fact the actor's page had last, refused as
    stale when another came meanwhile; `unit` is where the actor's right is judged when it is not where the dossier
    stands (a unit that is consulted).
    """
    with ledger.writing():
        state = held(dossier_id)
        about = bearings.subject(state, on=at)
        if unit is not None:
            about = access.Subject(owner=None, paths=(bearings.path(unit, at),))
        access.require(actor=by, act=access.Act(f"dossier.{act}"), subject=about)
        if seen is not None and seen != state.seq:
            raise ledger.stale()
        at = _turn(state, at)
        definition = procedures.definition(code=state.procedure, version=state.version)
        facts = dossier.decide(
            state, command(state), definition=definition, calendar=bearings.calendar(), at=at, by=by.id
        )
        return write(state, facts, field=definition.field)


def _turn(state: dossier.State, at: datetime) -> datetime:
    """Say when an act happens that stood in line behind another: at the other's moment, never before it."""
    return state.acted_at if timedelta(0) < state.acted_at - at <= IN_LINE else at


def write(state: dossier.State, facts: Sequence[event.Fact], *, field: str) -> Moved:
    """Write what was decided: the row and its facts, or neither."""
    after = state
    for fact in facts:
        after = dossier.apply(after, fact)
    where = placing(unit=after.unit, field=field, on=after.acted_at)
    if not rows.update(state.seq, after, placing=where, facts=facts):
        raise ledger.stale()
    ledger.wrote(stream=rows.stream(after.id))
    return Moved(id=after.id, code=after.code, seq=after.seq, stage=after.stage)
