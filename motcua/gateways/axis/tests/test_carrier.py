"""Lan's letter goes to the axis as edXML and comes out at Sở Xây dựng as it was; what cannot be read is kept for a person."""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import IO

import pytest

from motcua.gateways.axis import carrier, twin
from motcua.gateways.edxml.tests import letters as samples
from motcua.systems.exchange import ports
from motcua.systems.exchange.ports import Answer, File, Letter, Note, Parcel, Unreachable

NOW = datetime(2023, 6, 15, 8, tzinfo=UTC)
DATA = b"%PDF-1.7 words"
PDF = File(
    digest=hashlib.sha256(DATA).hexdigest(), name="báo cáo.pdf", media_type="application/pdf", size=len(DATA)
)
LETTER = Letter(
    document="H31.9,2023/06/14,45/BC-SNV",
    from_code="H31.9",
    from_name="Sở Nội vụ",
    to=(("H31.12", "Sở Xây dựng"),),
    number="45",
    notation="BC-SNV",
    type_name="Báo cáo",
    subject="Kết quả sáu tháng",
    issued_on=date(2023, 6, 14),
    place="Hưng Yên",
    signer="Trần Văn Bình",
    position="Giám đốc",
    urgency=1,
    pages=3,
    replies_to=("H31.12,2023/06/01,7/SXD-VP",),
    files=(PDF,),
)


class Shelf:
    """A store of files in memory."""

    def __init__(self, *files: bytes) -> None:
        self.kept = {hashlib.sha256(data).hexdigest(): data for data in files}

    def open(self, digest: str) -> IO[bytes]:
        if digest not in self.kept:
            raise FileNotFoundError(digest)
        return io.BytesIO(self.kept[digest])

    def keep(self, name: str, chunks: Iterable[bytes]) -> File:
        data = b"".join(chunks)
        digest = hashlib.sha256(data).hexdigest()
        self.kept[digest] = data
        return File(digest=digest, name=name, media_type="application/pdf", size=len(data))


def parcel(body: str, kind: str = ports.DOCUMENT) -> Parcel:
    return Parcel(
        id="1", sender="H31.9", receiver="H31.12", lane="1", kind=kind, body=body, posted_at=NOW, files=()
    )


@pytest.fixture
def axis() -> twin.Twin:
    return twin.Twin(names={"H31.9": "Sở Nội vụ", "H31.12": "Sở Xây dựng"}, clock=lambda: NOW)


def sent(axis: twin.Twin, given: Parcel) -> tuple[Answer, str]:
    (verdict,) = carrier.Carrier(axis=axis, files=Shelf(DATA)).deliver([given])
    return verdict.answer, verdict.code


@pytest.mark.parametrize(
    "letter",
    [
        LETTER,
        replace(LETTER, does="recall", about=LETTER.document, reason="gửi nhầm nơi nhận"),
        replace(LETTER, does="update", about=LETTER.document),
        replace(
            LETTER,
            does="update",
            about=LETTER.document,
            added=("H31.14",),
            removed=("H31.12", "H31.13"),
            changed=False,
        ),
        replace(LETTER, does="replace", about="H31.9,2023/06/01,44/BC-SNV", due_on=date(2023, 7, 1)),
    ],
)
def test_a_letter_comes_out_as_it_went_in(axis: twin.Twin, letter: Letter) -> None:
    given = parcel(ports.to_json(letter))
    assert sent(axis, given) == sent(axis, given) == (Answer.TAKEN, "")
    shelf = Shelf()
    source = carrier.Source(axis=axis, receivers=["H31.12"], keep=shelf.keep)
    (came,) = source.waiting(limit=10)
    assert ports.letter(came.body) == letter
    assert list(shelf.kept.values()) == [DATA]
    assert (came.sender, came.receiver, came.kind) == ("H31.9", "H31.12", ports.DOCUMENT)
    source.taken([came.id, came.id])
    assert source.waiting(limit=10) == []


def test_a_status_comes_out_as_it_went_in(axis: twin.Twin) -> None:
    note = Note(
        document=LETTER.document,
        symbol="45/BC-SNV",
        issuer="H31.9",
        agency="H31.12",
        agency_name="Sở Xây dựng",
        status="03",
        description="đã tiếp nhận",
        by="Châu",
        at=NOW.astimezone(),
    )
    assert sent(axis, parcel(ports.to_json(note), ports.STATUS))[0] is Answer.TAKEN
    (came,) = carrier.Source(axis=axis, receivers=["H31.12"], keep=Shelf().keep).waiting(limit=1)
    assert came.kind == ports.STATUS
    assert ports.note(came.body) == note


def test_a_status_of_a_document_whose_id_tells_no_day_tells_it_all_the_same(axis: twin.Twin) -> None:
    note = Note(
        document="5d6b2f0e-0d43-4a0c-9d5a-0c1d2e3f4a5b",
        symbol="45/BC-SNV",
        issuer="H31.9",
        agency="H31.12",
        agency_name="Sở Xây dựng",
        status="03",
        description="",
        by="",
        at=NOW,
    )
    assert sent(axis, parcel(ports.to_json(note), ports.STATUS)) == (Answer.REFUSED, "edxml.value-missing")
    told = ports.to_json(replace(note, issued_on=date(2023, 6, 14)))
    assert sent(axis, parcel(told, ports.STATUS))[0] is Answer.TAKEN
    (came,) = carrier.Source(axis=axis, receivers=["H31.12"], keep=Shelf().keep).waiting(limit=1)
    assert ports.note(came.body).document == note.document


def test_what_the_axis_or_the_standard_refuses_is_said(axis: twin.Twin) -> None:
    good = parcel(ports.to_json(LETTER))
    assert sent(axis, replace(good, receiver="H99")) == (Answer.REFUSED, "axis.receiver-unknown")
    assert sent(axis, replace(good, body="{}")) == (Answer.REFUSED, "exchange.body-malformed")
    lost = replace(LETTER, files=(replace(PDF, digest="0" * 64),))
    assert sent(axis, parcel(ports.to_json(lost))) == (Answer.REFUSED, "axis.file-missing")
    assert sent(axis, parcel(ports.to_json(replace(LETTER, subject="")))) == (
        Answer.REFUSED,
        "edxml.value-missing",
    )


def test_what_goes_to_two_of_ours_comes_to_both(axis: twin.Twin) -> None:
    for receiver in ("H31.12", "H31.9"):
        axis.send(sender="H31.12", receiver=receiver, kind="edoc", message=samples.sample("new"))
    source = carrier.Source(axis=axis, receivers=["H31.12", "H31.9"], keep=Shelf().keep)
    came = source.waiting(limit=10)
    assert len({one.id for one in came}) == 2
    source.taken([one.id for one in came])
    assert source.waiting(limit=10) == []


def test_what_cannot_be_kept_waits_no_longer_and_its_sender_sees_it(axis: twin.Twin) -> None:
    axis.send(sender="H31.9", receiver="H31.12", kind="edoc", message=samples.sample("new"))
    source = carrier.Source(axis=axis, receivers=["H31.12"], keep=Shelf().keep)
    (came,) = source.waiting(limit=10)
    source.refused([came.id, came.id])
    assert source.waiting(limit=10) == []
    assert [one.status for one in axis.sent(sender="H31.9", limit=1)] == ["fail"]


def test_a_message_that_cannot_be_read_is_kept_for_a_person(axis: twin.Twin) -> None:
    axis.send(sender="H31.9", receiver="H31.12", kind="edoc", message=b"<edXML><truncated")
    axis.send(sender="H31.9", receiver="H31.12", kind="edoc", message=samples.sample("new"))
    bad, good = carrier.Source(axis=axis, receivers=["H31.12"], keep=Shelf().keep).waiting(limit=10)
    with pytest.raises(ports.Refusal) as no:
        ports.letter(bad.body)
    assert no.value.code == "exchange.unreadable"
    assert ports.letter(good.body).files


def test_once_the_axis_is_down_the_rest_waits(axis: twin.Twin) -> None:
    class Falls(twin.Twin):
        def send(self, *, sender: str, receiver: str, kind: str, message: bytes) -> str:
            if self.sent(sender=sender, limit=1):
                raise Unreachable("mất kết nối")
            return super().send(sender=sender, receiver=receiver, kind=kind, message=message)

    falls = Falls(names=axis.names, clock=lambda: NOW)
    letters = [
        replace(parcel(ports.to_json(LETTER)), id=str(nth), posted_at=NOW + timedelta(seconds=nth))
        for nth in range(3)
    ]
    verdicts = carrier.Carrier(axis=falls, files=Shelf(DATA)).deliver(letters)
    assert [each.answer for each in verdicts] == [Answer.TAKEN, Answer.NOT_NOW, Answer.NOT_NOW]
