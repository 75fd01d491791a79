"""A target broken down by one column or two, as the reader chooses: a table, its subtotals, and a plot."""

from motcua.spine import sentence
from motcua.spine.collection import Type
from motcua.systems.plans import counting, wording
from motcua.systems.plans.portal.breakdown.changes import table as changes
from motcua.systems.plans.portal.breakdown.shares import table as shares

__all__ = ["changes", "choices", "shares", "usual"]

USUAL = ("unit", "level")
NOT_OFFERED = ("code",)  # as good as a key: every line would be one record
OFFERED = (Type.TEXT, Type.BOOLEAN, Type.INTEGER)


def choices(said: sentence.Sentence) -> list[tuple[str, str]]:
    """Offer the columns a target may be divided by, the month first where there is one.

    A change is held against another time, so that its months have nothing beside them.
    """
    collection = counting.engine().collections[said.collection]
    names = [
        column.name
        for column in collection.public
        if column.type in OFFERED and column.name not in (collection.key, *NOT_OFFERED)
    ]
    if isinstance(said, sentence.Share) and sentence.period_column(said):
        names.insert(0, counting.MONTH)
    return [(name, wording.head(collection, name)) for name in names]


def usual(said: sentence.Sentence) -> str | None:
    """Name the column by which a target is divided before the reader chooses: its unit, else its level."""
    offered = [name for name, _ in choices(said)]
    known = (*USUAL, *offered) if isinstance(said, sentence.Change) else (*USUAL, counting.MONTH)
    return next((name for name in known if name in offered), None)
