"""The same sentences over many provinces: exported facts on a Spark cluster, questioned as the copy is.

The expression is the one that DuckDB is asked; only its dialect is another. Every collection has two columns more, the
province it was exported by and that province's name in lists, and a link leads to a record of the same province. A
question is put once for all provinces, grouped by theirs; what a province's sitting makes of its rows is what the
sitting of a copy makes of them. Times are wall times, as in the copy. The workers read the files for themselves, those
that the manifests named when the cluster was joined, and of them the columns that a question asks for.
"""

import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from motcua.spine import measure, refusal, sentence
from motcua.spine.collection import Collection, Column, Schema, Type
from motcua.spine.procedure import Words
from motcua.spine.sentence import answer
from motcua.systems.plans.counting import (
    compile as questions,
    exported,
    faults,
    figures,
    needed,
    rows as tables,
    worker,
)
from motcua.systems.plans.counting.patience import figure_too_large, too_many_lines
from motcua.systems.plans.counting.sitting import MOST_LINES, Sitting

TYPES: Mapping[Type, tuple[str, pa.DataType]] = {
    Type.TEXT: ("STRING", pa.string()),
    Type.INTEGER: ("BIGINT", pa.int64()),
    Type.NUMBER: ("DECIMAL(38, 6)", pa.decimal128(38, 6)),
    Type.BOOLEAN: ("BOOLEAN", pa.bool_()),
    Type.DATE: ("DATE", pa.date32()),
    Type.MOMENT: ("TIMESTAMP_NTZ", pa.timestamp("us")),
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
SHARE = 64 << 20  # bytes of files that a worker reads at a time, where there is more than one share for each


class Refusal(refusal.Refusal):
    """A cluster that cannot count."""


class Cluster:
    """A cluster and the facts it counts: which provinces, and the collections with their province beside."""

    def __init__(self, session: Any, *, facts: str, schema: Mapping[str, Collection]) -> None:
        try:
            to = exported.place(facts, made=False)
            self.facts = {
                province: exported.manifest(to, province) for province in exported.provinces(to, facts=facts)
            }
        except OSError as error:  # on the way, for a store far away
            raise exported.not_reached(facts, error) from error
        self.session = session
        self.schema = Schema(
            replace(collection, columns=(*collection.columns, PROVINCE, KEY))
            for collection in schema.values()
        )
        self._target = exported.uri(facts)
        self._frames: dict[tuple[str, frozenset[str]], Any] = {}
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

    def rows(self, question: questions.Question, places: Mapping[str, str]) -> list[tuple[Any, ...]]:
        """Have the workers answer a question, its open places filled: at most one row more than may be.

        Raises what `faults` says of a cluster that did not answer.
        """
        said, asked = question.said_to("pyspark", places), needed.columns(question)
        with self._lock:
            for table, columns in asked.items():
                self._frame(table, columns).createOrReplaceTempView(table)
            found = self.session.sql(said).limit(MOST_LINES + 1)
        try:
            return [tuple(row) for row in found.collect()]
        except Exception as error:
            raise faults.of(str(error), facts=self.facts) from error

    def _frame(self, table: str, columns: frozenset[str]) -> Any:
        """Give the rows of all provinces in one table, as each worker reads its share of the files.

        Columns that the answer does not depend on are there and empty.
        """
        if (table, columns) not in self._frames:
            name = tables.collection_of(table)
            collection = self.schema[name]
            types = {column.name: TYPES[column.type] for column in collection.public}
            types |= dict.fromkeys(("since", "until"), TYPES[Type.MOMENT])
            read = sorted(columns)
            shares = _dealt(
                self._files(name if table == tables.now_table(collection) else f"{name}.past"),
                self.session.sparkContext.defaultParallelism,
            )
            reader = worker.reader(
                self._target, shares, pa.schema([(column, types[column][1]) for column in read])
            )
            numbers = self.session.range(0, len(shares), 1, max(len(shares), 1))
            declared = ", ".join(f"`{column}` {types[column][0]}" for column in read)
            with warnings.catch_warnings():  # of pandas, which has no part in this
                warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
                rows = numbers.mapInArrow(reader, declared)
            self._frames[table, columns] = rows.selectExpr(
                *(
                    f"`{column}`" if column in columns else f"CAST(NULL AS {type_}) AS `{column}`"
                    for column, (type_, _) in types.items()
                )
            )
        return self._frames[table, columns]

    def _files(self, folder: str) -> list[worker.File]:
        return [
            worker.File(
                path=part.path,
                bytes=part.bytes,
                rows=part.rows,
                same={PROVINCE.name: province, KEY.name: facts.key},
            )
            for province, facts in self.facts.items()
            for part in facts.of(folder)
        ]


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
                answer.set_result(self.cluster.rows(question, places))
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
    from pyspark import cloudpickle, sql  # noqa: PLC0415 - an optional extra: nobody else needs it

    sending: Any = cloudpickle
    sending.register_pickle_by_value(worker)

    builder = sql.SparkSession.builder.master(url).appName("motcua").config("spark.ui.enabled", "false")
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


def _dealt(files: Sequence[worker.File], at_once: int) -> list[list[worker.File]]:
    """Deal files out, the longest first, in shares about as long as one another, as many as can be read at once or more."""
    longest = sorted(files, key=lambda file: (-file.bytes, file.path))
    many = min(len(files), max(at_once, sum(file.bytes for file in files) // SHARE + 1))
    return [longest[first::many] for first in range(many)]


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
        question = questions.breakdown(said, self._schema, every, past=self._past)
        return self._summed(self._own(question), by)

    def _totals(
        self, said: sentence.Change, by: tuple[str, ...], moments: Mapping[str, datetime]
    ) -> list[tuple[Any, ...]]:
        every = (PROVINCE.name, *by)
        question = questions.total(said, self._schema, every, past=self._past)
        rows = list(self._own(question, moments))
        if said.term is not None and any(total is None and many for *_, total, many in rows):
            raise figure_too_large()  # where DuckDB fails, Spark answers nothing
        return self._summed(rows, by)

    def _published(
        self, said: sentence.Rank | sentence.Level, moments: Mapping[str, datetime] | None = None
    ) -> list[tuple[Any, ...]]:
        every = (PROVINCE.name,)
        question = questions.published_by(said, self._schema, every, past=self._past)
        return [
            tuple(found)
            for *found, many in self._own(question, moments)
            for _ in range(min(many, questions.ONE_TOO_MANY))
        ]


def _literal(value: datetime | str | None) -> str:
    if value is None:
        return "NULL"
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
