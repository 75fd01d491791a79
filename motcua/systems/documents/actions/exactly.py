"""Beginning a document as a program does: a key names one document and no other, so a call that is repeated does nothing more."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from motcua.spine import access, refusal
from motcua.systems.documents import models, rules
from motcua.systems.documents.actions import papers, receiving, writing
from motcua.systems.ledger import actions as ledger


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A document that was begun: its id, and whether it is new (else it had been begun with the same key before)."""

    id: str
    new: bool


def draft_exactly(
    *,
    drafting: writing.Drafting,
    files: Sequence[tuple[bool, papers.Upload]],
    key: str | None,
    by: access.Actor,
    at: datetime,
) -> Begun:
    """Begin a document with its files, each with whether it is the main one; its key names this document and no other.

    Raises Refusal `documents.key-reused` for another document under a key that was used, and of `draft_with_files`.
    """
    uploads = [upload for _, upload in files]
    digests, again = _kept(uploads) if drafting.secrecy == rules.OPEN else ([""] * len(uploads), uploads)
    roles = [main for main, _ in files]
    named = dataclasses.replace(drafting, key=key)
    try:
        with ledger.writing():
            before = _before(key)
            if before is None:
                given = list(zip(roles, again, strict=True))
                state = writing.draft_with_files(drafting=named, files=given, by=by, at=at)
                return Begun(id=state.id, new=True)
    except IntegrityError:  # the same key was used at the same moment by another call
        before = _before(key)
        if before is None:
            raise
    there = before.files.filter(made_by="written", added_at=before.began_at).values_list("role", "digest")
    sent = [
        (rules.MAIN if main else rules.ATTACHED, digest) for main, digest in zip(roles, digests, strict=True)
    ]
    said = (
        named.unit,
        named.kind,
        writing.about(named.subject, secrecy=named.secrecy),
        named.legal,
        named.urgency,
        named.secrecy,
    )
    then = (before.unit, before.kind, before.subject, before.legal, before.urgency, before.secrecy)
    if said != then or sorted(there) != sorted(sent):
        raise _reused()
    return Begun(id=str(before.pk), new=False)


def receive_exactly(
    *, given: receiving.Receiving, register_it: bool, by: access.Actor, at: datetime
) -> receiving.Came:
    """Take in a document as a program does: its key names this document and no other; registered in the same act.

    Raises Refusal `documents.key-reused` for another document under a key that was used, and of `receive`.
    """
    with ledger.writing():
        open_ = given.secrecy == rules.OPEN
        digests, again = _kept(given.files) if open_ else ([], list(given.files))
        before = _before(given.key)
        if before is not None:
            _refuse_other(given, before, digests=sorted(digests))
            return receiving.Came(id=str(before.pk), new=False)
        came = receiving.receive(receiving=dataclasses.replace(given, files=again), by=by, at=at)
        if register_it and came.new:
            receiving.register(document_id=came.id, by=by, at=at)
    return came


def _kept(files: Sequence[papers.Upload]) -> tuple[list[str], list[papers.Upload]]:
    """Put files into the store; gives their digests, and the files to be read again from there."""
    kept = [papers.keep(one, main=False) for one in files]
    digests = [one.stored.digest for one in kept]
    again = [papers.Upload(name=one.name, chunks=[papers.content(one.stored.digest)]) for one in kept]
    return digests, again


def _before(key: str | None) -> models.Document | None:
    return models.Document.objects.filter(key=key).first() if key else None


def _refuse_other(given: receiving.Receiving, before: models.Document, *, digests: Sequence[str]) -> None:
    said_now = (
        given.unit,
        given.sender,
        given.symbol.strip(),
        given.kind,
        writing.about(given.subject, secrecy=given.secrecy),
        given.dated,
    )
    said_then = (before.unit, before.sender, before.symbol, before.kind, before.subject, before.dated)
    files = before.files.filter(made_by="received", added_at=before.began_at).values_list("digest", flat=True)
    if said_now != said_then or sorted(files) != list(digests):
        raise _reused()


def _reused() -> rules.Refusal:
    return rules.Refusal(
        "documents.key-reused",
        refusal.gettext_noop("Khóa chống gửi trùng này đã dùng cho một văn bản khác."),
    )
