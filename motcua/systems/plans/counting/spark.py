"""The same sentences over many provinces: exported facts on a Spark cluster, questioned as the copy is.

The expression is the one that DuckDB is asked; only its dialect is another. Every collection has a column more, the
province it was exported by, and a link leads to a record of the same province. Times are wall times, as in the copy.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from motcua.spine import refusal, sentence
from motcua.spine.collection import Collection, Column, Schema, Type
from motcua.spine.procedure import Words
from motcua.systems.plans.counting import compile as questions, export, rows as tables
from motcua.systems.plans.counting.sitting import Sitting

TYPES: Mapping[Type, str] = {
    Type.TEXT: "STRING",
    Type.INTEGER: "BIGINT",
    Type.NUMBER: "DECIMAL(38, 6)",
    Type.BOOLEAN: "BOOLEAN",
    Type.DATE: "DATE",
    Type.MOMENT: "TIMESTAMP_NTZ",
}
PROVINCE = Column(name=tables.PROVINCE, type=Type.TEXT, meaning=Words(vi="tỉnh", en="the province"))
FUNCTIONS = (
    """
    CREATE OR REPLACE TEMPORARY FUNCTION quotient(a DECIMAL(38, 6), b DECIMAL(38, 6)) RETURNS DECIMAL(38, 6)
    RETURN CASE WHEN b = 0 THEN NULL ELSE CAST(a / b AS DECIMAL(38, 6)) END
    """,
    """
    CREATE OR REPLACE TEMPORARY FUNCTION product(a DECIMAL(38, 6), b DECIMAL(38, 6)) RETURNS DECIMAL(38, 6)
    RETURN CAST(a * b AS DECIMAL(38, 6))
    """,
)
LOCAL = ("127.0.0.1", "localhost")


class Refusal(refusal.Refusal):
    """A cluster that cannot count."""


class Cluster:
    """A cluster and the facts it counts: which provinces, and the collections with their province beside."""

    def __init__(self, session: Any, *, facts: str, schema: Mapping[str, Collection]) -> None:
        self.session = session
        self.facts = facts
        self.provinces = tuple(export.kept_by(export.place(facts), facts=facts))
        self.schema = Schema(
            replace(collection, columns=(*collection.columns, PROVINCE)) for collection in schema.values()
        )
        for function in FUNCTIONS:
            session.sql(function)
        self._views("")

    @contextmanager
    def sitting(self, asked: sentence.Asked, *, province: str | None = None) -> Iterator[Sitting]:
        """Question the facts as they stood when they were exported: of one province alone, or of all."""
        self._views(f" WHERE {PROVINCE.name} = '{province}'" if province else "")
        try:
            yield _SparkSitting(duck=self.session, schema=self.schema, asked=asked, past=False)
        finally:
            self._views("")

    def _views(self, where: str) -> None:
        for collection in self.schema.values():
            self._view(collection, where)

    def _view(self, collection: Collection, where: str) -> None:
        columns = [f"`{column.name}` {TYPES[column.type]}" for column in collection.public]
        declared = ", ".join([*columns, "since TIMESTAMP_NTZ"])
        if collection.name in self._written():
            read = self.session.read.schema(declared).parquet(f"{_address(self.facts)}/{collection.name}")
            read.createOrReplaceTempView(f"{collection.name}_facts")
            rows = f"SELECT * FROM {collection.name}_facts"
        else:
            nothing = ", ".join(
                f"CAST(NULL AS {one.split(maxsplit=1)[1]}) AS {one.split()[0]}" for one in columns
            )
            rows = f"SELECT * FROM (SELECT {nothing}, CAST(NULL AS TIMESTAMP_NTZ) AS since) WHERE false"
            where = ""
        self.session.sql(f"CREATE OR REPLACE TEMPORARY VIEW {tables.now_table(collection)} AS {rows}{where}")

    def _written(self) -> frozenset[str]:
        to = export.place(self.facts)
        return frozenset(
            path.split("/")[0] for province in self.provinces for path in export.manifest(to, province)
        )


@contextmanager
def cluster(*, url: str, facts: str, schema: Mapping[str, Collection]) -> Iterator[Cluster]:
    """Join the cluster at spark://host:port for a while.

    Raises Refusal `plans.engine-not-installed`, `plans.engine-not-connected`, `plans.no-facts`.
    """
    if find_spec("pyspark") is None:
        raise Refusal(
            "plans.engine-not-installed",
            refusal.gettext_noop(
                "Máy này chưa cài phần mở rộng để đếm bằng Spark; hãy cài motcua[spark] hoặc dùng --engine duckdb."
            ),
        )
    if not url or not facts:
        raise Refusal(
            "plans.engine-not-connected",
            refusal.gettext_noop(
                "Chưa nối được với cụm Spark nào: hãy đặt COUNTING_URL=spark://máy:cổng và COUNTING_FACTS là nơi các tỉnh"
                " đã xuất số liệu, hoặc dùng --engine duckdb."
            ),
        )
    session = _joined(url)
    try:
        yield Cluster(session, facts=facts, schema=schema)
    finally:
        session.stop()


def _joined(url: str) -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra: nobody else needs it

    builder = SparkSession.builder.master(url).appName("motcua").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.timestampType", "TIMESTAMP_NTZ").config(
        "spark.sql.ansi.enabled", "false"
    )
    if url.removeprefix("spark://").split(":")[0] in LOCAL:
        builder = builder.config("spark.driver.host", LOCAL[0]).config("spark.driver.bindAddress", LOCAL[0])
    try:
        return builder.getOrCreate()
    except Exception as error:
        raise Refusal(
            "plans.cluster-not-reached",
            refusal.gettext_noop("Không vào được cụm Spark tại %(url)s: %(reason)s"),
            params={"url": url, "reason": str(error).split("\n", maxsplit=1)[0][:200]},
        ) from error


def _address(facts: str) -> str:
    return (
        facts.replace("s3://", "s3a://", 1) if facts.startswith("s3://") else Path(facts).absolute().as_uri()
    )


class _SparkSitting(Sitting):
    """A sitting whose questions go to Spark, in its own dialect."""

    def _rows(
        self,
        question: questions.Question,
        given: Mapping[str, Any] | None = None,
        *,
        most: int | None = None,  # noqa: ARG002 - a national table has no more lines than there are provinces
    ) -> list[tuple[Any, ...]]:
        places = {name: _literal(value) for name, value in {**self._moments, **(given or {})}.items()}
        session: Any = self._duck
        return [tuple(row) for row in session.sql(question.said_to("pyspark", places)).collect()]


def _literal(value: datetime | str | None) -> str:
    if value is None:
        return "NULL"
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
