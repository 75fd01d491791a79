"""What people ask of a dossier, each as one frozen record."""

from dataclasses import dataclass
from datetime import datetime

from motcua.spine.dossier.stages import Act


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why an officer acts: the digest of the words (kept in an erasable row) and the article they rest on."""

    digest: str
    article: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Apply:
    """A citizen files, or an officer files for one who stands at the counter (`owner` is then None)."""

    id: str
    code: str
    case: str
    channel: str
    return_channel: str
    unit: str
    owner: str | None
    filed_at: datetime
    act = Act.APPLY


@dataclass(frozen=True, kw_only=True, slots=True)
class Receive:
    """The counter takes the dossier on and promises a day (form 01)."""

    act = Act.RECEIVE


@dataclass(frozen=True, kw_only=True, slots=True)
class RefuseReceipt:
    """The counter does not take the dossier on, and says why (form 03)."""

    reason: Reason
    act = Act.REFUSE_RECEIPT


@dataclass(frozen=True, kw_only=True, slots=True)
class AskSupplement:
    """The office asks, once and in full, for what is missing (form 02)."""

    papers: tuple[str, ...]
    reason: Reason
    act = Act.ASK_SUPPLEMENT


@dataclass(frozen=True, kw_only=True, slots=True)
class Supplement:
    """The citizen brings what was asked for."""

    papers: tuple[str, ...]
    act = Act.SUPPLEMENT


@dataclass(frozen=True, kw_only=True, slots=True)
class RequirePayment:
    """The office asks for a fee, in dong; the clock waits."""

    amount: int
    act = Act.REQUIRE_PAYMENT


@dataclass(frozen=True, kw_only=True, slots=True)
class Pay:
    """The fee arrives, in dong."""

    amount: int
    act = Act.PAY


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver:
    """The dossier goes to the next step, unit or officer (form 05); `paper` when it is carried by hand."""

    unit: str | None = None
    officer: str | None = None
    step: str | None = None
    paper: bool = False
    act = Act.HAND_OVER


@dataclass(frozen=True, kw_only=True, slots=True)
class Consult:
    """Another unit is asked for its opinion, while the work goes on; `hours` of work are given it."""

    unit: str
    hours: int
    question: str
    act = Act.CONSULT


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The unit that was asked says what it thinks; `reply` is the digest of the words."""

    unit: str
    reply: str
    act = Act.ANSWER


@dataclass(frozen=True, kw_only=True, slots=True)
class Decide:
    """The office approves or refuses, with reason and article."""

    approve: bool
    reason: Reason
    act = Act.DECIDE


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdraw:
    """The citizen takes the dossier back."""

    reason: str
    act = Act.WITHDRAW


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """The office stops the work, for example because no supplement came."""

    reason: Reason
    act = Act.STOP


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnResult:
    """The result reaches the citizen, by the channel named."""

    channel: str
    act = Act.RETURN_RESULT


@dataclass(frozen=True, kw_only=True, slots=True)
class Apologise:
    """The office says sorry and names a new day, once (form 04)."""

    appointed_at: datetime
    reason: Reason
    act = Act.APOLOGISE


@dataclass(frozen=True, kw_only=True, slots=True)
class Correct:
    """A mistake in the record is put right by a new fact; the old one stays readable."""

    field: str
    value: str
    reason: Reason
    act = Act.CORRECT


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """The citizen says how it went: 1 very dissatisfied to 5 very satisfied.

    `desk_days`: days since an officer of the dossier's units worked from the same network address; None: none did.
    """

    score: int
    desk_days: int | None = None
    act = Act.RATE


Command = (
    Apply
    | Receive
    | RefuseReceipt
    | AskSupplement
    | Supplement
    | RequirePayment
    | Pay
    | HandOver
    | Consult
    | Answer
    | Decide
    | Withdraw
    | Stop
    | ReturnResult
    | Apologise
    | Correct
    | Rate
)
