"""Whatever happens to dossiers between two answers, the answer carried on is the one counted anew."""

import contextlib
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from unittest import mock

import duckdb
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.spine import sentence
from motcua.spine.worktime import VN
from motcua.systems.dossiers import collections
from motcua.systems.plans import counting
from motcua.systems.plans.counting import copy, following, news
from motcua.systems.plans.tests import dossiers_written
from motcua.systems.plans.tests.at_once import connected

FILED = datetime(2023, 3, 1, 8, tzinfo=VN)
ASKED = sentence.Asked(as_of=FILED + timedelta(days=60), start=FILED, end=FILED + timedelta(days=90))
NAMES = frozenset({"dossiers", "known_dossiers"})
SOURCES = {source.collection.name: source for source in collections.SOURCES}
SCHEMA = counting.Engine(SOURCES).collections  # one for all, so that each question is written once
SAID = (
    ("of dossiers where score >= 1 that score >= 4", ("score",)),
    ("of dossiers where filed_at in period that open", ("stage", "unit")),
    ("of known_dossiers that recorded_at <= record_due_at", ("unit", "month")),
)
SETS = st.sampled_from(
    [
        "score = 1",
        "score = least(coalesce(score, 0) + 1, 5)",
        "stage = 9, outcome = 'approved', finished_at = filed_at + interval '3 days'",
        "recorded_at = recorded_at + interval '3 days'",
        "recorded_at = filed_at",
        "unit = 'H31.26.104'",
        "fee_paid = fee_paid + 1000",  # nothing of this is counted
    ]
)
AFTER = st.sampled_from([-1, 0, 0, 1, 60])  # minutes since the act before: clocks stand still, and go back
ACT = st.tuples(SETS, AFTER, st.integers(0, 5))
NEW = st.none()
ASKS = st.lists(st.sampled_from(range(len(SAID))), min_size=1, max_size=len(SAID), unique=True)
TOGETHER = st.tuples(st.booleans(), st.lists(ACT | NEW, min_size=1, max_size=4))


def answers(engine: counting.Engine, said_: Sequence[int] = range(len(SAID))) -> Sequence[object]:
    with engine.sitting(names=NAMES, asked=ASKED, past=False) as sitting:
        said = [(sentence.parse(SAID[place][0], collections=SCHEMA), SAID[place][1]) for place in said_]
        return [(sitting.value(one), sitting.breakdown(one, by=by)) for one, by in said]


def opened(*, carrying: bool) -> counting.Engine:
    engine = counting.Engine(SOURCES, answers=counting.Answers() if carrying else None)
    engine.collections = SCHEMA
    return engine


class Clerk:
    """Does one act after the other, each at a time of its own."""

    def __init__(self) -> None:
        self.at = FILED + timedelta(days=30)
        self.filed = 0

    def does(self, act: tuple[str, int, int] | None) -> None:
        if act is None:
            self.filed += 1
            dossiers_written.write(1, filed=FILED + timedelta(hours=self.filed))
            return
        sets, after, which = act
        self.at += timedelta(minutes=after)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE dossiers_dossier SET {sets}, acted_at = %s"
                " WHERE id = (SELECT id FROM dossiers_dossier ORDER BY filed_at DESC, id OFFSET %s LIMIT 1)",
                [self.at, which],
            )


@given(
    days=st.lists(st.tuples(st.lists(TOGETHER, max_size=3), ASKS), min_size=1, max_size=4),
    past=st.booleans(),
    fold=st.sampled_from([2, 3, 8]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_to_dossiers_an_answer_carried_on_is_the_one_counted_anew(
    transactional_db: None,
    days: list[tuple[list[tuple[bool, list[tuple[str, int, int] | None]]], list[int]]],
    *,
    past: bool,
    fold: int,
) -> None:
    """What each day asks for is carried on from the day that asked for it last."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE dossiers_dossier, dossiers_past CASCADE")
    dossiers_written.write(4, filed=FILED, rated=True)
    engine, clerk = opened(carrying=True), Clerk()
    answers(engine)
    if past:
        with engine.reading(past=True):
            pass
    with mock.patch.object(news, "FOLD", fold):
        for day, asks in days:
            for at_once, acts in day:
                with transaction.atomic() if at_once else contextlib.nullcontext():
                    for act in acts:
                        clerk.does(act)
            assert answers(engine, asks) == answers(opened(carrying=False), asks)


def test_a_record_that_went_goes_once_in_whichever_piece_it_is_told(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A and Bình act by turns, so that versions lie in another order than they were: a later one may come first."""
    dossiers_written.write(400, filed=FILED, rated=True)
    engine = opened(carrying=True)
    with engine.reading(past=True):
        answers(engine)
    at, chance = FILED + timedelta(days=30), random.Random(5)  # noqa: S311 - the same acts each time, nothing secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier ORDER BY id")
        ids = [one for (one,) in cursor.fetchall()]
    with connected() as an, connected() as binh:
        for who in (an, binh) * 6:
            at += timedelta(minutes=1)
            who.execute(
                "UPDATE dossiers_dossier SET score = coalesce(score, 0) %% 5 + 1, acted_at = %s WHERE id = ANY(%s)",
                [at, chance.sample(ids, 150)],
            )
            who.commit()
    with monkeypatch.context() as small:
        small.setattr(following, "CHUNK", 4000)
        found = answers(engine)
    assert found == answers(opened(carrying=False))


def test_who_sits_is_handed_the_news_of_his_own_moment(transactional_db: None) -> None:
    dossiers_written.write(2, filed=FILED, rated=True)
    engine, said = opened(carrying=True), sentence.parse("of dossiers that score >= 1", collections=SCHEMA)
    clerk = Clerk()

    def asked() -> contextlib.AbstractContextManager[counting.Sitting]:
        return engine.sitting(names=NAMES, asked=ASKED, past=False)

    with asked() as first:
        assert first.count(said).denominator == 2
    clerk.does(None)
    with asked() as lan:
        clerk.does(None)
        with asked():
            pass
        assert lan.count(said).denominator == 3


def test_who_has_no_time_left_while_the_news_are_handed_over_is_told_so(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers_written.write(2, filed=FILED, rated=True)
    engine, clerk = opened(carrying=True), Clerk()
    answers(engine)
    clerk.does(("score = 1", 1, 0))

    def stopped(*_: object) -> None:
        raise duckdb.InterruptException

    with monkeypatch.context() as without:
        without.setattr(news, "since", stopped)
        with pytest.raises(counting.Refusal) as refused:
            answers(engine)
        assert refused.value.code == "plans.too-costly"
    assert answers(engine) == answers(opened(carrying=False))


def test_a_round_that_brought_only_what_a_past_day_is_read_from_is_carried_over(
    transactional_db: None,
) -> None:
    dossiers_written.write(2, filed=FILED, rated=True)
    engine, clerk = opened(carrying=True), Clerk()
    answers(engine)
    with engine.reading(past=True):
        pass
    clerk.does(("score = 3", 1, 0))  # nothing of it is known of known dossiers
    assert answers(engine) == answers(opened(carrying=False))


def test_one_sitting_carries_on_what_was_asked_today_and_what_was_asked_the_day_before(
    transactional_db: None,
) -> None:
    dossiers_written.write(4, filed=FILED, rated=True)
    engine, clerk = opened(carrying=True), Clerk()
    answers(engine, (0, 1))
    for score in (1, 5):
        clerk.does((f"score = {score}, stage = {score}", 1, score % 4))
        answers(engine, (0,))
    clerk.does(("score = 2", 1, 2))
    assert answers(engine, (0, 1)) == answers(opened(carrying=False), (0, 1))


@pytest.mark.parametrize("after", [0, 1], ids=["in one moment", "one after the other"])
@pytest.mark.parametrize("most", [3, 12, 17, 100])
def test_more_news_than_are_kept_lose_nobody(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, most: int, after: int
) -> None:
    """Eight changes bring eight rows that stand and, where a moment passed, their eight versions."""
    monkeypatch.setattr(news, "MOST", most)
    dossiers_written.write(10, filed=FILED, rated=True)
    engine, clerk = opened(carrying=True), Clerk()
    answers(engine)
    for round_ in range(1, 4):
        for one in range(8):
            clerk.does((f"score = {1 + (one + round_) % 5}", after, one))
        assert answers(engine) == answers(opened(carrying=False))


def test_news_in_several_pieces_lose_nobody(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of which the copy was asked may come in one piece, and the one that stood in the next."""
    monkeypatch.setattr(following, "CHUNK", 200)
    dossiers_written.write(6, filed=FILED, rated=True)
    engine, clerk = opened(carrying=True), Clerk()
    answers(engine)
    for score in (1, 2, 5):
        for one in range(4):
            clerk.does((f"score = {score}", 1, one))
            clerk.does(("supplements = supplements + 1", 1, one))
        assert answers(engine) == answers(opened(carrying=False))


def test_an_act_under_way_at_one_answer_had_not_begun_a_version_then(transactional_db: None) -> None:
    """Bình's act began before another that is over, so his is one that the answer's snapshot names as under way."""
    dossiers_written.write(2, filed=FILED)
    engine, clerk = opened(carrying=True), Clerk()
    clerk.does(("score = 5", 1, 0))
    answers(engine)
    with connected() as binh:
        clerk.at += timedelta(minutes=1)
        binh.execute("UPDATE dossiers_dossier SET score = 4, acted_at = %s WHERE score = 5", [clerk.at])
        clerk.does(("score = 2", 1, 1))
        with following.moment() as read:
            assert read.snapshot.split(":")[2]
        answers(engine)
        binh.commit()
    clerk.does(("score = 1", 1, 0))
    assert answers(engine) == answers(opened(carrying=False))


def test_versions_brought_from_another_server_tell_nothing(transactional_db: None) -> None:
    """Its transactions were counted otherwise: a version that ended long ago may seem to end only now."""
    dossiers_written.write(2, filed=FILED, rated=True)
    clerk = Clerk()
    for score in (1, 2, 3):
        clerk.does((f"score = {score}", 1, 0))
    with connection.cursor() as cursor:
        cursor.execute("SELECT (pg_current_xact_id()::text::bigint + 1000)::text")
        (later,) = cursor.fetchone()
        cursor.execute("UPDATE dossiers_past SET began = '3', changed = %s::xid8", [later])
        cursor.execute("UPDATE dossiers_dossier SET changed = %s::xid8", [later])
    engine = opened(carrying=True)
    for score in (4, 5):
        answers(engine)
        clerk.does((f"score = {score}", 1, 1))
        assert answers(engine) == answers(opened(carrying=False))


def test_rows_that_cannot_be_put_are_said_and_the_next_answer_is_right(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers_written.write(2, filed=FILED, rated=True)
    engine, clerk = opened(carrying=True), Clerk()
    answers(engine)
    clerk.does(("score = 1", 1, 0))

    def full(*_: object, **__: object) -> None:
        raise duckdb.OutOfMemoryException

    with monkeypatch.context() as without:
        without.setattr(copy.Copy, "_replace", full)
        with pytest.raises(copy.Refusal) as refused:
            answers(engine)
        assert refused.value.code == "plans.copy-full"
    assert answers(engine) == answers(opened(carrying=False))


def heard(since: str) -> tuple[int, list[int]]:
    """Give how many rows of news there are since a snapshot, and the scores that they tell stood before."""
    with following.moment() as read:
        chunks = following.news(collections.SOURCE, since, read.cursor, every=False)
        found = [following.heard(collections.SOURCE.collection, chunk) for chunk in chunks]
    return sum(rows.num_rows for rows, _ in found), [
        score for _, stood in found for score in stood.column("score").to_pylist()
    ]


def test_the_versions_tell_which_of_them_stood_at_the_last_answer(transactional_db: None) -> None:
    dossiers_written.write(1, filed=FILED)
    clerk = Clerk()
    clerk.does(("score = 2", 1, 0))
    with following.moment() as read:
        last = read.snapshot
    clerk.does(("score = 3", 1, 0))
    clerk.does(("score = 4", 1, 0))
    assert heard(last) == (3, [2])


@pytest.mark.parametrize("after", [0, -1], ids=["in the same moment", "by a clock that went back"])
def test_where_no_version_was_kept_none_is_said_to_have_stood(transactional_db: None, after: int) -> None:
    dossiers_written.write(1, filed=FILED)
    clerk = Clerk()
    clerk.does(("score = 2", 1, 0))
    with following.moment() as read:
        last = read.snapshot
    clerk.does(("score = 3", after, 0))
    clerk.does(("score = 4", 1, 0))
    assert heard(last) == (2, [])
