"""The scores that people gave the targets of a plan, and where their proof may be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from motcua.spine import plan as plans
from motcua.systems.plans import models
from motcua.systems.plans.queries import current


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """Points somebody gave: `self` by the province, `appraised` as another decided."""

    kind: str
    points: Fraction
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Where the proof of a score may be read."""

    number: int
    title: str
    address: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessed:
    """What people said of a target: every score, the newest first, and the links that stand."""

    given: Sequence[Given]
    links: Sequence[Link]

    def last(self, kind: str) -> Given | None:
        """Give the score of a kind that holds."""
        return next((one for one in self.given if one.kind == kind), None)


NOTHING = Assessed(given=(), links=())


def target_named(plan: str, target: str) -> plans.Target:
    """Give a target of a plan in force. Raises Refusal `plans.no-such-plan`, `plans.no-such-target`."""
    return current.target_of(current.in_force(plan).plan, target)


def assessed(plan: str) -> Mapping[str, Assessed]:
    """Give what people said of a plan's targets, by target."""
    given: dict[str, list[Given]] = {}
    for row in models.Score.objects.filter(plan=plan).order_by("-at", "-number"):
        said = Given(kind=row.kind, points=Fraction(row.points), note=row.note, by=row.by, at=row.at)
        given.setdefault(row.target, []).append(said)
    links: dict[str, list[Link]] = {}
    for link in models.EvidenceLink.objects.filter(plan=plan, taken_back_at=None).order_by("number"):
        shown = Link(number=link.number, title=link.title, address=link.address, by=link.by, at=link.at)
        links.setdefault(link.target, []).append(shown)
    return {
        target: Assessed(given=given.get(target, ()), links=links.get(target, ()))
        for target in given.keys() | links.keys()
    }
