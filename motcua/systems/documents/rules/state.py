"""A document as its facts leave it: the fold of them, and nothing else."""

import dataclasses
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.spine import event, refusal
from motcua.systems.documents.rules import commands
from motcua.systems.documents.rules.stages import BEGINNINGS, Act, Stage, leads_to

FACTS: Mapping[Act, str] = {
    Act.DRAFT: "document.drafted",
    Act.ADD_FILE: "document.file_added",
    Act.COMMENT: "document.commented",
    Act.SUBMIT: "document.submitted",
    Act.SEND_BACK: "document.sent_back",
    Act.SIGN: "document.signed",
    Act.NUMBER: "document.numbered",
    Act.SEAL: "document.sealed",
    Act.ISSUE: "document.issued",
    Act.DROP: "document.dropped",
    Act.RECALL: "document.recalled",
    Act.UPDATE: "document.updated",
    Act.REPLACE: "document.replaced",
    Act.ASK_BACK: "document.asked_back",
    Act.RECEIVE: "document.received",
    Act.REFUSE: "document.refused",
    Act.REGISTER: "document.registered",
    Act.ASSIGN: "document.assigned",
    Act.START: "document.started",
    Act.HANDLE: "document.handled",
    Act.FILE: "document.filed",
    Act.TAKE_BACK: "document.taken_back",
    Act.COPY: "document.copied",
    Act.SEND_COPY: "document.copy_sent",
    Act.BEGIN_COPY: "document.copy_begun",
    Act.RENEW: "document.renewed",
    Act.SUPERSEDE: "document.superseded",
}
ACT_OF: Mapping[str, Act] = {kind: act for act, kind in FACTS.items()}


class Refusal(refusal.Refusal):
    """What is asked of a document may not be."""


def no_such_document() -> Refusal:
    """Say that there is no such document."""
    return Refusal("documents.no-such-document", refusal.gettext_noop("Không có văn bản này."))


def known_id(text: str | uuid.UUID) -> uuid.UUID:
    """Read an identifier; whatever is none leads nowhere."""
    try:
        return text if isinstance(text, uuid.UUID) else uuid.UUID(text)
    except ValueError as error:
        raise no_such_document() from error


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A document now; `seq` is its last fact's place. What only one direction has is None in the other.

    `file` is the digest of its main file as it stands; `symbol` the number and symbol as written; `number` its place
    in our own book, of documents out or in. `copied` is the file of the certified copy that it is, `copies_unsent` how
    many copies were made of it that went to nobody.
    """

    id: str
    seq: int
    stage: Stage
    unit: str
    kind: str
    urgency: int
    secrecy: str
    legal: bool = False
    began_by: str
    began_at: datetime
    acted_at: datetime
    origin: str | None = None
    sender: str | None = None
    key: str | None = None
    replies_to: str | None = None
    file: str | None = None
    version: int = 0
    submitted_to: str | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None
    sealed_at: datetime | None = None
    series: str | None = None
    year: int | None = None
    number: int | None = None
    symbol: str | None = None
    numbered_at: datetime | None = None
    issued_at: datetime | None = None
    electronic: bool | None = None
    effective_on: date | None = None
    registered_at: datetime | None = None
    officer: str | None = None
    assigned_by: str | None = None
    assigned_at: datetime | None = None
    due_at: datetime | None = None
    handled_at: datetime | None = None
    work_file: str | None = None
    copied: str | None = None
    copies_unsent: int = 0

    @property
    def outgoing(self) -> bool:
        """Tell whether we write it."""
        return self.origin is None

    @property
    def secret(self) -> bool:
        """Tell whether it is a State secret of any degree."""
        return self.secrecy != "none"


Change = Callable[[State, event.Fact], Mapping[str, Any]]


def _file(state: State, fact: event.Fact) -> Mapping[str, Any]:
    if fact.data["role"] != commands.MAIN:
        return {}
    return {"file": fact.data["digest"], "version": state.version + 1}


def _sent_back(state: State, _: event.Fact) -> Mapping[str, Any]:
    """Take a signature away with the version that bears it: the next one is a paper of its own."""
    kept = state.file if state.signed_by is None else None
    return {"signed_by": None, "signed_at": None, "submitted_to": None, "file": kept}


def _signed(state: State, fact: event.Fact) -> Mapping[str, Any]:
    return {
        "file": fact.data["digest"],
        "version": state.version + 1,
        "signed_by": fact.by,
        "signed_at": fact.at,
    }


def _numbered(state: State, fact: event.Fact) -> Mapping[str, Any]:
    given = {name: fact.data[name] for name in ("series", "year", "number", "symbol")}
    written = fact.data.get("digest")  # facts of before the number stood on the paper have none
    paper = {"file": written, "version": state.version + 1} if written else {}
    return given | {"numbered_at": fact.at} | paper


def _sealed(state: State, fact: event.Fact) -> Mapping[str, Any]:
    return {"file": fact.data["digest"], "version": state.version + 1, "sealed_at": fact.at}


def _issued(_: State, fact: event.Fact) -> Mapping[str, Any]:
    day = fact.data.get("effective_on")
    return {
        "issued_at": fact.at,
        "electronic": fact.data["electronic"],
        "effective_on": date.fromisoformat(str(day)) if day else None,
    }


def _registered(_: State, fact: event.Fact) -> Mapping[str, Any]:
    return {name: fact.data[name] for name in ("series", "year", "number")} | {"registered_at": fact.at}


def _assigned(_: State, fact: event.Fact) -> Mapping[str, Any]:
    due = fact.data["due_at"]
    return {
        "officer": fact.data["officer"],
        "assigned_by": fact.by,
        "assigned_at": fact.at,
        "due_at": None if due is None else event.read_moment(str(due)),
        "handled_at": None,
    }


def _renewed(state: State, fact: event.Fact) -> Mapping[str, Any]:
    """A paper that is the same to the byte is no new version."""
    file = fact.data.get("file")  # facts of updates of before a paper could get more signatures have none
    return {} if not file or file == state.file else {"file": file, "version": state.version + 1}


CHANGES: Mapping[Act, Change] = {
    Act.ADD_FILE: _file,
    Act.COMMENT: lambda _state, _fact: {},
    Act.SUBMIT: lambda _, fact: {"submitted_to": fact.data["to"]},
    Act.SEND_BACK: _sent_back,
    Act.SIGN: _signed,
    Act.NUMBER: _numbered,
    Act.SEAL: _sealed,
    Act.ISSUE: _issued,
    Act.DROP: lambda _state, _fact: {},
    Act.RECALL: lambda _state, _fact: {},
    Act.UPDATE: _renewed,
    Act.REPLACE: lambda _state, _fact: {},
    Act.ASK_BACK: lambda _state, _fact: {},
    Act.START: lambda _state, _fact: {},
    Act.RENEW: _renewed,
    Act.SUPERSEDE: lambda _state, _fact: {},
    Act.REFUSE: lambda _state, _fact: {},
    Act.REGISTER: _registered,
    Act.ASSIGN: _assigned,
    Act.HANDLE: lambda _, fact: {"handled_at": fact.at},
    Act.FILE: lambda _, fact: {"work_file": fact.data["work_file"]},
    Act.TAKE_BACK: lambda _state, _fact: {},
    Act.COPY: lambda state, _fact: {"copies_unsent": state.copies_unsent + 1},
    Act.SEND_COPY: lambda state, _fact: {"copies_unsent": state.copies_unsent - 1},
}


def begun(fact: event.Fact) -> State:
    """Give the document that a first fact begins."""
    data: Mapping[str, Any] = fact.data
    if ACT_OF[fact.kind] is Act.BEGIN_COPY:
        return _copy_begun(fact)
    came = ACT_OF[fact.kind] is Act.RECEIVE
    files = data["files"] if came else []
    return State(
        id=data["id"],
        seq=1,
        stage=Stage.RECEIVED if came else Stage.DRAFT,
        unit=data["unit"],
        kind=data["kind"],
        legal=bool(data.get("legal")),
        urgency=data["urgency"],
        secrecy=data["secrecy"],
        began_by=fact.by,
        began_at=fact.at,
        acted_at=fact.at,
        origin=data["origin"] if came else None,
        sender=data["sender"] if came else None,
        key=data.get("key"),
        symbol=data["symbol"] if came else None,
        file=files[0] if files else None,
        version=1 if files else 0,
        replies_to=data["replies_to"],
    )


def _copy_begun(fact: event.Fact) -> State:
    data: Mapping[str, Any] = fact.data
    made_at = event.read_moment(str(data["made_at"]))
    same = ("id", "unit", "kind", "urgency", "secrecy", "series", "year", "number", "symbol", "copied")
    return State(
        **{name: data[name] for name in same},
        seq=1,
        stage=Stage.SEALED,
        began_by=fact.by,
        began_at=fact.at,
        acted_at=fact.at,
        file=data["digest"],
        version=1,
        numbered_at=made_at,
        sealed_at=made_at,
    )


def apply(state: State | None, fact: event.Fact) -> State:
    """Give the document after one more fact."""
    act = ACT_OF[fact.kind]
    if act in BEGINNINGS:
        return begun(fact)
    if state is None:
        msg = f"{fact.kind} begins no document"
        raise ValueError(msg)
    return dataclasses.replace(
        state,
        seq=state.seq + 1,
        stage=leads_to(state.stage, act),
        acted_at=fact.at,
        **CHANGES[act](state, fact),
    )


def replay(facts: Iterable[event.Fact]) -> State | None:
    """Give the document that a whole history leaves."""
    state: State | None = None
    for fact in facts:
        state = apply(state, fact)
    return state
