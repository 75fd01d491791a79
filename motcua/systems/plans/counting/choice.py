"""Which engine counts: DuckDB in this process, or a Spark cluster over the facts that provinces exported."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings

from motcua.systems.plans.counting import spark
from motcua.systems.plans.counting.process import engine

DEFAULT = "duckdb"


def _spark() -> AbstractContextManager[spark.Cluster]:
    return spark.cluster(
        url=settings.COUNTING_URL, facts=settings.COUNTING_FACTS, schema=engine().collections
    )


ENGINES: Mapping[str, Callable[[], AbstractContextManager[spark.Cluster | None]]] = {
    DEFAULT: nullcontext,
    "spark": _spark,
}


def counted_by(name: str) -> AbstractContextManager[spark.Cluster | None]:
    """Count by the engine called `name` within: None for this process, or a cluster; refuse one that is not there."""
    return ENGINES[name]()
