"""The rows that a sentence speaks of: a collection as of a moment, with what its links reach beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import ibis
from ibis.expr import types as ir

from motcua.spine import sentence
from motcua.spine.collection import Collection, Schema, Type, reach

TYPES: Mapping[Type, str] = {
    Type.TEXT: "string",
    Type.INTEGER: "int64",
    Type.NUMBER: "decimal(38, 6)",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.MOMENT: "timestamp(6)",
}

NOW, PAST = "_now", "_past"

PROVINCE = (
    "of_province"  # the column that tells whose record it is, where those of several provinces stand together
)


def now_table(collection: Collection) -> str:
    """Name the table of a collection's rows as they stand."""
    return f"{collection.name}{NOW}"


def past_table(collection: Collection) -> str:
    """Name the table of a collection's versions that are over."""
    return f"{collection.name}{PAST}"


def collection_of(table: str) -> str:
    """Name the collection whose rows a table holds."""
    return table.removesuffix(NOW).removesuffix(PAST)


def hole(name: str, type_: str) -> ir.Value:
    """Leave a place open: a constant no text can be, turned into a parameter once compiled."""
    open_ = ibis.literal(f"\u0001{name}\u0001")
    return open_ if type_ == "string" else open_.cast(type_)


def of(collection: Collection, *, past: bool) -> ir.Table:
    """Give the rows as they stand or, for the past, every version that held at the moment `$stood`."""
    columns = {column.name: TYPES[column.type] for column in collection.public}
    now = ibis.table({**columns, "since": "timestamp(6)"}, name=now_table(collection))
    if not past:
        return now.select(*columns)
    over = ibis.table(
        {**columns, "since": "timestamp(6)", "until": "timestamp(6)"}, name=past_table(collection)
    )
    stood = hole("stood", "timestamp(6)")
    then = over.filter((over.since <= stood) & (stood < over.until))
    return now.filter(now.since <= stood).select(*columns).union(then.select(*columns))


@dataclass(slots=True)
class _Way:
    """A link gone by some names: the column it starts from, where it leads, and what is wanted there."""

    start: str
    to: str
    columns: set[str] = field(default_factory=set)


def linked(said: sentence.Sentence, schema: Schema, besides: Iterable[str], *, past: bool) -> ir.Table:
    """Give the rows of a sentence's collection, with a column for every dotted name in it and in `besides`.

    A link leads to one record at most, as of the same moment: what it reaches stands beside the row, or nothing does.
    """
    rows = of(schema[said.collection], past=past)
    for name, way in _ways(said, schema, besides).items():
        reached = of(schema[way.to], past=past)
        beside = {f"{name}.{column}": reached[column] for column in sorted(way.columns)}
        if PROVINCE in reached.columns:
            beside[f"{name}.{PROVINCE}"] = reached[PROVINCE]
        keyed = reached.select(reached[schema[way.to].key].name(f"{name}."), **beside)
        same = [rows[way.start] == keyed[f"{name}."]]
        if PROVINCE in reached.columns:
            same.append(rows[PROVINCE] == keyed[f"{name}.{PROVINCE}"])
        rows = rows.left_join(keyed, same)
    return rows


def _ways(said: sentence.Sentence, schema: Schema, besides: Iterable[str]) -> Mapping[str, _Way]:
    ways: dict[str, _Way] = {}
    for name in (*(one.name for one in sentence.names(said)), *besides):
        reached = reach(schema, said.collection, name)
        before = ""
        for link in reached.links if reached else ():
            if before:
                ways[before].columns.add(link.column)
            dotted = f"{before}." if before else ""
            before = f"{dotted}{link.name}"
            ways.setdefault(before, _Way(start=f"{dotted}{link.column}", to=link.to))
        if before and reached:
            ways[before].columns.add(reached.column.name)
    return ways
