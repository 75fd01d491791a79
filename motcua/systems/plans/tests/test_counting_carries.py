"""Answers carried on are those that counting anew would give: whoever acts, whatever is asked, however time goes on."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.base.source import Source
from motcua.spine import sentence
from motcua.spine.collection import Collection, Type
from motcua.spine.sentence import answer, tree
from motcua.spine.tests.sentence_world import (
    ASKED,
    CELLS,
    COLLECTIONS,
    PROCEDURE_CELLS,
    SENTENCES,
    Rows,
    worlds,
)
from motcua.systems.plans import counting
from motcua.systems.plans.counting import carrying, news, rows as tables

# Each asks a few dozen questions of PostgreSQL; the tables are emptied for each, the fixture only makes them.
BOUNDED = settings(
    max_examples=min(settings().max_examples, 25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SQL: Mapping[Type, str] = {
    Type.TEXT: "text",
    Type.INTEGER: "int",
    Type.NUMBER: "numeric",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.MOMENT: "timestamptz",
}
LINES = (("level",), ("filed_on", "open"), ("procedure.field",), (counting.MONTH,))
BEGAN = ASKED.start


def table(collection: Collection) -> str:
    return f"plans_test_{collection.name}"


def made(collection: Collection) -> str:
    columns = ", ".join(f"{column.name} {SQL[column.type]}" for column in collection.columns)
    return f"""
        CREATE TABLE {table(collection)} ({columns}, since timestamptz NOT NULL DEFAULT '{BEGAN}',
            changed xid8 NOT NULL DEFAULT pg_current_xact_id());
        CREATE TABLE {table(collection)}_over (LIKE {table(collection)} INCLUDING DEFAULTS, until timestamptz);
    """


def source(collection: Collection) -> Source:
    columns = ", ".join(column.name for column in collection.columns)
    return Source(
        collection=collection,
        tables=(table(collection), f"{table(collection)}_over"),
        current=f"SELECT {columns}, since, changed FROM {table(collection)}",
        past=f"SELECT {columns}, since, changed, until FROM {table(collection)}_over",
    )


SOURCES = {name: source(collection) for name, collection in COLLECTIONS.items()}


@pytest.fixture
def office(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        for collection in COLLECTIONS.values():
            cursor.execute(made(collection))
    yield
    with connection.cursor() as cursor:
        for collection in COLLECTIONS.values():
            cursor.execute(f"DROP TABLE {table(collection)}, {table(collection)}_over")


def written(collection: Collection, row: Mapping[str, Any]) -> None:
    names = ", ".join(row)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table(collection)} ({names}) VALUES ({', '.join(['%s'] * len(row))})",
            [*row.values()],
        )


def begin(world: Rows) -> None:
    with connection.cursor() as cursor:
        for collection in COLLECTIONS.values():
            cursor.execute(f"DELETE FROM {table(collection)}")
            cursor.execute(f"DELETE FROM {table(collection)}_over")
    for name, rows in world.items():
        for row in rows:
            written(COLLECTIONS[name], row)


def changed(collection: Collection, key: str, cells: Mapping[str, Any]) -> None:
    sets = ", ".join(f"{name} = %s" for name in cells)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table(collection)} SET {sets}, changed = pg_current_xact_id() WHERE {collection.key} = %s",
            [*cells.values(), key],
        )


def ended(collection: Collection, key: str) -> None:
    columns = ", ".join(column.name for column in collection.columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table(collection)}_over ({columns}, until)"
            f" SELECT {columns}, '{BEGAN + timedelta(days=9)}' FROM {table(collection)} WHERE {collection.key} = %s",
            [key],
        )
        cursor.execute(f"DELETE FROM {table(collection)} WHERE {collection.key} = %s", [key])


def act(data: st.DataObject, world: Rows) -> None:
    """Let somebody receive, change or end a dossier, or change a procedure beside which dossiers are read."""
    cases = world["cases"]
    match data.draw(st.sampled_from(["receive", "change", "change", "end", "procedure"])):
        case "receive":
            row = {
                "id": f"N-{data.draw(st.uuids())}",
                **{n: data.draw(st.none() | c) for n, c in CELLS.items()},
            }
            written(COLLECTIONS["cases"], row)
            cases.append(row)
        case "change" if cases:
            row = data.draw(st.sampled_from(cases))
            cells = {
                n: data.draw(st.none() | CELLS[n])
                for n in data.draw(st.sets(st.sampled_from([*CELLS]), min_size=1))
            }
            changed(COLLECTIONS["cases"], str(row["id"]), cells)
            row |= cells
        case "end" if cases:
            row = data.draw(st.sampled_from(cases))
            ended(COLLECTIONS["cases"], str(row["id"]))
            cases.remove(row)
        case "procedure":
            row = data.draw(st.sampled_from(world["procedures"]))
            cells = {"field": data.draw(st.none() | PROCEDURE_CELLS["field"])}
            changed(COLLECTIONS["procedures"], str(row["code"]), cells)
            row |= cells


MOVES = st.sampled_from(
    [
        timedelta(0),
        timedelta(minutes=1),
        timedelta(hours=15),
        timedelta(days=-1),
        timedelta(days=2),
        timedelta(days=40),
    ]
)


@BOUNDED
@given(said=st.lists(SENTENCES, min_size=1, max_size=3), world=worlds(), data=st.data())
def test_whatever_happens_an_answer_carried_on_is_the_one_counted_anew(
    office: None, said: list[tree.Share], world: Rows, data: st.DataObject
) -> None:
    begin(world)
    engine = counting.Engine(SOURCES, answers=counting.Answers())
    anew = counting.Engine(SOURCES)
    asked = ASKED
    for _ in range(data.draw(st.integers(2, 4))):
        with (
            engine.sitting(names=frozenset(SOURCES), asked=asked, past=False) as sitting,
            anew.sitting(names=frozenset(SOURCES), asked=asked, past=False) as other,
        ):
            if data.draw(st.booleans()):
                sitting.foresee(said)
            for one in said:
                expected = answer.read(one, rows=world, collections=COLLECTIONS, asked=asked)
                assert sitting.value(one) == expected, sentence.write(one)
                by = data.draw(st.sampled_from(LINES))
                assert sitting.breakdown(one, by=by) == other.breakdown(one, by=by), sentence.write(one)
        for _ in range(data.draw(st.integers(0, 3))):
            act(data, world)
        asked = dataclasses.replace(asked, as_of=asked.as_of + data.draw(MOVES))


HOURS = st.integers(-30, 30).map(lambda hours: timedelta(hours=hours))
NEAR = HOURS.map(lambda hours: ASKED.as_of + hours)
NAMED = st.sampled_from(["due_at", "finished_at", "filed_on"]).map(tree.Name)
MOMENT = st.just(tree.AsOf()) | st.builds(
    tree.Reckoned,
    st.just(tree.AsOf()),
    st.sampled_from([tree.Operator.PLUS, tree.Operator.MINUS]),
    st.builds(tree.Span, st.integers(-20, 20), st.just(tree.Unit.HOURS)),
)
TURNS = (
    st.builds(tree.Compare, NAMED, st.sampled_from(tree.Sign), MOMENT)
    | st.builds(tree.Compare, MOMENT, st.sampled_from(tree.Sign), NAMED)
    | st.builds(tree.Between, NAMED, MOMENT, MOMENT)
)
TURNING = TURNS | TURNS.map(tree.Not) | st.tuples(TURNS, TURNS).map(tree.Some)


@BOUNDED
@given(
    of=TURNING,
    that=TURNING,
    rows=st.lists(
        st.fixed_dictionaries(
            {"due_at": NEAR, "finished_at": st.none() | NEAR, "filed_on": NEAR.map(lambda at: at.date())}
        ),
        min_size=6,
        max_size=12,
    ),
    moments=st.lists(NEAR, min_size=3, max_size=6),
)
def test_as_time_goes_on_and_back_what_turned_is_counted_and_nothing_else(
    office: None,
    of: tree.Condition,
    that: tree.Condition,
    rows: list[dict[str, Any]],
    moments: list[datetime],
) -> None:
    """Nobody does anything; the hours alone make dossiers fall due, and they are asked about in any order."""
    blank = dict.fromkeys(column.name for column in COLLECTIONS["cases"].columns)
    world: Rows = {"cases": [{**blank, "id": f"T-{place}", **row} for place, row in enumerate(rows)]}
    world |= {"procedures": [], "offices": []}
    begin(world)
    engine = counting.Engine(SOURCES, answers=counting.Answers())
    said = tree.Share("cases", of, that)
    for moment in moments:
        asked = dataclasses.replace(ASKED, as_of=moment)
        with engine.sitting(names=frozenset(SOURCES), asked=asked, past=False) as sitting:
            expected = answer.read(said, rows=world, collections=COLLECTIONS, asked=asked)
            assert sitting.value(said) == expected, (sentence.write(said), moment)


DUE = "of cases where due_at < as_of that open"
LATER = dataclasses.replace(ASKED, as_of=ASKED.as_of + timedelta(hours=1))


def case(number: int, *, due: datetime, open_: bool = True) -> dict[str, Any]:
    return {"id": f"H31-{number:04}", "due_at": due, "open": open_}


def count(engine: counting.Engine, asked: sentence.Asked = ASKED, said: str = DUE) -> tuple[int, int]:
    parsed = sentence.parse(said, collections=COLLECTIONS)
    with engine.sitting(names=frozenset(SOURCES), asked=asked, past=False) as sitting:
        assert isinstance(parsed, tree.Share)
        share = sitting.count(parsed)
    return share.numerator, share.denominator


def forget_rows(engine: counting.Engine) -> None:
    """Take the rows that stand out of the copy behind its back: what is right afterwards was not counted from them."""
    assert engine._copy is not None
    engine._copy._duck.execute(f"DELETE FROM {tables.now_table(COLLECTIONS['cases'])}")


def test_news_alone_are_read_once_an_answer_was_given(office: None) -> None:
    for number in range(1, 8):
        written(COLLECTIONS["cases"], case(number, due=ASKED.as_of - timedelta(days=1)))
    engine = counting.Engine(SOURCES, answers=counting.Answers())
    assert count(engine) == (7, 7)
    forget_rows(engine)
    assert count(engine) == (7, 7)
    written(COLLECTIONS["cases"], case(8, due=ASKED.as_of - timedelta(days=1)))
    written(COLLECTIONS["cases"], case(9, due=ASKED.as_of + timedelta(days=1)))
    assert count(engine) == (8, 8)


def test_an_hour_later_only_what_fell_due_within_it_is_counted_besides(office: None) -> None:
    for number, late in enumerate(
        (timedelta(days=-9), timedelta(0), timedelta(minutes=30), timedelta(hours=2))
    ):
        written(COLLECTIONS["cases"], case(number, due=ASKED.as_of + late))
    engine = counting.Engine(SOURCES, answers=counting.Answers())
    assert count(engine) == (1, 1)
    assert count(engine, LATER) == (3, 3)
    assert count(engine, ASKED) == (1, 1)


@pytest.mark.parametrize(
    "said",
    [
        "of cases where due_at - as_of < 2 hours that open",
        "of cases where due_at < as_of - 1 month that open",
        "of cases where year of as_of = 2023 that open",
        "of cases where as_of in period that open",
        "of cases where due_at < as_of and not (as_of + 1 day > as_of) that open",
    ],
)
def test_a_sentence_that_speaks_of_time_otherwise_is_counted_anew_as_time_goes_on(said: str) -> None:
    parsed = sentence.parse(said, collections=COLLECTIONS)
    assert isinstance(parsed, tree.Share)
    assert sentence.turning(parsed) is None


@pytest.mark.parametrize(
    ("said", "turns"),
    [
        ("of cases that open", 0),
        ("of cases where due_at in period that open", 0),
        (DUE, 1),
        ("of cases where as_of > due_at that finished_at <= as_of - 7 days", 2),
        ("of cases where filed_on + 1 month between as_of - 2 days and as_of that open", 2),
    ],
)
def test_what_turns_with_time_is_known(said: str, turns: int) -> None:
    parsed = sentence.parse(said, collections=COLLECTIONS)
    assert isinstance(parsed, tree.Share)
    assert len(sentence.turning(parsed) or ()) == turns


def test_more_news_than_are_kept_make_the_next_answer_be_counted_anew(
    office: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "MOST", 4)
    engine = counting.Engine(SOURCES, answers=counting.Answers())
    assert count(engine) == (0, 0)
    for number in range(1, 9):
        written(COLLECTIONS["cases"], case(number, due=ASKED.as_of - timedelta(days=1)))
        if number in {1, 2, 3, 8}:
            assert count(engine) == (number, number)


def test_a_crowd_of_changes_in_several_pieces_loses_nobody(
    office: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past versions and what stands now come in different pieces; the version must not take out what replaced it."""
    monkeypatch.setattr("motcua.systems.plans.counting.following.CHUNK", 200)
    for number in range(1, 41):
        written(COLLECTIONS["cases"], case(number, due=ASKED.as_of - timedelta(days=1)))
    engine = counting.Engine(SOURCES, answers=counting.Answers())
    assert count(engine) == (40, 40)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_test_cases_over (id, due_at, open, until) SELECT id, due_at, open, now() FROM plans_test_cases"
        )
        cursor.execute("UPDATE plans_test_cases SET open = false, changed = pg_current_xact_id()")
    assert count(engine) == (0, 40)


def test_answers_are_forgotten_before_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "LINES", 30)
    answers, stands = carrying.Carried(), {"cases": carrying.Stand(1, 0, 0)}
    parsed = sentence.parse(DUE, collections=COLLECTIONS)
    assert isinstance(parsed, tree.Share)
    counted: list[int] = []

    def ask(number: int) -> list[carrying.Row]:
        def rows(which: tables.Which, given: Mapping[str, Any]) -> list[carrying.Row]:
            counted.append(number)
            return [("x", place, 1, 1) for place in range(8)]

        asked = carrying.Asked(shares=(parsed,), by=("level", "supplements"), key=number, as_of=ASKED.as_of)
        return answers.carried(asked, stands, COLLECTIONS, rows)

    for number in (1, 2, 3, 1, 4, 1, 2):
        assert len(ask(number)) == 8
    assert counted == [1, 2, 3, 4, 2]
