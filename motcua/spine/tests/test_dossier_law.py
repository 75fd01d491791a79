"""The law of the dossier, act by act."""

import dataclasses
from datetime import datetime, timedelta

import pytest

from motcua.spine import dossier, worktime
from motcua.spine.tests.dossiers import (
    FRIDAY_BEFORE_TET,
    WHY,
    History,
    application,
    processing,
    received,
)

VN = worktime.VN


def test_what_lan_files_before_tet_is_promised_for_after_it() -> None:
    # Received Thursday 19/1/2023 16:30; Tết runs from Friday 20 to Thursday 26: three working days end on the 31st.
    thursday = datetime(2023, 1, 19, 16, 30, tzinfo=VN)
    state = received(at=thursday).state
    assert state is not None
    assert state.due_at == datetime(2023, 1, 31, 17, 0, tzinfo=VN)
    assert state.due_at == state.due_original
    assert state.due_session_start == datetime(2023, 1, 31, 13, 30, tzinfo=VN)


def test_a_supplement_stops_the_clock_and_leaves_the_first_promise_on_record() -> None:
    history = processing()
    before = history.state
    assert before is not None
    asked_at = FRIDAY_BEFORE_TET + timedelta(days=3)
    history.does(dossier.AskSupplement(papers=("giấy khai sinh",), reason=WHY), at=asked_at)
    after = history.does(dossier.Supplement(papers=()), at=asked_at + timedelta(days=2), by="lan")
    assert after.due_at is not None
    assert before.due_at is not None
    assert after.due_at > before.due_at
    assert after.due_original == before.due_original
    assert after.stage is dossier.Stage.PROCESSING


def test_a_second_request_for_papers_is_written_down_as_the_second() -> None:
    history = processing()
    at = FRIDAY_BEFORE_TET + timedelta(days=3)
    for number in (1, 2):
        history.does(dossier.AskSupplement(papers=("đơn",), reason=WHY), at=at)
        assert history.facts[-1].data["round"] == number
        history.does(dossier.Supplement(papers=()), at=at + timedelta(hours=1), by="lan")
        at += timedelta(days=1)
    assert history.state is not None
    assert history.state.supplements == 2


def test_a_request_that_names_no_paper_is_refused() -> None:
    history = processing()
    with pytest.raises(dossier.Refusal) as no:
        history.does(dossier.AskSupplement(papers=(), reason=WHY), at=FRIDAY_BEFORE_TET + timedelta(hours=1))
    assert no.value.code == "dossier.papers-not-named"


def test_binh_says_sorry_once_and_the_missed_promise_stays() -> None:
    history = processing()
    assert history.state is not None
    due = history.state.due_at
    assert due is not None
    later = due + timedelta(days=5)
    history.does(dossier.Apologise(appointed_at=later, reason=WHY), at=due - timedelta(days=1))
    assert history.state.due_at == due
    assert history.state.due_original == due
    assert history.state.appointed_at == later
    with pytest.raises(dossier.Refusal) as no:
        history.does(
            dossier.Apologise(appointed_at=later + timedelta(days=5), reason=WHY), at=due + timedelta(hours=1)
        )
    assert no.value.code == "dossier.already-apologised"


def test_a_decision_waits_for_a_consulted_unit_until_its_time_is_up() -> None:
    history = processing(case="xac-minh")
    at = datetime(2023, 1, 16, 8, 0, tzinfo=VN)
    history.does(dossier.Consult(unit="H31.12", hours=8, question="q" * 64), at=at)
    with pytest.raises(dossier.Refusal) as no:
        history.does(dossier.Decide(approve=True, reason=WHY), at=at + timedelta(hours=2))
    assert no.value.code == "dossier.consultation-open"
    state = history.does(dossier.Decide(approve=True, reason=WHY), at=at + timedelta(days=2))
    assert state.stage is dossier.Stage.FINISHED
    assert history.facts[-1].data["silent"] == ["H31.12"]


def test_an_answer_opens_the_way_to_the_decision() -> None:
    history = processing(case="xac-minh")
    at = datetime(2023, 1, 16, 8, 0, tzinfo=VN)
    history.does(dossier.Consult(unit="H31.12", hours=8, question="q" * 64), at=at)
    history.does(dossier.Answer(unit="H31.12", reply="r" * 64), at=at + timedelta(hours=1), by="chau")
    state = history.does(dossier.Decide(approve=True, reason=WHY), at=at + timedelta(hours=2))
    assert state.outcome == "approved"


def test_a_refusal_without_reason_or_article_is_itself_refused() -> None:
    history = processing()
    empty = dossier.Reason(digest="", article="Điều 5")
    with pytest.raises(dossier.Refusal) as no:
        history.does(dossier.Decide(approve=False, reason=empty), at=FRIDAY_BEFORE_TET + timedelta(hours=1))
    assert no.value.code == "dossier.reason-missing"


def test_lan_pays_what_was_asked_and_not_another_sum() -> None:
    history = processing()
    at = FRIDAY_BEFORE_TET + timedelta(hours=1)
    history.does(dossier.RequirePayment(amount=15_000), at=at)
    with pytest.raises(dossier.Refusal) as no:
        history.does(dossier.Pay(amount=10_000), at=at, by="lan")
    assert no.value.code == "dossier.amount-differs"
    state = history.does(dossier.Pay(amount=15_000), at=at + timedelta(days=1), by="lan")
    assert (state.stage, state.fee_paid) == (dossier.Stage.PROCESSING, 15_000)


def test_a_mistake_is_put_right_by_a_new_fact_and_the_old_one_stays() -> None:
    history = received()
    filed = FRIDAY_BEFORE_TET - timedelta(hours=5)
    state = history.does(
        dossier.Correct(field="filed_at", value=filed.isoformat(), reason=WHY), at=FRIDAY_BEFORE_TET
    )
    assert state.filed_at == filed
    assert history.facts[-1].data["was"] == FRIDAY_BEFORE_TET.isoformat()
    assert history.facts[0].data["filed_at"] == FRIDAY_BEFORE_TET.isoformat()


@pytest.mark.parametrize("field", ["due_at", "finished_at", "due_original", "unit", "stage"])
def test_nobody_corrects_a_deadline_or_a_stage(field: str) -> None:
    history = received()
    with pytest.raises(dossier.Refusal) as no:
        history.does(dossier.Correct(field=field, value="x", reason=WHY), at=FRIDAY_BEFORE_TET)
    assert no.value.code == "dossier.field-not-correctable"


def test_an_act_dated_before_the_last_one_is_refused() -> None:
    history = received()
    with pytest.raises(dossier.Refusal) as no:
        history.does(dossier.HandOver(), at=FRIDAY_BEFORE_TET - timedelta(minutes=1))
    assert no.value.code == "dossier.time-runs-back"


def test_a_paper_step_is_remembered() -> None:
    history = received()
    assert history.does(dossier.HandOver(paper=True), at=FRIDAY_BEFORE_TET).handed_on_paper
    assert history.does(dossier.HandOver(), at=FRIDAY_BEFORE_TET).handed_on_paper


@pytest.mark.parametrize("stage", dossier.Stage)
def test_every_act_the_table_leaves_out_is_refused_by_name(stage: dossier.Stage) -> None:
    history = History()
    state = history.does(application(), at=FRIDAY_BEFORE_TET)
    there = _standing(state, stage)
    for act, command in _COMMANDS.items():
        if act in dossier.PLACES[stage].acts:
            continue
        history.state = there
        with pytest.raises(dossier.Refusal) as no:
            history.does(command, at=FRIDAY_BEFORE_TET)
        assert no.value.code == "dossier.act-not-allowed"


def _standing(state: dossier.State, stage: dossier.Stage) -> dossier.State:
    return dataclasses.replace(state, stage=stage)


_COMMANDS: dict[dossier.Act, dossier.Command] = {
    dossier.Act.RECEIVE: dossier.Receive(),
    dossier.Act.REFUSE_RECEIPT: dossier.RefuseReceipt(reason=WHY),
    dossier.Act.ASK_SUPPLEMENT: dossier.AskSupplement(papers=("x",), reason=WHY),
    dossier.Act.SUPPLEMENT: dossier.Supplement(papers=()),
    dossier.Act.REQUIRE_PAYMENT: dossier.RequirePayment(amount=1),
    dossier.Act.PAY: dossier.Pay(amount=1),
    dossier.Act.HAND_OVER: dossier.HandOver(),
    dossier.Act.CONSULT: dossier.Consult(unit="H31.12", hours=8, question="q"),
    dossier.Act.ANSWER: dossier.Answer(unit="H31.12", reply="r"),
    dossier.Act.DECIDE: dossier.Decide(approve=True, reason=WHY),
    dossier.Act.WITHDRAW: dossier.Withdraw(reason=""),
    dossier.Act.STOP: dossier.Stop(reason=WHY),
    dossier.Act.RETURN_RESULT: dossier.ReturnResult(channel="online"),
    dossier.Act.APOLOGISE: dossier.Apologise(appointed_at=FRIDAY_BEFORE_TET + timedelta(days=30), reason=WHY),
    dossier.Act.CORRECT: dossier.Correct(field="channel", value="post", reason=WHY),
    dossier.Act.RATE: dossier.Rate(score=5),
}


def test_the_table_is_complete() -> None:
    assert set(dossier.PLACES) == set(dossier.Stage)
    assert set(dossier.LEADS_TO) == set(dossier.ACT_NAMES) == set(dossier.Act)
    assert set(_COMMANDS) | {dossier.Act.APPLY} == set(dossier.Act)
    reachable = {stage for act in dossier.Act for stage in dossier.LEADS_TO[act] if stage is not None}
    assert reachable == set(dossier.Stage)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" h31.41.5-231215-0007 ", "H31.41.5-231215-0007"),
        ("H26.103.25.7–250908–0112", "H26.103.25.7-250908-0112"),
        ("G09.20-20260609-0092637", "G09.20-20260609-0092637"),
        ("000.22.15.H31-221214-0007", "000.22.15.H31-221214-0007"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, read: str) -> None:
    assert dossier.number.read(typed) == read


@pytest.mark.parametrize("typed", ["", "H31", "H31-2312-0007", "1' OR '1'='1", "H31.41.5-231215-"])
def test_what_cannot_be_a_number_is_refused(typed: str) -> None:
    with pytest.raises(dossier.number.Refusal):
        dossier.number.read(typed)
