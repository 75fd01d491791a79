"""What comes in: received, refused or registered, assigned, handled, filed; taken back by its sender."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Unpack

from django.db import IntegrityError

from motcua.base import clock, salted
from motcua.spine import access, refusal
from motcua.systems.documents import models, rules
from motcua.systems.documents.actions import checking, desk, numbering, papers
from motcua.systems.documents.actions.writing import Acting, about, must_say, said
from motcua.systems.documents.queries import books
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import actions as ledger


@dataclass(frozen=True, kw_only=True, slots=True)
class Receiving:
    """A document from outside for our agency `unit`; `key` is what its sender calls it, the same when it comes twice.

    `sender` is an agency's identification code, or empty where only the name is known. The first of `files` is the
    main paper; `dated` the date on it.
    """

    unit: str
    origin: str
    sender: str
    sender_name: str
    symbol: str
    subject: str
    kind: str = rules.LETTER
    dated: date | None = None
    key: str | None = None
    urgency: int = 0
    secrecy: str = rules.OPEN
    signer_name: str = ""
    signer_position: str = ""
    replies_to: str | None = None
    copies: int = 1
    note: str = ""
    files: Sequence[papers.Upload] = field(default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Came:
    """A document that was received: its id, and whether it is new (else it had come before)."""

    id: str
    new: bool


def receive(*, receiving: Receiving, by: access.Actor, at: datetime) -> Came:
    """Take in a document, check its signatures and keep what was found; what came before is not taken in again.

    Raises Refusal `documents.already-received` for the same number of the same sender by another road,
    `documents.secret-not-here`, `documents.subject-missing`, of `store` and of `access`.
    """
    before = _came(receiving)
    if before is not None:
        return Came(id=str(before), new=False)
    _refuse_twice(receiving)
    subject = about(receiving.subject, secrecy=receiving.secrecy)
    kept = (
        [] if receiving.secrecy != rules.OPEN else [papers.keep(one, main=False) for one in receiving.files]
    )
    digest, salt = salted.words(subject) if subject else ("", "")
    command = rules.Receive(
        id=str(uuid.uuid4()),
        unit=receiving.unit,
        origin=receiving.origin,
        sender=receiving.sender,
        key=receiving.key or f"own:{uuid.uuid4()}",
        kind=receiving.kind,
        urgency=receiving.urgency,
        secrecy=receiving.secrecy,
        symbol=receiving.symbol.strip(),
        subject=digest,
        files=tuple(one.stored.digest for one in kept) or tuple("" for _ in receiving.files),
        replies_to=receiving.replies_to,
    )
    try:
        _write(receiving, command, kept, salt, by=by, at=at)
    except IntegrityError:  # the same came at the same moment by another hand
        before = _came(receiving)
        if before is None:
            raise
        return Came(id=str(before), new=False)
    return Came(id=command.id, new=True)


def _write(
    receiving: Receiving,
    command: rules.Receive,
    kept: Sequence[papers.Kept],
    salt: str,
    *,
    by: access.Actor,
    at: datetime,
) -> None:
    subject = about(receiving.subject, secrecy=receiving.secrecy)
    with ledger.writing():
        state = desk.begin(command, by=by, at=at, words=_words(receiving, subject, kept))
        if subject:
            desk.remember(command.subject, salt, subject, document=state.id)
        for place, one in enumerate(kept):
            role = rules.ATTACHED if place else rules.MAIN
            version = 0 if place else 1
            papers.put(
                one, document=state.id, role=role, version=version, made_by="received", by=by.id, at=at
            )
        checking.look(state.id, by=by.id, at=at)
        checking.note_incoming(state.id, at=at)


def _words(receiving: Receiving, subject: str, kept: Sequence[papers.Kept]) -> dict[str, object]:
    return {
        "subject": subject,
        "sender_name": receiving.sender_name.strip(),
        "dated": receiving.dated,
        "signer_name": receiving.signer_name.strip(),
        "signer_position": receiving.signer_position.strip(),
        "copies": receiving.copies,
        "pages": kept[0].pages if kept else 0,
        "note": receiving.note.strip(),
    }


def _came(receiving: Receiving) -> uuid.UUID | None:
    if receiving.key is None:
        return None
    found = models.Document.objects.filter(unit=receiving.unit, sender=receiving.sender, key=receiving.key)
    return found.values_list("pk", flat=True).first()


def _refuse_twice(receiving: Receiving) -> None:
    """Refuse at the counter a number its sender already used that day; what the exchange brings is shown as alike."""
    symbol = receiving.symbol.strip()
    if receiving.origin == rules.EXCHANGE or not symbol or not receiving.sender:
        return
    alike = models.Document.objects.filter(
        unit=receiving.unit, sender=receiving.sender, symbol=symbol, dated=receiving.dated
    ).exclude(stage__in=[rules.Stage.REFUSED, rules.Stage.TAKEN_BACK])
    if alike.exists():
        raise rules.Refusal(
            "documents.already-received",
            refusal.gettext_noop(
                "Văn bản số %(symbol)s của cơ quan này đã được tiếp nhận. Hãy mở văn bản đã có thay vì tiếp nhận lần nữa."
            ),
            params={"symbol": symbol},
        )


def register(*, wanted: int | None = None, **acting: Unpack[Acting]) -> rules.State:
    """Write a document into the register of incoming documents under the year's next number."""

    def command(state: rules.State) -> rules.Register:
        rules.decide(state, rules.Register(series="", year=0, number=0), by=acting["by"].id, at=acting["at"])
        year = acting["at"].astimezone(clock.VN).year
        place = numbering.take(unit=state.unit, series=books.INCOMING, year=year, wanted=wanted)
        return rules.Register(series=books.INCOMING, year=year, number=place)

    return desk.move(act=rules.Act.REGISTER, command=command, **acting)


def refuse(*, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Do not take a document, saying why; its sender is told by the exchange."""
    return desk.move(
        act=rules.Act.REFUSE,
        command=lambda state: rules.Refuse(words=must_say(words, state)),
        **acting,
    )


def assign(
    *, officer: str, due_at: datetime | None = None, words: str = "", **acting: Unpack[Acting]
) -> rules.State:
    """Give a document to an officer of the agency, by a time where one is set. Raises Refusal `documents.cannot-handle`."""

    def command(state: rules.State) -> rules.Assign:
        whom = (
            identity.actor(account_id=officer, at=acting["at"]) if identity.is_id(officer) else access.GUEST
        )
        place = desk.subject(state.unit, at=acting["at"])
        if not access.may(actor=whom, act=access.Act.DOCUMENT_HANDLE, subject=place):
            raise rules.Refusal(
                "documents.cannot-handle",
                refusal.gettext_noop(
                    "Người được chọn không làm việc tại cơ quan này nên không phân công được."
                ),
            )
        return rules.Assign(officer=officer, due_at=due_at, words=desk.say(words, document=state.id))

    return desk.move(act=rules.Act.ASSIGN, command=command, **acting)


def start(**acting: Unpack[Acting]) -> rules.State:
    """Begin to handle a document; its sender is told by the exchange."""
    return desk.move(act=rules.Act.START, command=lambda _: rules.Start(), **acting)


def handle(*, words: str = "", **acting: Unpack[Acting]) -> rules.State:
    """Report a document done."""
    return desk.move(
        act=rules.Act.HANDLE,
        command=lambda state: rules.Handle(words=desk.say(words, document=state.id)),
        **acting,
    )


def file(*, work_file: str = "", **acting: Unpack[Acting]) -> rules.State:
    """Put a document into a work file, named by its code."""
    return desk.move(act=rules.Act.FILE, command=lambda _: rules.File(work_file=work_file.strip()), **acting)


def take_back(*, words: str = "", **acting: Unpack[Acting]) -> rules.State:
    """Write down that its sender took a document back."""
    return desk.move(
        act=rules.Act.TAKE_BACK,
        command=lambda state: rules.TakeBack(words=desk.say(words, document=state.id)),
        **acting,
    )


def renew(
    *, words: str, files: Sequence[papers.Upload], subject: str = "", **acting: Unpack[Acting]
) -> rules.State:
    """Write down that its sender sent a document anew: what differs of its files is added, what was there stays.

    `subject` is what it is about, as its sender says now; empty: as before. The first of `files` is the main paper; a new one is checked as at its receipt. Raises Refusal of `store`, `desk.move`.
    """
    kept = [papers.keep(one, main=False) for one in files]

    def command(state: rules.State) -> rules.Renew:
        digests = tuple(one.stored.digest for one in kept)
        fresh = rules.Renew(words="", file=digests[0] if digests else "", files=digests)
        rules.decide(state, fresh, by=acting["by"].id, at=acting["at"])
        there = set(models.File.objects.filter(document_id=state.id).values_list("digest", flat=True))
        for place, one in enumerate(kept):
            if one.stored.digest in there:
                continue
            papers.put(
                one,
                document=state.id,
                role=rules.ATTACHED if place else rules.MAIN,
                version=0 if place else state.version + 1,
                made_by="received",
                by=acting["by"].id,
                at=acting["at"],
            )
        return replace(
            fresh,
            words=desk.say(words, document=state.id),
            subject=desk.said_anew(subject and said(subject), document=state.id),
        )

    with ledger.writing():
        state = desk.move(act=rules.Act.RENEW, command=command, **acting)
        checking.look(state.id, by=acting["by"].id, at=acting["at"])
    return state


def supersede(*, words: str, document: str, **acting: Unpack[Acting]) -> rules.State:
    """Write down that its sender replaced a document by another one that came too (its id)."""
    return desk.move(
        act=rules.Act.SUPERSEDE,
        command=lambda state: rules.Supersede(
            words=desk.say(words, document=state.id), document=str(rules.known_id(document))
        ),
        **acting,
    )
