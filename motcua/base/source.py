"""Where the rows of a collection stand in the database, for whoever counts them."""

from dataclasses import dataclass, replace

from motcua.spine import collection

# A column by this name tells of a row where it was kept; one that came with a table of a unit says so.
KEPT, TABLE = "source", "table"
SQL_TYPES = {
    collection.Type.TEXT: "text",
    collection.Type.INTEGER: "bigint",
    collection.Type.NUMBER: "numeric",
    collection.Type.BOOLEAN: "boolean",
    collection.Type.DATE: "date",
    collection.Type.MOMENT: "timestamptz",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A collection and the SQL behind it; every column of the selects bears the name of the collection's column.

    `current` selects every column, `since` (timestamptz: when this version of the row began) and `changed` (xid8:
    the transaction that wrote the row, `DEFAULT pg_current_xact_id()` and set anew by every UPDATE). `past` selects
    the same of versions that are over, and `until`; None where no past is kept. Both read tables whose rows carry
    their own `changed`: what is joined in from elsewhere must never change. Index `changed`.
    `tables` names the tables read: one that was truncated or rewritten is read anew from its first row, and so is one
    from which a row was deleted: each bears the trigger `base_note_gone`, which notes it.
    """

    collection: collection.Collection
    tables: tuple[str, ...]
    current: str
    past: str | None = None

    def joined(self, book: "Source") -> "Source":
        """Count the rows of a `book` of tables with those that a room's own acts make (decision 0017).

        The collection stays the room's; what the book has no column for is absent there. Raises ValueError where the
        book has a column that the room has not, or has as another type.
        """
        own = {column.name: column.type for column in self.collection.columns}
        key = book.collection.key
        theirs = {column.name: column.type for column in book.collection.columns if column.name != key}
        strange = sorted(name for name, type_ in theirs.items() if own.get(name) is not type_)
        if strange:
            msg = f"{self.collection.name}: the book has columns that the room has not: {', '.join(strange)}"
            raise ValueError(msg)

        def read(name: str, type_: collection.Type) -> str:
            if name == self.collection.key:
                return f"'{TABLE}:' || {key} AS {name}"
            if name == KEPT:
                return f"'{TABLE}' AS {name}"
            return name if name in theirs else f"NULL::{SQL_TYPES[type_]} AS {name}"

        columns = ", ".join(read(name, type_) for name, type_ in own.items())

        def both(mine: str, its: str, *times: str) -> str:
            named = ", ".join((*own, *times))
            return f"SELECT {named} FROM ({mine}) AS own UNION ALL SELECT {', '.join((columns, *times))} FROM ({its}) AS book"

        if self.past is None or book.past is None:
            msg = f"{self.collection.name}: a collection and its book are joined where both keep their past"
            raise ValueError(msg)
        return Source(
            collection=replace(self.collection, register=book.collection.register),
            tables=(*self.tables, *book.tables),
            current=both(self.current, book.current, "since", "changed"),
            past=both(self.past, book.past, "since", "changed", "until"),
        )
