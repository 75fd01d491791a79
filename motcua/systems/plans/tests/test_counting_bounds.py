"""No sentence runs without end: time, memory, figures and lines are bounded, and what is too much is refused clearly."""

from collections.abc import Iterator

import duckdb
import pytest
from django.db import connection

from motcua.base.source import Source
from motcua.spine import measure, sentence
from motcua.spine.collection import Collection, Column, Schema, Type
from motcua.spine.procedure import Words
from motcua.spine.tests.sentence_world import ASKED, CASES, COLLECTIONS
from motcua.systems.plans import counting
from motcua.systems.plans.counting import layout, patience, rows as tables, terms

MANY = 400_000


def _column(name: str, type_: Type) -> Column:
    return Column(name=name, type=type_, meaning=Words(vi=name, en=name))


THINGS = Collection(
    name="things",
    meaning=Words(vi="đồ vật", en="things"),
    key="id",
    room="tests",
    columns=(_column("id", Type.TEXT), _column("figure", Type.INTEGER), _column("exact", Type.NUMBER)),
)
SCHEMA = Schema([THINGS])


@pytest.fixture
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of many things, each other than all others, with little memory beside them."""
    with duckdb.connect(
        ":memory:", config={"threads": 2, "memory_limit": "300MB", "temp_directory": ""}
    ) as one:
        for function in terms.FUNCTIONS:
            one.execute(function)
        one.execute(layout.table(THINGS, tables.now_table(THINGS), past=False))
        one.execute(
            f"INSERT INTO things_now SELECT lpad(i::text, 400, '0'), i, 90000000000000000000000000, NULL"
            f" FROM range({MANY}) AS t(i)"
        )
        yield one


def seated(duck: duckdb.DuckDBPyConnection) -> counting.Sitting:
    return counting.Sitting(duck=duck, schema=SCHEMA, asked=ASKED, past=False)


def refused(duck: duckdb.DuckDBPyConnection, text: str) -> str:
    said = sentence.parse(text, collections=SCHEMA)
    with pytest.raises(counting.Refusal) as answer:
        seated(duck).value(said)
    return answer.value.code


def test_a_question_that_takes_too_long_is_stopped_and_the_next_one_is_answered(
    duck: duckdb.DuckDBPyConnection,
) -> None:
    long = sentence.parse(
        "of things that " + " and ".join(f"figure / (figure + {number}) >= 0" for number in range(1, 20)),
        collections=SCHEMA,
    )
    with patience.stopped_after(0.0, duck), pytest.raises(counting.Refusal) as answer:
        seated(duck).value(long)
    assert answer.value.code == "plans.too-costly"
    assert (
        seated(duck).size(
            sentence.parse("of things that figure > 1", collections=SCHEMA), side=counting.Side.OF
        )
        == MANY
    )


def test_a_question_that_takes_too_much_memory_is_refused(duck: duckdb.DuckDBPyConnection) -> None:
    said = sentence.parse("of things that figure > 1", collections=SCHEMA)
    with pytest.raises(counting.Refusal) as answer:
        seated(duck).breakdown(said, by=("id", "figure", "exact"))
    assert answer.value.code == "plans.too-costly"
    assert seated(duck).value(said) == measure.Share(numerator=MANY - 2, denominator=MANY)


def test_a_breakdown_into_more_lines_than_anybody_reads_is_refused(duck: duckdb.DuckDBPyConnection) -> None:
    said = sentence.parse("of things that figure > 1", collections=SCHEMA)
    with pytest.raises(counting.Refusal) as answer:
        seated(duck).breakdown(said, by=("figure",))
    assert answer.value.code == "plans.too-many-lines"


@pytest.mark.parametrize("text", ["18 minutes + 18 minutes > 1 day", "2000000000 + 2000000000 < 3"])
def test_written_figures_are_as_wide_as_those_of_a_column(duck: duckdb.DuckDBPyConnection, text: str) -> None:
    said = sentence.parse(f"of things that {text}", collections=SCHEMA)
    assert seated(duck).count(said).numerator == 0


@pytest.mark.parametrize(
    "text",
    [
        "of things that exact * exact > 1",
        "of things that exact + exact + exact > exact * 1000000000",
        "of things that exact / 2 > 1",
        "change of sum figure * figure * figure * figure of things against stated 1",
    ],
)
def test_a_figure_beyond_reckoning_is_refused(duck: duckdb.DuckDBPyConnection, text: str) -> None:
    assert refused(duck, text) == "plans.figure-too-large"


def test_an_engine_stops_a_sitting_after_its_patience(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plans_test_case (id text, since timestamptz, changed xid8)")
    try:
        columns = ", ".join(
            f"NULL::{'text' if column.type is Type.TEXT else 'int'} AS {column.name}"
            for column in THINGS.columns[1:]
        )
        source = Source(
            collection=THINGS,
            tables=("plans_test_case",),
            current=f"SELECT id, {columns}, since, changed FROM plans_test_case",
        )
        engine = counting.Engine({"things": source}, patience=0.0)
        with engine.sitting(names=frozenset({"things"}), asked=ASKED, past=False) as found:
            duck = found._duck
            with pytest.raises(duckdb.InterruptException):
                duck.execute("SELECT count(*) FROM range(100000000000)").fetchall()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE plans_test_case")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("of cases that " + " or ".join(["open"] * 101), "too-many-conditions"),
        ("of cases that supplements in (" + ", ".join(["1"] * 101) + ")", "too-many-values"),
        ("of cases that supplements > " + " + ".join(["1"] * 42), "too-many-operators"),
        ("of cases that procedure.office.procedure.office.level = 'x'", "too-many-links"),
        ("of cases that " + "(" * 60 + "open" + ")" * 60, "too-deep"),
        ("of cases that " + "not " * 60 + "open", "too-deep"),
        ("of cases that supplements > " + "(" * 60 + "1" + ")" * 60, "too-deep"),
        ("of cases that " + " " * 4000 + "open", "too-long"),
        ("of cases that supplements = " + "9" * 16, "figure-too-long"),
        ("of cases that fee = 0." + "1" * 7, "figure-too-long"),
        ("of cases that filed_on + 100001 days < as_of", "duration-too-long"),
    ],
)
def test_a_sentence_has_a_length_a_depth_and_a_width(text: str, code: str) -> None:
    with pytest.raises(sentence.Refusal) as answer:
        sentence.parse(text, collections=COLLECTIONS)
    assert answer.value.faults[0].code == code


@pytest.mark.parametrize(
    "said",
    [
        " or ".join(f"supplements = {number}" for number in range(99)),
        " and ".join(f"supplements != {number}" for number in range(99)),
        f"supplements in ({', '.join(map(str, range(100)))})",
        "supplements > " + " + ".join(["supplements"] * 41),
        "(" * 39 + "open" + ")" * 39,
        "not " * 39 + "open",
    ],
)
def test_the_longest_sentences_that_may_be_said_are_answered(said: str) -> None:
    wide = sentence.parse(f"of cases where {said} that open", collections=COLLECTIONS)
    assert sentence.parse(sentence.write(wide), collections=COLLECTIONS) == wide
    with duckdb.connect(":memory:") as duck:
        duck.execute(layout.table(CASES, tables.now_table(CASES), past=False))
        found = counting.Sitting(duck=duck, schema=COLLECTIONS, asked=ASKED, past=False)
        assert found.value(wide) == measure.Share(numerator=0, denominator=0)
