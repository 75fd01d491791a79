"""The small language of measures: shares, changes, ranks and levels of records, read, checked and said in words."""

from collections.abc import Mapping

from motcua.spine.collection import Collection
from motcua.spine.sentence import check, parser
from motcua.spine.sentence.answer import shape_of
from motcua.spine.sentence.explain import column_in_words, condition_in_words, explain
from motcua.spine.sentence.reading import Asked, holds
from motcua.spine.sentence.refusals import Refusal
from motcua.spine.sentence.tree import Change, Condition, Level, Rank, Sentence, Share
from motcua.spine.sentence.walk import leaves, named, names, period_column, replaced, touched, turning
from motcua.spine.sentence.writing import write

__all__ = [
    "Asked",
    "Change",
    "Condition",
    "Level",
    "Rank",
    "Refusal",
    "Sentence",
    "Share",
    "column_in_words",
    "condition_in_words",
    "explain",
    "holds",
    "leaves",
    "named",
    "names",
    "parse",
    "period_column",
    "replaced",
    "shape_of",
    "touched",
    "turning",
    "write",
]


def parse(text: str, *, collections: Mapping[str, Collection]) -> Sentence:
    """Read a sentence about one of `collections`, by name; refuse it with every fault's line and column."""
    sentence = parser.parse(text)
    faults = check.faults(sentence, collections)
    if faults:
        raise Refusal(faults)
    return sentence
