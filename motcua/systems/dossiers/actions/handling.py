"""What is done with a dossier on its way: one function an intention."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction

from motcua.spine import access, dossier, refusal
from motcua.systems.dossiers import events
from motcua.systems.dossiers.actions.desk import Moved, Reason, move, note, reason
from motcua.systems.dossiers.actions.watching import desk_days
from motcua.systems.dossiers.queries import bearings, routing
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import actions as ledger, queries as ledger_queries


class Acting(TypedDict):
    """Which dossier, who acts, when, and the last fact their page had seen."""

    dossier_id: str | uuid.UUID
    by: access.Actor
    at: datetime
    seen: NotRequired[int | None]


def receive(**acting: Unpack[Acting]) -> Moved:
    """Take on a dossier that waits at the counter, and promise its day (form 01)."""
    return move(act=dossier.Act.RECEIVE, command=lambda _: dossier.Receive(), **acting)


def refuse_receipt(*, why: Reason, **acting: Unpack[Acting]) -> Moved:
    """Decline to take a dossier on, with reason and article (form 03)."""
    return move(
        act=dossier.Act.REFUSE_RECEIPT,
        command=lambda state: dossier.RefuseReceipt(reason=reason(why, dossier_id=state.id)),
        **acting,
    )


def ask_supplement(*, papers: Sequence[str], why: Reason, **acting: Unpack[Acting]) -> Moved:
    """Ask once and in full for what is missing (form 02); `papers` are what is to be brought, in words or keys."""
    return move(
        act=dossier.Act.ASK_SUPPLEMENT,
        command=lambda state: dossier.AskSupplement(
            papers=tuple(paper.strip() for paper in papers if paper.strip()),
            reason=reason(why, dossier_id=state.id),
        ),
        **acting,
    )


def supplement(*, papers: Sequence[str] = (), **acting: Unpack[Acting]) -> Moved:
    """Bring what was asked for; the clock goes on."""
    return move(
        act=dossier.Act.SUPPLEMENT,
        command=lambda _: dossier.Supplement(papers=tuple(papers)),
        **acting,
    )


def require_payment(*, amount: int, **acting: Unpack[Acting]) -> Moved:
    """Ask for a fee of `amount` dong; the clock waits."""
    return move(
        act=dossier.Act.REQUIRE_PAYMENT,
        command=lambda _: dossier.RequirePayment(amount=amount),
        **acting,
    )


def pay(*, amount: int, **acting: Unpack[Acting]) -> Moved:
    """Record that the fee of `amount` dong was paid; the clock goes on."""
    return move(act=dossier.Act.PAY, command=lambda _: dossier.Pay(amount=amount), **acting)


def hand_over(
    *,
    to_unit: str | None = None,
    to_officer: str | None = None,
    step: str | None = None,
    paper: bool = False,
    **acting: Unpack[Acting],
) -> Moved:
    """Pass the dossier on (form 05): to the unit and officer named, or to where the next step is done."""

    def command(state: dossier.State) -> dossier.HandOver:
        unit = to_unit or routing.unit_of_step(state, step=step, on=acting["at"])
        if to_officer is not None:
            _check_officer(to_officer, unit=unit, at=acting["at"])
        return dossier.HandOver(unit=unit, officer=to_officer, step=step, paper=paper)

    return move(act=dossier.Act.HAND_OVER, command=command, **acting)


def _check_officer(account: str, *, unit: str, at: datetime) -> None:
    if not identity.works_at(account_id=account, unit=unit, at=at):
        raise bearings.Refusal(
            "dossier.officer-not-at-unit",
            refusal.gettext_noop("Cán bộ được chuyển đến không làm việc tại đơn vị nhận hồ sơ."),
        )


def consult(*, unit: str, hours: int, question: str, **acting: Unpack[Acting]) -> Moved:
    """Ask another unit for its opinion within `hours` working hours, while the work goes on."""

    def command(state: dossier.State) -> dossier.Consult:
        bearings.path(unit, acting["at"])  # refuses a unit that is not there to be asked
        return dossier.Consult(unit=unit, hours=hours, question=note(question, dossier_id=state.id))

    return move(act=dossier.Act.CONSULT, command=command, **acting)


def answer(*, unit: str, reply: str, **acting: Unpack[Acting]) -> Moved:
    """Answer for `unit`, which was consulted."""
    return move(
        act=dossier.Act.ANSWER,
        command=lambda state: dossier.Answer(unit=unit, reply=note(reply, dossier_id=state.id)),
        unit=unit,
        **acting,
    )


def decide(*, approve: bool, why: Reason, **acting: Unpack[Acting]) -> Moved:
    """Approve or refuse, with reason and article."""
    return move(
        act=dossier.Act.DECIDE,
        command=lambda state: dossier.Decide(approve=approve, reason=reason(why, dossier_id=state.id)),
        **acting,
    )


def withdraw(*, why: str = "", **acting: Unpack[Acting]) -> Moved:
    """Take one's own dossier back."""
    return move(
        act=dossier.Act.WITHDRAW,
        command=lambda state: dossier.Withdraw(reason=note(why, dossier_id=state.id) if why else ""),
        **acting,
    )


def stop(*, why: Reason, **acting: Unpack[Acting]) -> Moved:
    """Stop the work on a dossier, with reason and article."""
    return move(
        act=dossier.Act.STOP,
        command=lambda state: dossier.Stop(reason=reason(why, dossier_id=state.id)),
        **acting,
    )


def return_result(*, channel: str, **acting: Unpack[Acting]) -> Moved:
    """Give the result to the citizen."""
    return move(
        act=dossier.Act.RETURN_RESULT,
        command=lambda _: dossier.ReturnResult(channel=channel),
        **acting,
    )


def apologise(*, appointed_at: datetime, why: Reason, **acting: Unpack[Acting]) -> Moved:
    """Say sorry and name a new day, once (form 04); the promise that was missed stays on record."""
    return move(
        act=dossier.Act.APOLOGISE,
        command=lambda state: dossier.Apologise(
            appointed_at=appointed_at, reason=reason(why, dossier_id=state.id)
        ),
        **acting,
    )


def correct(*, field: str, value: str, why: Reason, **acting: Unpack[Acting]) -> Moved:
    """Put a mistake right by a new fact."""
    return move(
        act=dossier.Act.CORRECT,
        command=lambda state: dossier.Correct(
            field=field, value=value, reason=reason(why, dossier_id=state.id)
        ),
        **acting,
    )


def rate(*, score: int, address: str = "", **acting: Unpack[Acting]) -> Moved:
    """Say how the office did, from 1 to 5; the network `address` is only held against those of the desks."""
    return move(
        act=dossier.Act.RATE,
        command=lambda state: dossier.Rate(
            score=score, desk_days=desk_days(state, address=address, at=acting["at"])
        ),
        **acting,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkOutcome:
    """What became of one dossier of many: moved, or refused and why."""

    dossier_id: str
    moved: Moved | None
    refused: refusal.Refusal | None


def hand_over_many(
    *,
    dossiers: Sequence[tuple[str, int]],
    to_unit: str | None = None,
    to_officer: str | None = None,
    step: str | None = None,
    by: access.Actor,
    at: datetime,
) -> list[BulkOutcome]:
    """Pass many dossiers on, each by itself: what cannot move stays and says why; the others go.

    `dossiers` are (id, last fact seen).
    """
    access.require(actor=by, act=access.Act.HAND_OVER_BULK)
    outcomes = []
    for dossier_id, seen in dossiers:
        moved, refused = None, None
        try:
            moved = hand_over(
                dossier_id=dossier_id,
                to_unit=to_unit,
                to_officer=to_officer,
                step=step,
                by=by,
                at=at,
                seen=seen,
            )
        except refusal.Refusal as no:
            refused = no
        outcomes.append(BulkOutcome(dossier_id=dossier_id, moved=moved, refused=refused))
    return outcomes


def reveal(*, dossier_id: str, subject: access.Subject, by: access.Actor, at: datetime) -> None:
    """Record that an officer asked to see who the applicant is; the page shows it only after this."""
    access.require(actor=by, act=access.Act.REVEAL, subject=subject)
    stream = f"reveal:{dossier_id}"
    with transaction.atomic():
        seen = len(ledger_queries.read(stream=stream))
        fact = events.revealed(dossier=dossier_id, by=by.id, at=at)
        ledger.append(stream=stream, expected=seen, facts=[fact])
