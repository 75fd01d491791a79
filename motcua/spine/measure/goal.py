"""What a target asks for: a comparator, an exact figure, its unit; `> 95 %` is not `>= 95 %`."""

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from motcua.spine import refusal
from motcua.spine.measure import figures
from motcua.spine.procedure import Words


class Refusal(refusal.Refusal):
    """A goal that cannot be read."""


class Unit(StrEnum):
    """What a goal's figure counts."""

    PERCENT = "percent"
    RANK = "rank"
    PLACES = "places"
    POINTS = "points"
    UNITS = "units"
    PEOPLE = "people"
    POSTS = "posts"


WRITTEN: Mapping[str, Unit] = {
    "%": Unit.PERCENT,
    **{unit.value: unit for unit in Unit if unit is not Unit.PERCENT},
}
SAID: Mapping[Unit, Words] = {
    Unit.PERCENT: Words(vi=" %", en=" %"),
    Unit.RANK: Words(vi="", en=""),
    Unit.PLACES: Words(vi=" bậc", en=" places"),
    Unit.POINTS: Words(vi=" điểm", en=" points"),
    Unit.UNITS: Words(vi=" đơn vị", en=" units"),
    Unit.PEOPLE: Words(vi=" người", en=" people"),
    Unit.POSTS: Words(vi=" biên chế", en=" posts"),
}
RANK = Words(vi="hạng", en="rank")
COMPARE: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
}
SIGNS = {">": ">", ">=": "≥", "=": "=", "<=": "≤", "<": "<"}
SHAPE = re.compile(r"\s*(>=|<=|>|<|=)\s*([-+]?\d+(?:[.,]\d+)?)\s*(%|[a-z]+)\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """One thing a target asks for. `what` says which of several figures it is asked of, None where there is one.

    The figure of a percentage is in percent: `> 95 %` has the figure 95. `part` is the one value of a share's `each`
    that the goal is asked of, None where it is asked of the whole and of every part.
    """

    comparator: str
    figure: Fraction
    unit: Unit
    what: Words | None = None
    part: str | None = None

    def reached(self, value: Fraction) -> bool:
        """Tell, without rounding, whether a value (a percentage in percent) reaches the goal."""
        return COMPARE[self.comparator](value, self.figure)

    def said(self, language: str) -> str:
        """Give the goal as it is shown: `> 95 %`, `≤ -2,5 %`."""
        figure = figures.exact(self.figure, language=language)
        bare = f"{SIGNS[self.comparator]} {figure}{SAID[self.unit].said(language)}"
        if self.unit is Unit.RANK:
            bare = f"{RANK.said(language)} {bare}"
        return f"{self.what.said(language)}: {bare}" if self.what else bare


def asked_of(goals: Iterable[Goal], part: str | int | bool | None) -> tuple[Goal, ...]:  # noqa: FBT001 - a value of `each`
    """Give the goals asked of the whole (None), or of a part: what names it, and what is asked of the whole as well."""
    return tuple(goal for goal in goals if goal.part in (None, part))


def read(text: str, *, what: Words | None = None, part: str | None = None) -> Goal:
    """Read a goal as a plan writes it: `> 95 %`, `<= 20 rank`, `<= -2,5 %`; refuse any other form."""
    found = SHAPE.fullmatch(text)
    if found is None or found[3] not in WRITTEN:
        raise Refusal(
            "measure.goal-not-read",
            refusal.gettext_noop(
                "“%(text)s” không phải là một mức chỉ tiêu; hãy viết như “> 95 %%” hoặc “<= 20 rank”."
            ),
            params={"text": text},
        )
    figure = Fraction(found[2].replace(",", "."))
    return Goal(comparator=found[1], figure=figure, unit=WRITTEN[found[3]], what=what, part=part)
