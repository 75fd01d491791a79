"""What a plan is: the frozen record that every reading of its targets works from."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from motcua.spine import refusal
from motcua.spine.fault import Fault
from motcua.spine.measure import Goal, Judged, Shape
from motcua.spine.plan.points import Grades, Points
from motcua.spine.procedure import Words
from motcua.spine.sentence import Sentence, Share
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
    """A part of the plan, under which targets stand; `limit` is the most points it can give, where it gives any."""

    key: str
    name: Words
    limit: Fraction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Days from `start` up to and including `last`."""

    start: date
    last: date

    @property
    def begins(self) -> datetime:
        """Give the first moment of the period."""
        return datetime.combine(self.start, time(), VN)

    @property
    def ends(self) -> datetime:
        """Give the moment from which the period is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), VN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """What a change is held against: how things stood at the end of `day`, or a figure stated with its source.

    `units` divide a stated figure, by the code of each unit; empty where it is of the whole alone.
    """

    what: Words
    day: date
    figure: Fraction | None = None
    source: Words | None = None
    units: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One way to count a target: the first of a target is its headline. `text` is the sentence as the file has it.

    One that is not `judged` tells something beside the target, such as how much was left out: no goal is asked of it.
    """

    key: str
    label: Words
    sentence: Sentence
    text: str
    judged: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One target: what it asks for, who answers for it, and its readings, or why it is not measured yet.

    `units` are the codes of the units that answer, empty where only `owner` says so; `period` and `baseline` are the
    target's own, None for the plan's period and for no baseline. `asked` says of a survey who was asked (`of`) and who
    of them answered (`that`); `asked_text` is it as the file has it.
    """

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
    units: tuple[str, ...] = ()
    scope: Words | None = None
    period: Period | None = None
    baseline: Baseline | None = None
    judged: Judged = Judged.POINT
    asked: Share | None = None
    asked_text: str = ""
    points: Points | None = None
    notes: Words | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """How sentences call the province whose plan it is: by the code of its agencies, and in lists of provinces.

    Read over many provinces, the same sentence speaks of each by its own names; an empty one stands in no sentence.
    """

    code: str
    key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A plan as issued, in force from `start` up to and including `last`; `grades` name its score where it has one."""

    id: str
    name: Words
    number: str
    issued: date
    issuer: Words
    start: date
    last: date
    pillars: tuple[Pillar, ...]
    targets: tuple[Target, ...]
    grades: Grades | None = None
    notes: Words | None = None
    home: Home | None = None

    @property
    def begins(self) -> datetime:
        """Give the first moment of the plan's period."""
        return self.period.begins

    @property
    def ends(self) -> datetime:
        """Give the moment from which the plan's period is over."""
        return self.period.ends

    @property
    def period(self) -> Period:
        """Give the plan's period."""
        return Period(start=self.start, last=self.last)

    @property
    def scored(self) -> bool:
        """Tell whether the plan gives points."""
        return any(target.points for target in self.targets)

    def target(self, id: str) -> Target | None:  # noqa: A002 - a target's id is what the plan calls it
        """Give the target called `id`, None where there is none."""
        return next((target for target in self.targets if target.id == id), None)

    def pillar(self, key: str) -> Pillar | None:
        """Give the pillar called `key`, None where there is none."""
        return next((pillar for pillar in self.pillars if pillar.key == key), None)

    def next_id(self) -> str:
        """Give the id that one more target of the first pillar would bear: P11 after P10, 1.4 after 1.3 or 1.3.2."""
        key = next((pillar.key for pillar in self.pillars), "A")
        stem = f"{key}." if key[-1].isdigit() else key
        rest = [one.id.removeprefix(stem) for one in self.targets if one.id.startswith(stem)]
        numbers = [one.partition(".")[0] for one in rest]
        return f"{stem}{max((int(one) for one in numbers if one.isdecimal()), default=0) + 1}"

    def period_of(self, target: Target) -> Period:
        """Give the period over which a target is read: its own, else the plan's."""
        return target.period or self.period
