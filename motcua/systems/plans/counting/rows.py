"""The rows that a sentence speaks of: a collection as of a moment, with what its links reach beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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

NOW, PAST, NEWS = "_now", "_past", "_news"
ROUND, SIGN = "round.", "sign."  # no column that a room declares can be called so


class Which(StrEnum):
    """Which rows of its collection a question is put to.

    Those that stand (or stood); those that came (sign 1) and went (sign -1) after `$round`; those that stand and for
    which a comparison with the moment of reading may turn between `$turned_from` and `$turned_to`.
    """

    ALL = "all"
    NEWS = "news"
    TURNED = "turned"


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
    return table.removesuffix(NOW).removesuffix(PAST).removesuffix(NEWS)


def news_table(collection: Collection) -> str:
    """Name the table of a collection's rows that came and went of late."""
    return f"{collection.name}{NEWS}"


def hole(name: str, type_: str) -> ir.Value:
    """Leave a place open: a constant no text can be, turned into a parameter once compiled."""
    open_ = ibis.literal(f"\u0001{name}\u0001")
    return open_ if type_ == "string" else open_.cast(type_)


def of(collection: Collection, *, past: bool, only: Iterable[str], which: Which = Which.ALL) -> ir.Table:
    """Give the key and the columns `only` of the rows as they stand or, for the past, held at the moment `$stood`.

    Of news, their sign besides.
    """
    wanted = {collection.key, PROVINCE, *only}
    columns = {column.name: TYPES[column.type] for column in collection.public if column.name in wanted}
    if which is Which.NEWS:
        more = {"since": "timestamp(6)", ROUND: "int64", SIGN: "int64"}
        news = ibis.table({**columns, **more}, name=news_table(collection))
        return news.filter(news[ROUND] > hole("round", "int64")).select(*columns, SIGN)
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


def linked(
    said: sentence.Sentence,
    schema: Schema,
    besides: Iterable[str],
    *,
    past: bool,
    which: Which = Which.ALL,
) -> ir.Table:
    """Give the rows of a sentence's collection, with a column for every dotted name in it and in `besides`.

    A link leads to one record at most, as of the same moment: what it reaches stands beside the row, or nothing does.
    """
    besides = tuple(besides)
    ways = _ways(said, schema, besides)
    started = [way.start for way in ways.values()]
    named = [*(one.name for one in sentence.names(said)), *besides, *started]
    rows = of(schema[said.collection], past=past, only=named, which=which)
    for name, way in ways.items():
        reached = of(schema[way.to], past=past, only=way.columns)
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
