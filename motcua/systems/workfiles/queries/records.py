"""What other rooms and pages see of work files: frozen records."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.spine import event
from motcua.systems.workfiles import rules


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
    """A document in a file: its order number, what it is called, and whether it lies there on paper only."""

    number: int
    id: str
    symbol: str
    subject: str
    party: str
    dated: date | None
    paper: bool
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A task of a file, and of which file; `late`: done after its time, or not yet though its time is over."""

    file: str
    code: str
    title: str
    number: int
    words: str
    officer: str
    officer_name: str
    due_at: datetime
    done_at: datetime | None
    paper: bool
    dropped: bool
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperStep:
    """A step on paper: what, when, why, who wrote it down."""

    number: int
    done_on: date
    what: str
    why: str
    by_name: str


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
class Entry:
    """A file that a list foresees; `file` is the id of the one that was opened from it."""

    code: str
    title: str
    retention: str
    keeper: str
    keeper_name: str
    basis: str
    file: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileList:
    """A unit's list of files for a year."""

    unit: str
    year: int
    stage: rules.ListStage
    entries: tuple[Entry, ...]
    proposed_by: str
    approved_by: str
    approved_at: datetime | None


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
