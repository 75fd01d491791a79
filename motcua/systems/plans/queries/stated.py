"""A change broken down by unit where its baseline is a figure that the plan's file states, unit by unit."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from motcua.spine import measure, plan as plans, sentence
from motcua.systems.plans import counting

UNIT = "unit"


def held(
    lines: Sequence[counting.Line], *, target: plans.Target, said: sentence.Sentence, by: Sequence[str]
) -> Sequence[counting.Line]:
    """Hold the lines of a change by unit against what the file states of each; any other lines stay as they are.

    The parts are the whole of the stated figure, so a unit that is not named is held against nought, and one that is
    named and has no record now is a line as well. A mean has no parts.
    """
    baseline = target.baseline
    if (
        tuple(by) != (UNIT,)
        or not isinstance(said, sentence.Change)
        or said.total is sentence.tree.Total.MEAN
        or baseline is None
        or not baseline.units
        or said.against.stated != baseline.figure
    ):
        return lines
    left = dict(baseline.units)
    found = []
    for line in lines:
        before = left.pop(str(line.values[0]), Fraction(0))
        if isinstance(line.value, measure.Level):
            found.append(replace(line, value=replace(line.value, before=before)))
    gone = [
        counting.Line(values=(code,), value=measure.Level(recorded=Fraction(0), before=before))
        for code, before in left.items()
    ]
    return [*found, *gone]
