"""How a dossier begins: filed online, by post, or at the counter."""

import hashlib
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from django.db import IntegrityError

from motcua.spine import access, dossier, event, procedure, refusal
from motcua.systems.dossiers import models
from motcua.systems.dossiers.actions.desk import Moved, placing
from motcua.systems.dossiers.models import rows
from motcua.systems.dossiers.queries.bearings import Refusal, calendar, path
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import actions as ledger
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Applicant:
    """Who asks, and what they filled in: personal data, kept apart from the dossier."""

    name: str
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """An application as it reaches the office.

    `owner` is the account of the citizen whose it is (None when there is none), `filed_at` the moment on the paper
    (None: now), `unit` the code of the unit it is filed with.
    """

    procedure: str
    unit: str
    channel: str
    applicant: Applicant
    return_channel: str = "counter"
    case: str = ""
    owner: str | None = None
    filed_at: datetime | None = None


def new_id(at: datetime) -> str:
    """Make an identifier that sorts by time (RFC 9562, version 7)."""
    millis = int(at.timestamp() * 1000)
    random = uuid.uuid4().int
    value = (millis << 80) | (0x7 << 76) | (random & 0x3FFF_FFFF_FFFF_FFFF_FFFF)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    return str(uuid.UUID(int=value))


def apply(*, filing: Filing, by: access.Actor, at: datetime, key: str = "") -> Moved:
    """File an application; the dossier waits at the counter of its unit.

    `key` makes the call safe to repeat: the same key and the same application give the same dossier. Raises
    Refusal `dossier.key-reused`, `dossier.wrong-level`, `dossier.name-missing`, and the refusals of the spine.
    """
    access.require(actor=by, act=access.Act.APPLY, subject=_subject(filing, at))
    return _once(filing=filing, by=by, at=at, key=key, receive=False)


def receive_at_counter(*, filing: Filing, by: access.Actor, at: datetime, key: str = "") -> Moved:
    """Take an application on at the counter: filed and received in one act, with its day of return promised."""
    access.require(actor=by, act=access.Act.APPLY, subject=_subject(filing, at))
    access.require(actor=by, act=access.Act.RECEIVE, subject=_subject(filing, at))
    return _once(filing=filing, by=by, at=at, key=key, receive=True)


def _subject(filing: Filing, at: datetime) -> access.Subject:
    return access.Subject(owner=filing.owner, paths=(path(filing.unit, at),))


def _once(*, filing: Filing, by: access.Actor, at: datetime, key: str, receive: bool) -> Moved:
    digest = request_digest(filing, receive=receive)
    try:
        return _file(filing=filing, by=by, at=at, key=key, digest=digest, receive=receive)
    except IntegrityError:
        # The key was used before, or is being used at this moment: what it made then is the answer now.
        known = _known(by=by, key=key, digest=digest) if key else None
        if known is None:
            raise
        return known


def request_digest(filing: Filing, *, receive: bool) -> str:
    """Name an application by its content, so that a key used for another one is noticed."""
    return hashlib.sha256(msgspec.json.encode([filing, receive], order="deterministic")).hexdigest()


def _known(*, by: access.Actor, key: str, digest: str) -> Moved | None:
    found = models.RequestKey.objects.filter(account=by.id, key=key).first()
    if found is None:
        return None
    if found.digest != digest:
        raise Refusal(
            "dossier.key-reused",
            refusal.gettext_noop("Khóa chống gửi trùng này đã dùng cho một hồ sơ khác."),
        )
    row = models.Dossier.objects.only("seq", "stage").get(id=found.dossier)
    return Moved(id=str(found.dossier), code=found.code, seq=row.seq, stage=dossier.Stage(row.stage))


def _file(*, filing: Filing, by: access.Actor, at: datetime, key: str, digest: str, receive: bool) -> Moved:
    definition = procedures.definition(code=filing.procedure, on=at.date())
    _check(filing, definition, at)
    if filing.owner is not None and by.kind != "citizen":
        _check_owner(filing.owner)
    where = placing(unit=filing.unit, field=definition.field, on=at)
    with ledger.writing():
        place = rows.next_place(unit=filing.unit, day=at.date())
        state, facts = _decided(filing, definition, by=by, at=at, place=place, receive=receive)
        rows.insert(
            state,
            placing=where,
            applicant={
                "name": unicodedata.normalize("NFC", filing.applicant.name.strip()),  # TCVN 6909:2001
                "id_number": filing.applicant.id_number,
                "phone": filing.applicant.phone,
                "email": filing.applicant.email,
                "address": unicodedata.normalize("NFC", filing.applicant.address),
                "answers": dict(filing.applicant.answers),
            },
            facts=facts,
            key=key,
            request_digest=digest,
        )
        ledger.wrote(stream=rows.stream(state.id))
    return Moved(id=state.id, code=state.code, seq=state.seq, stage=state.stage)


def _decided(
    filing: Filing,
    definition: procedure.Definition,
    *,
    by: access.Actor,
    at: datetime,
    place: int,
    receive: bool,
) -> tuple[dossier.State, list[event.Fact]]:
    command = dossier.Apply(
        id=new_id(at),
        code=dossier.number.write(unit=filing.unit, day=at.date(), place=place),
        case=filing.case or (definition.cases() or ("",))[0],
        channel=filing.channel,
        return_channel=filing.return_channel,
        unit=filing.unit,
        owner=filing.owner,
        filed_at=filing.filed_at or at,
    )
    facts: list[event.Fact] = []
    state: dossier.State | None = None
    for one in (command, dossier.Receive()) if receive else (command,):
        for fact in dossier.decide(state, one, definition=definition, calendar=calendar(), at=at, by=by.id):
            facts.append(fact)
            state = dossier.apply(state, fact)
    assert state is not None  # noqa: S101 - a decided application has at least its first fact
    return state, facts


def _check(filing: Filing, definition: procedure.Definition, at: datetime) -> None:
    name = filing.applicant.name.strip()
    if not name:
        raise Refusal("dossier.name-missing", refusal.gettext_noop("Phải ghi họ và tên người nộp hồ sơ."))
    if len(name) > LONGEST_NAME:
        raise Refusal(
            "dossier.name-too-long",
            refusal.gettext_noop("Họ và tên dài quá %(most)s ký tự."),
            params={"most": LONGEST_NAME},
        )
    unit = organisation.unit(code=filing.unit, on=at.date())
    if unit.level not in definition.levels:
        raise Refusal(
            "dossier.wrong-level",
            refusal.gettext_noop("%(unit)s không giải quyết thủ tục này."),
            params={"unit": unit.name},
        )
    try:
        procedure.Channel(filing.return_channel)
    except ValueError as error:
        raise Refusal("dossier.no-such-channel", refusal.gettext_noop("Không có hình thức này.")) from error


def _check_owner(account: str) -> None:
    if not identity.is_citizen(account_id=account):
        raise Refusal(
            "dossier.owner-not-known", refusal.gettext_noop("Không có tài khoản người dân này để gắn hồ sơ.")
        )
