"""What came and went of late, kept beside the copy of a collection so that answers given before can be carried on."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from motcua.spine.collection import Collection
from motcua.systems.plans.counting import layout, rows as tables

MOST = 20_000  # rows that came or went; with more, answers are counted anew


@dataclass(slots=True)
class News:
    """The news of one collection: those of rounds later than `kept_after` are kept, that many `rows` of them."""

    collection: Collection
    kept_after: int = 0
    rows: int = 0

    def takes(self, many: int) -> bool:
        """Tell whether so many rows may be kept at all, so that it is worth asking what stood in their place."""
        return many <= MOST

    def forget(self, duck: duckdb.DuckDBPyConnection, *, until: int) -> None:
        """Keep no news: answers given before the round `until` are not carried on beyond it."""
        duck.execute(layout.news(self.collection))
        self.kept_after, self.rows = until, 0

    def keep(
        self, duck: duckdb.DuckDBPyConnection, fresh: pa.Table, went: pa.Table | None, *, of: int
    ) -> None:
        """Keep what stands now of `fresh` rows and what went for them, in the round `of`; where that is too much, nothing.

        `went` is None where it was not asked for.
        """
        came = fresh.filter(fresh.column("until").is_null()).drop_columns(["until"])
        if went is None or self.rows + came.num_rows + went.num_rows > MOST:
            self.forget(duck, until=of)
            return
        self.rows += came.num_rows + went.num_rows
        signed = [
            rows.append_column(tables.SIGN, pa.repeat(sign, rows.num_rows))
            for rows, sign in ((came, 1), (went, -1))
        ]
        news = pa.concat_tables(signed)  # noqa: F841 - DuckDB finds it by name
        sign = f'"{tables.SIGN}"'
        duck.execute(
            f"INSERT INTO {tables.news_table(self.collection)} SELECT * EXCLUDE {sign}, {of}, {sign} FROM news"
        )
