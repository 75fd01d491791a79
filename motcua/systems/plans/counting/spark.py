"""The same sentences over many provinces: exported facts on a Spark cluster, questioned as the copy is.

The expression is the one that DuckDB is asked; only its dialect is another. Every collection has two columns more, the
province it was exported by and that province's name in lists, and a link leads to a record of the same province. A
question is put once for all provinces, grouped by theirs; what a province's sitting makes of its rows is what the
sitting of a copy makes of them. Times are wall times, as in the copy.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from motcua.spine import measure, refusal, sentence
from motcua.spine.collection import Collection, Column, Schema, Type
from motcua.spine.procedure import Words
from motcua.spine.sentence import answer
from motcua.systems.plans.counting import compile as questions, export, figures, rows as tables
from motcua.systems.plans.counting.patience import figure_too_large, too_many_lines
from motcua.systems.plans.counting.sitting import MOST_LINES, Sitting

TYPES: Mapping[Type, str] = {
    Type.TEXT: "STRING",
    Type.INTEGER: "BIGINT",
    Type.NUMBER: "DECIMAL(38, 6)",
    Type.BOOLEAN: "BOOLEAN",
    Type.DATE: "DATE",
    Type.MOMENT: "TIMESTAMP_NTZ",
}
PROVINCE = Column(name=tables.PROVINCE, type=Type.TEXT, meaning=Words(vi="tỉnh", en="the province"))
KEY = Column(
    name=f"{tables.PROVINCE}_key",
    type=Type.TEXT,
    meaning=Words(vi="tên tỉnh trong các danh sách", en="the province's name in lists"),
)
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
        to = export.place(facts)
        self.facts = {province: export.manifest(to, province) for province in export.kept_by(to, facts=facts)}
        self.session = session
        self.schema = Schema(
            replace(collection, columns=(*collection.columns, PROVINCE, KEY))
            for collection in schema.values()
        )
        self._address = _address(facts)
        self._viewed: set[str] = set()
        self._nations: dict[tuple[sentence.Asked, bool], Nation] = {}
        self._lock = threading.Lock()
        for function in FUNCTIONS:
            session.sql(function)

    @property
    def provinces(self) -> tuple[str, ...]:
        """Name the provinces whose facts are there, in their order."""
        return tuple(self.facts)

    def nation(self, asked: sentence.Asked, *, past: bool = False) -> "Nation":
        """Question the facts as they stood when they were exported or, `past`, at the moment `asked.as_of`.

        What was asked once is known from then on: facts do not move while the cluster is joined.
        Raises Refusal `plans.no-past-facts` for a past moment where a province's facts do not reach back or up to it.
        """
        short = [
            province
            for province, facts in self.facts.items()
            if not facts.past or facts.at is None or facts.at < asked.as_of
        ]
        if past and short:
            raise Refusal(
                "plans.no-past-facts",
                refusal.gettext_noop(
                    "Số liệu của %(provinces)s chưa đọc lại được ngày đó; hãy xuất lại bằng export-facts --past."
                ),
                params={"provinces": ", ".join(short)},
            )
        with self._lock:
            return self._nations.setdefault((asked, past), Nation(self, asked, past=past))

    def see(self, names: frozenset[str], *, past: bool) -> None:
        """Have the facts of these collections stand as views of the names that questions are put to."""
        with self._lock:
            for name in sorted(names):
                for view, folder in ((f"{name}_now", name), (f"{name}_past", f"{name}.past")):
                    if view not in self._viewed and (past or folder == name):
                        self._view(self.schema[name], view, folder)
                        self._viewed.add(view)

    def _view(self, collection: Collection, view: str, folder: str) -> None:
        own = [column for column in collection.public if column is not KEY]
        columns = {f"`{column.name}`": TYPES[column.type] for column in own}
        columns |= {
            "since": TYPES[Type.MOMENT],
            **({"until": TYPES[Type.MOMENT]} if folder != collection.name else {}),
        }
        if any(facts.kept(folder) for facts in self.facts.values()):
            declared = ", ".join(f"{name} {type_}" for name, type_ in columns.items())
            read = self.session.read.schema(declared).parquet(f"{self._address}/{folder}")
            read.createOrReplaceTempView(f"{view}_facts")
            rows = f"{view}_facts"
        else:
            nothing = ", ".join(f"CAST(NULL AS {type_}) AS {name}" for name, type_ in columns.items())
            rows = f"(SELECT {nothing}) WHERE false"
        keys = " ".join(
            f"WHEN {_literal(province)} THEN {_literal(facts.key)}" for province, facts in self.facts.items()
        )
        self.session.sql(
            f"CREATE OR REPLACE TEMPORARY VIEW {view} AS"
            f" SELECT *, CASE `{PROVINCE.name}` {keys} END AS `{KEY.name}` FROM {rows}"
        )


class Nation:
    """One moment of all provinces' facts. A question is put to the cluster once, and every province reads its own rows.

    Threads may ask at once: the cluster works on several questions together.
    """

    def __init__(self, cluster: Cluster, asked: sentence.Asked, *, past: bool) -> None:
        self.cluster = cluster
        self.asked = asked
        self.past = past
        self._answers: dict[tuple[Any, ...], Future[list[tuple[Any, ...]]]] = {}
        self._lock = threading.Lock()

    def of(self, *provinces: str) -> Sitting:
        """Give the sitting of some provinces: of one alone, or of several as if they were one."""
        return _Provinces(self, frozenset(provinces))

    def rows(self, question: questions.Question, moments: Mapping[str, datetime]) -> list[tuple[Any, ...]]:
        """Give what the cluster answers, the province first in each row."""
        asked = (question, *(moments.get(name) for name in question.open))
        with self._lock:
            answer, first = self._answers.get(asked), asked not in self._answers
            if answer is None:
                answer = self._answers[asked] = Future()
        if first:
            try:
                places = {name: _literal(moments[name]) for name in question.open}
                found = self.cluster.session.sql(question.said_to("pyspark", places)).limit(MOST_LINES + 1)
                answer.set_result([tuple(row) for row in found.collect()])
            except BaseException as error:
                answer.set_exception(error)
                raise
        return answer.result()


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


class _Provinces(Sitting):
    """The sitting of some provinces, over rows that all provinces were asked for together."""

    def __init__(self, nation: Nation, provinces: frozenset[str]) -> None:
        cluster = nation.cluster
        super().__init__(duck=cluster.session, schema=cluster.schema, asked=nation.asked, past=nation.past)
        self._nation = nation
        self._provinces = provinces

    def over(self, asked: sentence.Asked) -> Sitting:
        """Give the same provinces, asked over another period."""
        return self._nation.cluster.nation(asked, past=self._past).of(*self._provinces)

    def _own(
        self, question: questions.Question, moments: Mapping[str, datetime] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Give the rows of these provinces, the province left out."""
        rows = self._nation.rows(question, moments or self._moments)
        if len(rows) > MOST_LINES:
            raise too_many_lines(MOST_LINES)
        return (tuple(rest) for province, *rest in rows if province in self._provinces)

    def _summed(self, rows: Iterable[tuple[Any, ...]], by: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """Add up the two figures at the end of rows that have the same values before them."""
        found: dict[tuple[Any, ...], list[Any]] = {} if by else {(): [0, 0]}
        for *values, one, other in rows:
            sums = found.setdefault(tuple(values), [0, 0])
            sums[0] += one or 0
            sums[1] += other
        return [(*values, *sums) for values, sums in found.items()]

    def _kept(self, name: str) -> int:
        if not self._past:
            return sum(self._nation.cluster.facts[province].kept(name) for province in self._provinces)
        self._nation.cluster.see(frozenset({name}), past=True)
        question = questions.kept_each(name, self._schema, PROVINCE.name, past=True)
        return sum(many for (many,) in self._own(question))

    def _counted(self, said: tuple[sentence.Share, ...]) -> Mapping[sentence.Share, measure.Share]:
        """Count shares one by one; one with `each` is the sum of its parts."""
        nothing = measure.Share(numerator=0, denominator=0)
        shares = {}
        for one in said:
            by = () if one.each is None else (one.each.column.name,)
            lines = {line.values: line.share for line in self.breakdown(one, by=by)}
            values = (None,) if one.each is None else answer.part_values(one.each)
            shares[one] = figures.whole(
                one, {value: lines.get((value,) if by else (), nothing) for value in values}
            )
        return shares

    def _shares(self, said: sentence.Share, by: tuple[str, ...]) -> list[tuple[Any, ...]]:
        every = (PROVINCE.name, *by)
        question = questions.breakdown(said, self._spoken(said, every), every, past=self._past)
        return self._summed(self._own(question), by)

    def _totals(
        self, said: sentence.Change, by: tuple[str, ...], moments: Mapping[str, datetime]
    ) -> list[tuple[Any, ...]]:
        every = (PROVINCE.name, *by)
        question = questions.total(said, self._spoken(said, every), every, past=self._past)
        rows = list(self._own(question, moments))
        if said.term is not None and any(total is None and many for *_, total, many in rows):
            raise figure_too_large()  # where DuckDB fails, Spark answers nothing
        return self._summed(rows, by)

    def _published(
        self, said: sentence.Rank | sentence.Level, moments: Mapping[str, datetime] | None = None
    ) -> list[tuple[Any, ...]]:
        every = (PROVINCE.name,)
        question = questions.published_by(said, self._spoken(said, every), every, past=self._past)
        return [
            tuple(found)
            for *found, many in self._own(question, moments)
            for _ in range(min(many, questions.ONE_TOO_MANY))
        ]

    def _spoken(self, said: sentence.Sentence, besides: Sequence[str] = ()) -> Schema:
        names = sentence.touched(said, self._schema, besides=tuple(besides))
        self._nation.cluster.see(names, past=self._past)
        return self._schema


def _literal(value: datetime | str | None) -> str:
    if value is None:
        return "NULL"
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
