"""A sentence made into SQL: one Ibis expression for each question, compiled once, its moments left open.

The places left open are `$as_of`, `$start` and `$end`; a question that has none of them takes no parameter.
Comparison with an absent value is false and its denial true, as `motcua.spine.sentence.reading` has it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

import ibis
from ibis.expr import types as ir

from motcua.spine import sentence
from motcua.spine.collection import Collection, Type
from motcua.spine.sentence import tree

TYPES: Mapping[Type, str] = {
    Type.TEXT: "string",
    Type.INTEGER: "int64",
    Type.NUMBER: "decimal(38, 6)",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.MOMENT: "timestamp(6)",
}
OPEN = ("as_of", "start", "end")
SIGNS: Mapping[tree.Sign, Callable[[ir.Value, ir.Value], ir.BooleanValue]] = {
    tree.Sign.EQUAL: lambda left, right: left == right,
    tree.Sign.NOT_EQUAL: lambda left, right: ~(left == right).fill_null(False),
    tree.Sign.LESS: lambda left, right: left < right,
    tree.Sign.AT_MOST: lambda left, right: left <= right,
    tree.Sign.MORE: lambda left, right: left > right,
    tree.Sign.AT_LEAST: lambda left, right: left >= right,
}
MONTH = "month"


class Side(StrEnum):
    """Which records of a sentence: those it speaks of, those that satisfy, or those that do not."""

    OF = "of"
    THAT = "that"
    REST = "rest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """SQL with its moments open, and the names of those it asks for."""

    sql: str
    open: tuple[str, ...]


def now_table(collection: Collection) -> str:
    """Name the table of a collection's rows as they stand."""
    return f"{collection.name}_now"


def past_table(collection: Collection) -> str:
    """Name the table of a collection's versions that are over."""
    return f"{collection.name}_past"


@lru_cache(maxsize=2048)
def count(said: tree.Sentence, collection: Collection, *, past: bool) -> Question:
    """Ask how many records a sentence speaks of, and how many of them satisfy."""
    rows = _of(said, collection, past=past)
    that = _holds(said.that, rows)
    return _question(rows.aggregate(that=rows.count(where=that), of=rows.count()).select("that", "of"))


@lru_cache(maxsize=2048)
def breakdown(said: tree.Sentence, collection: Collection, by: tuple[str, ...], *, past: bool) -> Question:
    """Ask the same for every value of the columns `by`; `month` is that of the column that falls in the period."""
    rows = _of(said, collection, past=past)
    that = _holds(said.that, rows)
    groups = {name: _group(name, said, rows) for name in by}
    counted = rows.group_by(**groups).aggregate(that=rows.count(where=that), of=rows.count())
    return _question(
        counted.select(*by, "that", "of").order_by([ibis.asc(name, nulls_first=False) for name in by])
    )


@lru_cache(maxsize=2048)
def records(
    said: tree.Sentence,
    collection: Collection,
    side: Side,
    narrowed: tuple[str, ...],
    *,
    past: bool,
    page: int | None,
) -> Question:
    """Ask for the public columns of the records of a side, by key; `page` rows after the key `$after`, None for all.

    `narrowed` names columns (or `month`) held to `$only_NAME`: the same records as one line of a breakdown.
    """
    rows = _side(said, collection, side, narrowed, past=past)
    listed = rows.select(*[column.name for column in collection.public])
    if page is not None:
        listed = listed.filter(listed[collection.key] > _hole("after", "string"))
    listed = listed.order_by(collection.key)
    return _question(listed.limit(page) if page is not None else listed)


@lru_cache(maxsize=2048)
def size(
    said: tree.Sentence, collection: Collection, side: Side, narrowed: tuple[str, ...], *, past: bool
) -> Question:
    """Ask how many records such a list has."""
    rows = _side(said, collection, side, narrowed, past=past)
    return _question(rows.aggregate(size=rows.count()))


def _side(
    said: tree.Sentence, collection: Collection, side: Side, narrowed: tuple[str, ...], *, past: bool
) -> ir.Table:
    rows = _of(said, collection, past=past)
    if side is not Side.OF:
        rows = rows.filter(_holds(said.that if side is Side.THAT else tree.Not(said.that), rows))
    for name in narrowed:
        rows = rows.filter(
            _group(name, said, rows).cast("string").identical_to(_hole(f"only_{name}", "string"))
        )
    return rows


def _group(name: str, said: tree.Sentence, rows: ir.Table) -> ir.Value:
    if name != MONTH:
        return rows[name]
    moment = sentence.period_column(said)
    if moment is None:
        return ibis.null("date")
    return rows[moment].cast("timestamp").truncate("M").cast("date")


def _of(said: tree.Sentence, collection: Collection, *, past: bool) -> ir.Table:
    rows = _rows(collection, past=past)
    return rows if said.of is None else rows.filter(_holds(said.of, rows))


def _rows(collection: Collection, *, past: bool) -> ir.Table:
    """Give the rows as of a moment: as they stand, or with every version that held then and is over."""
    columns = {column.name: TYPES[column.type] for column in collection.public}
    now = ibis.table({**columns, "since": "timestamp(6)"}, name=now_table(collection))
    if not past:
        return now.select(*columns)
    over = ibis.table(
        {**columns, "since": "timestamp(6)", "until": "timestamp(6)"}, name=past_table(collection)
    )
    as_of = _hole("as_of", "timestamp(6)")
    stood = over.filter((over.since <= as_of) & (as_of < over.until))
    return now.filter(now.since <= as_of).select(*columns).union(stood.select(*columns))


def _hole(name: str, type_: str) -> ir.Value:
    """Leave a place open: a constant no text can be, turned into a parameter once compiled."""
    return (
        ibis.literal(f"\u0001{name}\u0001").cast(type_)
        if type_ != "string"
        else ibis.literal(f"\u0001{name}\u0001")
    )


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


def _holds(condition: tree.Condition, rows: ir.Table, *, sure: bool = False) -> ir.BooleanValue:
    """Compile a condition. SQL's unknown does for false, until it is denied: there every answer must be `sure`.

    Unknown left alone lets DuckDB skip whole blocks of rows by their least and greatest values.
    """
    match condition:
        case tree.Not(inner):
            return ~_holds(inner, rows, sure=True)
        case tree.Every(parts):
            return ibis.and_(*[_holds(part, rows, sure=sure) for part in parts])
        case tree.Some(parts):
            return ibis.or_(*[_holds(part, rows, sure=sure) for part in parts])
        case tree.Absent(left):
            return rows[left.name].isnull()
        case _:
            answer = _leaf(condition, rows)
            return answer.fill_null(False) if sure else answer


def _leaf(
    leaf: tree.Compare | tree.OneOf | tree.InPeriod | tree.Between | tree.Holds, rows: ir.Table
) -> ir.BooleanValue:
    match leaf:
        case tree.Holds(left):
            return rows[left.name]
        case tree.InPeriod(left):
            return _in_period(rows[left.name])
        case tree.OneOf(left, values):
            return ibis.or_(*[_compare(left, tree.Sign.EQUAL, value, rows) for value in values])
        case tree.Between(left, low, high):
            least = _compare(left, tree.Sign.AT_LEAST, low, rows)
            return least & _compare(left, tree.Sign.AT_MOST, high, rows)
        case tree.Compare(left, sign, right):
            return _compare(left, sign, right, rows)


def _in_period(value: ir.Value) -> ir.BooleanValue:
    start, end = _hole("start", "timestamp(6)"), _hole("end", "timestamp(6)")
    if value.type().is_date():
        start, end = start.cast("date"), end.cast("date")
    return (value >= start) & (value < end)


def _compare(left: tree.Name, sign: tree.Sign, right: tree.Operand, rows: ir.Table) -> ir.BooleanValue:
    one, other = rows[left.name], _operand(right, rows)
    if one.type().is_date() != other.type().is_date():
        one, other = one.cast("date"), other.cast("date")
    return SIGNS[sign](one, other)


def _operand(operand: tree.Operand, rows: ir.Table) -> ir.Value:
    match operand:
        case tree.Name(name):
            return rows[name]
        case tree.AsOf():
            return _hole("as_of", "timestamp(6)")
        case tree.Constant(date() as value):
            return ibis.literal(value.isoformat()).cast("date")
        case tree.Constant(Decimal() as value):
            return ibis.literal(f"{value:f}").cast(f"decimal(38, {-min(0, int(value.as_tuple().exponent))})")
        case tree.Constant(value):
            return ibis.literal(value)
