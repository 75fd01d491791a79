"""The year's list of files of an agency: proposed by those who keep files, approved by its head."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.base import salted
from motcua.spine import access, event
from motcua.systems.ledger import actions as ledger
from motcua.systems.workfiles import events, models, rules
from motcua.systems.workfiles.actions import desk
from motcua.systems.workfiles.queries import reading

KEEP, LEAD = access.Act.WORKFILE_KEEP, access.Act.WORKFILE_LEAD


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """A file that the year will bring: its code (`01.CCHC`), its title, its term's key, its keeper's account."""

    code: str
    title: str
    retention: str
    keeper: str
    basis: str = ""


def add_entry(*, unit: str, year: int, foreseen: Foreseen, by: access.Actor, at: datetime) -> rules.FileList:
    """Put a file on a unit's list for a year; the first begins the list, one after its approval begins a supplement.

    Raises Refusal `workfiles.title-missing`, `workfiles.code-not-valid`, `workfiles.already-listed`,
    `workfiles.no-such-term`, `workfiles.cannot-keep`, `workfiles.list-act-not-allowed`, `workfiles.list-year-over`, and
    of `access`.
    """
    reading.terms().term(foreseen.retention)
    title, basis = desk.said(foreseen.title), " ".join(foreseen.basis.split())
    desk.must_keep(foreseen.keeper, unit, at=at)
    with transaction.atomic():
        row, state = _held(unit, year, act=KEEP, by=by, at=at)
        (digest, salt), (basis_digest, basis_salt) = salted.words(title), salted.words(basis)
        command = rules.AddEntry(
            unit=unit,
            year=year,
            code=rules.checked_code(foreseen.code),
            title=digest,
            retention=foreseen.retention,
            keeper=foreseen.keeper,
            basis=basis_digest if basis else "",
        )
        row, after = _write(row, state, command, by=by, at=at)
        models.Entry.objects.create(
            of=row,
            place=after.seq,
            code=command.code,
            digest=digest,
            title=title,
            retention=command.retention,
            keeper=command.keeper,
            basis_digest=command.basis,
            basis=basis,
        )
        kept = [(digest, salt, title), (basis_digest, basis_salt, basis)]
        models.Words.objects.bulk_create(
            [models.Words(digest=one, salt=its, text=text, list=row) for one, its, text in kept if text]
        )
    return after


def strike_entry(*, unit: str, year: int, code: str, by: access.Actor, at: datetime) -> rules.FileList:
    """Strike a file off a list, or off a supplement, that is not yet handed up."""
    with transaction.atomic():
        row, state = _held(unit, year, act=KEEP, by=by, at=at)
        row, after = _write(row, state, rules.StrikeEntry(code=code), by=by, at=at)
        models.Entry.objects.filter(of=row, code=code).delete()
    return after


def propose(*, unit: str, year: int, by: access.Actor, at: datetime) -> rules.FileList:
    """Hand a list up to the head of the agency. Raises Refusal `workfiles.list-empty`."""
    return _moved(unit, year, rules.Propose(), act=KEEP, by=by, at=at)


def approve(*, unit: str, year: int, by: access.Actor, at: datetime) -> rules.FileList:
    """Approve a list, or what supplements it (NĐ 30/2020/NĐ-CP, Article 28): files are opened from it from now on."""
    return _moved(unit, year, rules.Approve(), act=LEAD, by=by, at=at)


def return_list(*, unit: str, year: int, words: str, by: access.Actor, at: datetime) -> rules.FileList:
    """Give a list back, saying what to mend."""
    with transaction.atomic():
        row, state = _held(unit, year, act=LEAD, by=by, at=at)
        said = desk.say(words, list=row)
        return _write(row, state, rules.Return(words=said), by=by, at=at)[1]


def _moved(
    unit: str, year: int, command: rules.ListCommand, *, act: access.Act, by: access.Actor, at: datetime
) -> rules.FileList:
    with transaction.atomic():
        row, state = _held(unit, year, act=act, by=by, at=at)
        return _write(row, state, command, by=by, at=at)[1]


def _held(
    unit: str, year: int, *, act: access.Act, by: access.Actor, at: datetime
) -> tuple[models.FileList | None, rules.FileList | None]:
    access.require(actor=by, act=act, subject=desk.subject(unit, at=at))
    row = models.FileList.objects.select_for_update().filter(unit=unit, year=year).first()
    return row, reading.list_of(row) if row else None


def _write(
    row: models.FileList | None,
    state: rules.FileList | None,
    command: rules.ListCommand,
    *,
    by: access.Actor,
    at: datetime,
) -> tuple[models.FileList, rules.FileList]:
    fact: event.Fact = rules.decide_list(state, command, by=by.id, at=at)
    after = rules.apply_list(state, fact)
    values = {
        "seq": after.seq,
        "stage": int(after.stage),
        "acted_at": after.acted_at,
        "proposed_by": after.proposed_by,
        "approved_by": after.approved_by,
        "approved_at": after.approved_at,
        "version": after.version,
    }
    try:
        with transaction.atomic():
            if row is None:
                row = models.FileList.objects.create(unit=after.unit, year=after.year, **values)
            else:
                models.FileList.objects.filter(pk=row.pk).update(**values)
                if state and after.version > state.version:
                    row.entries.filter(version=0).update(version=after.version)
    except IntegrityError as error:  # another hand began the same list at the same moment
        raise ledger.stale() from error
    stream = events.list_stream(after.unit, after.year)
    ledger.append(stream=stream, expected=state.seq if state else 0, facts=[fact])
    return row, after
