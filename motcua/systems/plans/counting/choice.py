"""Which engine counts: DuckDB in this process, unless another is asked for by name and is installed."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec

from motcua.spine import refusal

DEFAULT = "duckdb"


class Refusal(refusal.Refusal):
    """An engine that is not there."""


def _spark() -> AbstractContextManager[None]:
    """Refuse: no engine counts on Spark yet; whoever brings one puts it in the table below."""
    if find_spec("pyspark") is None:
        raise Refusal(
            "plans.engine-not-installed",
            refusal.gettext_noop(
                "Máy này chưa cài phần mở rộng để đếm bằng Spark; hãy cài motcua[spark] hoặc dùng --engine duckdb."
            ),
        )
    raise Refusal(
        "plans.engine-not-connected",
        refusal.gettext_noop("Chưa nối được với cụm Spark nào; hãy dùng --engine duckdb."),
    )


ENGINES: Mapping[str, Callable[[], AbstractContextManager[None]]] = {DEFAULT: nullcontext, "spark": _spark}


def counted_by(name: str) -> AbstractContextManager[None]:
    """Count by the engine called `name` within; refuse one that this machine does not have."""
    return ENGINES[name]()
