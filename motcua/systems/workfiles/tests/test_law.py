"""The tables of stages are whole, and replaying any lawful history gives the file, or the list, that stood there."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.spine import event
from motcua.systems.workfiles import rules
from motcua.systems.workfiles.queries import reading
from motcua.systems.workfiles.rules import Act, ListAct, ListStage, Stage
from motcua.systems.workfiles.tests.office import NOW

LAN, MINH, BINH = "1", "2", "3"
TODAY = NOW.date()
LAWFUL = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([LAN, MINH, BINH])), max_size=40)


def opening(*, secrecy: str = "none", listed: bool = True, **given: object) -> rules.Open:
    values: dict[str, object] = {
        "id": "f", "unit": "H31.09", "level": "province", "year": 2023, "code": "01.CCHC", "retention": "10", "keeper": LAN,
        "opened_on": TODAY, "title": "t" if secrecy == "none" else "", "words": "" if listed else "w",
    }  # fmt: skip
    return rules.Open(secrecy=secrecy, listed=listed, **values | given)  # type: ignore[arg-type]


def command(act: Act, state: rules.State, choice: int) -> rules.Command:
    """Make a command that may fit the file as it is now."""
    waiting = [task.number for task in state.tasks if task.waits] or [1]
    inside = [one.number for one in state.inside] or [1]
    steps = [one.number for one in state.on_paper] or [1]
    made: dict[Act, rules.Command] = {
        Act.ADD_DOCUMENT: rules.AddDocument(document=f"d{choice % 7}", paper=choice % 5 == 0),
        Act.TAKE_OUT: rules.TakeOut(number=inside[choice % len(inside)], words="w"),
        Act.GIVE_TASK: rules.GiveTask(officer=(LAN, MINH)[choice % 2], due_at=NOW + timedelta(hours=choice + 1), words="w"),
        Act.DO_TASK: rules.DoTask(number=waiting[choice % len(waiting)], paper=choice % 3 == 0, words="w"),
        Act.DROP_TASK: rules.DropTask(number=waiting[choice % len(waiting)], words="w"),
        Act.MARK_PAPER: rules.MarkPaper(what="a", words="w", done_on=TODAY),
        Act.STRIKE_PAPER: rules.StrikePaper(number=steps[choice % len(steps)], words="w"),
        Act.ENTRUST: rules.Entrust(keeper=(LAN, MINH)[choice % 2], words=""),
        Act.CLOSE: rules.Close(closed_on=TODAY, papers=tuple(inside) if choice % 2 else (), extent=((1, 3),)),
        Act.REOPEN: rules.Reopen(words="w"),
        Act.HAND_OVER: rules.HandOver(batch="b"),
        Act.ACCEPT: rules.Accept(batch="b"),
        Act.SEND_BACK: rules.SendBack(batch="b", words="w"),
    }  # fmt: skip
    return made[act]


def lived(choices: list[tuple[int, str]], first: rules.Open) -> tuple[rules.State, list[event.Fact]]:
    """Let a file live through whatever of these is lawful."""
    facts = [rules.decide(None, first, by=LAN, at=NOW)]
    state = rules.apply(None, facts[0])
    for minute, (choice, by) in enumerate(choices, 1):
        acts = sorted(rules.PLACES[state.stage].acts)
        if not acts:
            break
        made = command(acts[choice % len(acts)], state, choice)
        try:
            fact = rules.decide(state, made, by=by, at=NOW + timedelta(minutes=minute), leads=by == BINH)
        except rules.Refusal:
            continue
        state = rules.apply(state, fact)
        facts.append(fact)
    return state, facts


@given(choices=LAWFUL)
def test_replaying_any_lawful_history_gives_the_file(choices: list[tuple[int, str]]) -> None:
    state, facts = lived(choices, opening())
    assert rules.replay(event.read(event.canonical(fact)) for fact in facts) == state
    assert state.seq == len(facts)


@given(choices=LAWFUL)
def test_a_file_is_handled_on_the_network_when_no_step_was_on_paper(choices: list[tuple[int, str]]) -> None:
    state, _ = lived(choices, opening())
    assert 0 <= state.steps_online <= state.steps
    on_paper = (
        bool(state.on_paper)
        or any(one.paper for one in state.inside)
        or any(task.paper for task in state.tasks)
    )
    assert (state.steps_online == state.steps) is not on_paper


@given(choices=LAWFUL)
def test_what_is_closed_has_no_task_waiting_and_something_in_it(choices: list[tuple[int, str]]) -> None:
    state, _ = lived(choices, opening())
    if state.stage is not Stage.OPEN:
        assert not any(task.waits for task in state.tasks)
        assert state.inside or state.on_paper
        assert state.closed_on == TODAY
    numbers = [one.number for one in state.items]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({one.document for one in state.inside}) == len(state.inside)


@given(choices=LAWFUL, by=st.sampled_from([LAN, MINH, BINH]), choice=st.integers(0, 40))
def test_what_a_page_offers_is_not_refused_for_who_asks(
    choices: list[tuple[int, str]], by: str, choice: int
) -> None:
    state, _ = lived(choices, opening())
    for act in rules.open_acts(state, by=by, leads=by == BINH):
        if act is Act.ADD_DOCUMENT:
            made: rules.Command = rules.AddDocument(document="another", paper=False)
        elif act is Act.DO_TASK:
            number = next(task.number for task in state.tasks if task.waits and task.officer == by)
            made = rules.DoTask(number=number, paper=False, words="")
        elif act is Act.STRIKE_PAPER:
            number = next(one.number for one in state.on_paper if by in (BINH, one.by))
            made = rules.StrikePaper(number=number, words="w")
        elif act is Act.ENTRUST:
            made = rules.Entrust(keeper="9", words="")
        elif act is Act.GIVE_TASK:
            made = rules.GiveTask(officer=MINH, due_at=NOW + timedelta(days=30), words="w")
        else:
            made = command(act, state, choice)
        rules.decide(state, made, by=by, at=NOW + timedelta(hours=2), leads=by == BINH)


@given(choices=LAWFUL)
def test_of_a_secret_file_the_system_never_holds_what_is_in_it(choices: list[tuple[int, str]]) -> None:
    state, facts = lived(choices, opening(secrecy="secret"))
    assert (state.items, state.tasks, state.papers) == ((), (), ())
    assert not any(fact.data.get("title") for fact in facts)


@given(choices=st.lists(st.integers(0, 30), max_size=25))
def test_replaying_any_lawful_history_of_a_list_gives_the_list(choices: list[int]) -> None:
    def entry(number: int) -> rules.AddEntry:
        return rules.AddEntry(
            unit="u", year=2023, code=f"0{number}.A", title="t", retention="10", keeper=LAN, basis=""
        )

    facts = [rules.decide_list(None, entry(0), by=LAN, at=NOW)]
    state = rules.apply_list(None, facts[0])
    for choice in choices:
        made: dict[ListAct, rules.ListCommand] = {
            ListAct.ADD_ENTRY: entry(choice % 6),
            ListAct.STRIKE_ENTRY: rules.StrikeEntry(code=f"0{choice % 6}.A"),
            ListAct.PROPOSE: rules.Propose(),
            ListAct.RETURN: rules.Return(words="w"),
            ListAct.APPROVE: rules.Approve(),
        }
        try:
            fact = rules.decide_list(state, list(made.values())[choice % len(made)], by=BINH, at=NOW)
        except rules.Refusal:
            continue
        before, state = state, rules.apply_list(state, fact)
        facts.append(fact)
        if state.stage is not ListStage.DRAFT:
            assert state.entries
        in_force = [one for one in before.entries if one.version]
        assert in_force == [one for one in state.entries if one.version][: len(in_force)]
        waits = {ListStage.DRAFT, ListStage.PROPOSED, ListStage.APPROVED}
        assert bool(state.version) is (state.stage not in waits or state.stage is ListStage.APPROVED)
        assert not (state.stage is ListStage.APPROVED and state.proposed)
    assert rules.replay_list(facts) == state
    assert len({one.code for one in state.entries}) == len(state.entries)


def test_the_tables_are_whole() -> None:
    assert set(rules.PLACES) == set(Stage)
    assert set(rules.LEADS_TO) == set(rules.ACT_NAMES) == set(rules.FACTS) == set(Act)
    assert {stage for stage in rules.LEADS_TO.values() if stage} == set(Stage)
    assert set().union(*(place.acts for place in rules.PLACES.values())) == set(Act) - {Act.OPEN}
    moves = rules.LIST_PLACES.values()
    assert set(rules.LIST_PLACES) == set(rules.LIST_STAGE_NAMES) == set(ListStage)
    assert {target for places in moves for target in places.values()} == set(ListStage)
    assert {act for places in moves for act in places} == set(ListAct)
    assert set(rules.LIST_ACT_NAMES) == set(rules.LIST_FACTS) == set(ListAct)


@pytest.mark.parametrize(
    ("first", "code"),
    [
        (opening(listed=False, words=""), "workfiles.reason-missing"),
        (opening(title=""), "workfiles.title-missing"),
        (opening(opened_on=TODAY + timedelta(days=1)), "workfiles.day-ahead"),
    ],
)
def test_a_file_is_not_opened_without_its_reason_its_title_or_ahead_of_time(
    first: rules.Open, code: str
) -> None:
    with pytest.raises(rules.Refusal) as refused:
        rules.decide(None, first, by=LAN, at=NOW)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("closed_on", "by"),
    [("2022-02-28", "2023-02-28"), ("2024-02-29", "2025-02-28"), ("2023-12-31", "2024-12-31")],
)
def test_a_closed_file_goes_to_the_archive_within_a_year(closed_on: str, by: str) -> None:
    """NĐ 30/2020/NĐ-CP, Article 30; a month without such a day ends on its last (Civil Code 2015, Article 148)."""
    assert reading.terms().hand_over_by(date.fromisoformat(closed_on)) == date.fromisoformat(by)


def test_the_terms_of_the_house_have_their_sources_and_a_faulty_file_is_told_with_its_place() -> None:
    terms = reading.terms()
    assert terms.usual in terms.terms
    assert terms.term("forever").years is None
    assert terms.terms_source.vi
    assert terms.hand_over_source.vi
    with pytest.raises(rules.Refusal) as refused:
        rules.read_terms("archives: work-files\nterms:\n  - {key: '10', years: 0, name: {vi: a, en: b}}\n")
    assert refused.value.code == "workfiles.terms-have-faults"
    assert refused.value.params["line"] == 1


@pytest.mark.parametrize("text", ["", "01 / CCHC", "a" * 31, "..", "01.CCHC;"])
def test_a_code_that_would_not_read_back_is_refused(text: str) -> None:
    with pytest.raises(rules.Refusal) as refused:
        rules.checked_code(text)
    assert refused.value.code == "workfiles.code-not-valid"


def test_a_code_is_kept_in_one_way_of_writing() -> None:
    assert rules.checked_code(" 01. cchc ") == "01.CCHC"
    assert rules.checked_code("02-đất") == "02-ĐẤT"


def test_a_state_knows_when_a_task_is_late() -> None:
    task = rules.Task(number=1, officer=LAN, given_by=LAN, given_at=NOW, due_at=NOW + timedelta(days=1))
    assert not task.late(at=NOW)
    assert task.late(at=NOW + timedelta(days=2))
    assert not dataclasses.replace(task, done_at=NOW).late(at=NOW + timedelta(days=2))
