"""The table of stages is whole, and replaying any lawful history gives what stood there."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from motcua.systems.documents import rules
from motcua.systems.documents.rules import Act, Stage
from motcua.systems.documents.rules.stages import BEGINNINGS, LEADS_TO
from motcua.systems.documents.tests.office import NOW

LAN, BINH, DUNG = "1", "2", "3"
BEGUN: dict[str, Any] = {
    "unit": "H31.09",
    "kind": "quyet-dinh",
    "urgency": 0,
    "secrecy": "none",
    "subject": "w",
}


def command(act: Act, state: rules.State, choice: int) -> rules.Command:
    """Make a command that fits the document as it is now."""
    made: dict[Act, rules.Command] = {
        Act.ADD_FILE: rules.AddFile(
            role=(rules.MAIN, rules.ATTACHED)[choice % 2], file="f", digest=f"d{state.seq}"
        ),
        Act.COMMENT: rules.Comment(words="w"),
        Act.SUBMIT: rules.Submit(to=BINH),
        Act.SEND_BACK: rules.SendBack(words="w"),
        Act.SIGN: rules.Sign(seen=state.file or "", digest=f"s{state.seq}", certificate="c"),
        Act.NUMBER: rules.Number(series="quyet-dinh", year=2026, number=choice + 1, symbol="01/QĐ-SNV"),
        Act.SEAL: rules.Seal(seen=state.file or "", digest=f"s{state.seq}", certificate="c"),
        Act.ISSUE: rules.Issue(receivers=("H31.16",), electronic=choice % 2 == 0),
        Act.DROP: rules.Drop(words=""),
        Act.RECALL: rules.Recall(words="w"),
        Act.UPDATE: rules.Update(words="w", added=("H31.15",)),
        Act.REPLACE: rules.Replace(words="w", document="e"),
        Act.ASK_BACK: rules.AskBack(words="w"),
        Act.START: rules.Start(),
        Act.RENEW: rules.Renew(words="w", file=f"r{choice}", files=(f"r{choice}",)),
        Act.SUPERSEDE: rules.Supersede(words="w", document="e"),
        Act.REFUSE: rules.Refuse(words="w"),
        Act.REGISTER: rules.Register(series="den", year=2026, number=choice + 1),
        Act.ASSIGN: rules.Assign(officer=LAN, due_at=NOW if choice % 2 else None, words=""),
        Act.HANDLE: rules.Handle(words=""),
        Act.FILE: rules.File(work_file="01"),
        Act.TAKE_BACK: rules.TakeBack(words=""),
        Act.COPY: rules.Copy(
            kind="sao-y",
            pages="",
            series="ban-sao",
            year=2026,
            number=choice + 1,
            symbol="01/SY-SNV",
            seen=state.file or "",
            digest=f"c{state.seq}",
            certificate="c",
        ),
        Act.SEND_COPY: rules.SendCopy(copy="c", document="e"),
    }
    return made[act]


def begun(*, came: bool) -> rules.Command:
    if came:
        return rules.Receive(
            id="d", origin="exchange", sender="H31.16", key="k", symbol="01/QĐ-SYT", files=("f0",), **BEGUN
        )
    return rules.Draft(id="d", legal=False, **BEGUN)


@given(
    way=st.sampled_from(["out", "in"]),
    choices=st.lists(st.tuples(st.integers(0, 20), st.sampled_from([LAN, BINH, DUNG])), max_size=25),
)
def test_replaying_any_lawful_history_gives_the_document(way: str, choices: list[tuple[int, str]]) -> None:
    facts = [rules.decide(None, begun(came=way == "in"), by=LAN, at=NOW)]
    state = rules.apply(None, facts[0])
    for number, (choice, by) in enumerate(choices, 1):
        acts = sorted(rules.PLACES[state.stage].acts)
        if not acts:
            break
        act = acts[choice % len(acts)]
        try:
            fact = rules.decide(state, command(act, state, choice), by=by, at=NOW + timedelta(minutes=number))
        except rules.Refusal:
            continue
        state = rules.apply(state, fact)
        facts.append(fact)
        assert state.stage is Stage.ISSUED or act is not Act.ISSUE
        if state.electronic and state.stage is Stage.ISSUED:
            assert state.signed_by
            assert state.sealed_at
            assert state.number
    assert rules.replay(facts) == state
    assert state.seq == len(facts)


@given(choices=st.lists(st.integers(0, 20), max_size=20))
def test_what_a_page_offers_is_not_refused_for_who_asks(choices: list[int]) -> None:
    state = rules.apply(None, rules.decide(None, begun(came=False), by=LAN, at=NOW))
    for choice in choices:
        offered = sorted(rules.open_acts(state, by=BINH))
        if not offered:
            break
        made = command(offered[choice % len(offered)], state, choice)
        if isinstance(made, rules.Issue):
            made = dataclasses.replace(made, electronic=state.stage is Stage.SEALED)
        state = rules.apply(state, rules.decide(state, made, by=BINH, at=NOW))


def test_the_table_is_whole() -> None:
    assert set(rules.PLACES) == set(Stage)
    assert set(LEADS_TO) == set(rules.ACT_NAMES) == set(rules.FACTS) == set(Act)
    reached = {LEADS_TO[act] for act in BEGINNINGS} | {
        target for place in rules.PLACES.values() for act in place.acts if (target := LEADS_TO[act])
    }
    assert reached == set(Stage)
    assert all(place.acts & {Act.COMMENT} or stage is Stage.DROPPED for stage, place in rules.PLACES.items())


def test_what_the_stage_does_not_allow_is_said_with_the_stage() -> None:
    state = rules.apply(None, rules.decide(None, begun(came=False), by=LAN, at=NOW))
    with pytest.raises(rules.Refusal) as refused:
        rules.decide(state, rules.Seal(seen="", digest="", certificate=""), by=DUNG, at=NOW)
    assert refused.value.code == "documents.act-not-allowed"
    assert refused.value.params["stage"] == "Dự thảo"


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("H31.09", rules.Verdict.FULL),
        ("000.00.09.H31", rules.Verdict.FULL),
        ("000.09.00.H31", rules.Verdict.WRONG_AGENCY),
        ("H31.16", rules.Verdict.WRONG_AGENCY),
    ],
)
def test_an_agencys_code_is_known_in_its_old_form(code: str, verdict: rules.Verdict) -> None:
    sender = rules.Agency(code="H31.09", names=("Sở Nội vụ",))
    person = rules.Signature(name="Trần Văn Bình", organisation="Sở Nội vụ", identifier="", problem="")
    agency = rules.Signature(name="SNV", organisation="", identifier=code, problem="")
    assert rules.judge([person, agency], sender=sender).verdict is verdict
