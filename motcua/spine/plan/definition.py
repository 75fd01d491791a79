"""What a plan is: the frozen record that every reading of its targets works from."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from motcua.spine import refusal
from motcua.spine.fault import Fault
from motcua.spine.measure import Goal, Shape
from motcua.spine.procedure import Words
from motcua.spine.sentence import Sentence
from motcua.spine.worktime import VN


class Refusal(refusal.Refusal):
    """A plan that cannot be used; `faults` lists what is wrong with its file."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        faults: tuple[Fault, ...] = (),
        params: dict[str, str | int] | None = None,
    ) -> None:
        """Keep the faults beside the refusal's own words."""
        self.faults = faults
        super().__init__(code, message, params=params)


class Evidence(StrEnum):
    """Where the figures of a target come from: counted here, entered with a document, or published by others."""

    COMPUTED = "computed"
    RECORDED = "recorded"
    EXTERNAL = "external"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pillar:
    """A part of the plan, under which targets stand: `key` is the letter their ids begin with."""

    key: str
    name: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One way to count a target. The first of a target is its headline; the others stand beside it."""

    key: str
    label: Words
    sentence: Sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One target: what it asks for, who answers for it, and its readings, or why it is not measured yet."""

    id: str
    pillar: str
    statement: Words
    shape: Shape
    goals: tuple[Goal, ...]
    strive: bool
    owner: Words
    evidence: Evidence
    source: Words
    readings: tuple[Reading, ...]
    why: Words | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A plan as issued, in force from `start` up to and including `last`."""

    id: str
    name: Words
    number: str
    issued: date
    issuer: Words
    start: date
    last: date
    pillars: tuple[Pillar, ...]
    targets: tuple[Target, ...]

    @property
    def begins(self) -> datetime:
        """Give the first moment of the plan's period."""
        return datetime.combine(self.start, time(), VN)

    @property
    def ends(self) -> datetime:
        """Give the moment from which the plan's period is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), VN)

    def target(self, id: str) -> Target | None:  # noqa: A002 - a target's id is what the plan calls it
        """Give the target called `id`, None where there is none."""
        return next((target for target in self.targets if target.id == id), None)
