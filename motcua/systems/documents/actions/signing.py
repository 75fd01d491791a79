"""Signing: the person in charge first, then the agency; each sees what is signed, and nothing before it is touched."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Unpack

from django.conf import settings

from motcua.base import clock, paper, signing
from motcua.spine import access, event, refusal
from motcua.systems.documents import models, rules
from motcua.systems.documents.actions import checking, desk, keys, papers, places
from motcua.systems.documents.actions.writing import Acting, must_say
from motcua.systems.documents.queries import agencies, believed, enrolled
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import actions as ledger

HAND = (50.0, 22.0)  # millimetres: the picture of a hand's signature
SEAL = (36.0, 36.0)  # the seal's real size
MARGIN = 2.0
DEFAULT = signing.Box(page=-1, x=120.0, y=45.0, width=HAND[0], height=HAND[1])
PERSON, AGENCY = "NguoiKy", "CoQuan"


@dataclass(frozen=True, kw_only=True, slots=True)
class Signed:
    """How one of many came out: done, or refused and why."""

    document: str
    symbol: str
    refused: refusal.Refusal | None = None


def sign(
    *, shown: str, opening: str = "", held: signing.HeldSigner | None = None, **acting: Unpack[Acting]
) -> rules.State:
    """Sign a document as the person who acts; `shown` is the digest of the file that was on the screen.

    `held` is a key opened before, for signing many. Raises Refusal `documents.seen-other`, `documents.already-signed`,
    `documents.submitted-to-another`, of `keys.opened`, of `signing.sign`, and of `desk.move`.
    """
    by, at = acting["by"], acting["at"]

    def command(state: rules.State) -> rules.Sign:
        rules.decide(state, rules.Sign(seen=shown, digest="", certificate=""), by=by.id, at=at)
        signer = held or keys.opened(holder=by.id, agency=False, opening=opening)
        main = papers.main(state)
        content = papers.content(main.digest)
        stamp = _hand(content, by, at=at)
        blanks = () if state.number else tuple(one.blank for one in places.of(content))
        data = put_on(content, signer, field=PERSON, stamp=stamp, at=at, blanks=blanks)
        papers.revise(data, state, of=main, made_by="signed", by=by, at=at)
        return rules.Sign(seen=shown, digest=desk.digest_of(data), certificate=certificate(signer))

    return desk.move(act=rules.Act.SIGN, command=command, **acting)


def sign_many(
    *, documents: Sequence[tuple[str, str]], by: access.Actor, at: datetime, opening: str = ""
) -> Generator[Signed, None, None]:
    """Sign many documents one after the other, each as `sign` does, and tell after each how it came out.

    `documents` are ids with the digest of what was shown. The key is opened once; nothing is held of a document
    after it is signed. Each is signed wholly or not at all, wherever a stop falls; asked again, what this person has
    signed already counts as done and is left as it is. Raises Refusal of `keys.opened` before the first.
    """
    held = keys.opened(holder=by.id, agency=False, opening=opening)
    for document, shown in documents:
        try:
            state = sign(document_id=document, shown=shown, held=held, by=by, at=at)
        except refusal.Refusal as refused:
            done = _signed_before(document, shown, by=by)
            yield Signed(document=document, symbol="", refused=None if done else refused)
        else:
            yield Signed(document=document, symbol=state.symbol or "")


def _signed_before(document: str, shown: str, *, by: access.Actor) -> bool:
    """Tell whether this person signed the very file that was shown, and the signature stands."""
    made = models.File.objects.filter(
        document_id=rules.known_id(document), made_by="signed", added_by=by.id, of__digest=shown
    )
    return made.filter(document__signed_by=by.id).exists()


def seal(
    *, shown: str, opening: str = "", held: signing.HeldSigner | None = None, **acting: Unpack[Acting]
) -> rules.State:
    """Sign a document for the agency, and with it every appendix that is a PDF of its own.

    Raises Refusal `documents.person-first` and as `sign` does.
    """
    by, at = acting["by"], acting["at"]

    def command(state: rules.State) -> rules.Seal:
        rules.decide(state, rules.Seal(seen=shown, digest="", certificate=""), by=by.id, at=at)
        signer = held or keys.opened(holder=state.unit, agency=True, opening=opening)
        main = papers.main(state)
        content = papers.content(main.digest)
        data = put_on(content, signer, field=AGENCY, stamp=_seal(content, state, at=at), at=at)
        papers.revise(data, state, of=main, made_by="sealed", by=by, at=at)
        return rules.Seal(
            seen=shown,
            digest=desk.digest_of(data),
            certificate=certificate(signer),
            attached=tuple(_appendices(state, signer, by=by, at=at)),
        )

    return desk.move(act=rules.Act.SEAL, command=command, **acting)


def issue(
    *,
    receivers: Sequence[tuple[str, str]],
    electronic: bool = True,
    effective_on: date | None = None,
    **acting: Unpack[Acting],
) -> rules.State:
    """Issue a document to its receivers, each a code and a name; its signatures are checked and kept as sent.

    A legal document is issued with the day it comes into force. Raises Refusal `documents.receivers-missing`,
    `documents.not-fully-signed`, `documents.secret-not-here`, `documents.effective-day-missing`.
    """
    unique = desk.addressed(receivers)

    def command(state: rules.State) -> rules.Issue:
        day = effective_on.isoformat() if effective_on and state.legal else None
        issuing = rules.Issue(receivers=tuple(unique), electronic=electronic, effective_on=day)
        # before a receiver is written: one that was issued has them already
        rules.decide(state, issuing, by=acting["by"].id, at=acting["at"])
        rows = [
            models.Receiver(document_id=state.id, place=place, code=code, name=name or agencies.called(code))
            for place, (code, name) in enumerate(unique.items())
        ]
        models.Receiver.objects.bulk_create(rows)
        return issuing

    with ledger.writing():
        state = desk.move(act=rules.Act.ISSUE, command=command, **acting)
        checking.look(state.id, by=acting["by"].id, at=acting["at"])
        checking.note_outgoing(state.id, at=acting["at"])
    return state


def recall(*, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Take back what was issued, saying why; the exchange tells its receivers."""
    return desk.move(
        act=rules.Act.RECALL,
        command=lambda state: rules.Recall(words=must_say(words, state)),
        **acting,
    )


def sign_paper(
    content: bytes, *, holder: str, agency: bool, opening: Callable[[], str], at: datetime
) -> bytes:
    """Sign a paper that is no document of ours, as a person or an agency whose key is written down.

    `opening` is asked for the password or PIN only where the key wants one.
    """
    found = enrolled.key(holder=holder, agency=agency)
    asked = "" if found is None or found.opens_itself else opening()
    signer = keys.opened(holder=holder, agency=agency, opening=asked)
    moment = at.astimezone(clock.VN).isoformat(sep=" ", timespec="seconds")
    lines = (signer.name, f"Thời gian ký: {moment}")
    stamp = signing.Stamp(box=signing.in_corner() if agency else place(content, signer.name), lines=lines)
    return put_on(content, signer, field=AGENCY if agency else PERSON, stamp=stamp, at=at)


def _appendices(
    state: rules.State, signer: signing.HeldSigner, *, by: access.Actor, at: datetime
) -> Iterator[str]:
    for one in papers.standing(state):
        if one.media_type != papers.PDF or one.made_by != "written":
            continue
        stamp = signing.Stamp(box=signing.in_corner(), lines=_corner(state, at=at))
        data = put_on(papers.content(one.digest), signer, field=AGENCY, stamp=stamp, at=at)
        kept = papers.signed(data, original=one)
        papers.put(
            kept, document=state.id, role=rules.ATTACHED, version=0, made_by="sealed", by=by.id, at=at, of=one
        )
        yield kept.stored.digest


def put_on(
    content: bytes,
    signer: signing.HeldSigner,
    *,
    field: str,
    stamp: signing.Stamp,
    at: datetime,
    blanks: Sequence[signing.Blank] = (),
) -> bytes:
    """Put a signature on a paper at the level and with the time-stamps of the settings."""
    evidence = believed.trust().context(at=at) if settings.SIGNING_LEVEL == "B-LTA" else None
    return signing.sign(
        content,
        by=signer,
        at=at,
        field=field,
        stamp=stamp,
        times=believed.times(),
        evidence=evidence,
        blanks=blanks,
    )


def _hand(content: bytes, by: access.Actor, *, at: datetime) -> signing.Stamp:
    """Give what is seen of a person's signature: the hand's picture where there is one, over the printed name."""
    box = place(content, by.name)
    picture = _picture(by.id, agency=False)
    if picture is not None:
        return signing.Stamp(box=box, picture=picture)
    moment = at.astimezone(clock.VN).isoformat(sep=" ", timespec="seconds")
    return signing.Stamp(box=box, lines=(f"Người ký: {by.name}", f"Thời gian ký: {moment}"))


def _seal(content: bytes, state: rules.State, *, at: datetime) -> signing.Stamp:
    """Give what is seen of the agency's: the seal over a third of the hand's picture, else words in the corner."""
    picture = _picture(state.unit, agency=True)
    if picture is None:
        return signing.Stamp(box=signing.in_corner(), lines=_corner(state, at=at))
    signer = identity.names(ids=[state.signed_by or ""]).get(state.signed_by or "", "")
    box = signing.over(place(content, signer), width=SEAL[0], height=SEAL[1])
    return signing.Stamp(box=box, picture=picture)


def place(content: bytes, name: str) -> signing.Box:
    """Find the place for signing: above the signer's printed name, where it stands last; else low on the last page."""
    found = paper.find(content, name)
    if found is None:
        return DEFAULT
    return signing.Box(
        page=found.page, x=found.middle - HAND[0] / 2, y=found.top + MARGIN, width=HAND[0], height=HAND[1]
    )


def _corner(state: rules.State, *, at: datetime) -> tuple[str, ...]:
    moment = at.astimezone(clock.VN).isoformat(sep=" ", timespec="seconds")
    return (f"Số: {state.symbol}", agencies.called(state.unit), f"Thời gian ký: {moment}")


def _picture(holder: str, *, agency: bool) -> bytes | None:
    row = models.SigningKey.objects.filter(holder=holder, agency=agency, ended_at__isnull=True).first()
    return papers.content(row.picture) if row and row.picture else None


def certificate(signer: signing.HeldSigner) -> str:
    """Name the certificate that somebody signs with."""
    certificate = signer.signing_cert
    return event.digest(certificate.dump()) if certificate is not None else ""
