"""What programs send and get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from annotated_types import Interval
from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict, StringConstraints

from motcua.base import api

Key = Annotated[str, StringConstraints(min_length=8, max_length=100, pattern=r"^[\x21-\x7e]+$")]
Code = Annotated[str, StringConstraints(max_length=60)]
Words = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
Dong = Annotated[int, Interval(ge=1, le=10**12)]
Place = Annotated[str, StringConstraints(max_length=90)]


class _Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class ApplicantIn(_Strict):
    """Who asks."""

    name: api.Line
    id_number: api.Line = ""
    phone: api.Line = ""
    email: api.Line = ""
    address: api.Line = ""
    answers: dict[Annotated[str, StringConstraints(max_length=100)], Words] = Field(default_factory=dict)


class DossierIn(_Strict):
    """An application. `receive` takes it on at the counter in the same act; `owner` is the citizen's account."""

    procedure: api.Line
    unit: api.Line
    channel: Literal["counter", "online", "post"]
    return_channel: Literal["counter", "online", "post"] = "counter"
    case: api.Line = ""
    applicant: ApplicantIn
    filed_at: AwareDatetime | None = None
    owner: api.Line | None = None
    receive: bool = False


class ActIn(_Strict):
    """One act on a dossier. `seen` is the `seq` of what the caller saw: another act since then is refused as stale.

    Which other fields an act takes stands in its own row of `motcua/systems/dossiers/api/acts.py`.
    """

    act: Literal[
        "receive",
        "refuse_receipt",
        "ask_supplement",
        "supplement",
        "require_payment",
        "pay",
        "hand_over",
        "consult",
        "answer",
        "decide",
        "withdraw",
        "stop",
        "return_result",
        "apologise",
        "correct",
        "rate",
    ]
    seen: int | None = None
    reason: Words = ""
    article: api.Line = ""
    papers: list[api.Line] = Field(default_factory=list, max_length=100)
    amount: Dong | None = None
    unit: api.Line | None = None
    officer: api.Line | None = None
    step: api.Line | None = None
    paper: bool = False
    hours: Annotated[int, Interval(ge=1, le=10_000)] | None = None
    text: Words = ""
    approve: bool | None = None
    channel: api.Line = ""
    appointed_at: AwareDatetime | None = None
    field: api.Line = ""
    value: api.Line = ""
    score: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedOut:
    """Where a dossier stands after an act."""

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
    """A file of the dossier."""

    id: str
    paper: str
    name: str
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
    """A dossier in a list."""

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
