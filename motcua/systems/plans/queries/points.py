"""The points of a plan that gives any: by target, by pillar, and in all."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from motcua.spine import measure, plan as plans
from motcua.spine.procedure import Words
from motcua.systems.plans import models
from motcua.systems.plans.queries.readings import PlanReading, TargetReading

SELF, APPRAISED = "self", "appraised"


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetPoints:
    """What a target won, None where nothing says; `given` names whose score it is where people give it."""

    target: str
    points: plans.Points
    won: Fraction | None
    given: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPoints:
    """The points of a plan; `grade` is what its score is called once every target has a figure."""

    targets: Mapping[str, TargetPoints]
    pillars: Mapping[str, plans.Score]
    score: plans.Score
    grade: Words | None


def points(reading: PlanReading) -> PlanPoints | None:
    """Reckon the points of a plan from a reading of it, and from the scores people gave; None for a plan without."""
    if not reading.plan.scored:
        return None
    given = _given(reading.plan.id)
    targets: dict[str, TargetPoints] = {}
    for target in reading.targets:
        defined = reading.plan.target(target.id)
        if defined is not None and defined.points is not None:
            targets[target.id] = _points(target, defined.points, given.get(target.id, {}))
    pillars = {
        pillar.key: plans.total(
            [
                (targets[one.id].points, targets[one.id].won)
                for one in reading.plan.targets
                if one.pillar == pillar.key and one.id in targets
            ],
            limit=pillar.limit,
        )
        for pillar in reading.plan.pillars
    }
    score = plans.sum_of(list(pillars.values()))
    whole = score.limit > 0 and not score.open and not score.unknown
    grade = reading.plan.grades.of(score.won) if reading.plan.grades and whole else None
    return PlanPoints(targets=targets, pillars=pillars, score=score, grade=grade)


def _points(target: TargetReading, rule: plans.Points, given: Mapping[str, Fraction]) -> TargetPoints:
    if rule.rule is plans.Rule.BY_HAND:
        whose = next((kind for kind in (APPRAISED, SELF) if kind in given), None)
        return TargetPoints(target=target.id, points=rule, won=given[whose] if whose else None, given=whose)
    if target.value is not None:
        won = rule.of(target.value)
    else:
        won = rule.of_nothing() if target.verdict is measure.Verdict.NOTHING_ARISEN else None
    return TargetPoints(target=target.id, points=rule, won=won, given=None)


def _given(plan: str) -> Mapping[str, Mapping[str, Fraction]]:
    rows = models.Score.objects.filter(plan=plan).order_by("number")
    found: dict[str, dict[str, Fraction]] = {}
    for target, kind, given in rows.values_list("target", "kind", "points"):
        found.setdefault(target, {})[kind] = Fraction(given)
    return found
