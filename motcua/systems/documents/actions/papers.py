"""The files of a document: put into the store by their digest, read for their words, never taken away."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.base import fold, paper, store
from motcua.spine import access, refusal
from motcua.systems.documents import models, rules
from motcua.systems.documents.actions import desk
from motcua.systems.ledger import actions as ledger

PDF = "application/pdf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file as it comes: its name and its bytes, piece by piece."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A file that lies in the store, and what it says."""

    name: str
    stored: store.Stored
    words: str
    pages: int


def keep(upload: Upload, *, main: bool) -> Kept:
    """Put a file into the store and read its words.

    Raises Refusal of `store`, and `documents.main-not-pdf` where the main file is no PDF.
    """
    name = upload.name.replace("\0", "").replace("/", "-").replace("\\", "-")[-200:]
    stored = store.put(chunks=upload.chunks, name=name)
    if main:
        must_be_pdf(stored.media_type)
    said = paper.read(content(stored.digest), media_type=stored.media_type)
    return Kept(name=name, stored=stored, words=" ".join(fold.words(said.text)), pages=said.pages)


def must_be_pdf(media_type: str) -> None:
    """Refuse what cannot be signed. Raises Refusal `documents.main-not-pdf`."""
    if media_type != PDF:
        raise rules.Refusal(
            "documents.main-not-pdf",
            refusal.gettext_noop("Văn bản chính phải là tệp PDF để ký số; tệp khác hãy gửi kèm làm phụ lục."),
            article="Nghị định 30/2020/NĐ-CP, Phụ lục I",
        )


def put(
    kept: Kept,
    *,
    document: str,
    role: str,
    version: int,
    made_by: str,
    by: str,
    at: datetime,
    of: models.File | None = None,
) -> models.File:
    """Write down that a file belongs to a document."""
    return models.File.objects.create(
        id=uuid.uuid4(),
        document_id=document,
        role=role,
        version=version,
        made_by=made_by,
        of=of,
        name=kept.name,
        digest=kept.stored.digest,
        size=kept.stored.size,
        media_type=kept.stored.media_type,
        added_at=at,
        added_by=by,
        words=kept.words,
    )


def content(digest: str) -> bytes:
    """Read a file's bytes whole."""
    with store.get(digest) as file:
        return file.read()


def signed(data: bytes, *, original: models.File) -> Kept:
    """Keep a signed file; its words are those of what was signed."""
    stored = store.put(chunks=[data], name=original.name)
    return Kept(name=original.name, stored=stored, words=original.words, pages=0)


def main(state: rules.State) -> models.File:
    """Give the main paper as it stands."""
    return models.File.objects.get(document_id=state.id, role=rules.MAIN, version=state.version)


def revise(
    data: bytes, state: rules.State, *, of: models.File, made_by: str, by: access.Actor, at: datetime
) -> None:
    """Put the next version of the main paper in, made of the one before by signing or by writing into its blanks."""
    kept = signed(data, original=of)
    put(
        kept,
        document=state.id,
        role=rules.MAIN,
        version=state.version + 1,
        made_by=made_by,
        by=by.id,
        at=at,
        of=of,
    )


def add_file(
    *,
    document_id: str,
    upload: Upload,
    main: bool,
    by: access.Actor,
    at: datetime,
    seen: int | None = None,
    instead: str = "",
) -> rules.State:
    """Put a file into a document: a new version of its main paper, or one attached.

    `instead` is an attached file in whose place it stands from now on; that one stays readable. Raises Refusal of `keep` and
    `desk.move`, `documents.secret-not-here`, `documents.came-signed`, `documents.no-such-file`.
    """
    role = rules.MAIN if main else rules.ATTACHED
    desk.ask(rules.AddFile(role=role, file="", digest=""), document_id=document_id, by=by, at=at)
    kept = keep(upload, main=main)

    def command(state: rules.State) -> rules.Command:
        fresh = rules.AddFile(role=role, file="", digest=kept.stored.digest)
        rules.decide(state, fresh, by=by.id, at=at)  # nothing is written of what the law refuses
        row = put(
            kept,
            document=state.id,
            role=role,
            version=state.version + 1 if main else 0,
            made_by="written" if state.outgoing else "received",
            by=by.id,
            at=at,
            of=_attached(state, instead) if instead else None,
        )
        return rules.AddFile(role=role, file=str(row.pk), digest=kept.stored.digest, instead=instead)

    words = {"pages": kept.pages} if main else {}
    return desk.move(
        act=rules.Act.ADD_FILE, document_id=document_id, command=command, by=by, at=at, seen=seen, **words
    )


def put_in(
    *,
    document_id: str,
    files: Sequence[tuple[bool, Upload]],
    by: access.Actor,
    at: datetime,
    seen: int | None = None,
    instead: str = "",
) -> rules.State | None:
    """Put files into a document, each with whether it is the main one: a fact each, and all of them or none.

    `instead` is the attached file that the first one attached stands in place of.
    """
    state = None
    with ledger.writing():
        for main, upload in files:
            state = add_file(
                document_id=document_id,
                upload=upload,
                main=main,
                by=by,
                at=at,
                seen=seen,
                instead="" if main else instead,
            )
            seen, instead = state.seq, instead if main else ""
    return state


def _attached(state: rules.State, file: str) -> models.File:
    """Find an attached file as it stands."""
    for one in standing(state):
        if str(one.pk) == file:
            return one
    raise rules.Refusal("documents.no-such-file", refusal.gettext_noop("Văn bản này không có tệp như vậy."))


def standing(state: rules.State) -> list[models.File]:
    """Give the attached files as they stand: signed or later ones in the place of what they were made of."""
    rows = models.File.objects.filter(document_id=state.id)
    gone = rows.filter(role=rules.ATTACHED, of__isnull=False).values_list("of", flat=True)
    return list(rows.filter(role=rules.ATTACHED).exclude(pk__in=list(gone)).order_by("added_at", "pk"))
