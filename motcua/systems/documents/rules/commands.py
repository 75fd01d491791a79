"""What an official wants done with a document; words are digests here, for facts hold no words (decision 0005)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.spine import event
from motcua.systems.documents.rules.stages import Act

MAIN, ATTACHED, COPY = "main", "attached", "copy"
COUNTER, SCAN, EXCHANGE = "counter", "scan", "exchange"
ORIGINS = (COUNTER, SCAN, EXCHANGE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Command(event.Intention):
    """What is wanted of a document."""

    act: ClassVar[Act]


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft(Command):
    """Begin a document of the agency `unit`."""

    act: ClassVar[Act] = Act.DRAFT
    id: str
    unit: str
    kind: str
    legal: bool
    urgency: int
    secrecy: str
    subject: str
    replies_to: str | None = None
    key: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AddFile(Command):
    """Put a file in: the `main` one (a new version of it), or one `attached`, in the place of another (`instead`) or not."""

    act: ClassVar[Act] = Act.ADD_FILE
    role: str
    file: str
    digest: str
    instead: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment(Command):
    """Say something about it."""

    act: ClassVar[Act] = Act.COMMENT
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Submit(Command):
    """Hand a draft to whom it is for to sign."""

    act: ClassVar[Act] = Act.SUBMIT
    to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SendBack(Command):
    """Give it back to its writer, with the reason; a signature on it falls away with that version."""

    act: ClassVar[Act] = Act.SEND_BACK
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign(Command):
    """Sign as a person: `seen` is the digest of what was shown, `digest` of what came of it."""

    act: ClassVar[Act] = Act.SIGN
    seen: str
    digest: str
    certificate: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Number(Command):
    """Give it the next number of its series in the year; `digest` is of the paper with its number on it, empty for none."""

    act: ClassVar[Act] = Act.NUMBER
    series: str
    year: int
    number: int
    symbol: str
    digest: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal(Command):
    """Sign for the agency, as `Sign` does for the person; `attached` are the digests of appendices it signed too."""

    act: ClassVar[Act] = Act.SEAL
    seen: str
    digest: str
    certificate: str
    attached: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue(Command):
    """Issue it to the receivers (agency codes), over the network or on paper.

    `effective_on` is the day a legal document comes into force (`2023-05-15`), None for any other.
    """

    act: ClassVar[Act] = Act.ISSUE
    receivers: tuple[str, ...]
    electronic: bool
    effective_on: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Drop(Command):
    """Give a draft up."""

    act: ClassVar[Act] = Act.DROP
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall(Command):
    """Take back what was issued, with the reason."""

    act: ClassVar[Act] = Act.RECALL
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Update(Command):
    """Send what was issued again as it now is, and why: receivers added and removed (codes), files attached (digests).

    `file` is the digest of its main paper with more signatures, `subject` of what it is about said anew; empty where unchanged.
    """

    act: ClassVar[Act] = Act.UPDATE
    words: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    file: str = ""
    subject: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Replace(Command):
    """Let another issued document (`document`, its id) stand in its place, with the reason."""

    act: ClassVar[Act] = Act.REPLACE
    words: str
    document: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AskBack(Command):
    """Ask the receivers to give it back before they take it on, with the reason."""

    act: ClassVar[Act] = Act.ASK_BACK
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Receive(Command):
    """Take in a document from outside; `key` is the same when it comes twice, `files` the digests, the main one first."""

    act: ClassVar[Act] = Act.RECEIVE
    id: str
    unit: str
    origin: str
    sender: str
    key: str
    kind: str
    urgency: int
    secrecy: str
    symbol: str
    subject: str
    files: tuple[str, ...] = ()
    replies_to: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Refuse(Command):
    """Do not take it: sent to the wrong place, unreadable, not validly signed."""

    act: ClassVar[Act] = Act.REFUSE
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Register(Command):
    """Write it into the register of incoming documents under the next number of the year."""

    act: ClassVar[Act] = Act.REGISTER
    series: str
    year: int
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Assign(Command):
    """Give it to an officer (account) to handle, by a time where one is set."""

    act: ClassVar[Act] = Act.ASSIGN
    officer: str
    due_at: datetime | None
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Start(Command):
    """Begin to handle it."""

    act: ClassVar[Act] = Act.START


@dataclass(frozen=True, kw_only=True, slots=True)
class Handle(Command):
    """Report that it is done."""

    act: ClassVar[Act] = Act.HANDLE
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class File(Command):
    """Put it into a work file, named by its number and symbol; empty where the office keeps none in the system."""

    act: ClassVar[Act] = Act.FILE
    work_file: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeBack(Command):
    """Write down that its sender took it back."""

    act: ClassVar[Act] = Act.TAKE_BACK
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy(Command):
    """Make a certified copy: `kind` a key of `kinds.COPIES`, `seen` the digest of what is copied, `digest` of the copy.

    `pages` are those of an extract (`1,3-4`), empty for a whole copy; the number is of the book of copies.
    """

    act: ClassVar[Act] = Act.COPY
    kind: str
    pages: str
    series: str
    year: int
    number: int
    symbol: str
    seen: str
    digest: str
    certificate: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SendCopy(Command):
    """Send a certified copy (`copy`, its file) as a document of its own (`document`, its id)."""

    act: ClassVar[Act] = Act.SEND_COPY
    copy: str
    document: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginCopy(Command):
    """Let a certified copy (`copied`, its file) be a document of its own, numbered and signed when it was made."""

    act: ClassVar[Act] = Act.BEGIN_COPY
    id: str
    unit: str
    kind: str
    urgency: int
    secrecy: str
    subject: str
    copied: str
    digest: str
    series: str
    year: int
    number: int
    symbol: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Renew(Command):
    """Write down that its sender sent it anew: `file` the digest of its main paper now, `files` of all, and why.

    `subject` is the digest of what it is about said anew, empty where unchanged.
    """

    act: ClassVar[Act] = Act.RENEW
    words: str
    file: str
    files: tuple[str, ...]
    subject: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Supersede(Command):
    """Write down that its sender replaced it by another document, which came too (`document`, its id)."""

    act: ClassVar[Act] = Act.SUPERSEDE
    words: str
    document: str
