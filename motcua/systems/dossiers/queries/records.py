"""What leaves this room: frozen records, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.spine import access, dossier, procedure
from motcua.spine.procedure import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A dossier in a list. `applicant` is masked; names of units, procedures and officers are for reading."""

    id: str
    code: str
    seq: int
    stage: dossier.Stage
    procedure: str
    procedure_name: Words
    applicant: str
    channel: str
    unit: str
    unit_name: str
    step: str | None
    officer: str | None
    officer_name: str
    filed_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    appointed_at: datetime | None
    paused_at: datetime | None
    finished_at: datetime | None
    outcome: str | None
    supplements: int

    @property
    def is_open(self) -> bool:
        """Whether work is still owed."""
        return self.stage in dossier.OPEN

    @property
    def stage_name(self) -> str:
        """The stage in Vietnamese, to be translated at the door."""
        return dossier.PLACES[self.stage].name


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One fact of a dossier's history as a reader meets it; `text` is the officer's words, None when erased."""

    seq: int
    kind: str
    at: datetime
    by: str
    by_name: str
    data: Mapping[str, object]
    text: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of a dossier or draft."""

    id: str
    paper: str
    name: str
    media_type: str
    size: int
    digest: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who asks; shown whole only after the asking was recorded."""

    name: str
    id_number: str
    phone: str
    email: str
    address: str
    answers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Everything of one dossier."""

    line: Line
    state: dossier.State
    definition: procedure.Definition
    subject: access.Subject
    person: Person
    files: tuple[File, ...]
    history: tuple[Happening, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """What a unit or an officer has in hand: open, due within two working days, late, waiting for the citizen."""

    key: str
    name: str
    open: int
    soon: int
    late: int
    waiting: int
    finished: int
    finished_late: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRecord:
    """An application being written."""

    id: str
    procedure: str
    procedure_name: Words
    answers: Mapping[str, str]
    touched_at: datetime
    files: tuple[File, ...]
