"""From an act as a program names it to the room's own action: one shape an act, with what it takes and what it does."""

from abc import abstractmethod
from typing import Annotated, Literal, Self

from annotated_types import Interval
from ninja import Field
from pydantic import ConfigDict, PrivateAttr, RootModel
from typing_extensions import override

from motcua.base import api
from motcua.systems.dossiers import actions
from motcua.systems.dossiers.api import shapes

Acting = actions.Acting
Dong = Annotated[int, Interval(ge=1, le=10**12)]
Hours = Annotated[int, Interval(ge=1, le=10_000)]
Papers = Annotated[list[api.Line], Field(max_length=100)]


class _Act(shapes.Strict):
    seen: int | None = Field(
        None,
        description="the `seq` of what the caller saw; when somebody acted since then, this act is refused as stale",
    )

    @abstractmethod
    def __call__(self, acting: Acting) -> actions.Moved:
        """Make the one call that this act is."""

    def heard_from(self, address: str) -> Self:  # noqa: ARG002 - one act alone asks
        """Know from which network address the act was sent; only a rating is held against those of the desks."""
        return self


class _Reasoned(_Act):
    reason: shapes.Words = Field(
        description="why, in words the citizen will read; kept apart from the ledger"
    )
    article: api.Line = Field(description="the article the reason rests on")

    @property
    def why(self) -> actions.Reason:
        return actions.Reason(text=self.reason, article=self.article)


class Receive(_Act):
    """Take on a dossier that waits at the counter, and promise its day."""

    act: Literal["receive"]

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.receive(**acting)


class RefuseReceipt(_Reasoned):
    """Decline to take a dossier on."""

    act: Literal["refuse_receipt"]

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.refuse_receipt(why=self.why, **acting)


class AskSupplement(_Reasoned):
    """Ask, once and in full, for what is missing; the clock waits."""

    act: Literal["ask_supplement"]
    papers: Papers = Field(
        description="what is to be brought, in words or by the keys of the procedure's papers"
    )

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.ask_supplement(papers=self.papers, why=self.why, **acting)


class Supplement(_Act):
    """Bring what was asked for; the clock goes on."""

    act: Literal["supplement"]
    papers: Papers = Field(default_factory=list, description="what was brought")

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.supplement(papers=self.papers, **acting)


class RequirePayment(_Act):
    """Ask for a fee; the clock waits."""

    act: Literal["require_payment"]
    amount: Dong = Field(description="in dong")

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.require_payment(amount=self.amount, **acting)


class Pay(_Act):
    """Record that the fee asked for was paid; the clock goes on."""

    act: Literal["pay"]
    amount: Dong = Field(description="in dong, exactly what was asked for")

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.pay(amount=self.amount, **acting)


class HandOver(_Act):
    """Pass the dossier on: to the unit, officer and step named, or to where the next step is done."""

    act: Literal["hand_over"]
    unit: api.Line | None = None
    officer: api.Line | None = Field(None, description="an account that holds a role at the unit")
    step: api.Line | None = Field(None, description="the key of a step of the procedure; null: the next one")
    paper: bool = Field(False, description="whether it is carried by hand")

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.hand_over(
            to_unit=self.unit, to_officer=self.officer, step=self.step, paper=self.paper, **acting
        )


class Consult(_Act):
    """Ask another unit for its opinion, while the work goes on."""

    act: Literal["consult"]
    unit: api.Line
    hours: Hours = Field(description="working hours it is given")
    text: shapes.Words = Field(min_length=1, description="the question")

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.consult(unit=self.unit, hours=self.hours, question=self.text, **acting)


class Answer(_Act):
    """Answer for a unit that was consulted."""

    act: Literal["answer"]
    unit: api.Line
    text: shapes.Words = Field(min_length=1, description="the opinion")

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.answer(unit=self.unit, reply=self.text, **acting)


class Decide(_Reasoned):
    """Approve or refuse."""

    act: Literal["decide"]
    approve: bool

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.decide(approve=self.approve, why=self.why, **acting)


class Withdraw(_Act):
    """Take one's own dossier back."""

    act: Literal["withdraw"]
    reason: shapes.Words = ""

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.withdraw(why=self.reason, **acting)


class Stop(_Reasoned):
    """Stop the work on a dossier."""

    act: Literal["stop"]

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.stop(why=self.why, **acting)


class ReturnResult(_Act):
    """Give the result to the citizen."""

    act: Literal["return_result"]
    channel: shapes.Channel

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.return_result(channel=self.channel, **acting)


class Apologise(_Reasoned):
    """Say sorry and name a new day, once; the promise that was missed stays on record."""

    act: Literal["apologise"]
    appointed_at: api.Moment

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.apologise(appointed_at=self.appointed_at, why=self.why, **acting)


class Correct(_Reasoned):
    """Put a mistake of the record right, by a new fact."""

    act: Literal["correct"]
    field: api.Line = Field(description="`channel`, `return_channel`, `filed_at` or `case`")
    value: api.Line

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.correct(field=self.field, value=self.value, why=self.why, **acting)


class Rate(_Act):
    """Say how the office did, once the work is over."""

    act: Literal["rate"]
    score: int = Field(description="from 1, very dissatisfied, to 5, very satisfied")
    _address: str = PrivateAttr(default="")

    @override
    def heard_from(self, address: str) -> Self:
        self._address = address
        return self

    @override
    def __call__(self, acting: Acting) -> actions.Moved:
        return actions.rate(score=self.score, address=self._address, **acting)


class ActIn(
    RootModel[
        Annotated[
            Receive
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
            | Rate,
            Field(discriminator="act"),
        ]
    ]
):
    """One act on a dossier, named by `act`; each takes what its own shape says, and nothing else."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"act": "hand_over", "seen": 2},
                {
                    "act": "decide",
                    "seen": 3,
                    "approve": True,
                    "reason": "Đủ điều kiện",
                    "article": "Điều 22 NĐ 123/2015/NĐ-CP",
                },
            ]
        }
    )
