"""What stands on each printed form of the one-stop shop (Circular 01/2018/TT-VPCP, forms 01 to 06)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.spine import procedure, worktime


class PaperKind(StrEnum):
    """How a paper was handed in."""

    ORIGINAL = "original"
    CERTIFIED = "certified"
    COPY = "copy"
    ELECTRONIC = "electronic"


class Outcome(StrEnum):
    """How a hand-over stood against its time."""

    BEFORE = "before"
    ON = "on"
    LATE = "late"


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """The agency on the head of a form: the one above it, its own name in running case, its desk, its place."""

    name: str
    place: str
    parent: str = ""
    desk: str = "Bộ phận Tiếp nhận và Trả kết quả"
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Applicant:
    """Whose dossier it is; `agent` is who handed it in and signs, where that is someone else."""

    name: str
    identity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    agent: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperLine:
    """A paper as it lies in the dossier."""

    name: str
    kind: PaperKind
    count: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingLine:
    """A paper still to be brought or put right, and in how many pieces of which kind."""

    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class FeeLine:
    """A fee or charge in dong; None is not known yet, never zero."""

    label: str
    amount: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver:
    """One passing of the dossier from hand to hand; `outcome` is None while the taker still works on it."""

    from_unit: str
    to_unit: str
    at: datetime
    giver: str
    taker: str
    outcome: Outcome | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the register."""

    code: str
    request: str
    applicant: str
    handling: str
    received_at: datetime
    address: str = ""
    phone: str = ""
    sets: int = 1
    due_at: datetime | None = None
    returned_at: datetime | None = None
    collected: procedure.Channel = procedure.Channel.COUNTER
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """What every form has: whose it is, its number, when it was made, and whether it was only simulated."""

    office: Office
    issued_at: datetime
    number: str = ""
    simulated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _OfDossier(_Sheet):
    """A form about one dossier; `tracking` is the address where it can be followed, its code included."""

    code: str
    tracking: str
    request: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptForm(_OfDossier):
    """Mẫu số 01: the dossier is received, and its result is promised for `due_at` (None: no deadline is set)."""

    applicant: Applicant
    papers: tuple[PaperLine, ...]
    received_at: datetime
    due_at: datetime | None
    allowed: worktime.Duration | None
    officer: str
    collected: procedure.Channel = procedure.Channel.COUNTER
    fees: tuple[FeeLine, ...] = ()
    sets: int = 1
    book: str = ""
    entry: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SupplementForm(_OfDossier):
    """Mẫu số 02: everything the dossier still needs, asked once and in full."""

    applicant: Applicant
    items: tuple[MissingLine, ...]
    reason: str
    officer: str
    answer_by: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusalForm(_OfDossier):
    """Mẫu số 03: the dossier is not received, why, on which article, and where to go instead."""

    applicant: Applicant
    reason: str
    officer: str
    article: str = ""
    go_to: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ApologyForm(_OfDossier):
    """Mẫu số 04: the result will be late, why, and the new appointment; the old one stands beside it."""

    applicant: Applicant
    received_at: datetime
    due_at: datetime
    promised_at: datetime
    reason: str
    signer: str
    signer_title: str = "Thủ trưởng cơ quan, đơn vị"
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlForm(_OfDossier):
    """Mẫu số 05: every hand-over of the dossier, from its log."""

    handling: str
    hand_overs: tuple[HandOver, ...]
    consulted: tuple[str, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterForm(_Sheet):
    """Mẫu số 06: the register of dossiers received from `since` up to and including `until`."""

    since: date
    until: date
    entries: tuple[Entry, ...]
    book: str = ""


Form = ReceiptForm | SupplementForm | RefusalForm | ApologyForm | ControlForm | RegisterForm
