"""Where the rows of a collection stand in the database, for whoever counts them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from motcua.spine import collection

# A column by this name tells of a row where it was kept; one that came with a table of a unit says so.
KEPT, TABLE = "source", "table"
CHANGED, MOVED = "changed", "moved"
SQL_TYPES = {
    collection.Type.TEXT: "text",
    collection.Type.INTEGER: "bigint",
    collection.Type.NUMBER: "numeric",
    collection.Type.BOOLEAN: "boolean",
    collection.Type.DATE: "date",
    collection.Type.MOMENT: "timestamptz",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Instead:
    """Which units keep their records of a year in the room itself, so that their tables count no more (decision 0024).

    `table` has a row for each: `unit`, `year`, `since` (timestamptz: from when on), and `changed`; none is ever changed.
    `unit` and `day` name the columns that say of which unit a record is, and by which day it is of which year.
    """

    table: str
    unit: str
    day: str

    def standing(self, rows: str) -> str:
        """Select those rows of a book that stand now: of units and years that the room does not keep."""
        return f"SELECT p.* FROM ({rows}) AS p LEFT JOIN {self._kept} WHERE k.unit IS NULL"

    def over(self, past: str, rows: str, columns: Sequence[str]) -> str:
        """Select the versions of a book's rows that are over: until the room began to keep them, at the latest.

        A version that was cut short bears the transaction by which the room began, so that whoever follows the rows hears
        of it. A book takes in nothing more of what the room keeps: so it is heard of once. Each arm gives a column of a table
        as `changed`: whoever asks for what is new reads that alone.
        """
        named = ", ".join(f"p.{column}" for column in columns)
        whole = f"SELECT {named}, p.since, p.changed, p.until FROM ({past}) AS p"
        arms = [
            f"{whole} LEFT JOIN {self._kept} WHERE k.unit IS NULL",
            f"{whole} JOIN {self._kept} WHERE p.since < k.since AND p.until <= k.since",
        ]
        for versions, cut in ((past, " AND p.until > k.since"), (rows, "")):
            for later, changed in (("p.changed >= k.changed", "p"), ("p.changed < k.changed", "k")):
                arms.append(
                    f"SELECT {named}, p.since, {changed}.changed, k.since AS until FROM ({versions}) AS p"
                    f" JOIN {self._kept} WHERE p.since < k.since AND {later}{cut}"
                )
        return " UNION ALL ".join(arms)

    @property
    def _kept(self) -> str:
        return f"{self.table} AS k ON k.unit = p.{self.unit} AND k.year = date_part('year', p.{self.day})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A collection and the SQL behind it; every column of the selects bears the name of the collection's column.

    `current` selects every column, `since` (timestamptz: when this version of the row began) and `changed` (xid8:
    the transaction that wrote the row, `DEFAULT pg_current_xact_id()` and set anew by every UPDATE of what is selected).
    `past` selects the same of versions that are over, and `until`; None where no past is kept. Both read tables whose
    rows carry their own `changed`: what is joined in from elsewhere must never change. Index `changed`.
    `tables` names the tables read: one that was truncated or rewritten is read anew from its first row, and so is one
    from which a row was deleted: each bears the trigger `base_note_gone`, which notes it. `instead` says where a room's
    own rows stand in the place of those of a book of tables.
    `moved_by` names, for a table most of whose changes touch nothing that is selected, the column (xid8, indexed) that
    tells by which transaction something selected became another. Where there is any, both selects give `moved` besides:
    that column, null for a version that differs from the next in nothing selected, or else `changed` again. `exact`
    tells that `moved`, or `changed` where there is none, is written only where something selected became another.
    `began` tells that `past` gives `began` besides: the transaction by which that version began to stand (xid8; null where
    that was not kept), so that the versions alone say which of them stood at an earlier moment.
    """

    collection: collection.Collection
    tables: tuple[str, ...]
    current: str
    past: str | None = None
    instead: "Instead | None" = None
    moved_by: Mapping[str, str] = field(default_factory=dict)
    exact: bool = False
    began: bool = False

    def telling(self, table: str, *, every: bool) -> str:
        """Name the column of a table that tells of `every` change, or of those that move what is selected."""
        return CHANGED if every else self.moved_by.get(table, CHANGED)

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
        now, over = book.current, book.past
        if self.instead is not None and over is not None:
            now, over = self.instead.standing(now), self.instead.over(over, now, (key, *sorted(theirs)))

        def both(mine: str, its: str, *times: str) -> str:
            named = ", ".join((*own, *times))
            return f"SELECT {named} FROM ({mine}) AS own UNION ALL SELECT {', '.join((columns, *times))} FROM ({its}) AS book"

        if self.past is None or over is None:
            msg = f"{self.collection.name}: a collection and its book are joined where both keep their past"
            raise ValueError(msg)
        return Source(
            collection=replace(self.collection, register=book.collection.register),
            tables=(*self.tables, *book.tables, *((self.instead.table,) if self.instead else ())),
            current=both(self.current, now, "since", "changed"),
            past=both(self.past, over, "since", "changed", "until"),
        )
