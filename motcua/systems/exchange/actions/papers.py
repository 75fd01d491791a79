"""Documents of this house going out as messages, and messages coming in as documents of this house."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from motcua.base import clock, store
from motcua.spine import access
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.exchange import ports, queries
from motcua.systems.exchange.actions.agencies import learn
from motcua.systems.exchange.actions.post import Post, post
from motcua.systems.exchange.actions.statuses import tell
from motcua.systems.exchange.rules import codes, refusals
from motcua.systems.exchange.rules.statuses import Status

BY = access.system("exchange")
CHUNK = 1 << 18


def send(*, document_id: str, does: str = "new", at: datetime) -> list[str]:
    """Post an issued document to each of its receivers, in the caller's transaction; posted again it goes once.

    `does` is `new` or `recall`. A receiver nobody has a road to gets a message too: it is stuck until a person decides.
    """
    paper = papers.document(document_id=document_id, by=BY, at=at)
    letter = _letter(paper, does=does)
    roads = queries.roads_to([code for code, _name in paper.receivers], on=at.date())
    return post(
        [
            Post(
                id=f"{document_id}:{does}:{codes.in_force(code)}",
                sender=paper.state.unit,
                receiver=code,
                lane=letter.document,
                kind=ports.DOCUMENT,
                body=ports.to_json(letter),
                files=letter.files,
                channel=roads.get(codes.in_force(code), queries.NO_ROAD),
            )
            for code, _name in paper.receivers
        ],
        by=BY,
        at=at,
    )


def take(parcel: ports.Parcel, now: datetime) -> None:
    """Take a document that came into the register of incoming ones, or take back what its sender recalls.

    Raises Refusal `exchange.body-malformed`, `exchange.unreadable`, `exchange.receiver-unknown`, of `documents`, `store`.
    """
    letter = ports.letter(parcel.body)
    unit = queries.unit_of(parcel.receiver, on=now.date())
    if unit is None:
        raise refusals.receiver_unknown(parcel.receiver)
    learn(code=parcel.sender, name=letter.from_name, channel=parcel.road, at=now)
    if letter.does == "recall":
        _taken_back(letter, unit, parcel, now)
        return
    documents.receive(
        receiving=documents.Receiving(
            unit=unit,
            origin=papers.EXCHANGE,
            sender=_sender(letter, parcel),
            sender_name=letter.from_name,
            symbol="/".join(filter(None, (letter.number, letter.notation))),
            subject=letter.subject,
            kind=papers.key_of(letter.type_name) or papers.LETTER,
            dated=letter.issued_on,
            key=letter.document or parcel.id,
            urgency=letter.urgency,
            signer_name=letter.signer,
            signer_position=letter.position,
            note=letter.reason,
            files=[documents.Upload(name=file.name, chunks=_read(file.digest)) for file in letter.files],
        ),
        by=BY,
        at=now,
    )
    _answer(letter, unit, Status.ARRIVED, "", to=parcel.sender, now=now)


def answer(*, document_id: str, status: Status, at: datetime) -> None:
    """Tell the sender of a document that came by the exchange how it stands here, in the caller's transaction.

    Who never wrote by a road of ours cannot be told by one.
    """
    paper = papers.document(document_id=document_id, by=BY, at=at)
    state = paper.state
    if state.origin != papers.EXCHANGE or not queries.roads_to([state.sender or ""], on=at.date()):
        return
    words = papers.history(document_id=document_id)[-1].text if status is Status.REFUSED else ""
    note = ports.Note(
        document=state.key or "",
        symbol=state.symbol or "",
        issuer=state.sender or "",
        agency=state.unit,
        agency_name=papers.called(state.unit),
        status=status.value,
        description=words,
        by="",
        at=at,
    )
    _tell(note, to=note.issuer, at=at)


def _taken_back(letter: ports.Letter, unit: str, parcel: ports.Parcel, now: datetime) -> None:
    found = papers.came(unit=unit, sender=_sender(letter, parcel), key=letter.about)
    said, status = _("không có văn bản này ở nơi nhận"), Status.NOT_AGREED
    if found:
        try:
            documents.take_back(words=letter.reason, document_id=found, by=BY, at=now)
        except papers.Refusal as no:
            said = no.message % no.params if no.params else no.message
        else:
            said, status = "", Status.AGREED
    _answer(letter, unit, status, said, to=parcel.sender, now=now, about=letter.about)


def _answer(
    letter: ports.Letter, unit: str, status: Status, said: str, *, to: str, now: datetime, about: str = ""
) -> None:
    note = ports.Note(
        document=about or letter.document,
        symbol="/".join(filter(None, (letter.number, letter.notation))),
        issuer=letter.from_code,
        agency=unit,
        agency_name=papers.called(unit),
        status=status.value,
        description=said,
        by="",
        at=now,
    )
    _tell(note, to=to, at=now)


def _tell(note: ports.Note, *, to: str, at: datetime) -> None:
    road = queries.roads_to([to], on=at.date()).get(codes.in_force(to), queries.NO_ROAD)
    tell(note=note, to=to, channel=road, by=BY, at=at)


def _letter(paper: papers.Document, *, does: str) -> ports.Letter:
    state = paper.state
    number, _slash, notation = (state.symbol or "").partition("/")
    numbered = state.numbered_at or state.acted_at
    name = papers.exchange_name(unit=state.unit, symbol=state.symbol or "", at=numbered)
    recalled = does == "recall"
    files: Sequence[papers.File] = [] if recalled else [*filter(None, [paper.main]), *paper.attached]
    return ports.Letter(
        document=f"{name}:{does}" if recalled else name,
        from_code=state.unit,
        from_name=papers.called(state.unit),
        to=tuple(paper.receivers),
        number=number,
        notation=notation,
        type_name=papers.KINDS[state.kind].name.vi,
        subject=paper.subject,
        issued_on=paper.dated or numbered.astimezone(clock.VN).date(),
        signer=paper.signer_name,
        position=paper.signer_position,
        urgency=state.urgency,
        pages=max(paper.pages, 1),
        does=does,
        about=name if recalled else "",
        reason=papers.history(document_id=state.id)[-1].text if recalled else "",
        files=tuple(
            ports.File(digest=one.digest, name=one.name, media_type=one.media_type, size=one.size)
            for one in files
        ),
    )


def _sender(letter: ports.Letter, parcel: ports.Parcel) -> str:
    """Give the sender as it writes its own code, where that is the code it was let in by: its signature says the same."""
    return letter.from_code if codes.same(letter.from_code, parcel.sender) else parcel.sender


def _read(digest: str) -> Iterator[bytes]:
    with store.get(digest) as file:
        yield from iter(lambda: file.read(CHUNK), b"")
