"""What was counted is counted again when, and only when, a row of it changed or another moment is asked of."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection

from motcua.spine import measure, sentence
from motcua.spine.tests.sentence_world import COLLECTIONS
from motcua.systems.plans import counting
from motcua.systems.plans.tests.test_counting_follows import ASKED, DAY, SOURCE, TABLES, binh, finish, receive

__all__ = ["binh"]

SAID = [
    sentence.parse(text, collections=COLLECTIONS)
    for text in (
        "of cases that open",
        "of cases where due_at < as_of that open",
        "of cases where filed_on <= as_of that open",
        "of cases where due_at in period that open",
    )
]
OPEN, DUE, FILED, _ = SAID
ONE = measure.Share(numerator=1, denominator=1)
TWO = measure.Share(numerator=2, denominator=2)


@pytest.fixture
def engine(transactional_db: None) -> Iterator[counting.Engine]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    yield counting.Engine({"cases": SOURCE}, answers=counting.Answers())
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE plans_test_case, plans_test_past")


def told(
    engine: counting.Engine,
    said: sentence.Sentence,
    at: datetime,
    *,
    past: bool = False,
    seen: Callable[[], None] = lambda: None,
) -> tuple[object, ...]:
    """Ask for a count and its months at a moment; `seen` may happen between the opening of the sitting and the question."""
    asked = sentence.Asked(as_of=at, start=ASKED.start, end=ASKED.end)
    with engine.sitting(names=frozenset({"cases"}), asked=asked, past=past) as sitting:
        seen()
        return sitting.count(said), sitting.breakdown(said, by=("level", counting.MONTH))


def found(engine: counting.Engine, said: sentence.Sentence, at: datetime) -> bool:
    """Ask, and tell whether the answer was there already."""
    assert engine.answers is not None
    before = engine.answers.found
    told(engine, said, at)
    return engine.answers.found == before + 2


def test_nothing_new_is_not_counted_again_and_one_act_is(engine: counting.Engine) -> None:
    receive(1)
    assert not found(engine, OPEN, DAY)
    assert found(engine, OPEN, DAY)
    assert found(engine, OPEN, DAY + timedelta(hours=1)), "the sentence does not ask when it is"
    receive(2)
    assert not found(engine, OPEN, DAY)
    assert found(engine, OPEN, DAY)


def test_who_asks_for_the_day_alone_is_answered_for_the_whole_day_and_who_asks_for_the_minute_is_not(
    engine: counting.Engine,
) -> None:
    receive(1)
    for said, kept in ((FILED, True), (DUE, False)):
        assert not found(engine, said, DAY)
        assert found(engine, said, DAY + timedelta(minutes=1)) is kept
        assert not found(engine, said, DAY + timedelta(days=1))


def test_an_act_while_lan_reads_is_in_binhs_answer_and_not_in_hers(
    engine: counting.Engine, binh: psycopg.Connection
) -> None:
    receive(1)

    def act() -> None:
        receive(2, by=binh)
        binh.commit()
        assert told(engine, OPEN, DAY)[0] == TWO

    assert told(engine, OPEN, DAY, seen=act)[0] == ONE
    assert told(engine, OPEN, DAY)[0] == TWO


def test_long_answers_are_not_kept_and_old_ones_are_let_go() -> None:
    answers = counting.Answers()
    answers.put("long", [(n,) for n in range(answers.longest + 1)])
    assert answers.get("long") is None
    for n in range(answers.most + 1):
        answers.put(n, [(n,)])
    assert answers.get(0) is None
    assert answers.get(answers.most) == [(answers.most,)]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_what_is_kept_is_what_would_be_counted(
    engine: counting.Engine, binh: psycopg.Connection, seed: int
) -> None:
    """Two engines follow the same acts, one of which counts everything each time."""
    afresh = counting.Engine({"cases": SOURCE})
    chance = random.Random(seed)  # noqa: S311 - the same story for the same seed
    known = 0
    for _ in range(60):
        match chance.choice(
            ("receive", "receive", "finish", "delete", "begin", "commit", "empty", "ask", "ask", "ask")
        ):
            case "receive":
                receive(known := known + 1)
            case "finish" | "delete" as how if known:
                finish(chance.randint(1, known), at=DAY + timedelta(hours=known), delete=how == "delete")
            case "begin":
                receive(known := known + 1, by=binh, is_open=False)
            case "commit":
                binh.commit()
            case "empty" if chance.random() < 0.2:
                binh.commit()
                with connection.cursor() as cursor:
                    cursor.execute("TRUNCATE plans_test_case")
        said, at = chance.choice(SAID), DAY + chance.choice((0, 1, 30)) * timedelta(hours=16)
        past = chance.random() < 0.3
        assert told(engine, said, at, past=past) == told(afresh, said, at, past=past)
    binh.rollback()
    assert engine.answers is not None
    assert engine.answers.found
