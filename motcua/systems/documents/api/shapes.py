"""What programs send and get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from annotated_types import Interval
from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from motcua.base import api
from motcua.systems.documents import rules

Key = Annotated[str, StringConstraints(min_length=8, max_length=100, pattern=r"^[\x21-\x7e]+$")]
Id = Annotated[str, StringConstraints(max_length=60)]
Words = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
Subject = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
Place = Annotated[str, StringConstraints(max_length=90)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Stage = Annotated[int, Interval(ge=1, le=max(rules.Stage))]
Urgency = Annotated[int, Interval(ge=0, le=max(rules.URGENCIES))]
Count = Annotated[int, Interval(ge=0, le=100_000)]
Secrecy = Literal["none", "secret", "very_secret", "top_secret"]
Copies = Literal["sao-y", "trich-sao", "sao-luc"]

ID = "3f0c2a52-5f0e-4d55-9b3d-2f6f3a1c9a10"
MORNING = datetime.fromisoformat("2023-03-01T09:00:00+07:00")


class Strict(Schema):
    """Input in which nothing stands that we would not read."""

    model_config = ConfigDict(extra="forbid")


class DraftIn(Schema):
    """A document that an agency of ours begins to write."""

    unit: api.Line = Field(description="the code of our agency")
    kind: api.Line = Field(
        rules.LETTER, description="a key of the 29 kinds of document, `cong-van` for a letter"
    )
    subject: Subject = Field(description="what it is about; of a secret one it is not kept")
    legal: bool = Field(False, description="a legal document, whose number bears the year")
    urgency: Urgency = Field(0, description="0 normal to 4 express at a set hour")
    secrecy: Secrecy = Field("none", description="of a secret one no file may be sent")
    note: Words = ""


class FilesIn(Schema):
    """Which files are put in, beside the files themselves."""

    seen: int | None = Field(
        None,
        description="the `seq` of what the caller saw; when somebody acted since then, nothing is put in",
    )
    instead: Id = Field("", description="the attached file that the first of `attached` stands in place of")


class IncomingIn(Schema):
    """A document that came to an agency of ours, by any road but the document axis, which has its own."""

    unit: api.Line = Field(description="the code of our agency")
    sender: api.Line = Field(
        "", description="the identification code of the agency that sent it, where it is known"
    )
    sender_name: api.Line = Field(min_length=1, description="what it is called")
    symbol: api.Line = Field("", description="number and symbol, as on the document")
    kind: api.Line = Field(
        rules.LETTER,
        description="a key of the 29 kinds of document, `cong-van` for a letter, or of a certified copy (`sao-y`)",
    )
    subject: Subject = Field(description="what it is about; of a secret one it is not kept")
    dated: date | None = Field(None, description="the day on the document")
    urgency: Urgency = Field(0, description="0 normal to 4 express at a set hour")
    secrecy: Secrecy = Field("none", description="of a secret one no file may be sent")
    signer_name: api.Line = Field("", description="who signed, as it says")
    signer_position: api.Line = ""
    note: Words = ""
    register_it: bool = Field(
        False, alias="register", description="write it into the book of documents in, in the same act"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class CameOut:
    """A document that was begun or taken in; `new` is false where that was done before with the same key."""

    id: str
    new: bool
    seq: int
    stage: int
    number: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedOut:
    """Where a document stands after an act; `seq` is what the next act has seen, `file` the digest of its main file."""

    id: str
    seq: int
    stage: int
    symbol: str | None
    number: int | None
    file: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentItem:
    """A document in a list; `party` is its sender, or its receivers in one line."""

    id: str
    outgoing: bool
    stage: int
    unit: str
    kind: str
    urgency: int
    secrecy: str
    subject: str
    symbol: str
    number: int | None
    party: str
    dated: date | None
    began_at: datetime
    acted_at: datetime
    due_at: datetime | None
    verdict: str | None
    file: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FileOut:
    """A file of the document; `digest` is the SHA-256 of its bytes. Versions of the main paper count from 1."""

    id: str
    role: str
    version: int
    made_by: str
    name: str
    media_type: str
    size: int
    digest: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingOut:
    """What a check of the signatures found; `signatures` says of each who, when, and why it does not hold."""

    at: datetime
    digest: str
    verdict: str
    reason: str
    problem: str
    signatures: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HappeningOut:
    """One fact of a document's history; `data` holds identifiers and digests, `text` the words where they are kept."""

    seq: int
    kind: str
    at: datetime
    by: str
    data: Mapping[str, Any]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiverOut:
    """An agency to which it was issued."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentOut:
    """A document as it stands. `acts` is what you may do with it now; `history`, `files` and `findings` come when expanded."""

    id: str
    seq: int
    outgoing: bool
    stage: int
    stage_name: str
    acts: tuple[str, ...]
    unit: str
    kind: str
    legal: bool
    urgency: int
    secrecy: str
    subject: str
    symbol: str | None
    year: int | None
    number: int | None
    dated: date | None
    origin: str | None
    sender: str | None
    sender_name: str
    replies_to: str | None
    file: str | None
    version: int
    submitted_to: str | None
    signed_by: str | None
    signed_at: datetime | None
    numbered_at: datetime | None
    sealed_at: datetime | None
    issued_at: datetime | None
    electronic: bool | None
    registered_at: datetime | None
    officer: str | None
    due_at: datetime | None
    handled_at: datetime | None
    work_file: str | None
    began_at: datetime
    acted_at: datetime
    receivers: tuple[ReceiverOut, ...]
    verdict: str | None
    history: tuple[HappeningOut, ...] | None = None
    files: tuple[FileOut, ...] | None = None
    findings: tuple[FindingOut, ...] | None = None


CAME = CameOut(id=ID, new=True, seq=2, stage=12, number=17)
BEGUN = CameOut(id=ID, new=True, seq=2, stage=1, number=None)
FILLED = MovedOut(
    id=ID,
    seq=3,
    stage=1,
    symbol=None,
    number=None,
    file="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)
MOVED = MovedOut(id=ID, seq=3, stage=13, symbol="112/UBND-TP", number=17, file=None)
ITEM = DocumentItem(
    id=ID,
    outgoing=False,
    stage=12,
    unit="H31.33.111",
    kind="cong-van",
    urgency=0,
    secrecy="none",
    subject="Về việc báo cáo công tác hộ tịch",
    symbol="112/UBND-TP",
    number=17,
    party="Huyện Văn Lâm",
    dated=MORNING.date(),
    began_at=MORNING,
    acted_at=MORNING,
    due_at=None,
    verdict="unsigned",
    file="",
)
DOCUMENT = DocumentOut(
    id=ID,
    seq=2,
    outgoing=False,
    stage=12,
    stage_name="Đã vào sổ, chờ phân công",
    acts=("add_file", "comment", "take_back"),
    unit="H31.33.111",
    kind="cong-van",
    legal=False,
    urgency=0,
    secrecy="none",
    subject="Về việc báo cáo công tác hộ tịch",
    symbol="112/UBND-TP",
    year=2023,
    number=17,
    dated=MORNING.date(),
    origin="scan",
    sender="H31.33",
    sender_name="Ủy ban nhân dân huyện Văn Lâm",
    replies_to=None,
    file=None,
    version=0,
    submitted_to=None,
    signed_by=None,
    signed_at=None,
    numbered_at=None,
    sealed_at=None,
    issued_at=None,
    electronic=None,
    registered_at=MORNING,
    officer=None,
    due_at=None,
    handled_at=None,
    work_file=None,
    began_at=MORNING,
    acted_at=MORNING,
    receivers=(),
    verdict=None,
)
