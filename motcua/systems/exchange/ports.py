"""How the room meets the world: what is carried, and who carries it. Every counterpart is a gateway behind one of these.

A carrier that cannot reach the other side raises `Unreachable`: everything is tried again. Whatever the other side
answers is a verdict, message by message.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import IO, Protocol, TypeVar

import msgspec

from motcua.spine import refusal

Record = TypeVar("Record")

DOCUMENT = "document"
STATUS = "status"
DOSSIER = "dossier"
PROGRESS = "progress"
LAW = "law"
INDICATORS = "indicators"
KINDS = (DOCUMENT, STATUS, DOSSIER, PROGRESS, LAW, INDICATORS)

PORTAL, LAW_DATABASE, REPORTING = "portal", "law", "reporting"
NATIONAL = (PORTAL, LAW_DATABASE, REPORTING)
"""The channels to the national systems; each is its own receiver."""
SALT = "salt"
"""The member of a message's mapping that never leaves: with it the digest in the ledger tells nothing of a person."""


class Refusal(refusal.Refusal):
    """What was handed over cannot be read."""


class Unreachable(Exception):  # noqa: N818 - a state of the world, not an error of the program
    """The other side did not answer, or not so that it can be understood: nobody knows whether it took anything."""


class Answer(StrEnum):
    """What the other side says of one message."""

    TAKEN = "taken"
    HAD_IT = "had-it"
    NOT_NOW = "not-now"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file that belongs to a message, by the SHA-256 of its bytes; the bytes travel as they are."""

    digest: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """One message on its way: `id` is unique for its sender for ever, and the same at every try.

    `lane` is what order is kept in (one document, one dossier); `after` is the message of the lane that must have
    been handled before this one. `body` is JSON, as the records of this module write it; `road` is the channel it came by,
    known on our side alone.
    """

    id: str
    sender: str
    receiver: str
    lane: str
    kind: str
    body: str
    posted_at: datetime
    after: str | None = None
    files: tuple[File, ...] = ()
    road: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The answer about one message; `receipt` is the other side's own number for it, `code` and `said` why not."""

    id: str
    answer: Answer
    receipt: str = ""
    code: str = ""
    said: str = ""


class Carrier(Protocol):
    """Takes messages of one channel to the other side."""

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Deliver in the order given, and give a verdict on each; Unreachable when the whole batch must be tried again."""


def one_by_one(parcels: Sequence[Parcel], send: Callable[[Parcel], str]) -> list[Verdict]:
    """Deliver to a system that takes one message at a time; `send` gives its receipt.

    What it refuses is refused; once it does not answer, that message and the rest are tried later.
    """
    verdicts: list[Verdict] = []
    for parcel in parcels:
        try:
            verdicts.append(Verdict(id=parcel.id, answer=Answer.TAKEN, receipt=send(parcel)))
        except refusal.Refusal as no:
            said = no.message % no.params if no.params else no.message
            verdicts.append(Verdict(id=parcel.id, answer=Answer.REFUSED, code=no.code, said=said))
        except Unreachable as error:
            late = parcels[len(verdicts) :]
            code, said = "exchange.unreachable", str(error)
            return [
                *verdicts,
                *(Verdict(id=each.id, answer=Answer.NOT_NOW, code=code, said=said) for each in late),
            ]
    return verdicts


class Source(Protocol):
    """Brings what waits for us at the other side."""

    def waiting(self, *, limit: int) -> Sequence[Parcel]:
        """Give what waits, oldest first; it stays there until it is said to be taken."""

    def taken(self, ids: Iterable[str]) -> None:
        """Say that messages are kept here now; said twice it changes nothing."""

    def refused(self, ids: Iterable[str]) -> None:
        """Say that messages cannot be kept here: they wait no longer, and whoever sent them can see it."""


class Gate(Protocol):
    """Where others hand in messages for this house; `sender` is who the certificate of the connection says it is."""

    def hand_in(self, parcels: Sequence[Parcel], *, sender: str, now: datetime) -> Sequence[Verdict]:
        """Keep messages, each once, and say of each what became of it."""

    def lacks(self, digests: Iterable[str]) -> Sequence[str]:
        """Say which files are not here yet."""

    def keep(self, *, digest: str, name: str, file: IO[bytes]) -> None:
        """Keep a file; a Refusal when its bytes are not those of the digest."""


class Files(Protocol):
    """Where the files of messages lie on our side."""

    def open(self, digest: str) -> IO[bytes]:
        """Open a file for reading; OSError when it is not here."""


class Memory(Protocol):
    """What a counterpart gave us halfway through a message (a number, its name for a file): kept at once and for good.

    Whoever tries the message again goes on from there.
    """

    def recall(self, name: str) -> str:
        """Give what was kept under a name; empty where nothing was."""

    def keep(self, name: str, value: str) -> str:
        """Keep a value, and give what is kept: what was kept first stands."""

    def forget(self, name: str) -> None:
        """Keep nothing under a name any longer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A document on its way between agencies, as its sender describes it; `document` is its id on the axis.

    `does` is `new`, `recall`, `update` or `replace`; `about` names the document recalled, updated or replaced. `added` are
    the receivers an update has more than the document before it; to them it goes as a new one. `removed` are those that get
    it no longer: they are told, and give it back. `changed` says whether an update changes words or files.
    """

    document: str
    from_code: str
    from_name: str
    to: tuple[tuple[str, str], ...]
    number: str
    notation: str
    type_name: str
    subject: str
    issued_on: date
    place: str = ""
    signer: str = ""
    position: str = ""
    competence: str = ""
    urgency: int = 0
    due_on: date | None = None
    pages: int = 1
    does: str = "new"
    about: str = ""
    reason: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: bool = True
    replies_to: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What an agency says of a document it was sent: the status's two digits, in whose name, and why.

    `issued_on` is the document's day; its id says it too, but not every sender writes its ids so.
    """

    document: str
    symbol: str
    issuer: str
    agency: str
    agency_name: str
    status: str
    description: str
    by: str
    at: datetime
    issued_on: date | None = None


def to_json(record: Letter | Note) -> str:
    """Write the one text of a record: JSON, keys sorted, no spaces."""
    return msgspec.json.encode(record, order="sorted").decode()


def letter(body: str) -> Letter:
    """Read a document back; a Refusal `exchange.body-malformed` when the text is none."""
    return _read(body, Letter)


def note(body: str) -> Note:
    """Read a status back; a Refusal `exchange.body-malformed` when the text is none."""
    return _read(body, Note)


def values(body: str) -> dict[str, object]:
    """Read a message that is a plain mapping, without its salt; a Refusal `exchange.body-malformed` when it is none."""
    found = _read(body, dict[str, object])
    found.pop(SALT, None)
    return found


def unreadable(*, code: str, said: str) -> str:
    """Write the body of a message that came and could not be read: it is kept, and a person is told why."""
    return msgspec.json.encode({"unreadable": {"code": code, "said": said}}, order="sorted").decode()


def _read(body: str, kind: type[Record]) -> Record:
    try:
        _refuse_unreadable(msgspec.json.decode(body))
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise Refusal(
            "exchange.body-malformed",
            refusal.gettext_noop("Nội dung thông điệp không đúng khuôn mẫu đã thống nhất."),
        ) from error


def _refuse_unreadable(value: object) -> None:
    why = value.get("unreadable") if isinstance(value, dict) else None
    if isinstance(why, dict):
        raise Refusal(
            "exchange.unreadable",
            refusal.gettext_noop("Không đọc được thông điệp (%(code)s): %(said)s"),
            params={"code": str(why.get("code")), "said": str(why.get("said"))},
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Edoc:
    """A message as it lies at the national document axis: its number there, and what the axis knows of it."""

    doc_id: str
    sender: str
    receiver: str
    kind: str
    status: str
    created_at: datetime


class Axis(Protocol):
    """The national document axis (trục liên thông văn bản quốc gia), as an agency's own system speaks to it."""

    def agencies(self) -> Mapping[str, str]:
        """Give the names of all agencies on the axis by their codes."""

    def send(self, *, sender: str, receiver: str, kind: str, message: bytes) -> str:
        """Hand in an edXML message (`edoc` or `status`) and give its number; a Refusal `axis.*` when it is not taken.

        The same bytes from the same sender to the same receiver are one message: the number is the one given before.
        """

    def waiting(self, *, receiver: str, limit: int) -> Sequence[Edoc]:
        """List what waits for an agency, oldest first."""

    def fetch(self, *, receiver: str, doc_id: str) -> bytes:
        """Give a message's bytes; a Refusal `axis.no-such-message` when it is not the receiver's."""

    def update(self, *, receiver: str, doc_id: str, status: str) -> None:
        """Say that a message was taken (`done`) or could not be (`fail`); it then no longer waits."""

    def sent(self, *, sender: str, limit: int) -> Sequence[Edoc]:
        """List what an agency sent, newest first, each with what its receiver's system said."""


class NationalPortal(Protocol):
    """The National Public Service Portal, for the parts that are not files: catalogue down, dossiers and progress up."""

    def procedures(self) -> Sequence[Mapping[str, str]]:
        """List the procedures the portal publishes for us, as code and name."""

    def procedure(self, code: str) -> Mapping[str, object]:
        """Give one procedure in the portal's own words."""

    def dossier(self, data: Mapping[str, object], *, is_there: bool = False) -> str:
        """Bring a dossier up (new, or as it now is), with its files where the exchange takes them; gives its number there.

        `is_there`: the portal was told of it before, by whichever exchange. A Refusal `national-portal.*` with the portal's
        own reason.
        """

    def progress(self, data: Mapping[str, object]) -> None:
        """Bring up one step of a dossier that the portal has."""

    def status(self, code: str) -> str | None:
        """Ask how the portal has a dossier: its state's number, or None when it does not know it."""


class LegalDatabase(Protocol):
    """The national database of legal documents: documents in force go there, and are asked for again."""

    def publish(self, data: Mapping[str, object]) -> str:
        """Hand in a document with its particulars; gives the number it has there, the same when handed in again."""

    def find(self, symbol: str) -> Mapping[str, object] | None:
        """Give what the database has under a number and symbol."""


class ReportingSystem(Protocol):
    """The Government's reporting system: indicators of a regime, by unit and period."""

    def push(self, data: Mapping[str, object]) -> str:
        """Hand in the values of one report and give the receipt; a report handed in again gives the same receipt."""

    def receipt(self, number: str) -> Mapping[str, object] | None:
        """Give what was received under a receipt."""
