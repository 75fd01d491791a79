"""What of a target decides its number and its verdict: the definition, and the digest that tells two apart."""

import hashlib

import msgspec

from motcua.spine.measure import Goal
from motcua.spine.plan.definition import Plan, Target
from motcua.spine.plan.points import Points
from motcua.spine.sentence import tokens


def digest(plan: Plan, target: Target) -> str:
    """Give the SHA-256 of a target's definition: how it is counted, over which period, and what is asked of it.

    Wording, owner and notes may change without it, and so may spaces, line ends and remarks of a sentence.
    """
    period = plan.period_of(target)
    content: dict[str, object] = {
        "shape": target.shape,
        "goals": [_goal(goal) for goal in target.goals],
        "judged": target.judged,
        "period": [period.start, period.last],
        "baseline": None
        if target.baseline is None
        else [target.baseline.day, None if target.baseline.figure is None else str(target.baseline.figure)],
        "readings": [[reading.key, *_words(reading.text)] for reading in target.readings],
        "points": None if target.points is None else _points(target.points),
    }
    if target.baseline is not None and target.baseline.units:
        content["baseline by unit"] = [[code, str(figure)] for code, figure in target.baseline.units]
    if target.asked_text:  # only where it is written, so that every other definition keeps the digest it had
        content["asked"] = _words(target.asked_text)
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def _goal(goal: Goal) -> list[str]:
    return [goal.comparator, str(goal.figure), goal.unit, goal.what.vi if goal.what else "", goal.part or ""]


def _points(points: Points) -> list[str]:
    return [points.rule, str(points.limit), str(points.figure), points.nothing]


def _words(text: str) -> list[str]:
    return [token.shown for token in tokens.cut(text)]
