"""How every act on a document is done: the row held, the law asked, the fact written, the row moved on."""

import dataclasses
import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.base import fold, salted
from motcua.spine import access, refusal
from motcua.systems.documents import events, models, rules
from motcua.systems.documents.queries import records
from motcua.systems.ledger import actions as ledger
from motcua.systems.organisation import queries as organisation

LONGEST_CODE = 200  # characters; the messages to a receiver are named by its code
STATE = tuple(field.name for field in dataclasses.fields(rules.State))
_WRITE, _CLERK = access.Act.DOCUMENT_WRITE, access.Act.DOCUMENT_CLERK
NEEDED: Mapping[rules.Act, access.Act] = {
    rules.Act.DRAFT: _WRITE,
    rules.Act.ADD_FILE: _WRITE,
    rules.Act.COMMENT: _WRITE,
    rules.Act.SUBMIT: _WRITE,
    rules.Act.DROP: _WRITE,
    rules.Act.SEND_BACK: access.Act.DOCUMENT_SIGN,
    rules.Act.SIGN: access.Act.DOCUMENT_SIGN,
    rules.Act.NUMBER: _CLERK,
    rules.Act.SEAL: _CLERK,
    rules.Act.ISSUE: _CLERK,
    rules.Act.RECALL: _CLERK,
    rules.Act.UPDATE: _CLERK,
    rules.Act.REPLACE: _CLERK,
    rules.Act.ASK_BACK: _CLERK,
    rules.Act.RENEW: _CLERK,
    rules.Act.SUPERSEDE: _CLERK,
    rules.Act.RECEIVE: _CLERK,
    rules.Act.REFUSE: _CLERK,
    rules.Act.REGISTER: _CLERK,
    rules.Act.TAKE_BACK: _CLERK,
    rules.Act.COPY: _CLERK,
    rules.Act.SEND_COPY: _CLERK,
    rules.Act.BEGIN_COPY: _CLERK,
    rules.Act.ASSIGN: access.Act.DOCUMENT_ASSIGN,
    rules.Act.START: access.Act.DOCUMENT_HANDLE,
    rules.Act.HANDLE: access.Act.DOCUMENT_HANDLE,
    rules.Act.FILE: access.Act.DOCUMENT_HANDLE,
}


def needed(act: rules.Act, *, outgoing: bool) -> access.Act:
    """Give what somebody must hold to do an act; a file of an incoming document is the clerk's to add."""
    return _CLERK if act is rules.Act.ADD_FILE and not outgoing else NEEDED[act]


def open_to(document: records.Document, *, by: access.Actor, at: datetime) -> frozenset[rules.Act]:
    """Give the acts that a document allows now to this person: what a page offers, and a program is told."""
    state, main = document.state, document.main
    place = subject(state.unit, at=at)
    allowed = {
        act
        for act in rules.open_acts(state, by=by.id)
        if access.may(actor=by, act=needed(act, outgoing=state.outgoing), subject=place)
    }
    if main is not None and main.media_type != "application/pdf":
        allowed -= {rules.Act.COPY}  # what is no PDF cannot be signed
    return frozenset(allowed)


def subject(unit: str, *, at: datetime) -> access.Subject:
    """Say where a document of a unit stands."""
    return access.Subject(paths=(organisation.unit(code=unit, on=at.date()).path,))


def begin(
    command: rules.Draft | rules.Receive | rules.BeginCopy,
    *,
    by: access.Actor,
    at: datetime,
    words: Mapping[str, Any],
) -> rules.State:
    """Write a new document down; to be called in a transaction. `words` are the columns that facts do not hold."""
    access.require(actor=by, act=NEEDED[command.act], subject=subject(command.unit, at=at))
    fact = rules.decide(None, command, by=by.id, at=at)
    state = rules.apply(None, fact)
    models.Document.objects.create(**columns(state), **words, searched=searched(state.symbol, words))
    ledger.append(stream=events.stream(state.id), expected=0, facts=[fact])
    return state


def move(
    *,
    act: rules.Act,
    document_id: str | uuid.UUID,
    command: Callable[[rules.State], rules.Command],
    by: access.Actor,
    at: datetime,
    seen: int | None = None,
    **words: Any,
) -> rules.State:
    """Do an act; `command` is made once the document is held. Whatever else it writes goes or stays with it.

    `seen` is the last fact that the actor's page had shown. Raises Refusal `documents.no-such-document`,
    `ledger.stale`, what the law refuses, and of `access`.
    """
    with ledger.writing():
        row, state = hold(document_id)
        access.require(actor=by, act=needed(act, outgoing=state.outgoing), subject=subject(state.unit, at=at))
        if seen is not None and seen != state.seq:
            raise ledger.stale()
        return write(row, state, command(state), by=by, at=at, **words)


def ask(command: rules.Command, *, document_id: str | uuid.UUID, by: access.Actor, at: datetime) -> None:
    """Ask whether somebody may do what a command wants as the document now is, before anything is kept for it.

    Raises Refusal as `move` does; the document is not held, so `move` asks again.
    """
    row = models.Document.objects.filter(pk=rules.known_id(document_id)).first()
    if row is None:
        raise rules.no_such_document()
    state = state_of(row)
    needs = needed(command.act, outgoing=state.outgoing)
    access.require(actor=by, act=needs, subject=subject(state.unit, at=at))
    rules.decide(state, command, by=by.id, at=at)


def write(
    row: models.Document,
    state: rules.State,
    command: rules.Command,
    *,
    by: access.Actor,
    at: datetime,
    **words: Any,
) -> rules.State:
    """Ask the law, write the fact and move the held row on."""
    fact = rules.decide(state, command, by=by.id, at=at)
    after = rules.apply(state, fact)
    ledger.append(stream=events.stream(state.id), expected=state.seq, facts=[fact])
    changed = {name: value for name, value in columns(after).items() if getattr(row, name) != value} | words
    if "symbol" in changed:
        changed["searched"] = searched(after.symbol, {"subject": row.subject, "sender_name": row.sender_name})
    models.Document.objects.filter(pk=row.pk).update(**changed)
    return after


def hold(document_id: str | uuid.UUID) -> tuple[models.Document, rules.State]:
    """Find a document and hold it until the transaction ends."""
    row = models.Document.objects.select_for_update().filter(pk=rules.known_id(document_id)).first()
    if row is None:
        raise rules.no_such_document()
    return row, state_of(row)


def state_of(row: models.Document) -> rules.State:
    """Read a state back from its row."""
    values = {name: getattr(row, name) for name in STATE}
    return rules.State(**values | {"id": str(row.pk), "stage": rules.Stage(row.stage)})


def columns(state: rules.State) -> dict[str, Any]:
    """Give the columns of a state."""
    return {name: getattr(state, name) for name in STATE} | {
        "stage": int(state.stage),
        "id": uuid.UUID(state.id),
    }


def searched(symbol: str | None, words: Mapping[str, Any]) -> str:
    """Give the words by which a document is found, folded."""
    parts = (symbol or "", words["subject"], words.get("sender_name", ""), words.get("note", ""))
    return " ".join(fold.words(" ".join(parts)))


def say(text: str, *, document: str) -> str:
    """Keep words in a row that can be erased, and give the salted digest that the ledger holds; none for none."""
    tidy = text.strip().replace("\0", "")
    if not tidy:
        return ""
    digest, salt = salted.words(tidy)
    remember(digest, salt, tidy, document=document)
    return digest


def said_anew(subject: str, *, document: str) -> str:
    """Write down what a document is about where that is said in other words; gives their salted digest, nothing for none.

    The document must be held; its row is changed.
    """
    row = models.Document.objects.get(pk=document)
    if not subject or subject == row.subject:
        return ""
    words = {"subject": subject, "sender_name": row.sender_name, "note": row.note}
    models.Document.objects.filter(pk=document).update(subject=subject, searched=searched(row.symbol, words))
    return say(subject, document=document)


def addressed(receivers: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Give each receiver once, its name by its code: whoever is named twice, by either form of the code, gets one.

    Raises Refusal `documents.receiver-code-too-long`.
    """
    found: dict[str, tuple[str, str]] = {}
    for code, name in receivers:
        if len(code.strip()) > LONGEST_CODE:
            raise rules.Refusal(
                "documents.receiver-code-too-long",
                refusal.gettext_noop("Mã định danh “%(code)s…” dài quá %(most)s ký tự."),
                params={"code": code.strip()[:20], "most": LONGEST_CODE},
            )
        if code.strip():
            found.setdefault(rules.one_code(code), (code.strip(), name.strip()))
    return dict(found.values())


def remember(digest: str, salt: str, text: str, *, document: str) -> None:
    """Keep words beside a document."""
    models.Words.objects.create(digest=digest, salt=salt, text=text, document_id=document)


def digest_of(data: bytes) -> str:
    """Name bytes by their SHA-256."""
    return hashlib.sha256(data).hexdigest()
