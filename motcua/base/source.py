"""Where the rows of a collection stand in the database, for whoever counts them."""

from dataclasses import dataclass

from motcua.spine import collection


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
