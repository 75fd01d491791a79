"""Value, list, rest and breakdown are one thing: each equals a reading of the same rows word by word."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings

from motcua.spine import measure, sentence
from motcua.spine.sentence import answer, reading, tree
from motcua.spine.tests.sentence_world import (
    ASKED,
    CASES,
    CHANGES,
    COLLECTIONS,
    EVERY_SENTENCE,
    SENTENCES,
    Rows,
    worlds,
)
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.counting import following, layout, rows as tables, terms

BOUNDED = settings(max_examples=min(settings().max_examples, 40))  # each asks a dozen questions of DuckDB
NAMES = [column.name for column in CASES.public]
LINES = ("level", "filed_on", "procedure.field", "procedure.office.level", counting.MONTH)


@pytest.fixture(scope="module")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        for function in terms.FUNCTIONS:
            connection.execute(function)
        for collection in COLLECTIONS.values():
            connection.execute(layout.table(collection, tables.now_table(collection), past=False))
        yield connection


def _fill(duck: duckdb.DuckDBPyConnection, world: Rows) -> counting.Sitting:
    for name, given_rows in world.items():
        collection = COLLECTIONS[name]
        columns = {
            column.name: pa.array(
                [_wall(row[column.name]) for row in given_rows], type=following.TYPES[column.type][1]
            )
            for column in collection.public
        }
        fresh = pa.table({**columns, "since": pa.array([None] * len(given_rows), type=pa.timestamp("us"))})
        duck.execute(f"DELETE FROM {name}_now")
        duck.register("fresh", fresh)
        duck.execute(f"INSERT INTO {name}_now SELECT * FROM fresh")
    return counting.Sitting(duck=duck, schema=COLLECTIONS, asked=ASKED, past=False)


def _wall(value: Any) -> Any:
    return value.astimezone(VN).replace(tzinfo=None) if isinstance(value, datetime) else value


@given(said=EVERY_SENTENCE, world=worlds())
def test_every_sentence_has_the_value_that_reading_word_by_word_has(
    duck: duckdb.DuckDBPyConnection, said: tree.Sentence, world: Rows
) -> None:
    expected = answer.read(said, rows=world, collections=COLLECTIONS, asked=ASKED)
    assert _fill(duck, world).value(said) == expected, sentence.write(said)


@BOUNDED
@given(said=EVERY_SENTENCE, world=worlds())
def test_the_compiled_sentence_lists_what_it_says(
    duck: duckdb.DuckDBPyConnection, said: tree.Sentence, world: Rows
) -> None:
    key = COLLECTIONS[said.collection].key
    all_ = reading.linked(world, COLLECTIONS, said.collection)
    of = [row for row in all_ if sentence.holds(said.population, row, ASKED)]
    that = [
        row[key] for row in of if not isinstance(said, tree.Share) or sentence.holds(said.that, row, ASKED)
    ]
    sitting = _fill(duck, world)
    for side, expected in (
        (counting.Side.OF, [row[key] for row in of]),
        (counting.Side.THAT, that),
        (counting.Side.REST, [row[key] for row in of if row[key] not in that]),
    ):
        assert [item[key] for item in sitting.records(said, side=side, after=None)] == expected
        assert sitting.size(said, side=side) == len(expected)


@BOUNDED
@given(said=SENTENCES, world=worlds())
def test_the_lines_of_a_breakdown_add_up_and_open_onto_their_records(
    duck: duckdb.DuckDBPyConnection, said: tree.Share, world: Rows
) -> None:
    sitting = _fill(duck, world)
    share = sitting.count(said)
    for by in (*((name,) for name in LINES), ("procedure.field", "level")):
        lines = sitting.breakdown(said, by=by)
        assert sum(line.share.denominator for line in lines) == share.denominator
        assert sum(line.share.numerator for line in lines) == share.numerator
        for line in lines:
            only = {
                name: None if value is None else str(value)
                for name, value in zip(by, line.values, strict=True)
            }
            assert sitting.size(said, side=counting.Side.THAT, only=only) == line.share.numerator
    all_ = reading.linked(world, COLLECTIONS, "cases")
    of = [row for row in all_ if sentence.holds(said.population, row, ASKED)]
    for name in ("level", "procedure.office.level"):
        counted = {line.values[0]: line.share.denominator for line in sitting.breakdown(said, by=(name,))}
        assert counted == Counter(row[name] for row in of)


@BOUNDED
@given(said=CHANGES, world=worlds())
def test_the_lines_of_a_change_add_up_to_it(
    duck: duckdb.DuckDBPyConnection, said: tree.Change, world: Rows
) -> None:
    sitting = _fill(duck, world)
    whole = sitting.value(said)
    lines = sitting.breakdown(said, by=("level",))
    if said.total is tree.Total.MEAN or not isinstance(whole, measure.Change):
        return
    levels = [line.value for line in lines if isinstance(line.value, measure.Level)]
    assert sum(level.recorded for level in levels) == whole.now
    if said.against.at is not None:
        assert sum(level.before or 0 for level in levels) == whole.baseline


def test_pages_follow_each_other_without_gap_or_double(duck: duckdb.DuckDBPyConnection) -> None:
    blank = dict.fromkeys(NAMES)
    cases = [{**blank, "id": f"H31-{number:03}", "open": number % 3 == 0} for number in range(100)]
    sitting = _fill(duck, {"cases": cases})
    said = sentence.parse("of cases that open", collections=COLLECTIONS)
    seen: list[str] = []
    while page := sitting.records(said, side=counting.Side.THAT, after=seen[-1] if seen else "", limit=7):
        seen += [item["id"] for item in page]
    assert seen == [f"H31-{number:03}" for number in range(0, 100, 3)]


def test_a_record_never_shows_who_asked(duck: duckdb.DuckDBPyConnection) -> None:
    sitting = _fill(duck, {"cases": [{**dict.fromkeys(NAMES), "id": "H31-001"}]})
    said = sentence.parse("of cases that open", collections=COLLECTIONS)
    (item,) = sitting.records(said, side=counting.Side.OF)
    assert "applicant" not in item
