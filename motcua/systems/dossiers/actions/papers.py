"""Drafts and files: what a citizen has typed and attached before and after filing."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from motcua.base import store
from motcua.spine import access, dossier, event
from motcua.systems.dossiers import events, models
from motcua.systems.dossiers.actions import desk, filing
from motcua.systems.dossiers.queries import bearings
from motcua.systems.ledger import actions as ledger
from motcua.systems.procedures import queries as procedures


def begin_draft(*, procedure: str, by: access.Actor, at: datetime) -> str:
    """Open an application to be written, or the one already begun for the same procedure; give its id."""
    access.require(actor=by, act=access.Act.APPLY, subject=access.Subject(owner=by.id))
    version = procedures.definition(code=procedure, on=at.date()).version
    begun = models.Draft.objects.filter(account=by.id, procedure=procedure, filed_as=None).first()
    if begun is None:
        begun = models.Draft.objects.create(
            id=uuid.UUID(filing.new_id(at)),
            account=by.id,
            procedure=procedure,
            version=version,
            touched_at=at,
        )
    return str(begun.id)


def keep_draft(*, draft_id: str, answers: Mapping[str, str], by: access.Actor, at: datetime) -> None:
    """Keep what was typed so far; only the fields given are changed."""
    with transaction.atomic():
        draft = own_draft(draft_id=draft_id, by=by)
        draft.answers = {**draft.answers, **answers}
        draft.touched_at = at
        draft.save(update_fields=["answers", "touched_at"])


def drop_draft(*, draft_id: str, by: access.Actor) -> None:
    """Throw an unfiled application away, with its files."""
    own_draft(draft_id=draft_id, by=by).delete()


def own_draft(*, draft_id: str, by: access.Actor) -> models.Draft:
    """Give one's own unfiled draft, held to the end of a transaction; refuse another's, a filed one, and none."""
    drafts = models.Draft.objects.filter(id=draft_id, account=by.id, filed_as=None)
    if transaction.get_connection().in_atomic_block:
        drafts = drafts.select_for_update()
    draft = drafts.first()
    if draft is None:
        raise bearings.no_such_draft()
    return draft


def attach_to_draft(
    *, draft_id: str, paper: str, name: str, chunks: Iterable[bytes], by: access.Actor, at: datetime
) -> str:
    """Keep a file with one's draft, for one of the papers asked for; give the file's id."""
    stored = store.put(chunks=chunks, name=name)
    with transaction.atomic():
        draft = own_draft(draft_id=draft_id, by=by)
        return _attach(stored, paper=paper, name=name, by=by, at=at, draft=draft)


def detach(*, attachment_id: str, draft_id: str, by: access.Actor) -> None:
    """Take a file out of one's draft again."""
    with transaction.atomic():
        draft = own_draft(draft_id=draft_id, by=by)
        models.Attachment.objects.filter(id=bearings.identifier(attachment_id), draft=draft).delete()


def attach(
    *, dossier_id: str, paper: str, name: str, chunks: Iterable[bytes], by: access.Actor, at: datetime
) -> str:
    """Keep a file with a dossier: a supplement from its owner, or a scan from the office."""
    stored = store.put(chunks=chunks, name=name)
    with ledger.writing():
        state = desk.held(dossier_id)
        act = access.Act.SUPPLEMENT if by.kind == "citizen" else access.Act.RECEIVE
        access.require(actor=by, act=act, subject=bearings.subject(state, on=at))
        row = models.Dossier.objects.get(id=dossier_id)
        attachment = _attach(stored, paper=paper, name=name, by=by, at=at, held=row)
        _tell(events.file_added, models.Attachment.objects.get(id=attachment), by=by, at=at)
        return attachment


def take_back(*, attachment_id: str, dossier_id: str, by: access.Actor, at: datetime) -> None:
    """Take out a file one has just brought as a supplement, while it has not been sent."""
    with ledger.writing():
        state = desk.held(dossier_id)
        access.require(actor=by, act=access.Act.SUPPLEMENT, subject=bearings.subject(state, on=at))
        if state.stage is dossier.Stage.SUPPLEMENT_ASKED:
            mine = models.Attachment.objects.filter(dossier=uuid.UUID(state.id), added_by=by.id)
            brought = mine.filter(id=bearings.identifier(attachment_id), added_at__gte=state.paused_at)
            for file in brought:
                _tell(events.file_taken_back, file, by=by, at=at)
            brought.delete()


def _attach(
    stored: store.Stored,
    *,
    paper: str,
    name: str,
    by: access.Actor,
    at: datetime,
    draft: models.Draft | None = None,
    held: models.Dossier | None = None,
) -> str:
    row = models.Attachment.objects.create(
        id=uuid.uuid4(),
        draft=draft,
        dossier=held,
        paper=paper,
        name=name[-200:],
        media_type=stored.media_type,
        size=stored.size,
        digest=stored.digest,
        added_at=at,
        added_by=by.id,
    )
    return str(row.id)


def _tell(
    happened: Callable[..., event.Fact], file: models.Attachment, *, by: access.Actor, at: datetime
) -> None:
    """Write down that a dossier's file came or went."""
    fact = happened(
        dossier=str(file.dossier_id), file=str(file.id), digest=file.digest, size=file.size, by=by.id, at=at
    )
    first = happened is events.file_added
    ledger.append(stream=f"file:{file.id}", expected=0 if first else 1, facts=[fact])


def file_draft(
    *, draft_id: str, application: filing.Filing, by: access.Actor, at: datetime, key: str = ""
) -> desk.Moved:
    """File a draft: the dossier begins and the draft's files become its own, or nothing happens.

    A second click, with the draft already filed, gives the dossier that the first one made.
    """
    with ledger.writing():
        filed = models.Draft.objects.filter(id=draft_id, account=by.id).select_for_update().first()
        if filed is not None and filed.filed_as is not None:
            row = filed.filed_as
            return desk.Moved(id=str(row.id), code=row.code, seq=row.seq, stage=dossier.Stage(row.stage))
        draft = own_draft(draft_id=draft_id, by=by)
        moved = filing.apply(filing=application, by=by, at=at, key=key)
        files = list(models.Attachment.objects.filter(draft=draft).order_by("added_at", "id"))
        models.Attachment.objects.filter(draft=draft).update(dossier=moved.id, draft=None)
        for file in files:
            file.dossier_id = uuid.UUID(moved.id)
            _tell(events.file_added, file, by=by, at=at)
        draft.filed_as_id = uuid.UUID(moved.id)
        draft.answers = {}
        draft.save(update_fields=["filed_as", "answers"])
        return moved
