"""A sentence made into SQL: one Ibis expression for each question, compiled once, its moments left open.

The places left open are `$stood` (when the rows stood), `$as_of`, `$start` and `$end`; a question that has none of
them takes no parameter.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

import ibis
from ibis.expr import types as ir
from ibis.expr.operations import UnboundTable

from motcua.spine import sentence
from motcua.spine.collection import Schema
from motcua.spine.sentence import kinds, tree
from motcua.systems.plans.counting import rows as tables
from motcua.systems.plans.counting.rows import Which
from motcua.systems.plans.counting.terms import Compiler

MONTH = "month"
UNDER = "under_"  # before a column's name: its value, and every code under it
YEAR_OF, MONTH_OF = "year.", "month."
TOLD = "told."
SUMMED = "summed."  # no column of a collection ends so, nor do the two above
DAY_OF = "CAST(CAST(${} AS TIMESTAMP(6)) AS DATE)"  # how DuckDB's SQL asks for the day of a moment left open
ESCAPED = {"pyspark": r"\001"}  # how a dialect writes the mark around what is left open, where not as it is
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
    """SQL with its moments open, the names of those it asks for, and what gives the expression it says.

    `days` are those moments of which it asks nothing but the day; `reads` names the collections whose rows it reads.
    """

    sql: str
    open: tuple[str, ...]
    days: frozenset[str]
    reads: tuple[str, ...]
    expression: Callable[[], ir.Table] = field(compare=False)

    def said_to(self, dialect: str, places: Mapping[str, str]) -> str:
        """Write the same question in another engine's SQL, each open place filled with a literal of that engine."""
        sql, _ = _written(self.expression(), dialect, places.__getitem__)
        return sql


@lru_cache(maxsize=2048)
def breakdown(
    said: tree.Share, schema: Schema, by: tuple[str, ...], *, past: bool, which: Which = Which.ALL
) -> Question:
    """Ask the same for every value of the columns `by`; `month` is that of the column that falls in the period."""
    rows = _of(said, schema, by, past=past, which=which, alike=(said,))
    that = _compiler(said, schema, rows).holds(said.that)
    return _question(_grouped(by, said, rows, that=_many(rows, that), of=_many(rows)))


@lru_cache(maxsize=512)
def counts(said: tuple[tree.Share, ...], schema: Schema, *, past: bool, which: Which = Which.ALL) -> Question:
    """Ask at once for all that shares with one condition `of` are made of.

    Of every share in turn: how many records satisfy and how many it speaks of; one with `each`, of every part instead.
    """
    first, *others = said
    besides = tuple(name.name for other in others for name in sentence.names(other))
    sifting, telling = _sifted(first.of)
    bare = replace(first, of=sifting, each=None)
    rows = _of(bare, schema, (*_named_in(telling, first.each), *besides), past=past, which=which, alike=said)
    told = _Told(_compiler(first, schema, rows))
    of = tree.Every(telling) if telling else None
    wanted = {"of": told.columns(of)} | {
        f"that_{place}": told.columns(of, one.that) for place, one in enumerate(said)
    }
    by = sorted({one.each.column.name for one in said if one.each})
    signed = [tables.SIGN] if tables.SIGN in rows.columns else []
    rows = rows.select(*signed, *by, **told.values)
    counted = {
        name: _many(rows, ibis.and_(*[rows[column] for column in columns]) if columns else None)
        for name, columns in wanted.items()
    }
    lines = rows.group_by(by).aggregate(**counted) if by else rows.aggregate(**counted)
    reading = _compiler(first, schema, lines)
    figures = {
        f"{name}_{place}_{at}": lines[column]
        .sum(where=None if part is None else reading.holds(part))
        .fill_null(0)
        for place, one in enumerate(said)
        for at, part in enumerate(parts(one).values())
        for name, column in (("that", f"that_{place}"), ("of", "of"))
    }
    return _question(lines.aggregate(**figures).select(*figures))


class _Told:
    """Conditions told of every row once, each in a column of its own, whichever figures ask for them."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.names: dict[tree.Condition, str] = {}
        self.values: dict[str, ir.BooleanValue] = {}

    def columns(self, *conditions: tree.Condition | None) -> list[str]:
        """Name the columns of some conditions, None for none."""
        return [self._column(condition) for condition in conditions if condition is not None]

    def _column(self, condition: tree.Condition) -> str:
        if condition not in self.names:
            name = self.names[condition] = f"{TOLD}{len(self.names)}"
            self.values[name] = self.compiler.holds(condition)
        return self.names[condition]


def parts(said: tree.Share) -> Mapping[tree.Value | None, tree.Condition | None]:
    """Give the condition of every part that a share with `each` is made of, by its value; one without is its only part."""
    if said.each is None:
        return {None: None}
    return {one.value: tree.OneOf(said.each.column, (one,)) for one in said.each.values}


def _sifted(population: tree.Condition | None) -> tuple[tree.Condition | None, tuple[tree.Condition, ...]]:
    """Part what a population asks for: what sifts records as they are read, and what is told of those left.

    One column held to a value or to a stretch of time leaves whole blocks out, or reads the other columns of fewer
    records. Everything else costs DuckDB half as much told of every record than as a sieve, which guesses each time.
    """
    all_ = (
        population.parts
        if isinstance(population, tree.Every)
        else ()
        if population is None
        else (population,)
    )
    sifting = tuple(one for one in all_ if _sifts(one))
    telling = tuple(one for one in all_ if not _sifts(one))
    return tree.Every(sifting) if sifting else None, telling


def _sifts(condition: tree.Condition) -> bool:
    match condition:
        case tree.Compare(one, _, other):
            return not (_reads(one) and _reads(other))
        case tree.InPeriod() | tree.Between() | tree.Absent() | tree.Not(tree.Absent()) | tree.Holds():
            return True
        case _:
            return False


def _reads(term: tree.Term) -> bool:
    """Tell whether a value is of the record, and not written or of the moment."""
    match term:
        case tree.Name():
            return True
        case tree.YearOf(of):
            return _reads(of)
        case tree.Reckoned(left, _, right):
            return _reads(left) or _reads(right)
        case _:
            return False


def _named_in(conditions: tuple[tree.Condition, ...], each: tree.Each | None) -> tuple[str, ...]:
    named = [
        name.name
        for condition in conditions
        for leaf in sentence.leaves(condition)
        for name in sentence.named(leaf)
    ]
    return (*named, *([] if each is None else [each.column.name]))


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
    return _question(_grouped(by, said, rows, **sums))


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
def published_by(
    said: tree.Rank | tree.Level, schema: Schema, by: tuple[str, ...], *, past: bool
) -> Question:
    """Ask for the same figures for every value of the columns `by`, and of how many records; of several, for any."""
    rows = _of(said, schema, by, past=past)
    columns = (said.place, said.score) if isinstance(said, tree.Rank) else (said.figure,)
    figures = {
        f"figure_{place}": rows[column.name].min() if column else ibis.null("int64")
        for place, column in enumerate(columns)
    }
    return _question(_grouped(by, said, rows, **figures, many=rows.count()))


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
    columns = tuple(column.name for column in collection.public)
    rows = _side(said, schema, side, narrowed, past=past, whole=columns)
    listed = rows.select(*columns)
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
    """Ask how many records of a collection there are; every register is asked, so of now the SQL is written by hand."""
    collection = schema[name]

    def expression() -> ir.Table:
        rows = tables.of(collection, past=past, only=(collection.key,))
        return rows.aggregate(size=rows.count())

    if past:
        return _question(expression())
    sql = f"SELECT COUNT(*) AS size FROM {tables.now_table(collection)}"
    return Question(sql=sql, open=(), days=frozenset(), reads=(name,), expression=expression)


@lru_cache(maxsize=256)
def kept_each(name: str, schema: Schema, by: str, *, past: bool) -> Question:
    """Ask the same for every value of the column `by`."""
    rows = tables.of(schema[name], past=past, only=(by,))
    return _question(rows.group_by(by).aggregate(size=rows.count()))


def _many(rows: ir.Table, that: ir.BooleanValue | None = None) -> ir.IntegerValue:
    """Count the rows that satisfy (None: all), each by its sign where it has one; where there is none, the answer is 0."""
    if tables.SIGN in rows.columns:
        signs: ir.IntegerValue = rows[tables.SIGN].sum(where=that).fill_null(0)
        return signs
    return rows.count() if that is None else rows.count(where=that).fill_null(0)


def _side(
    said: tree.Sentence,
    schema: Schema,
    side: Side,
    narrowed: tuple[str, ...],
    *,
    past: bool,
    whole: tuple[str, ...] = (),
) -> ir.Table:
    """Give the records of a side, with the columns `whole` besides those that are asked about."""
    besides = (*(name.removeprefix(UNDER) for name in narrowed), *whole)
    rows = _of(said, schema, besides, past=past)
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


def _grouped(by: tuple[str, ...], said: tree.Sentence, rows: ir.Table, **figures: ir.Value) -> ir.Table:
    """Group by columns and order by them; a month is told by year and month, which is faster than to cut a time off."""
    moment = sentence.period_column(said) if MONTH in by else None
    groups = {name: _group(name, said, rows) for name in by if name != MONTH or moment is None}
    if moment is None:
        counted = rows.group_by(**groups).aggregate(**figures)
    else:
        parts = {YEAR_OF: rows[moment].year(), MONTH_OF: rows[moment].month()}
        counted = rows.group_by(**groups, **parts).aggregate(**figures)
        counted = counted.mutate(**{MONTH: ibis.date(counted[YEAR_OF], counted[MONTH_OF], 1)})
    return counted.select(*by, *figures).order_by([ibis.asc(name, nulls_first=False) for name in by])


def _group(name: str, said: tree.Sentence, rows: ir.Table) -> ir.Value:
    if name != MONTH:
        return rows[name]
    moment = sentence.period_column(said)
    if moment is None:
        return ibis.null("date")
    return rows[moment].cast("timestamp").truncate("M").cast("date")


def _of(
    said: tree.Sentence,
    schema: Schema,
    besides: tuple[str, ...] = (),
    *,
    past: bool,
    which: Which = Which.ALL,
    alike: tuple[tree.Share, ...] = (),
) -> ir.Table:
    """Give the records a sentence speaks of; of those that turned, for which one of the sentences `alike` does."""
    rows = tables.linked(said, schema, besides, past=past, which=which)
    if which is Which.TURNED:
        rows = rows.filter(_turned(alike, schema, rows))
    population = said.population
    return rows if population is None else rows.filter(_compiler(said, schema, rows).holds(population))


def _turned(said: tuple[tree.Share, ...], schema: Schema, rows: ir.Table) -> ir.BooleanValue:
    """Hold rows to those whose value lies between the two moments of a comparison that may turn."""
    reader = kinds.Reader(schema, said[0].collection)
    after, before = (Compiler(reader, rows, as_of=f"turned_{end}") for end in ("from", "to"))
    turning = dict.fromkeys(pair for one in said for pair in sentence.turning(one) or ())
    return ibis.or_(
        *[
            after.compared(value, tree.Sign.AT_LEAST, moment)
            & before.compared(value, tree.Sign.AT_MOST, moment)
            for value, moment in turning
        ]
    )


def _compiler(said: tree.Sentence, schema: Schema, rows: ir.Table) -> Compiler:
    return Compiler(kinds.Reader(schema, said.collection), rows)


def _question(expression: ir.Table) -> Question:
    sql, open_ = _written(expression, "duckdb", lambda name: f"${name}")
    days = frozenset(
        name for name in open_ if sql.count(DAY_OF.format(name)) == len(re.findall(rf"\${name}\b", sql))
    )
    read = sorted({tables.collection_of(table.name) for table in expression.op().find(UnboundTable)})
    return Question(sql=sql, open=open_, days=days, reads=tuple(read), expression=lambda: expression)


def _written(expression: ir.Table, dialect: str, place: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
    """Write an expression as SQL, what is left open as `place` has it; give the open names besides."""
    sql = str(ibis.to_sql(expression, dialect=dialect, pretty=False))
    mark = ESCAPED.get(dialect, "\u0001")
    open_: list[str] = []
    parts = sql.split(f"'{mark}")
    whole = parts[0]
    for part in parts[1:]:
        name, _, rest = part.partition(f"{mark}'")
        if not name.isidentifier():
            raise ValueError(name)
        whole += f"{place(name)}{rest}"
        if name not in open_:
            open_.append(name)
    return whole, tuple(open_)
