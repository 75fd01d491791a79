"""A target as it stands in one row: on the plan's page, at the head of its own, on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from motcua.base import clock
from motcua.spine import measure, plan as definition
from motcua.systems.plans import drawing, queries, wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """How a value moved since the month before: in words, and whether up, down or not at all (1, -1, 0)."""

    shown: str
    way: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A target as a row of the plan's page; `survey` says how sure it is, where only some were asked."""

    id: str
    statement: str
    owner: str
    value: str | None
    fraction: str | None
    goal: str
    strive: bool
    verdict: str
    meaning: str
    why: str | None
    spark: drawing.Drawing | None
    change: Change | None
    points: str | None = None
    survey: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A pillar with its rows, how many of its targets are met or on course, and its points in a plan that gives any."""

    name: str
    rows: tuple[Row, ...]
    good: int
    points: str | None


def parts(reading: queries.PlanReading, won: queries.PlanPoints | None = None) -> list[Part]:
    """Divide a plan's targets by pillar; a pillar without targets is left out. `won` are the points it gives."""
    found = [_part(pillar, reading.targets, won) for pillar in reading.plan.pillars]
    return [part for part in found if part.rows]


def _part(
    pillar: definition.Pillar, targets: Sequence[queries.TargetReading], won: queries.PlanPoints | None
) -> Part:
    rows = tuple(row(target, won) for target in targets if target.pillar == pillar.key)
    good = sum(row.meaning == "on-course" for row in rows)
    points = wording.points(won.pillars[pillar.key]) if won and pillar.key in won.pillars else None
    return Part(name=wording.say(pillar.name), rows=rows, good=good, points=points)


def row(target: queries.TargetReading, won: queries.PlanPoints | None = None) -> Row:
    """Write a target as a row."""
    points = wording.points_of(won.targets[target.id]) if won and target.id in won.targets else None
    return _row(target, points, wording.language())


@lru_cache(maxsize=1024)
def _row(target: queries.TargetReading, points: str | None, language: str) -> Row:  # noqa: ARG001 - the words are kept by it
    return Row(
        id=target.id,
        statement=wording.say(target.statement),
        owner=wording.say(target.owner),
        value=wording.percent(target),
        fraction=wording.made_of(target.measured),
        goal=wording.goal_reached(target),
        strive=target.strive,
        verdict=wording.verdict(target),
        meaning=wording.MEANING[target.verdict],
        why=wording.say(target.why) if target.why else None,
        spark=drawing.spark(target),
        change=change(target),
        points=points,
        survey=wording.survey(target),
    )


def drawn(part: Part, *, plan: str, as_of: date | None) -> list[SafeString]:
    """Draw the rows of a part, as the plan's page has them on the screen."""
    return [_drawn(row, plan, as_of, wording.language()) for row in part.rows]


@lru_cache(maxsize=2048)
def _drawn(row: Row, plan: str, as_of: date | None, language: str) -> SafeString:  # noqa: ARG001 - as above
    return render_to_string("plans/row.html", {"row": row, "plan_id": plan, "as_of": as_of})


def change(target: queries.TargetReading) -> Change | None:
    """Say what the last month did to the whole: the share with it, less the share of the months before it."""
    until = _sum(target.trend[:-1])
    if until is None or target.value is None:
        return None
    off = target.value - until
    points = wording.apart(off)
    way = 0 if not off else 1 if off > 0 else -1
    shown = {
        1: gettext("tăng %(points)s"),
        -1: gettext("giảm %(points)s"),
        0: gettext("không đổi"),
    }[way]
    return Change(shown=shown % {"points": points}, way=way)


def _sum(points: Sequence[queries.Point]) -> Fraction | None:
    return measure.Share(
        numerator=sum(point.share.numerator for point in points),
        denominator=sum(point.share.denominator for point in points),
    ).figure(measure.Unit.PERCENT)


def head(reading: queries.PlanReading, as_of: date | None) -> dict[str, Any]:
    """Give what every page of a plan says of the plan and of the moment it is read at."""
    plan = reading.plan
    now = clock.now()
    return {
        "plan_id": plan.id,
        "name": wording.say(plan.name),
        "number": plan.number,
        "issued": plan.issued,
        "issuer": wording.say(plan.issuer),
        "start": plan.start,
        "last": plan.last,
        "version": reading.version,
        "as_of": as_of,
        "read_at": now if not reading.past else None,
        "today": now.date(),
        "past": reading.past,
        "good": reading.good,
        "measured": reading.measured,
        "total": len(plan.targets),
    }
