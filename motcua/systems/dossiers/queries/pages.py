"""One dossier whole, for the officer, the citizen, and whoever holds its number."""

from datetime import datetime

from django.db.models import QuerySet

from motcua.base import store as files
from motcua.spine import access, dossier, refusal
from motcua.systems.dossiers import models
from motcua.systems.dossiers.models import rows
from motcua.systems.dossiers.queries import bearings, lists
from motcua.systems.dossiers.queries.records import DraftRecord, File, Happening, Page, Person
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import queries as ledger
from motcua.systems.procedures import queries as procedures

_WORDS = ("reason", "question", "reply")


def page(*, code: str, at: datetime) -> Page:
    """Give everything of the dossier with this number; refuse a malformed number and one that is not there.

    The door asks the table of access about `subject` before it shows anything.
    """
    row = _row(code)
    state = rows.state_of({name: getattr(row, name) for name in rows.STATE})
    officers = identity.names(ids={row.officer} if row.officer else set())
    person = row.applicant
    return Page(
        line=lists.line(row, officers),
        state=state,
        definition=procedures.definition(code=row.procedure, version=row.version),
        subject=bearings.subject(state, on=at),
        person=Person(
            name=person.name,
            id_number=person.id_number,
            phone=person.phone,
            email=person.email,
            address=person.address,
            answers=person.answers,
        ),
        files=_files(models.Attachment.objects.filter(dossier=row)),
        history=history(dossier_id=str(row.id)),
    )


def _row(code: str) -> models.Dossier:
    number = dossier.number.read(code)
    row = models.Dossier.objects.select_related("applicant").filter(code=number).first()
    if row is None:
        raise bearings.no_such_dossier()
    return row


def identify(*, code: str) -> str:
    """Give the identifier of the dossier with this number."""
    found = models.Dossier.objects.filter(code=dossier.number.read(code)).values_list("id", flat=True).first()
    if found is None:
        raise bearings.no_such_dossier()
    return str(found)


def history(*, dossier_id: str) -> tuple[Happening, ...]:
    """Tell what happened to a dossier, oldest first, with the names of those who acted and their words."""
    entries = ledger.read(stream=rows.stream(dossier_id))
    names = identity.names(ids={entry.fact.by for entry in entries})
    texts = dict(models.Note.objects.filter(dossier=dossier_id).values_list("digest", "text"))
    told = []
    for entry in entries:
        digests = [str(entry.fact.data[key]) for key in _WORDS if entry.fact.data.get(key)]
        told.append(
            Happening(
                seq=entry.seq,
                kind=entry.fact.kind,
                at=entry.fact.at,
                by=entry.fact.by,
                by_name=names.get(entry.fact.by, ""),
                data=entry.fact.data,
                text=texts.get(digests[0]) if digests else None,
            )
        )
    return tuple(told)


def _files(found: QuerySet[models.Attachment]) -> tuple[File, ...]:
    return tuple(
        File(
            id=str(one.id),
            paper=one.paper,
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            digest=one.digest,
            added_at=one.added_at,
        )
        for one in found.order_by("added_at", "id")
    )


def attachment(*, attachment_id: str, dossier_id: str | None = None, draft_id: str | None = None) -> File:
    """Give one file of a dossier or draft; `store.get(digest)` opens its bytes."""
    found = models.Attachment.objects.filter(
        id=bearings.identifier(attachment_id),
        dossier=bearings.identifier(dossier_id) if dossier_id else None,
        draft=bearings.identifier(draft_id) if draft_id else None,
    )
    if not (records := _files(found)):
        raise files.Refusal("file.no-such-file", refusal.gettext_noop("Không có tệp này."))
    return records[0]


def draft(*, draft_id: str, by: access.Actor) -> DraftRecord:
    """Give one's own unfiled draft."""
    found = [one for one in drafts(by=by) if one.id == draft_id]
    if not found:
        raise bearings.no_such_draft()
    return found[0]


def filed_as(*, draft_id: str, by: access.Actor) -> str | None:
    """Give the number of the dossier that one's own draft has become; None while it is one."""
    found = models.Draft.objects.filter(id=bearings.identifier(draft_id), account=by.id)
    return found.values_list("filed_as__code", flat=True).first()


def drafts(*, by: access.Actor) -> tuple[DraftRecord, ...]:
    """Give what a citizen has begun and not filed, the latest touched first."""
    return tuple(
        DraftRecord(
            id=str(one.id),
            procedure=one.procedure,
            procedure_name=procedures.definition(code=one.procedure, version=one.version).name,
            answers=one.answers,
            touched_at=one.touched_at,
            files=_files(models.Attachment.objects.filter(draft=one)),
        )
        for one in models.Draft.objects.filter(account=by.id, filed_as=None).order_by("-touched_at")
    )


def replayed(*, dossier_id: str) -> dossier.State | None:
    """Tell from the ledger alone how a dossier stands, to be compared with its row."""
    return dossier.replay(entry.fact for entry in ledger.read(stream=rows.stream(dossier_id)))


def standing(*, dossier_id: str) -> dossier.State:
    """Tell from its row how a dossier stands."""
    state = rows.read(dossier_id)
    if state is None:
        raise bearings.no_such_dossier()
    return state
