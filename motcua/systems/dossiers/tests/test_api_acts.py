"""A program acts: every act where it is due, none where the stage, the page's age or the unit forbids it."""

import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.spine import dossier
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.api.acts import ActIn
from motcua.systems.dossiers.tests.people import COMMUNE, MORNING
from motcua.systems.dossiers.tests.programs import JUSTICE, WHY, Answer, Program, stands

Keys = dict[str, Program]
Step = tuple[str, str, dict[str, Any]]

RECEIVE: Step = ("binh", "receive", {})
HAND_OVER: Step = ("binh", "hand_over", {})
ASK: Step = ("dung", "ask_supplement", {"papers": ["Bản án ly hôn"], **WHY})
REQUIRE: Step = ("dung", "require_payment", {"amount": 15_000})
CONSULT: Step = ("dung", "consult", {"unit": JUSTICE, "hours": 8, "text": "Có vướng mắc không?"})
APPROVE: Step = ("em", "decide", {"approve": True, **WHY})
RETURN: Step = ("binh", "return_result", {"channel": "online"})
AT_WORK = (RECEIVE, HAND_OVER)


@dataclass(frozen=True, kw_only=True)
class Happy:
    """An act that goes well: what came before, the act, and the stage it leads to."""

    before: tuple[Step, ...] = ()
    step: Step
    stage: int
    last: dict[str, Any] = field(default_factory=dict)


HAPPY = {
    "receive": Happy(step=RECEIVE, stage=2),
    "refuse_receipt": Happy(step=("binh", "refuse_receipt", WHY), stage=3),
    "ask_supplement": Happy(before=AT_WORK, step=ASK, stage=5),
    "supplement": Happy(before=(*AT_WORK, ASK), step=("lan", "supplement", {"papers": ["ly-hon"]}), stage=4),
    "require_payment": Happy(before=AT_WORK, step=REQUIRE, stage=6),
    "pay": Happy(before=(*AT_WORK, REQUIRE), step=("lan", "pay", {"amount": 15_000}), stage=4),
    "hand_over": Happy(before=(RECEIVE,), step=HAND_OVER, stage=4),
    "consult": Happy(before=AT_WORK, step=CONSULT, stage=4),
    "answer": Happy(
        before=(*AT_WORK, CONSULT), step=("giang", "answer", {"unit": JUSTICE, "text": "Không"}), stage=4
    ),
    "decide": Happy(before=AT_WORK, step=APPROVE, stage=9),
    "withdraw": Happy(step=("lan", "withdraw", {"reason": "Không cần nữa"}), stage=7),
    "stop": Happy(before=AT_WORK, step=("em", "stop", WHY), stage=8),
    "return_result": Happy(before=(*AT_WORK, APPROVE), step=RETURN, stage=10),
    "apologise": Happy(
        before=AT_WORK,
        step=("dung", "apologise", {"appointed_at": "2023-03-09T16:00:00+07:00", **WHY}),
        stage=4,
    ),
    "correct": Happy(
        before=AT_WORK, step=("dung", "correct", {"field": "return_channel", "value": "post", **WHY}), stage=4
    ),
    "rate": Happy(before=(*AT_WORK, APPROVE, RETURN), step=("lan", "rate", {"score": 5}), stage=10),
}


class Way:
    """A dossier that Lan filed, and people who act on it one after the other, a quarter of an hour apart."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.code = keys["lan"].file().body["code"]
        self.now = MORNING

    def does(self, step: Step, **more: Any) -> Answer:
        self.now += timedelta(minutes=15)
        name, act, words = step
        return self.keys[name].act(self.code, act, at=more.pop("at", self.now), **words, **more)

    def walks(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            done = self.does(step)
            assert done.status == 200, done.body

    def seq(self) -> int:
        return int(self.keys["ha"].get(f"/api/dossiers/{self.code}", at=self.now).body["seq"])


@pytest.fixture
def begin(keys: Keys) -> Callable[[], Way]:
    """File one dossier after the other."""
    return lambda: Way(keys)


def agree(answer: Answer) -> None:
    replayed = queries.replayed(dossier_id=answer.body["id"])
    assert replayed is not None
    assert dossier.encode(replayed) == dossier.encode(queries.standing(dossier_id=answer.body["id"]))


def test_each_act_goes_well_where_it_is_due_and_refuses_a_page_that_was_overtaken(
    begin: Callable[[], Way],
) -> None:
    for name, happy in HAPPY.items():
        way = begin()
        way.walks(happy.before)
        seen = len(happy.before) + 1
        stale = way.does(happy.step, seen=seen - 1)
        assert (stale.status, stale.code, way.seq()) == (409, "ledger.stale", seen), name
        done = way.does(happy.step, seen=seen)
        assert (done.status, done.body["stage"], done.body["seq"]) == (200, happy.stage, seen + 1), name
        assert stands(way.code) == happy.stage
        agree(done)


def test_every_act_of_the_law_can_be_done_by_a_program() -> None:
    shapes = typing.get_args(ActIn.model_fields["root"].annotation)
    named = {typing.get_args(shape.model_fields["act"].annotation)[0] for shape in shapes}
    assert named == {act.value for act in dossier.Act} - {"apply"} == set(HAPPY)


def test_what_the_stage_does_not_allow_is_refused_and_changes_nothing(begin: Callable[[], Way]) -> None:
    stopped, at_work = begin(), begin()
    stopped.walks((*AT_WORK, ("em", "stop", WHY)))
    at_work.walks(AT_WORK)
    for name in HAPPY.keys() - {"correct"}:
        way = at_work if name == "rate" else stopped
        seq = way.seq()
        refused = way.does(HAPPY[name].step)
        assert (refused.status, refused.code) == (409, "dossier.act-not-allowed"), name
        assert refused.body["article"] == "TT 01/2018/TT-VPCP"
        assert way.seq() == seq


@pytest.mark.parametrize(
    ("whose", "who", "status", "code"),
    [
        ("binh", "chau", 403, "access.outside-unit"),
        ("lan", "minh", 403, "access.not-yours"),
        ("em", "dung", 403, "access.not-allowed"),
        ("binh", "guest", 401, "access.sign-in-needed"),
    ],
)
def test_nobody_does_what_is_anothers_to_do(
    begin: Callable[[], Way], whose: str, who: str, status: int, code: str
) -> None:
    for name, happy in HAPPY.items():
        if happy.step[0] != whose or (who, name) == ("dung", "stop"):
            continue
        way = begin()
        way.walks(happy.before)
        refused = way.does((who, *happy.step[1:]))
        assert (refused.status, refused.code) == (status, code), name


REFUSED: dict[str, tuple[tuple[Step, ...], Step, int, str]] = {
    "no reason": (AT_WORK, ("em", "decide", {"approve": True, "reason": " ", "article": "Điều 1"}), 422, "dossier.reason-missing"),
    "no article": ((), ("binh", "refuse_receipt", {"reason": "Sai", "article": ""}), 422, "dossier.reason-missing"),
    "no papers": (AT_WORK, ("dung", "ask_supplement", {"papers": [" "], **WHY}), 422, "dossier.papers-not-named"),
    "another sum": ((*AT_WORK, REQUIRE), ("lan", "pay", {"amount": 14_999}), 422, "dossier.amount-differs"),
    "itself": (AT_WORK, ("dung", "consult", {**CONSULT[2], "unit": COMMUNE}), 422, "dossier.consults-itself"),
    "nobody": (AT_WORK, ("dung", "consult", {**CONSULT[2], "unit": "H99"}), 422, "organisation.unit-not-known"),
    "twice": ((*AT_WORK, CONSULT), CONSULT, 409, "dossier.already-consulted"),
    "too soon": ((*AT_WORK, CONSULT), APPROVE, 409, "dossier.consultation-open"),
    "unasked": (AT_WORK, ("giang", "answer", {"unit": JUSTICE, "text": "x"}), 422, "dossier.not-consulted"),
    "beyond the calendar": (AT_WORK, ("dung", "consult", {**CONSULT[2], "hours": 10_000}), 422, "worktime.year-not-in-calendar"),
    "a day no calendar has": (AT_WORK, ("dung", "apologise", {"appointed_at": "2031-01-02T08:00:00+07:00", **WHY}), 422, "worktime.year-not-in-calendar"),
    "before the promise": (AT_WORK, ("dung", "apologise", {"appointed_at": "2023-03-02T08:00:00+07:00", **WHY}), 422, "dossier.appointment-too-early"),
    "a strange step": ((RECEIVE,), ("binh", "hand_over", {"step": "khong-co"}), 422, "procedure.step-not-known"),
    "a strange unit": ((RECEIVE,), ("binh", "hand_over", {"unit": "H99"}), 422, "organisation.unit-not-known"),
    "a strange officer": ((RECEIVE,), ("binh", "hand_over", {"officer": "9" * 40}), 422, "dossier.officer-not-at-unit"),
    "a fixed field": (AT_WORK, ("dung", "correct", {"field": "code", "value": "x", **WHY}), 422, "dossier.field-not-correctable"),
    "a strange channel": (AT_WORK, ("dung", "correct", {"field": "channel", "value": "fax", **WHY}), 422, "dossier.no-such-channel"),
    "no zone": (AT_WORK, ("dung", "correct", {"field": "filed_at", "value": "2023-03-01T08:00:00", **WHY}), 422, "dossier.not-a-moment"),
    "year one": (AT_WORK, ("dung", "correct", {"field": "filed_at", "value": "0001-01-01T00:00:00+14:00", **WHY}), 422, "dossier.not-a-moment"),
    "long ago": (AT_WORK, ("dung", "correct", {"field": "filed_at", "value": "0201-01-01T00:00:00Z", **WHY}), 422, "dossier.filed-too-long-ago"),
    "six stars": ((*AT_WORK, APPROVE), ("lan", "rate", {"score": 6}), 422, "dossier.score-out-of-range"),
    "rated again": ((*AT_WORK, APPROVE, HAPPY["rate"].step), HAPPY["rate"].step, 409, "dossier.already-rated"),
    "sorry again": ((*AT_WORK, HAPPY["apologise"].step), HAPPY["apologise"].step, 409, "dossier.already-apologised"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_law_does_not_allow_is_refused_by_name(begin: Callable[[], Way], name: str) -> None:
    before, step, status, code = REFUSED[name]
    way = begin()
    way.walks(before)
    refused = way.does(step)
    assert (refused.status, refused.code) == (status, code)
    assert "%(" not in refused.body["detail"]


def test_a_dossier_received_in_a_year_no_calendar_has_is_promised_no_day(begin: Callable[[], Way]) -> None:
    way = begin()
    refused = way.does(RECEIVE, at=datetime(2031, 3, 3, 9, tzinfo=MORNING.tzinfo))
    assert (refused.status, refused.code) == (422, "worktime.year-not-in-calendar")
    assert way.does(RECEIVE).status == 200


def test_an_act_cannot_come_before_the_last(begin: Callable[[], Way]) -> None:
    way = begin()
    way.walks(AT_WORK)
    refused = way.does(APPROVE, at=MORNING)
    assert (refused.status, refused.code) == (422, "dossier.time-runs-back")


def test_a_dossier_goes_to_the_very_officer_named(begin: Callable[[], Way], keys: Keys) -> None:
    way = begin()
    way.walks((RECEIVE,))
    way.does(("binh", "hand_over", {"officer": keys["dung"].account, "step": "tham-tra"}))
    read = keys["binh"].get(f"/api/dossiers/{way.code}").body
    assert (read["officer"], read["step"]) == (keys["dung"].account, "tham-tra")
    elsewhere = way.does(("dung", "hand_over", {"officer": keys["chau"].account}))
    assert elsewhere.code == "dossier.officer-not-at-unit"
