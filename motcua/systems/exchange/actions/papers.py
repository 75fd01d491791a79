"""Documents of this house going out as messages, and messages coming in as documents of this house."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
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


def send(*, document_id: str, does: str = "new", nth: int = 0, at: datetime) -> list[str]:
    """Post an issued document to each of its receivers, in the caller's transaction; posted again it goes once.

    `does` is `new`, `recall`, `update` or `replace`; of the last three `nth` is the place of the fact in the document's
    stream, which says why. A document that was replaced goes as the one in its place, to its own receivers. Whoever an
    update removes is told so, without the files. A receiver nobody has a road to gets a message too: it is stuck until a
    person decides.
    """
    paper = papers.document(document_id=document_id, by=BY, at=at)
    said = papers.history(document_id=document_id)[nth - 1] if nth else None
    letter = _letter(paper, does=does, said=said, at=at)
    receivers = _receivers(paper, letter)
    lane = letter.about or letter.document  # whatever is done with a document comes after the document itself
    roads = queries.roads_to([code for code, _name in receivers], on=at.date())
    message = f"{document_id}:{does}:{nth}" if does == "update" else f"{document_id}:{does}"
    return post(
        [
            Post(
                id=f"{message}:{codes.in_force(code)}",
                sender=paper.state.unit,
                receiver=code,
                lane=lane,
                kind=ports.DOCUMENT,
                body=ports.to_json(each),
                files=each.files,
                channel=roads.get(codes.in_force(code), queries.NO_ROAD),
            )
            for code, _name in receivers
            for each in [dataclasses.replace(letter, files=()) if code in letter.removed else letter]
        ],
        by=BY,
        at=at,
    )


def _receivers(paper: papers.Document, letter: ports.Letter) -> list[tuple[str, str]]:
    """Give to whom a letter goes: an update to who had the document before it, a new document to whoever ever was to get it."""
    if letter.does == "new":
        return [*paper.receivers, *paper.removed]
    if letter.does == "update":
        told = [each for each in paper.removed if each[0] in letter.removed]
        return [*(each for each in paper.receivers if each[0] not in letter.added), *told]
    return list(paper.receivers)


def ask_back(*, document_id: str, nth: int, at: datetime) -> None:
    """Ask each receiver to give a document back before taking it on (status 13), in the caller's transaction."""
    paper = papers.document(document_id=document_id, by=BY, at=at)
    state = paper.state
    note = ports.Note(
        document=_name(paper),
        symbol=state.symbol or "",
        issuer=state.unit,
        agency=state.unit,
        agency_name=papers.called(state.unit),
        status=Status.TAKING_BACK.value,
        description=papers.history(document_id=document_id)[nth - 1].text,
        by="",
        at=at,
    )
    for code, _receiver in paper.receivers:
        _tell(note, to=code, at=at, once=str(nth))


def take(parcel: ports.Parcel, now: datetime) -> None:
    """Take a document that came into the register of incoming ones, or take back what its sender recalls.

    Raises Refusal `exchange.body-malformed`, `exchange.unreadable`, `exchange.receiver-unknown`, `exchange.file-missing`, of
    `documents`, `store`.
    """
    letter = ports.letter(parcel.body)
    unit = queries.unit_of(parcel.receiver, on=now.date())
    if unit is None:
        raise refusals.receiver_unknown(parcel.receiver)
    learn(code=parcel.sender, name=letter.from_name, channel=parcel.road, at=now)
    if letter.does == "recall":
        _taken_back(letter, unit, parcel, now)
        return
    if letter.does == "update" and any(codes.same(unit, code) for code in letter.removed):
        _taken_back(letter, unit, parcel, now, once=parcel.id)
        return
    if letter.does == "update":
        _renewed(letter, unit, parcel, now)
        return
    symbol = "/".join(filter(None, (letter.number, letter.notation)))
    came = documents.receive(
        receiving=documents.Receiving(
            unit=unit,
            origin=papers.EXCHANGE,
            sender=_sender(letter, parcel),
            sender_name=letter.from_name,
            symbol=symbol,
            subject=letter.subject,
            kind=papers.kind_of(name=letter.type_name, symbol=symbol),
            dated=letter.issued_on,
            key=letter.document or parcel.id,
            urgency=letter.urgency,
            signer_name=letter.signer,
            signer_position=letter.position,
            note=letter.reason,
            files=_uploads(letter),
        ),
        by=BY,
        at=now,
    )
    _answer(letter, unit, Status.ARRIVED, "", to=parcel.sender, now=now)
    if letter.does == "replace":
        _superseded(letter, unit, parcel, now, by=came.id)


def take_back(note: ports.Note, parcel: ports.Parcel, now: datetime) -> None:
    """Give a document back that its sender asks for (status 13) where it was not taken on yet, and answer either way."""
    unit = queries.unit_of(parcel.receiver, on=now.date())
    if unit is None:
        raise refusals.receiver_unknown(parcel.receiver)
    sender = note.issuer if codes.same(note.issuer, parcel.sender) else parcel.sender
    found = papers.came(unit=unit, sender=sender, key=note.document)
    stage = papers.document(document_id=found, by=BY, at=now).state.stage if found else None
    if found and stage is not papers.Stage.RECEIVED:
        status, said = (
            Status.NOT_AGREED,
            _("văn bản đã được tiếp nhận; muốn lấy lại, hãy gửi văn bản thu hồi"),
        )
    else:
        status, said = _tried(
            found,
            lambda document: documents.take_back(words=note.description, document_id=document, by=BY, at=now),
        )
    answer = ports.Note(
        document=note.document,
        symbol=note.symbol,
        issuer=note.issuer,
        agency=unit,
        agency_name=papers.called(unit),
        status=status.value,
        description=said,
        by="",
        at=now,
    )
    _tell(answer, to=parcel.sender, at=now, once=parcel.id)


def answer(*, document_id: str, status: Status, nth: int = 0, at: datetime) -> None:
    """Tell the sender of a document that came by the exchange how it stands here, in the caller's transaction.

    Who never wrote by a road of ours cannot be told by one.
    """
    paper = papers.document(document_id=document_id, by=BY, at=at)
    state = paper.state
    if state.origin != papers.EXCHANGE or not queries.roads_to([state.sender or ""], on=at.date()):
        return
    words = papers.history(document_id=document_id)[nth - 1].text if status is Status.REFUSED else ""
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
        issued_on=paper.dated,
    )
    _tell(note, to=note.issuer, at=at)


def _taken_back(
    letter: ports.Letter, unit: str, parcel: ports.Parcel, now: datetime, *, once: str = ""
) -> None:
    """Give a document back that its sender recalls, or no longer has us as a receiver of."""
    about = letter.about or letter.document
    found = papers.came(unit=unit, sender=_sender(letter, parcel), key=about)
    status, said = _tried(
        found,
        lambda document: documents.take_back(words=letter.reason, document_id=document, by=BY, at=now),
    )
    _answer(letter, unit, status, said, to=parcel.sender, now=now, about=about, once=once)


def _renewed(letter: ports.Letter, unit: str, parcel: ports.Parcel, now: datetime) -> None:
    """Take an update in, whether it bears the document's own name, as ours do, or one of its own."""
    about = letter.about or letter.document
    found = papers.came(unit=unit, sender=_sender(letter, parcel), key=about)
    status, said = _tried(
        found,
        lambda document: documents.renew(
            words=letter.reason,
            files=_uploads(letter),
            subject=letter.subject,
            document_id=document,
            by=BY,
            at=now,
        ),
    )
    _answer(letter, unit, status, said, to=parcel.sender, now=now, about=about, once=parcel.id)


def _superseded(letter: ports.Letter, unit: str, parcel: ports.Parcel, now: datetime, *, by: str) -> None:
    found = papers.came(unit=unit, sender=_sender(letter, parcel), key=letter.about)
    status, said = _tried(
        found,
        lambda document: documents.supersede(
            words=letter.reason, document=by, document_id=document, by=BY, at=now
        ),
    )
    _answer(letter, unit, status, said, to=parcel.sender, now=now, about=letter.about, once=parcel.id)


def _tried(found: str | None, act: Callable[[str], object]) -> tuple[Status, str]:
    """Do what a sender asks with a document that came from it; gives whether we agree, and why not."""
    if not found:
        return Status.NOT_AGREED, _("không có văn bản này ở nơi nhận")
    try:
        act(found)
    except papers.Refusal as no:
        return Status.NOT_AGREED, no.message % no.params if no.params else no.message
    return Status.AGREED, ""


def _answer(
    letter: ports.Letter,
    unit: str,
    status: Status,
    said: str,
    *,
    to: str,
    now: datetime,
    about: str = "",
    once: str = "",
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
        issued_on=letter.issued_on,
    )
    _tell(note, to=to, at=now, once=once)


def _tell(note: ports.Note, *, to: str, at: datetime, once: str = "") -> None:
    road = queries.roads_to([to], on=at.date()).get(codes.in_force(to), queries.NO_ROAD)
    tell(note=note, to=to, channel=road, once=once, by=BY, at=at)


def _name(paper: papers.Document) -> str:
    state = paper.state
    at = state.numbered_at or state.acted_at
    return papers.exchange_name(unit=state.unit, symbol=state.symbol or "", at=at)


def _listed(said: papers.Happening | None, name: str) -> tuple[str, ...]:
    """Give a list that a fact tells; none where it tells no such."""
    found = said.fact.data.get(name) if said else None
    return tuple(str(each) for each in found) if isinstance(found, list) else ()


def _changes(said: papers.Happening | None) -> bool:
    """Tell whether an update changes words or files, not receivers alone."""
    return said is None or any(said.fact.data.get(name) for name in ("files", "file", "subject"))


def _letter(
    paper: papers.Document, *, does: str, said: papers.Happening | None, at: datetime
) -> ports.Letter:
    """Write a document as a letter: as it is now, or as what recalls it, or as the one in its place."""
    about = "" if does == "new" else _name(paper)
    if does == "replace" and said:
        paper = papers.document(document_id=str(said.fact.data["document"]), by=BY, at=at)
    state = paper.state
    number, _slash, notation = (state.symbol or "").partition("/")
    recalled = does == "recall"
    files: Sequence[papers.File] = [] if recalled else [*filter(None, [paper.main]), *paper.attached]
    issued = paper.dated or (state.numbered_at or state.acted_at).astimezone(clock.VN).date()
    return ports.Letter(
        document=f"{about}:{does}" if recalled else _name(paper),
        from_code=state.unit,
        from_name=papers.called(state.unit),
        to=tuple(paper.receivers),
        number=number,
        notation=notation,
        type_name=papers.KINDS_AND_COPIES[state.kind].name.vi,
        subject=paper.subject,
        issued_on=issued,
        signer=paper.signer_name,
        position=paper.signer_position,
        urgency=state.urgency,
        pages=max(paper.pages, 1),
        does=does,
        about=about,
        reason=said.text if said else "",
        added=_listed(said, "added"),
        removed=_listed(said, "removed"),
        changed=does != "update" or _changes(said),
        files=tuple(
            ports.File(digest=one.digest, name=one.name, media_type=one.media_type, size=one.size)
            for one in files
        ),
    )


def _uploads(letter: ports.Letter) -> list[documents.Upload]:
    return [documents.Upload(name=file.name, chunks=_read(file)) for file in letter.files]


def _sender(letter: ports.Letter, parcel: ports.Parcel) -> str:
    """Give the sender as it writes its own code, where that is the code it was let in by: its signature says the same."""
    return letter.from_code if codes.same(letter.from_code, parcel.sender) else parcel.sender


def _read(file: ports.File) -> Iterator[bytes]:
    try:
        kept = store.get(file.digest)
    except FileNotFoundError as error:
        raise refusals.Refusal(
            "exchange.file-missing",
            _("Văn bản có kê tệp “%(name)s” nhưng tệp đó chưa tới nơi nhận."),
            params={"name": file.name},
        ) from error
    with kept:
        yield from iter(lambda: kept.read(CHUNK), b"")
