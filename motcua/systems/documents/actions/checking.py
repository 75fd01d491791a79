"""Checking the signatures of a document: every finding is kept with what it rests on, and none replaces another."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.base import clock, signing
from motcua.spine import access, event
from motcua.systems.documents import events, models, rules
from motcua.systems.documents.actions import desk, papers, places
from motcua.systems.documents.queries import agencies, believed
from motcua.systems.ledger import actions as ledger


def check(*, document_id: str, by: access.Actor, at: datetime) -> rules.Outcome:
    """Check a document's signatures anew, as of now; what was found before stays."""
    with transaction.atomic():
        _, state = desk.hold(document_id)
        place = desk.subject(state.unit, at=at)
        access.require(actor=by, act=access.Act.DOCUMENT_READ, subject=place)
        return anew(state.id, by=by.id, at=at)


def anew(document: str, *, by: str, at: datetime) -> rules.Outcome:
    """Check the main file and let what was exchanged be counted by what was found; to be called in a transaction."""
    outcome = look(document, by=by, at=at)
    models.Exchanged.objects.filter(document_id=document).update(**_signed(outcome), acted_at=at)
    return outcome


def look(document: str, *, by: str, at: datetime) -> rules.Outcome:
    """Check the main file as it lies there and keep what was found; to be called in a transaction."""
    row = models.Document.objects.get(pk=document)
    if row.file is None:
        return rules.UNSIGNED
    main = models.File.objects.filter(document=row, role=rules.MAIN).order_by("-version")[0]
    outcome, found = of(row, papers.content(row.file), media_type=main.media_type, at=at)
    sender = _sender(row)
    finding = models.Finding.objects.create(
        document=row,
        digest=row.file,
        at=at,
        by=by,
        verdict=outcome.verdict,
        reason=outcome.reason,
        problem=outcome.problem,
        person=outcome.person,
        agency=outcome.agency,
        signatures=[plain(one, sender) for one in found],
    )
    grounds = _keep_evidence(finding, found)
    fact = events.checked(
        document=document,
        digest=row.file,
        verdict=outcome.verdict,
        reason=outcome.reason,
        signatures=len(found),
        evidence=grounds,
        by=by,
        at=at,
    )
    before = models.Finding.objects.filter(document=row).count() - 1
    ledger.append(stream=f"document-check:{document}", expected=before, facts=[fact])
    return outcome


def of(
    row: models.Document, content: bytes, *, media_type: str, at: datetime
) -> tuple[rules.Outcome, tuple[signing.Found, ...]]:
    """Check a file as the main paper of this document; nothing is kept."""
    return judged(
        content,
        media_type=media_type,
        sender=_sender(row),
        symbol=row.symbol or "",
        dated=row.dated,
        copy=row.kind in rules.COPIES,
        at=at,
    )


def _sender(row: models.Document) -> rules.Agency:
    return agencies.agency(row.sender if row.origin else row.unit, name=row.sender_name)


def judged(
    content: bytes,
    *,
    media_type: str,
    sender: rules.Agency,
    symbol: str,
    dated: date | None,
    at: datetime,
    copy: bool = False,
) -> tuple[rules.Outcome, tuple[signing.Found, ...]]:
    """Check a file as a paper of `sender` with this number and day; what is no PDF or cannot be read has its own answer.

    In the blanks of a certified copy stand the number and day of what was copied, not its own.
    """
    if media_type != papers.PDF:
        return rules.Outcome(verdict=rules.Verdict.UNSIGNED, reason=rules.Reason.NOT_PDF), ()
    try:
        found = signing.check(content, trust=believed.trust(), at=at)
    except signing.Refusal:
        return rules.Outcome(verdict=rules.Verdict.INVALID, reason=rules.Reason.UNREADABLE), ()
    judge = rules.judge_copy if copy else rules.judge
    outcome = judge([signature(one) for one in found], sender=sender)
    number, day = ("", None) if copy else (symbol, dated)
    if found and outcome.valid and not places.agree(signing.filled(content), symbol=number, dated=day):
        outcome = rules.numbered_otherwise(outcome)
    return outcome, found


def signature(one: signing.Found) -> rules.Signature:
    """Give what the verdict needs of a signature."""
    return rules.Signature(
        name=one.signer.name,
        organisation=one.signer.organisation,
        identifier=one.signer.identifier,
        problem=one.problem.value if one.problem else "",
    )


def plain(one: signing.Found, sender: rules.Agency) -> dict[str, Any]:
    """Give a signature as a row keeps it."""
    return {
        "field": one.field,
        "side": rules.side(signature(one), sender).value,
        "name": one.signer.name,
        "organisation": one.signer.organisation,
        "identifier": one.signer.identifier,
        "issuer": one.signer.issuer,
        "serial": one.signer.serial,
        "certificate": one.signer.digest,
        "at": one.at.isoformat() if one.at else None,
        "stamped_at": one.stamped_at.isoformat() if one.stamped_at else None,
        "whole": one.whole,
        "archival": one.archival,
        "problem": one.problem.value if one.problem else "",
    }


def _keep_evidence(finding: models.Finding, found: Sequence[signing.Found]) -> list[str]:
    answers = {event.digest(answer): answer for one in found for answer in one.evidence}
    models.Evidence.objects.bulk_create(
        [models.Evidence(digest=digest, content=answer) for digest, answer in answers.items()],
        ignore_conflicts=True,
    )
    models.Ground.objects.bulk_create(
        [models.Ground(finding_id=finding.pk, evidence_id=digest) for digest in answers]
    )
    return sorted(answers)


def note_outgoing(document: str, *, at: datetime) -> None:
    """Write down each exchange that issuing a document makes, with what its signatures are; what is written stays."""
    row = models.Document.objects.get(pk=document)
    outcome = latest(row)
    noted = set(models.Exchanged.objects.filter(document=row).values_list("receiver", flat=True))
    for receiver in models.Receiver.objects.filter(document=row).exclude(code__in=noted):
        _note(row, sender=row.unit, receiver=receiver.code, outcome=outcome, at=at)


def note_incoming(document: str, *, at: datetime) -> None:
    """Write down that an agency sent us a document, unless its own issuing was written down here."""
    row = models.Document.objects.get(pk=document)
    sender = row.sender or row.sender_name
    same = {"sender": sender, "receiver": row.unit, "number": row.symbol or ""}
    if not models.Exchanged.objects.filter(**same).exists():
        _note(row, sender=sender, receiver=row.unit, outcome=latest(row), at=at)


def latest(row: models.Document) -> rules.Outcome:
    """Give what the last check found."""
    found = models.Finding.objects.filter(document=row).order_by("-at", "-pk").first()
    if found is None:
        return rules.UNSIGNED
    return rules.Outcome(
        verdict=rules.Verdict(found.verdict),
        reason=rules.Reason(found.reason),
        problem=found.problem,
        person=found.person,
        agency=found.agency,
    )


def _note(row: models.Document, *, sender: str, receiver: str, outcome: rules.Outcome, at: datetime) -> None:
    electronic = row.electronic if row.origin is None else row.origin == rules.EXCHANGE
    models.Exchanged.objects.create(
        id=str(uuid.uuid5(row.pk, receiver)),
        document=row,
        sender=sender,
        receiver=receiver,
        number=row.symbol or "",
        sent_on=(row.issued_at or row.began_at).astimezone(clock.VN).date(),
        secret=row.secrecy != rules.OPEN,
        electronic=bool(electronic),
        certified_copy=row.kind in rules.COPIES,
        **_signed(outcome),
        since=at,
        acted_at=at,
    )


def _signed(outcome: rules.Outcome) -> dict[str, Any]:
    bears = outcome.verdict is not rules.Verdict.UNSIGNED
    return {
        "signed_by_person": outcome.person,
        "signed_by_agency": outcome.agency,
        "signatures_valid": outcome.valid and outcome.verdict is not rules.Verdict.WRONG_AGENCY
        if bears
        else None,
        "verdict": outcome.verdict.value,
    }
