"""From an act as a program names it to the room's own action: one row an act."""

from collections.abc import Callable
from typing import TypeVar

from motcua.spine import refusal
from motcua.systems.dossiers import actions
from motcua.systems.dossiers.api.shapes import ActIn

Value = TypeVar("Value")
Acting = actions.Acting


class Refusal(refusal.Refusal):
    """The act lacks something it needs."""


def _needed(value: Value | None, name: str) -> Value:
    if value is None or value == "":
        raise Refusal(
            "api.field-missing",
            refusal.gettext_noop("Thiếu thông tin “%(field)s” cho việc này."),
            params={"field": name},
        )
    return value


def _why(given: ActIn) -> actions.Reason:
    return actions.Reason(text=given.reason, article=given.article)


ACTS: dict[str, Callable[[ActIn, Acting], actions.Moved]] = {
    "receive": lambda _, acting: actions.receive(**acting),
    "refuse_receipt": lambda given, acting: actions.refuse_receipt(why=_why(given), **acting),
    "ask_supplement": lambda given, acting: actions.ask_supplement(
        papers=given.papers, why=_why(given), **acting
    ),
    "supplement": lambda given, acting: actions.supplement(papers=given.papers, **acting),
    "require_payment": lambda given, acting: actions.require_payment(
        amount=_needed(given.amount, "amount"), **acting
    ),
    "pay": lambda given, acting: actions.pay(amount=_needed(given.amount, "amount"), **acting),
    "hand_over": lambda given, acting: actions.hand_over(
        to_unit=given.unit, to_officer=given.officer, step=given.step, paper=given.paper, **acting
    ),
    "consult": lambda given, acting: actions.consult(
        unit=_needed(given.unit, "unit"),
        hours=_needed(given.hours, "hours"),
        question=_needed(given.text, "text"),
        **acting,
    ),
    "answer": lambda given, acting: actions.answer(
        unit=_needed(given.unit, "unit"), reply=_needed(given.text, "text"), **acting
    ),
    "decide": lambda given, acting: actions.decide(
        approve=_needed(given.approve, "approve"), why=_why(given), **acting
    ),
    "withdraw": lambda given, acting: actions.withdraw(why=given.reason, **acting),
    "stop": lambda given, acting: actions.stop(why=_why(given), **acting),
    "return_result": lambda given, acting: actions.return_result(
        channel=_needed(given.channel, "channel"), **acting
    ),
    "apologise": lambda given, acting: actions.apologise(
        appointed_at=_needed(given.appointed_at, "appointed_at"), why=_why(given), **acting
    ),
    "correct": lambda given, acting: actions.correct(
        field=_needed(given.field, "field"), value=_needed(given.value, "value"), why=_why(given), **acting
    ),
    "rate": lambda given, acting: actions.rate(score=_needed(given.score, "score"), **acting),
}
