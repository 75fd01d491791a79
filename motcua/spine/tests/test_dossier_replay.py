"""Whatever legal things happen to a dossier, its facts alone tell how it stands."""

import itertools
from datetime import datetime, timedelta

from hypothesis import given, strategies as st

from motcua.spine import dossier, event, refusal, worktime
from motcua.spine.tests.dossiers import WHY, History, application

BEGIN = datetime(2023, 2, 1, 9, 0, tzinfo=worktime.VN)

COMMANDS: st.SearchStrategy[dossier.Command] = st.one_of(
    st.just(dossier.Receive()),
    st.builds(dossier.HandOver, unit=st.sampled_from([None, "H31.41", "H31.41.5"]), paper=st.booleans()),
    st.just(dossier.AskSupplement(papers=("giấy tờ",), reason=WHY)),
    st.just(dossier.Supplement(papers=("giấy tờ",))),
    st.just(dossier.RequirePayment(amount=15_000)),
    st.just(dossier.Pay(amount=15_000)),
    st.builds(
        dossier.Consult,
        unit=st.sampled_from(["H31.12", "H31.13"]),
        hours=st.integers(1, 40),
        question=st.just("q"),
    ),
    st.builds(dossier.Answer, unit=st.sampled_from(["H31.12", "H31.13"]), reply=st.just("r")),
    st.builds(dossier.Decide, approve=st.booleans(), reason=st.just(WHY)),
    st.just(dossier.Withdraw(reason="")),
    st.just(dossier.Stop(reason=WHY)),
    st.just(dossier.ReturnResult(channel="online")),
    st.builds(
        dossier.Apologise,
        appointed_at=st.datetimes(datetime(2023, 2, 2), datetime(2023, 12, 1)).map(
            lambda at: at.replace(tzinfo=worktime.VN)
        ),
        reason=st.just(WHY),
    ),
    st.builds(
        dossier.Correct,
        field=st.sampled_from(["channel", "case"]),
        value=st.sampled_from(["post", "xac-minh", "thuong"]),
        reason=st.just(WHY),
    ),
    st.builds(dossier.Rate, score=st.integers(0, 6)),
)
HISTORIES = st.lists(st.tuples(COMMANDS, st.integers(0, 60 * 24 * 6)), max_size=25)


def lived(steps: list[tuple[dossier.Command, int]]) -> tuple[History, list[dossier.State]]:
    history, at = History(), BEGIN
    states = [history.does(application(at=at), at=at, by="lan")]
    for command, minutes in steps:
        at += timedelta(minutes=minutes)
        try:
            states.append(history.does(command, at=at))
        except refusal.Refusal:
            continue
    return history, states


@given(HISTORIES)
def test_replaying_the_facts_gives_the_very_bytes_of_the_state(
    steps: list[tuple[dossier.Command, int]],
) -> None:
    history, states = lived(steps)
    written = [event.read(event.canonical(fact)) for fact in history.facts]
    replayed = dossier.replay(written)
    assert replayed is not None
    assert dossier.encode(replayed) == dossier.encode(states[-1])


@given(HISTORIES)
def test_the_first_promise_never_changes_and_no_pause_shortens_it(
    steps: list[tuple[dossier.Command, int]],
) -> None:
    _, states = lived([(dossier.Receive(), 5), *steps])
    promised = {state.due_original for state in states if state.due_original}
    assert len(promised) <= 1
    cased = [state for state in states if state.case == states[0].case]
    for before, after in itertools.pairwise(cased):
        if before.due_at is not None and before.case == after.case and len(cased) == len(states):
            assert after.due_at is not None
            assert after.due_at >= before.due_at


@given(HISTORIES)
def test_every_move_is_one_of_the_tables(steps: list[tuple[dossier.Command, int]]) -> None:
    history, _ = lived(steps)
    state = None
    for fact in history.facts:
        after = dossier.apply(state, fact)
        if state is not None and after.stage != state.stage:
            targets = {
                target
                for act in dossier.PLACES[state.stage].acts
                for target in dossier.LEADS_TO[act]
                if target
            }
            assert after.stage in targets
        state = after


@given(HISTORIES)
def test_places_in_the_stream_have_no_gaps(steps: list[tuple[dossier.Command, int]]) -> None:
    history, states = lived(steps)
    assert states[-1].seq == len(history.facts)


@given(HISTORIES)
def test_every_fact_has_the_particulars_that_the_list_gives_its_kind(
    steps: list[tuple[dossier.Command, int]],
) -> None:
    history, _ = lived(steps)
    listed = {kind.name: kind for kind in dossier.FACTS}
    assert [fact for fact in history.facts if not listed[fact.kind].fits(fact)] == []
