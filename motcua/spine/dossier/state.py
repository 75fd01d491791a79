"""What a dossier is at a moment: the fold of its facts."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import msgspec

from motcua.spine import event
from motcua.spine.dossier.stages import OPEN, PLACES, Act, Clock, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Consultation:
    """A question to another unit: asked when, to be answered by when, and answered when."""

    unit: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Everything the office knows of a dossier, names and addresses apart.

    `due_original` is the promise made at receipt and never changes; `due_at` moves only by the citizen's own
    pauses; `appointed_at` is the day named in an apology and changes neither. `supplement_left` and `supplement_of`
    are working minutes: how much of the time allowed was left when papers were asked for.
    """

    id: str
    code: str
    seq: int
    stage: Stage
    procedure: str
    version: int
    service_level: str
    case: str
    channel: str
    return_channel: str
    receiving_unit: str
    unit: str
    owner: str | None
    filed_by: str
    filed_at: datetime
    recorded_at: datetime
    acted_at: datetime
    received_at: datetime | None = None
    allowed_amount: int | None = None
    allowed_unit: str | None = None
    due_original: datetime | None = None
    due_at: datetime | None = None
    due_session_start: datetime | None = None
    appointed_at: datetime | None = None
    step: str | None = None
    step_due_at: datetime | None = None
    officer: str | None = None
    resumes_to: Stage | None = None
    paused_at: datetime | None = None
    supplements: int = 0
    supplement_asked_at: datetime | None = None
    supplement_left: int | None = None
    supplement_of: int | None = None
    fee_asked: int = 0
    fee_paid: int = 0
    handed_on_paper: bool = False
    outcome: str | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    returned_by: str | None = None
    score: int | None = None
    rated_desk_days: int | None = None
    consultations: tuple[Consultation, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether work is still owed."""
        return self.stage in OPEN

    @property
    def clock(self) -> Clock:
        """What the deadline does now."""
        return PLACES[self.stage].clock

    @property
    def acts(self) -> frozenset[Act]:
        """What may be done now, whoever asks."""
        return PLACES[self.stage].acts


_FIELDS = tuple(field.name for field in dataclasses.fields(State))


def encode(state: State) -> bytes:
    """Give the one byte form of a state, by which a row and a replay are compared."""
    return msgspec.json.encode(
        {name: _plain(getattr(state, name)) for name in _FIELDS}, order="deterministic"
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return event.moment(value)
    if isinstance(value, tuple):
        return [
            {f.name: _plain(getattr(one, f.name)) for f in dataclasses.fields(cast("Any", one))}
            for one in value
        ]
    return value


def replay(facts: Iterable[event.Fact]) -> State | None:
    """Tell from the facts alone how a dossier stands."""
    state: State | None = None
    for fact in facts:
        state = apply(state, fact)
    return state


def apply(state: State | None, fact: event.Fact) -> State:
    """Add one fact to what is known; a fact of another room or kind is an error of the program."""
    if state is None:
        return _applied(fact)
    changes = _CHANGES[fact.kind](state, fact)
    return dataclasses.replace(state, seq=state.seq + 1, acted_at=fact.at, **changes)


def _applied(fact: event.Fact) -> State:
    if fact.kind != "dossier.applied":
        message = f"a dossier begins by being applied for, not by {fact.kind}"
        raise ValueError(message)
    data: dict[str, Any] = dict(fact.data)
    unit = data.pop("unit")
    data["filed_at"] = event.read_moment(data["filed_at"])
    return State(
        seq=1,
        stage=Stage.REGISTERED,
        receiving_unit=unit,
        unit=unit,
        filed_by=fact.by,
        recorded_at=fact.at,
        acted_at=fact.at,
        **data,
    )


def _moment(fact: event.Fact, name: str) -> datetime | None:
    text = fact.data.get(name)
    return None if text is None else event.read_moment(cast("str", text))


def _received(_: State, fact: event.Fact) -> dict[str, Any]:
    due = _moment(fact, "due_at")
    return {
        "stage": Stage.RECEIVED,
        "received_at": fact.at,
        "allowed_amount": fact.data["allowed_amount"],
        "allowed_unit": fact.data["allowed_unit"],
        "due_original": due,
        "due_at": due,
        "due_session_start": _moment(fact, "due_session_start"),
        "step": fact.data["step"],
        "step_due_at": _moment(fact, "step_due_at"),
        "officer": fact.by,
    }


def _over(stage: Stage, outcome: str) -> Callable[[State, event.Fact], dict[str, Any]]:
    def change(_: State, fact: event.Fact) -> dict[str, Any]:
        return {
            "stage": stage,
            "outcome": outcome,
            "finished_at": fact.at,
            "resumes_to": None,
            "paused_at": None,
        }

    return change


def _paused(stage: Stage) -> Callable[[State, event.Fact], dict[str, Any]]:
    def change(state: State, fact: event.Fact) -> dict[str, Any]:
        asked: dict[str, Any] = {"stage": stage, "resumes_to": state.stage, "paused_at": fact.at}
        if stage is Stage.SUPPLEMENT_ASKED:
            asked |= _asked(state, fact)
        else:
            asked["fee_asked"] = fact.data["amount"]
        return asked

    return change


def _asked(state: State, fact: event.Fact) -> dict[str, Any]:
    """Count a request for papers; of several, the one with the least time left is remembered."""
    left, whole = (cast("int | None", fact.data.get(name)) for name in ("left", "of"))
    if state.supplement_left is not None and (left is None or state.supplement_left <= left):
        left, whole = state.supplement_left, state.supplement_of
    return {
        "supplements": state.supplements + 1,
        # A request older than the measuring of what was left is known by its number alone, as its row is.
        "supplement_asked_at": fact.at if "left" in fact.data else state.supplement_asked_at,
        "supplement_left": left,
        "supplement_of": whole,
    }


def _resumed(state: State, fact: event.Fact) -> dict[str, Any]:
    back = state.resumes_to
    if fact.kind == "dossier.paid":
        back = Stage.PROCESSING
    changes: dict[str, Any] = {
        "stage": back,
        "resumes_to": None,
        "paused_at": None,
        "due_at": _moment(fact, "due_at"),
        "due_session_start": _moment(fact, "due_session_start"),
        "step_due_at": _moment(fact, "step_due_at"),
    }
    if fact.kind == "dossier.paid":
        changes["fee_paid"] = state.fee_paid + cast("int", fact.data["amount"])
    return changes


def _handed_over(state: State, fact: event.Fact) -> dict[str, Any]:
    return {
        "stage": Stage.PROCESSING,
        "unit": fact.data["unit"],
        "officer": fact.data["officer"],
        "step": fact.data["step"],
        "step_due_at": _moment(fact, "step_due_at"),
        "handed_on_paper": state.handed_on_paper or bool(fact.data["paper"]),
    }


def _consulted(state: State, fact: event.Fact) -> dict[str, Any]:
    asked = Consultation(
        unit=cast("str", fact.data["unit"]),
        asked_at=fact.at,
        due_at=event.read_moment(cast("str", fact.data["due_at"])),
    )
    return {"consultations": (*state.consultations, asked)}


def _answered(state: State, fact: event.Fact) -> dict[str, Any]:
    return {
        "consultations": tuple(
            dataclasses.replace(one, answered_at=fact.at)
            if one.unit == fact.data["unit"] and one.answered_at is None
            else one
            for one in state.consultations
        )
    }


def _decided(_: State, fact: event.Fact) -> dict[str, Any]:
    approved = fact.data["outcome"] == "approved"
    return {
        "stage": Stage.FINISHED if approved else Stage.STOPPED,
        "outcome": fact.data["outcome"],
        "finished_at": fact.at,
    }


def _corrected(_: State, fact: event.Fact) -> dict[str, Any]:
    name = cast("str", fact.data["field"])
    if name == "filed_at":
        return {name: _moment(fact, "value")}
    if name == "case":
        return {
            "case": fact.data["value"],
            "allowed_amount": fact.data["allowed_amount"],
            "allowed_unit": fact.data["allowed_unit"],
            "due_at": _moment(fact, "due_at"),
            "due_session_start": _moment(fact, "due_session_start"),
        }
    return {name: fact.data["value"]}


_CHANGES: dict[str, Callable[[State, event.Fact], dict[str, Any]]] = {
    "dossier.received": _received,
    "dossier.receipt_refused": _over(Stage.NOT_RECEIVED, "not_received"),
    "dossier.supplement_asked": _paused(Stage.SUPPLEMENT_ASKED),
    "dossier.supplemented": _resumed,
    "dossier.payment_required": _paused(Stage.PAYMENT_ASKED),
    "dossier.paid": _resumed,
    "dossier.handed_over": _handed_over,
    "dossier.consulted": _consulted,
    "dossier.answered": _answered,
    "dossier.decided": _decided,
    "dossier.withdrawn": _over(Stage.WITHDRAWN, "withdrawn"),
    "dossier.stopped": _over(Stage.STOPPED, "stopped"),
    "dossier.result_returned": lambda _, fact: {
        "stage": Stage.RETURNED,
        "returned_at": fact.at,
        "returned_by": fact.data["channel"],
    },
    "dossier.apologised": lambda _, fact: {"appointed_at": _moment(fact, "appointed_at")},
    "dossier.corrected": _corrected,
    "dossier.rated": lambda _, fact: {
        "score": fact.data["score"],
        "rated_desk_days": fact.data.get("desk_days"),
    },
}
KINDS = ("dossier.applied", *_CHANGES)
