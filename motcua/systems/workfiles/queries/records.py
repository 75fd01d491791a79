"""What other rooms and pages see of work files: frozen records."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.spine import event
from motcua.systems.workfiles import rules


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """How much lies in a file: sheets on paper, electronic pages, and the documents of which nobody counted either."""

    sheets: int = 0
    pages: int = 0
    uncounted: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A file in a list; `waiting` counts its tasks still to be done, `late` those of them whose time is over."""

    id: str
    stage: rules.Stage
    unit: str
    year: int
    code: str
    title: str
    secret: bool
    listed: bool
    keeper: str
    keeper_name: str
    retention: str
    opened_on: date
    closed_on: date | None
    archived_at: datetime | None
    documents: int
    extent: Extent
    steps: int
    steps_online: int
    waiting: int
    late: int

    @property
    def symbol(self) -> str:
        """Give its number and symbol with its year: 01.CCHC/2023."""
        return f"{self.code}/{self.year}"

    @property
    def on_network(self) -> bool:
        """Tell whether every step so far was taken in the system."""
        return self.steps == self.steps_online


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """A fact of a file's history, with the words behind its digests where they still stand; `about` names its object."""

    fact: event.Fact
    by_name: str
    what: str
    text: str
    about: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document in a file: its order number, what it is called, and whether it lies there on paper only.

    `extent`: its sheets where on paper, its pages where electronic, as counted when the file was closed; None unknown.
    """

    number: int
    id: str
    symbol: str
    subject: str
    party: str
    dated: date | None
    paper: bool
    added_at: datetime
    extent: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A task of a file, and of which file; `late`: done after its time, or not yet though its time is over."""

    file: str
    symbol: str
    title: str
    number: int
    words: str
    officer: str
    officer_name: str
    given_at: datetime
    due_at: datetime
    done_at: datetime | None
    paper: bool
    dropped: bool
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperStep:
    """A step on paper: what, when, why, who wrote it down; `struck` where that was a mistake."""

    number: int
    done_on: date
    what: str
    why: str
    by: str
    by_name: str
    struck: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A work file whole."""

    state: rules.State
    title: str
    reason: str
    keeper_name: str
    documents: tuple[Document, ...]
    tasks: tuple[Task, ...]
    papers: tuple[PaperStep, ...]
    hand_over_by: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """One approval of a list: by whom, when."""

    by_name: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A file that a list foresees; `file` is the id of the one that was opened from it.

    `version`: with which approval of the list it came into force, `approval`; 0 and None while it is only proposed.
    """

    code: str
    title: str
    retention: str
    keeper: str
    keeper_name: str
    basis: str
    file: str | None
    version: int
    added_by: str
    added_at: datetime
    approval: Approval | None

    @property
    def supplements(self) -> bool:
        """Tell whether it came to a list that had been approved before."""
        return self.version > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class FileList:
    """A unit's list of files for a year, with each approval of it: the first, and those of what supplemented it."""

    unit: str
    year: int
    stage: rules.ListStage
    entries: tuple[Entry, ...]
    proposed_by: str
    approvals: tuple[Approval, ...]
    history: tuple[Happening, ...]

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """Give the entries that were approved."""
        return tuple(one for one in self.entries if one.version)


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """One hand-over to the archive, with the files in it."""

    id: str
    unit: str
    year: int
    number: int
    given_by: str
    given_at: datetime
    taken_by: str
    taken_at: datetime | None
    files: tuple[Line, ...]
