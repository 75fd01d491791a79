"""Writing a document: begun, commented, submitted to whoever signs, given back, or given up."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from motcua.base import salted
from motcua.spine import access, refusal
from motcua.systems.documents import rules
from motcua.systems.documents.actions import desk, papers
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import actions as ledger


class Acting(TypedDict):
    """Which document, who acts, when, and the last fact their page had seen."""

    document_id: str
    by: access.Actor
    at: datetime
    seen: NotRequired[int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafting:
    """What a new document is: whose (unit code), of what kind, about what; `legal` is a QPPL.

    `key` is a program's own word for it, the same when it asks twice.
    """

    unit: str
    kind: str
    subject: str
    legal: bool = False
    urgency: int = 0
    secrecy: str = rules.OPEN
    replies_to: str | None = None
    copies: int = 1
    note: str = ""
    key: str | None = None


def draft(*, drafting: Drafting, by: access.Actor, at: datetime) -> rules.State:
    """Begin a document. Raises Refusal `documents.subject-missing`, `documents.no-such-kind`, and of `access`."""
    subject = about(drafting.subject, secrecy=drafting.secrecy)
    digest, salt = salted.words(subject) if subject else ("", "")
    command = rules.Draft(
        id=str(uuid.uuid4()),
        unit=drafting.unit,
        kind=drafting.kind,
        legal=drafting.legal,
        urgency=drafting.urgency,
        secrecy=drafting.secrecy,
        subject=digest,
        replies_to=drafting.replies_to,
        key=drafting.key,
    )
    words = {"subject": subject, "copies": drafting.copies, "note": drafting.note.strip()}
    with ledger.writing():
        state = desk.begin(command, by=by, at=at, words=words)
        if subject:
            desk.remember(digest, salt, subject, document=state.id)
    return state


def draft_with_files(
    *, drafting: Drafting, files: Sequence[tuple[bool, papers.Upload]], by: access.Actor, at: datetime
) -> rules.State:
    """Begin a document and put its files in, each with whether it is the main one; all of it or nothing."""
    with ledger.writing():
        state = draft(drafting=drafting, by=by, at=at)
        return papers.put_in(document_id=state.id, files=files, by=by, at=at) or state


def about(subject: str, *, secrecy: str) -> str:
    """Give what is kept of what a document is about: of a secret one nothing, for its register tells no more."""
    return said(subject) if secrecy == rules.OPEN else ""


def said(subject: str) -> str:
    """Give what a document is about, on one line; refuse one that is about nothing."""
    line = " ".join(subject.replace("\0", "").split())
    if not line:
        raise rules.Refusal(
            "documents.subject-missing", refusal.gettext_noop("Chưa ghi trích yếu nội dung văn bản.")
        )
    return line


def comment(*, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Say something about a document. Raises Refusal `documents.words-missing`."""
    return desk.move(
        act=rules.Act.COMMENT,
        command=lambda state: rules.Comment(words=must_say(words, state)),
        **acting,
    )


def submit(*, to: str, **acting: Unpack[Acting]) -> rules.State:
    """Hand a draft to the account `to` to sign. Raises Refusal `documents.cannot-sign`, `documents.file-missing`."""

    def command(state: rules.State) -> rules.Submit:
        signer = identity.actor(account_id=to, at=acting["at"]) if identity.is_id(to) else access.GUEST
        place = desk.subject(state.unit, at=acting["at"])
        if not access.may(actor=signer, act=access.Act.DOCUMENT_SIGN, subject=place):
            raise rules.Refusal(
                "documents.cannot-sign",
                refusal.gettext_noop("Người được trình không có thẩm quyền ký văn bản của cơ quan này."),
                article="Nghị định 30/2020/NĐ-CP, Điều 13",
            )
        return rules.Submit(to=to)

    return desk.move(act=rules.Act.SUBMIT, command=command, **acting)


def send_back(*, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Give a document back to its writer, saying what to mend."""
    return desk.move(
        act=rules.Act.SEND_BACK,
        command=lambda state: rules.SendBack(words=must_say(words, state)),
        **acting,
    )


def drop(*, words: str = "", **acting: Unpack[Acting]) -> rules.State:
    """Give a draft up."""
    return desk.move(
        act=rules.Act.DROP,
        command=lambda state: rules.Drop(words=desk.say(words, document=state.id)),
        **acting,
    )


def must_say(words: str, state: rules.State) -> str:
    """Keep words that an act cannot do without."""
    digest = desk.say(words, document=state.id)
    if not digest:
        raise rules.Refusal(
            "documents.words-missing",
            refusal.gettext_noop("Chưa ghi nội dung. Hãy nêu rõ lý do hoặc ý kiến."),
        )
    return digest
