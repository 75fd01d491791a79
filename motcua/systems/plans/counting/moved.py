"""Which of the records that were written anew are others than they were, for most acts touch few of what is counted.

A dossier that is handed on is the same dossier to whoever counts when dossiers were recorded: its row came with the
news, and nothing that stands in it is another.
"""

import pyarrow as pa
from pyarrow import compute

from motcua.spine.collection import Collection


def moved(collection: Collection, rows: pa.Table, stood: pa.Table) -> pa.Array:
    """Tell of each row of the news whether its record is another than the one that `stood`, row by row.

    A record is as it was where it still stands and every version of it among the news has the values that stood: one that
    changed and changed back in between is another. One that is over, or that is new, is another as well.
    """
    keys = rows.column(collection.key).combine_chunks()
    places = compute.index_in(keys, value_set=stood.column(collection.key).combine_chunks())
    then = stood.take(places)
    same = places.is_valid()
    for column in collection.public:
        here, there = rows.column(column.name), then.column(column.name)
        if not here.equals(there):
            absent = compute.and_(here.is_null(), there.is_null())
            alike = compute.or_(compute.fill_null(compute.equal(here, there), False), absent)
            same = compute.and_(same, alike.combine_chunks())
    standing = compute.is_in(keys, value_set=keys.filter(rows.column("until").combine_chunks().is_null()))
    others = compute.is_in(keys, value_set=keys.filter(compute.invert(same)))
    return compute.or_(others, compute.invert(standing))


def among(collection: Collection, rows: pa.Table, others: pa.Table, *, not_: bool = False) -> pa.Table:
    """Give the rows whose record is among the others or, with `not_`, is not."""
    found = compute.is_in(
        rows.column(collection.key), value_set=others.column(collection.key).combine_chunks()
    )
    return rows.filter(compute.invert(found) if not_ else found)
