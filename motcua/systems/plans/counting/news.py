"""What came and went of late, kept beside the copy of a collection so that answers given before can be carried on.

It is as it came from PostgreSQL and in no table: keeping it takes no statement, and who carries an answer on is handed just
the pieces that came since.
"""

from dataclasses import dataclass

import pyarrow as pa

from motcua.systems.plans.counting import rows as tables

MOST = 20_000  # rows that came or went; with more, answers are counted anew
FOLD = 8  # so many pieces alike are made one, and so many of these: a few small ones at a time, and never many of them


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that came and went, each with its round and its sign; `last` is the latest of their rounds.

    `folds` tells how often pieces were made one to make it.
    """

    last: int
    rows: pa.Table
    folds: int = 0


Pieces = tuple[Piece, ...]


@dataclass(slots=True)
class News:
    """The news of one collection: those of rounds later than `kept_after` are kept, that many `rows` of them."""

    kept_after: int = 0
    rows: int = 0
    pieces: Pieces = ()

    def takes(self, many: int) -> bool:
        """Tell whether so many rows may be kept at all, so that it is worth asking what stood in their place."""
        return many <= MOST

    def forget(self, *, until: int) -> None:
        """Keep no news: answers given before the round `until` are not carried on beyond it."""
        self.kept_after, self.rows, self.pieces = until, 0, ()

    def keep(self, fresh: pa.Table, went: pa.Table | None, *, of: int) -> None:
        """Keep what stands now of `fresh` rows and what went for them, in the round `of`; where that is too much, nothing.

        `went` is None where it was not asked for.
        """
        came = fresh.filter(fresh.column("until").is_null()).drop_columns(["until"])
        if went is None or of <= self.kept_after or self.rows + came.num_rows + went.num_rows > MOST:
            self.forget(until=of)
            return
        self.rows += came.num_rows + went.num_rows
        signed = pa.concat_tables(_signed(rows, of, sign) for rows, sign in ((came, 1), (went, -1)))
        self.pieces = _folded((*self.pieces, Piece(of, signed)))


def since(pieces: Pieces, round_: int) -> pa.Table:
    """Give the pieces that hold what came or went after a round, as one; there is one for every round that is kept."""
    return pa.concat_tables(piece.rows for piece in pieces if piece.last > round_).combine_chunks()


def _folded(pieces: Pieces) -> Pieces:
    """Make the latest pieces one where they are alike and as many as are folded, and go on with what comes of it."""
    while len(pieces) >= FOLD and pieces[-FOLD].folds == pieces[-1].folds:
        rest, alike = pieces[:-FOLD], pieces[-FOLD:]
        rows = pa.concat_tables(piece.rows for piece in alike).combine_chunks()
        pieces = (*rest, Piece(alike[-1].last, rows, alike[-1].folds + 1))
    return pieces


def _signed(rows: pa.Table, round_: int, sign: int) -> pa.Table:
    for name, figure in ((tables.ROUND, round_), (tables.SIGN, sign)):
        rows = rows.append_column(name, pa.repeat(pa.scalar(figure, pa.int64()), rows.num_rows))
    return rows
