"""A sentence made into SQL: one Ibis expression for each question, compiled once, its moments left open.

The places left open are `$stood` (when the rows stood), `$as_of`, `$start` and `$end`; a question that has none of
them takes no parameter.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import ibis
from ibis.expr import types as ir

from motcua.spine import sentence
from motcua.spine.collection import Schema
from motcua.spine.sentence import kinds, tree
from motcua.systems.plans.counting import rows as tables
from motcua.systems.plans.counting.terms import Compiler

MONTH = "month"
UNDER = "under_"  # before a column's name: its value, and every code under it
SUMMED = "summed."  # no column of a collection ends so
ONE_TOO_MANY = 2  # records that are enough to know that there is not exactly one


class Side(StrEnum):
    """Which records of a sentence: those it speaks of, those that satisfy, or those that do not.

    A sentence that is no share is satisfied by every record it speaks of.
    """

    OF = "of"
    THAT = "that"
    REST = "rest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """SQL with its moments open, and the names of those it asks for."""

    sql: str
    open: tuple[str, ...]


@lru_cache(maxsize=2048)
def count(said: tree.Share, schema: Schema, *, past: bool) -> Question:
    """Ask how many records a sentence speaks of, and how many of them satisfy."""
    rows = _of(said, schema, past=past)
    that = _compiler(said, schema, rows).holds(said.that)
    return _question(rows.aggregate(that=rows.count(where=that), of=rows.count()).select("that", "of"))


@lru_cache(maxsize=2048)
def breakdown(said: tree.Share, schema: Schema, by: tuple[str, ...], *, past: bool) -> Question:
    """Ask the same for every value of the columns `by`; `month` is that of the column that falls in the period."""
    rows = _of(said, schema, by, past=past)
    that = _compiler(said, schema, rows).holds(said.that)
    counted = rows.group_by(**_groups(by, said, rows)).aggregate(that=rows.count(where=that), of=rows.count())
    return _question(_in_order(counted, by, "that", "of"))


@lru_cache(maxsize=2048)
def total(said: tree.Change, schema: Schema, by: tuple[str, ...] = (), *, past: bool) -> Question:
    """Ask for what a change is of, by the columns `by`: the sum (None for a count), and of how many records."""
    rows = _of(said, schema, by, past=past)
    if said.term is None:
        sums = {"total": ibis.null("int64"), "many": rows.count()}
    else:
        rows = rows.mutate(**{SUMMED: _compiler(said, schema, rows).value(said.term)})
        sums = {"total": rows[SUMMED].sum(), "many": rows[SUMMED].count()}
    if not by:
        return _question(rows.aggregate(**sums).select("total", "many"))
    return _question(
        _in_order(rows.group_by(**_groups(by, said, rows)).aggregate(**sums), by, "total", "many")
    )


@lru_cache(maxsize=2048)
def published(said: tree.Rank | tree.Level, schema: Schema, *, past: bool) -> Question:
    """Ask for the figures of the record a rank or level reads, of two where there are several."""
    rows = _of(said, schema, past=past)
    if isinstance(said, tree.Rank):
        score = rows[said.score.name] if said.score else ibis.null("int64")
        found = rows.select(place=rows[said.place.name], score=score)
    else:
        found = rows.select(figure=rows[said.figure.name])
    return _question(found.limit(ONE_TOO_MANY))


@lru_cache(maxsize=2048)
def records(
    said: tree.Sentence,
    schema: Schema,
    side: Side,
    narrowed: tuple[str, ...],
    *,
    past: bool,
    page: int | None,
) -> Question:
    """Ask for the public columns of the records of a side, by key; `page` rows after the key `$after`, None for all.

    `narrowed` names columns (or `month`, or `under_` and a column) held to `$only_0`, `$only_1` …: the same records as one line of a breakdown.
    """
    collection = schema[said.collection]
    rows = _side(said, schema, side, narrowed, past=past)
    listed = rows.select(*[column.name for column in collection.public])
    if page is not None:
        listed = listed.filter(listed[collection.key] > tables.hole("after", "string"))
    listed = listed.order_by(collection.key)
    return _question(listed.limit(page) if page is not None else listed)


@lru_cache(maxsize=2048)
def size(
    said: tree.Sentence, schema: Schema, side: Side, narrowed: tuple[str, ...], *, past: bool
) -> Question:
    """Ask how many records such a list has."""
    rows = _side(said, schema, side, narrowed, past=past)
    return _question(rows.aggregate(size=rows.count()))


@lru_cache(maxsize=256)
def kept(name: str, schema: Schema, *, past: bool) -> Question:
    """Ask how many records of a collection there are."""
    rows = tables.of(schema[name], past=past)
    return _question(rows.aggregate(size=rows.count()))


def _side(
    said: tree.Sentence, schema: Schema, side: Side, narrowed: tuple[str, ...], *, past: bool
) -> ir.Table:
    rows = _of(said, schema, tuple(name.removeprefix(UNDER) for name in narrowed), past=past)
    if side is not Side.OF and isinstance(said, tree.Share):
        wanted = said.that if side is Side.THAT else tree.Not(said.that)
        rows = rows.filter(_compiler(said, schema, rows).holds(wanted))
    elif side is Side.REST:
        rows = rows.filter(ibis.literal(False))
    for place, name in enumerate(narrowed):
        rows = rows.filter(_held(name, said, rows, tables.hole(f"only_{place}", "string")))
    return rows


def _held(name: str, said: tree.Sentence, rows: ir.Table, held: ir.Value) -> ir.BooleanValue:
    """Hold a column to one value; `under_NAME` to a code and the codes under it, whose parts stand between points."""
    if not name.startswith(UNDER):
        return _group(name, said, rows).cast("string").identical_to(held)
    code = rows[name.removeprefix(UNDER)].cast("string")
    return (code == held) | code.startswith(held + ".")


def _groups(by: tuple[str, ...], said: tree.Sentence, rows: ir.Table) -> dict[str, ir.Value]:
    return {name: _group(name, said, rows) for name in by}


def _group(name: str, said: tree.Sentence, rows: ir.Table) -> ir.Value:
    if name != MONTH:
        return rows[name]
    moment = sentence.period_column(said)
    if moment is None:
        return ibis.null("date")
    return rows[moment].cast("timestamp").truncate("M").cast("date")


def _in_order(counted: ir.Table, by: tuple[str, ...], *figures: str) -> ir.Table:
    return counted.select(*by, *figures).order_by([ibis.asc(name, nulls_first=False) for name in by])


def _of(said: tree.Sentence, schema: Schema, besides: tuple[str, ...] = (), *, past: bool) -> ir.Table:
    rows = tables.linked(said, schema, besides, past=past)
    population = said.population
    return rows if population is None else rows.filter(_compiler(said, schema, rows).holds(population))


def _compiler(said: tree.Sentence, schema: Schema, rows: ir.Table) -> Compiler:
    return Compiler(kinds.Reader(schema, said.collection), rows)


def _question(expression: ir.Table) -> Question:
    sql = str(ibis.to_sql(expression, dialect="duckdb", pretty=False))
    open_: list[str] = []
    parts = sql.split("'\u0001")
    whole = parts[0]
    for part in parts[1:]:
        name, _, rest = part.partition("\u0001'")
        if not name.isidentifier():
            raise ValueError(name)
        whole += f"${name}{rest}"
        if name not in open_:
            open_.append(name)
    return Question(sql=whole, open=tuple(open_))
