"""What an official wants done with a work file or a list of files; words are digests here (decision 0005)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from motcua.spine import event
from motcua.systems.workfiles.rules.stages import Act, ListAct


@dataclass(frozen=True, kw_only=True, slots=True)
class Command(event.Intention):
    """What is wanted of a work file."""

    act: ClassVar[Act]


@dataclass(frozen=True, kw_only=True, slots=True)
class Open(Command):
    """Open a file of the agency `unit`: `listed` from the year's approved list, else with `words`, the reason.

    `opened_on` is the day the work began; `retention` a key of the terms; `title` none where the file is secret.
    """

    act: ClassVar[Act] = Act.OPEN
    id: str
    unit: str
    level: str
    year: int
    code: str
    listed: bool
    secrecy: str
    retention: str
    keeper: str
    opened_on: date
    title: str
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AddDocument(Command):
    """Put a document in, under the next order number; `paper` where it lies in the office on paper only."""

    act: ClassVar[Act] = Act.ADD_DOCUMENT
    document: str
    paper: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeOut(Command):
    """Take the document of an order number out, saying why; its number is not given again."""

    act: ClassVar[Act] = Act.TAKE_OUT
    number: int
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GiveTask(Command):
    """Give an officer (account) something to do by a time, reckoned in working time."""

    act: ClassVar[Act] = Act.GIVE_TASK
    officer: str
    due_at: datetime
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DoTask(Command):
    """Report a task done: in the system, or on `paper` for the reason in `words`."""

    act: ClassVar[Act] = Act.DO_TASK
    number: int
    paper: bool
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DropTask(Command):
    """Take a task back, saying why."""

    act: ClassVar[Act] = Act.DROP_TASK
    number: int
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkPaper(Command):
    """Write down a step that was done on paper on a day: `what` it was, and in `words` why not in the system."""

    act: ClassVar[Act] = Act.MARK_PAPER
    what: str
    words: str
    done_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class StrikePaper(Command):
    """Strike a step on paper that was written down by mistake, saying why; it stays readable and is counted no more."""

    act: ClassVar[Act] = Act.STRIKE_PAPER
    number: int
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entrust(Command):
    """Let somebody else (account) keep the file."""

    act: ClassVar[Act] = Act.ENTRUST
    keeper: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Close(Command):
    """End the work; `closed_on` is the day it ended, `papers` the order numbers of what is then on paper only.

    `extent` gives, for each order number that is known of, the sheets of what is on paper, the pages of what is electronic.
    """

    act: ClassVar[Act] = Act.CLOSE
    closed_on: date
    papers: tuple[int, ...] = ()
    extent: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reopen(Command):
    """Go on with work that had ended, saying why."""

    act: ClassVar[Act] = Act.REOPEN
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver(Command):
    """Hand the file to the agency's archive, in a hand-over with others."""

    act: ClassVar[Act] = Act.HAND_OVER
    batch: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Accept(Command):
    """Take the file into the archive."""

    act: ClassVar[Act] = Act.ACCEPT
    batch: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SendBack(Command):
    """Do not take the file into the archive, saying why."""

    act: ClassVar[Act] = Act.SEND_BACK
    batch: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ListCommand(event.Intention):
    """What is wanted of a unit's list of files for a year."""

    act: ClassVar[ListAct]


@dataclass(frozen=True, kw_only=True, slots=True)
class AddEntry(ListCommand):
    """Put a file that the year will bring on the list: its code, title, how long it is kept, who keeps it, on what basis."""

    act: ClassVar[ListAct] = ListAct.ADD_ENTRY
    unit: str
    year: int
    code: str
    title: str
    retention: str
    keeper: str
    basis: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StrikeEntry(ListCommand):
    """Strike an entry off a list that is not yet proposed."""

    act: ClassVar[ListAct] = ListAct.STRIKE_ENTRY
    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Propose(ListCommand):
    """Hand the list up to the head of the agency."""

    act: ClassVar[ListAct] = ListAct.PROPOSE


@dataclass(frozen=True, kw_only=True, slots=True)
class Return(ListCommand):
    """Give the list back, saying what to mend."""

    act: ClassVar[ListAct] = ListAct.RETURN
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Approve(ListCommand):
    """Approve the list: files are opened from it."""

    act: ClassVar[ListAct] = ListAct.APPROVE
