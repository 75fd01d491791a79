"""A worker of a cluster reads the columns that an answer depends on, and no others."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.conf import settings
from ibis.expr.operations import UnboundTable

from motcua.spine import plan as plans, sentence
from motcua.spine.collection import Collection, Column, Schema
from motcua.systems.plans import counting
from motcua.systems.plans.counting import compile as questions, needed, rows as tables, spark, terms

PLANS = [*sorted((Path(settings.LAW) / "plans").glob("*.yaml")), Path(__file__).with_name("every_word.yaml")]
DECLARED = Schema(source.collection for source in counting.declared().values())
SCHEMA = Schema(replace(one, columns=(*one.columns, spark.PROVINCE, spark.KEY)) for one in DECLARED.values())
BY = (spark.PROVINCE.name,)
MOMENTS = {
    "stood": datetime(2023, 6, 10),
    "as_of": datetime(2023, 6, 10),
    "start": datetime(2023, 1, 1),
    "end": datetime(2024, 1, 1),
}
VALUES = {
    "string": "'v' || n % 5",
    "int64": "n % 7",
    "decimal(38, 6)": "n % 11",
    "boolean": "n % 3 = 0",
    "date": "DATE '2023-01-01' + n::INTEGER",
    "timestamp(6)": "TIMESTAMP '2023-01-01 09:00' + to_days(n::INTEGER)",
}


def asked(said: sentence.Sentence, *, past: bool) -> questions.Question:
    """Put a sentence as a cluster is asked it."""
    match said:
        case sentence.Share():
            return questions.breakdown(said, SCHEMA, BY, past=past)
        case sentence.Change():
            return questions.total(said, SCHEMA, BY, past=past)
        case _:
            return questions.published_by(said, SCHEMA, BY, past=past)


def every(path: Path) -> Iterator[questions.Question]:
    """Put every target of a plan, now and as of a past day."""
    for target in plans.read(path.read_text(encoding="utf-8"), collections=DECLARED).targets:
        for reading in target.readings[:1]:
            yield from (asked(reading.sentence, past=past) for past in (False, True))


def value(collection: Collection, column: Column) -> str:
    """Give a column something of its own in each row; where it has listed values, one of these."""
    if column.values and tables.TYPES[column.type] == "string":
        return f"{[str(key) for key in column.values]}[1 + n % {len(column.values)}]"
    return "'k' || n" if column.name == collection.key else VALUES[tables.TYPES[column.type]]


def answer(question: questions.Question, read: Mapping[str, frozenset[str]] | None = None) -> list[Any]:
    """Answer from tables of two hundred rows, of which, where `read` says so, all other columns are empty."""
    with duckdb.connect() as duck:
        for macro in terms.FUNCTIONS:
            duck.execute(macro)
        for name in {table.name for table in question.expression().op().find(UnboundTable)}:
            collection = SCHEMA[tables.collection_of(name)]
            columns = {column.name: value(collection, column) for column in collection.public}
            columns |= {"since": VALUES["timestamp(6)"], "until": f"{VALUES['timestamp(6)']} + to_days(30)"}
            types = {column.name: tables.TYPES[column.type] for column in collection.public}
            made = ", ".join(
                f"CAST({words if read is None or one in read[name] else 'NULL'} AS {types.get(one, 'timestamp(6)')})"
                f' AS "{one}"'
                for one, words in columns.items()
            )
            duck.execute(f'CREATE TABLE "{name}" AS SELECT {made} FROM range(200) AS t(n)')
        return duck.execute(question.sql, {name: MOMENTS[name] for name in question.open}).fetchall()


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_an_answer_is_the_same_without_all_that_it_does_not_need(path: Path) -> None:
    told = 0
    for question in every(path):
        whole = answer(question)
        assert sorted(answer(question, needed.columns(question)), key=str) == sorted(whole, key=str), (
            question.sql
        )
        told += bool(whole)
    assert told or path.stem == "hung-yen-par-index-2023"


def test_what_nothing_is_made_of_does_not_travel() -> None:
    """Whether dossiers were on time depends on neither their keys nor, now, since when they stand so."""
    path = next(path for path in PLANS if path.stem == "hung-yen-2023")
    plan = plans.read(path.read_text(encoding="utf-8"), collections=DECLARED)
    said = next(target for target in plan.targets if target.id == "P1").readings[0].sentence
    now, past = asked(said, past=False), asked(said, past=True)
    ((table, columns),) = needed.columns(now).items()
    assert table == "dossiers_now"
    assert columns
    assert not columns & {"id", "since"}
    assert needed.columns(past) == {
        "dossiers_now": columns | {"since"},
        "dossiers_past": columns | {"since", "until"},
    }
