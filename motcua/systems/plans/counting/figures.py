"""What was read of the copy, made into shares and figures."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from motcua.spine import measure, sentence
from motcua.spine.sentence import answer


def whole(said: sentence.Share, parts: Mapping[Any, measure.Share]) -> measure.Share:
    """Make a share of the shares of its parts, by their value; one without `each` is its only part."""
    named = answer.part_values(said.each) if said.each else ()
    return measure.Share(
        numerator=sum(part.numerator for part in parts.values()),
        denominator=sum(part.denominator for part in parts.values()),
        parts=tuple(measure.Part(value=value, share=parts[value]) for value in named),
    )


def figure(said: sentence.Change, total: Any, many: int) -> Fraction | None:
    """Make the figure of a change of what was read: a sum or mean of nothing is absent, a count of nothing is none."""
    if said.term is None:
        return Fraction(many)
    if not many:
        return None
    return Fraction(total) / (many if said.total is sentence.tree.Total.MEAN else 1)
