"""The tables of the copy, as DuckDB is told of them: the public columns of a collection, and what stands beside them."""

import hashlib

import pyarrow as pa

from motcua.spine.collection import Collection
from motcua.systems.plans.counting.following import TYPES

MARK = '"mark of the key"'  # no column that a room declares can be called so


def columns(collection: Collection) -> str:
    """Name what is kept of a row that stands, in the order of its table."""
    return ", ".join([*(f'"{column.name}"' for column in collection.public), "since"])


def table(collection: Collection, name: str, *, past: bool) -> str:
    """Make the table of a collection's rows as they stand or, of the past, of its versions that are over."""
    own = [f'"{column.name}" {TYPES[column.type][0]}' for column in collection.public]
    times = ["since TIMESTAMP", *(["until TIMESTAMP"] if past else [])]
    return f"CREATE OR REPLACE TABLE {name} ({', '.join([*own, *times])})"


def mark(collection: Collection) -> str:
    """Give the mark by which a row is found again: 128 bits of its key."""
    return f'md5("{collection.key}")::UUID AS {MARK}'


def marks(collection: Collection, fresh: pa.Table, *, most: int) -> str:
    """Write the marks of the rows in `fresh` one by one or, where they are more than `most`, the question for them."""
    if fresh.num_rows > most:
        return f"SELECT {mark(collection)} FROM fresh"
    keys = set(fresh.column(collection.key).to_pylist())
    digests = (
        hashlib.md5(key.encode(), usedforsecurity=False).hexdigest() for key in keys if key is not None
    )
    return ", ".join(f"'{digest}'::UUID" for digest in digests) or "NULL"
