"""Certified copies: a whole one, an extract, or a copy of a copy, each numbered and signed by the agency that copies, and sent.

An electronic copy shows its kind, its number, the agency and the moment in the upper right corner of its first page (NĐ
30/2020/NĐ-CP, Annex I, part III). A whole copy is the very file with one more signature at its end, so what was signed
before still holds in it; an extract is a paper of its own.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from motcua.base import clock, paper, salted, signing as signatures, store
from motcua.spine import access, refusal
from motcua.systems.documents import models, rules
from motcua.systems.documents.actions import desk, keys, numbering, papers, signing
from motcua.systems.documents.actions.writing import Acting
from motcua.systems.documents.queries import agencies, books
from motcua.systems.organisation import queries as organisation

CORNER = (75.0, 16.0)  # millimetres
EDGE = 4.0  # above the national motto


def copy(
    *,
    kind: str,
    shown: str,
    pages: str = "",
    mark: str = "",
    wanted: int | None = None,
    opening: str = "",
    **acting: Unpack[Acting],
) -> rules.State:
    """Make a certified copy of a document's main paper as it stands; `kind` is a key of `rules.COPIES`.

    `shown` is the digest of what was on the screen, `pages` (`1,3-4`) those of an extract. Copies of all kinds have one row of
    numbers a year. Raises Refusal `documents.copy-not-known`, `documents.not-a-copy`, `documents.copy-of-a-copy`,
    `documents.pages-not-valid`, `documents.pages-not-read`, `documents.main-not-pdf`, `documents.secret-not-here`, of `numbering.take`, of
    `keys.opened`, of `signing.sign`, and of `desk.move`.
    """
    by, at = acting["by"], acting["at"]

    def command(state: rules.State) -> rules.Copy:
        dry = rules.Copy(
            kind=kind,
            pages=pages.strip(),
            series=books.COPIES,
            year=at.astimezone(clock.VN).year,
            number=0,
            symbol="",
            seen=shown,
            digest="",
            certificate="",
        )
        rules.decide(state, dry, by=by.id, at=at)
        main = papers.main(state)
        papers.must_be_pdf(main.media_type)
        content = papers.content(main.digest)
        if dry.pages:
            most = paper.read(content, media_type=papers.PDF).pages
            chosen = rules.pages_of(dry.pages, most=most)
            content = paper.extract(content, [one - 1 for one in chosen])
        signer = keys.opened(holder=state.unit, agency=True, opening=opening)
        chosen_mark = rules.checked_mark(mark or rules.mark_of(organisation.unit(code=state.unit).short_name))
        place = numbering.take(unit=state.unit, series=books.COPIES, year=dry.year, wanted=wanted)
        symbol = rules.Symbol(number=place, kind=kind, mark=chosen_mark)
        moment = at.astimezone(clock.VN).isoformat(sep=" ", timespec="seconds")
        lines = (
            f"{rules.COPIES[kind].name.vi.upper()}; số: {symbol}",
            agencies.called(state.unit),
            f"Thời gian sao: {moment}",
        )
        stamp = signatures.Stamp(box=_corner(content), lines=lines)
        field = (
            f"BanSao-{state.unit.replace('.', '-')}-{dry.year}-{place}"  # a point would part a field's name
        )
        data = signing.put_on(content, signer, field=field, stamp=stamp, at=at)
        kept = papers.signed(data, original=main)
        file = papers.put(
            kept, document=state.id, role=rules.COPY, version=0, made_by="copied", by=by.id, at=at, of=main
        )
        models.Copy.objects.create(
            file=file,
            document_id=state.id,
            unit=state.unit,
            kind=kind,
            pages=dry.pages,
            year=dry.year,
            number=place,
            symbol=str(symbol),
            made_at=at,
            made_by=by.id,
        )
        return rules.Copy(
            kind=kind,
            pages=dry.pages,
            series=books.COPIES,
            year=dry.year,
            number=place,
            symbol=str(symbol),
            seen=shown,
            digest=kept.stored.digest,
            certificate=signing.certificate(signer),
        )

    return desk.move(act=rules.Act.COPY, command=command, **acting)


def send_copy(*, copy: str, receivers: Sequence[tuple[str, str]], **acting: Unpack[Acting]) -> rules.State:
    """Send a certified copy (`copy`, its file) to receivers, each a code and a name, as a document of its own.

    More receivers are added to that document later, as to any other. Raises Refusal `documents.no-copy-to-send`,
    `documents.no-such-copy`, `documents.copy-already-sent`, of `signing.issue`, and of `desk.move`.
    """
    by, at = acting["by"], acting["at"]

    def command(state: rules.State) -> rules.SendCopy:
        rules.decide(state, rules.SendCopy(copy=copy, document=""), by=by.id, at=at)
        document = _begun(_made(state, copy), by=by, at=at)
        signing.issue(document_id=document, receivers=receivers, by=by, at=at)
        return rules.SendCopy(copy=copy, document=document)

    return desk.move(act=rules.Act.SEND_COPY, command=command, **acting)


def _made(state: rules.State, copy: str) -> models.Copy:
    """Find a copy of a document that went to nobody yet."""
    made = {str(one.file_id): one for one in models.Copy.objects.filter(document_id=state.id)}
    if copy not in made:
        raise rules.Refusal(
            "documents.no-such-copy", refusal.gettext_noop("Văn bản này không có bản sao như vậy.")
        )
    if models.Document.objects.filter(copied=copy).exists():
        raise rules.Refusal(
            "documents.copy-already-sent",
            refusal.gettext_noop(
                "Bản sao %(symbol)s đã được gửi. Muốn gửi thêm nơi nhận, hãy mở bản sao ấy và gửi bản cập nhật."
            ),
            params={"symbol": made[copy].symbol},
        )
    return made[copy]


def _begun(made: models.Copy, *, by: access.Actor, at: datetime) -> str:
    """Let a copy be a document of its own, with the very file that it is; gives its id."""
    of, file = made.document, made.file
    called = rules.KINDS_AND_COPIES[of.kind].name.vi
    whose = agencies.called(of.sender or of.unit, otherwise=of.sender_name)
    subject = " ".join(f"{called} {of.symbol or ''} của {whose}: {of.subject}".split())
    digest, salt = salted.words(subject)
    command = rules.BeginCopy(
        id=str(uuid.uuid4()),
        unit=made.unit,
        kind=made.kind,
        urgency=of.urgency,
        secrecy=of.secrecy,
        subject=digest,
        copied=str(file.pk),
        digest=file.digest,
        series=books.COPIES,
        year=made.year,
        number=made.number,
        symbol=made.symbol,
        made_at=made.made_at,
    )
    pages = paper.read(papers.content(file.digest), media_type=papers.PDF).pages
    words = {"subject": subject, "dated": made.made_at.astimezone(clock.VN).date(), "pages": pages}
    state = desk.begin(command, by=by, at=at, words=words)
    desk.remember(digest, salt, subject, document=state.id)
    stored = store.Stored(digest=file.digest, size=file.size, media_type=file.media_type)
    kept = papers.Kept(name=file.name, stored=stored, words=file.words, pages=pages)
    papers.put(kept, document=state.id, role=rules.MAIN, version=1, made_by="copied", by=by.id, at=at)
    return state.id


def _corner(content: bytes) -> signatures.Box:
    """Give the upper right corner of the first page; beside the words of an agency that signed in it before."""
    page = paper.size(content)
    width, height = CORNER
    box = signatures.Box(
        page=0, x=page[0] - EDGE - width, y=page[1] - EDGE - height, width=width, height=height
    )
    return signatures.beside(content, box)
