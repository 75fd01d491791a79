"""Count, list, rest and breakdown are one thing: each equals a reading of the same rows word by word."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given

from motcua.spine import sentence
from motcua.spine.sentence import tree
from motcua.spine.tests.sentence_world import ASKED, CASES, COLLECTIONS, SENTENCES, rows
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.counting import compile as questions, copy

NAMES = [column.name for column in CASES.public]


@pytest.fixture(scope="module")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        connection.execute(copy._table(CASES, questions.now_table(CASES), past=False))
        yield connection


def _fill(duck: duckdb.DuckDBPyConnection, given_rows: list[dict[str, Any]]) -> counting.Sitting:
    columns = {
        column.name: pa.array(
            [_wall(row[column.name]) for row in given_rows], type=copy.TYPES[column.type][1]
        )
        for column in CASES.public
    }
    fresh = pa.table({**columns, "since": pa.array([None] * len(given_rows), type=pa.timestamp("us"))})
    duck.execute("DELETE FROM cases_now")
    duck.register("fresh", fresh)
    duck.execute("INSERT INTO cases_now SELECT * FROM fresh")
    return counting.Sitting(duck=duck, collections=COLLECTIONS, asked=ASKED, past=False)


def _wall(value: Any) -> Any:
    return value.astimezone(VN).replace(tzinfo=None) if isinstance(value, datetime) else value


@given(said=SENTENCES, given_rows=rows())
def test_the_compiled_sentence_counts_and_lists_what_it_says(
    duck: duckdb.DuckDBPyConnection, said: tree.Sentence, given_rows: list[dict[str, Any]]
) -> None:
    of = [row for row in given_rows if sentence.holds(said.of, row, ASKED)]
    that = [row["id"] for row in of if sentence.holds(said.that, row, ASKED)]
    sitting = _fill(duck, given_rows)
    share = sitting.count(said)
    assert (share.numerator, share.denominator) == (len(that), len(of)), sentence.write(said)
    for side, expected in (
        (counting.Side.OF, [row["id"] for row in of]),
        (counting.Side.THAT, that),
        (counting.Side.REST, [row["id"] for row in of if row["id"] not in that]),
    ):
        assert [item["id"] for item in sitting.records(said, side=side, after=None)] == expected
        assert sitting.size(said, side=side) == len(expected)


@given(said=SENTENCES, given_rows=rows())
def test_the_lines_of_a_breakdown_add_up_and_open_onto_their_records(
    duck: duckdb.DuckDBPyConnection, said: tree.Sentence, given_rows: list[dict[str, Any]]
) -> None:
    sitting = _fill(duck, given_rows)
    share = sitting.count(said)
    for by in ("level", "filed_on", counting.MONTH):
        lines = sitting.breakdown(said, by=(by,))
        assert sum(line.share.denominator for line in lines) == share.denominator
        assert sum(line.share.numerator for line in lines) == share.numerator
        for line in lines:
            only = {by: None if line.values[0] is None else str(line.values[0])}
            assert sitting.size(said, side=counting.Side.THAT, only=only) == line.share.numerator
    levels = Counter(row["level"] for row in given_rows if sentence.holds(said.of, row, ASKED))
    assert {
        line.values[0]: line.share.denominator for line in sitting.breakdown(said, by=("level",))
    } == levels


def test_pages_follow_each_other_without_gap_or_double(duck: duckdb.DuckDBPyConnection) -> None:
    blank = dict.fromkeys(NAMES)
    sitting = _fill(
        duck, [{**blank, "id": f"H31-{number:03}", "open": number % 3 == 0} for number in range(100)]
    )
    said = sentence.parse("of cases that open", collections=COLLECTIONS)
    seen: list[str] = []
    while page := sitting.records(said, side=counting.Side.THAT, after=seen[-1] if seen else "", limit=7):
        seen += [item["id"] for item in page]
    assert seen == [f"H31-{number:03}" for number in range(0, 100, 3)]


def test_a_record_never_shows_who_asked(duck: duckdb.DuckDBPyConnection) -> None:
    sitting = _fill(duck, [{**dict.fromkeys(NAMES), "id": "H31-001"}])
    said = sentence.parse("of cases that open", collections=COLLECTIONS)
    (item,) = sitting.records(said, side=counting.Side.OF)
    assert "applicant" not in item
