"""What programs send and get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from annotated_types import Interval
from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from motcua.base import api
from motcua.spine import dossier, procedure as procedures

Key = Annotated[str, StringConstraints(min_length=8, max_length=100, pattern=r"^[\x21-\x7e]+$")]
Code = Annotated[str, StringConstraints(max_length=60)]
Words = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
Question = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00-\x1f]+$")]
Place = Annotated[str, StringConstraints(max_length=90)]
Stage = Annotated[int, Interval(ge=1, le=len(dossier.Stage))]
Channel = Literal["counter", "online", "post"]

CODE = "H31.26.103-230301-0001"
MORNING = datetime.fromisoformat("2023-03-01T09:00:00+07:00")
DUE = datetime.fromisoformat("2023-03-06T17:00:00+07:00")


class Strict(Schema):
    """Input in which nothing stands that we would not read."""

    model_config = ConfigDict(extra="forbid")


class ApplicantIn(Strict):
    """Who asks. Personal: kept apart from the dossier, never in a list or in the ledger."""

    name: api.Line = Field(description="family name, middle name, given name; or the name of the enterprise")
    id_number: api.Line = Field("", description="the personal number of twelve digits")
    phone: api.Line = ""
    email: api.Line = ""
    address: api.Line = ""
    answers: dict[Question, Words] = Field(
        default_factory=dict, max_length=200, description="what was filled in on the form, by question"
    )


class DossierIn(Strict):
    """An application."""

    procedure: api.Line = Field(description="the code of the procedure, as in `/api/procedures`")
    unit: api.Line = Field(description="the code of the unit whose counter takes it in")
    channel: Channel = Field(description="how it comes in; the procedure must offer it")
    return_channel: Channel = Field("counter", description="how the result is to be given")
    case: api.Line = Field("", description="which of the procedure's cases; empty: the first")
    applicant: ApplicantIn
    filed_at: api.Moment | None = Field(None, description="the moment on the paper; null: now")
    owner: api.Line | None = Field(
        None,
        description="the citizen's account, where an officer files for one who has it; a citizen files his own",
    )
    receive: bool = Field(
        False, description="take it on in the same act: filed, received, and a day promised"
    )

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "procedure": "1.004873",
                    "unit": "H31.26.103",
                    "channel": "counter",
                    "applicant": {"name": "Nguyễn Thị Lan", "phone": "0900000000"},
                    "receive": True,
                }
            ]
        },
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedOut:
    """Where a dossier stands after an act; `seq` is what the next act has seen."""

    id: str
    code: str
    seq: int
    stage: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HappeningOut:
    """One fact of a dossier's history; `data` holds identifiers and digests, `text` the words where they are kept."""

    seq: int
    kind: str
    at: datetime
    by: str
    data: Mapping[str, Any]
    text: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileOut:
    """A file of the dossier, by the paper it is; `digest` is the SHA-256 of its bytes."""

    id: str
    paper: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsultationOut:
    """A question to another unit."""

    unit: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierOut:
    """A dossier as it stands. `applicant` is masked. `history`, `files` and `procedure_detail` come when expanded."""

    id: str
    code: str
    seq: int
    stage: int
    stage_name: str
    procedure: str
    version: int
    case: str
    channel: str
    return_channel: str
    receiving_unit: str
    unit: str
    applicant: str
    step: str | None
    officer: str | None
    filed_at: datetime
    recorded_at: datetime
    received_at: datetime | None
    due_original: datetime | None
    due_at: datetime | None
    appointed_at: datetime | None
    paused_at: datetime | None
    supplements: int
    fee_asked: int
    fee_paid: int
    outcome: str | None
    finished_at: datetime | None
    returned_at: datetime | None
    acts: tuple[str, ...]
    consultations: tuple[ConsultationOut, ...]
    history: tuple[HappeningOut, ...] | None = None
    files: tuple[FileOut, ...] | None = None
    procedure_detail: Any = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierItem:
    """A dossier in a list, without anybody's name. The names of procedure and unit come when expanded."""

    code: str
    seq: int
    stage: int
    procedure: str
    version: int
    case: str
    channel: str
    return_channel: str
    unit: str
    level: str
    step: str | None
    officer: str | None
    filed_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    appointed_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    outcome: str | None
    supplements: int
    procedure_name: procedures.Words | None = None
    unit_name: str | None = None


MOVED = MovedOut(id="01869ba0-8a80-7c3e-9f3a-5d1c5f4f9a61", code=CODE, seq=2, stage=2)
ITEM = DossierItem(
    code=CODE,
    seq=2,
    stage=2,
    procedure="1.004873",
    version=1,
    case="thong-thuong",
    channel="counter",
    return_channel="counter",
    unit="H31.26.103",
    level="commune",
    step="tiep-nhan",
    officer="42",
    filed_at=MORNING,
    received_at=MORNING,
    due_at=DUE,
    appointed_at=None,
    finished_at=None,
    returned_at=None,
    outcome=None,
    supplements=0,
)
DOSSIER = DossierOut(
    id=MOVED.id,
    code=CODE,
    seq=2,
    stage=2,
    stage_name="Được tiếp nhận",
    procedure="1.004873",
    version=1,
    case="thong-thuong",
    channel="counter",
    return_channel="counter",
    receiving_unit="H31.26.103",
    unit="H31.26.103",
    applicant="N••• T••• Lan",
    step="tiep-nhan",
    officer="42",
    filed_at=MORNING,
    recorded_at=MORNING,
    received_at=MORNING,
    due_original=DUE,
    due_at=DUE,
    appointed_at=None,
    paused_at=None,
    supplements=0,
    fee_asked=0,
    fee_paid=0,
    outcome=None,
    finished_at=None,
    returned_at=None,
    acts=("apologise", "ask_supplement", "correct", "hand_over", "require_payment", "stop", "withdraw"),
    consultations=(),
)
