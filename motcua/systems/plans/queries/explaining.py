"""A sentence of anybody's explained: what it says in words, what it asks of the copy, and over how many rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.spine import measure, sentence
from motcua.spine.procedure import Words
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.queries import naming


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """A sentence as it is written back, its shape, its words, its SQL, and the rows it is read over by collection."""

    written: str
    shape: measure.Shape
    words: Words
    sql: str
    rows: Mapping[str, int]

    @property
    def cost(self) -> int:
        """Give how many rows are read."""
        return sum(self.rows.values())


def explain(*, text: str, now: datetime) -> Explained:
    """Explain a sentence as of now. Raises Refusal of `sentence` with every fault's place."""
    engine = counting.engine()
    said = sentence.parse(text, collections=engine.collections)
    first = now.astimezone(VN).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    asked = sentence.Asked(as_of=now, start=first, end=first.replace(year=first.year + 1))
    names = sentence.touched(said, engine.collections)
    with engine.sitting(names=names, asked=asked, past=False) as sitting:
        return Explained(
            written=sentence.write(said),
            shape=sentence.shape_of(said),
            words=sentence.explain(said, collections=engine.collections, names=naming.names()),
            sql=sitting.sql(said),
            rows=sitting.cost(said),
        )
