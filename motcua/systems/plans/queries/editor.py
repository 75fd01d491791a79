"""What the plan's editor shows: a plan's text by target, its versions, somebody's drafts, and a target tried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from motcua.spine import plan as plans, refusal, sentence
from motcua.spine.collection import Collection, nearest
from motcua.spine.fault import Fault
from motcua.spine.plan import blocks
from motcua.systems.plans import counting, models
from motcua.systems.plans.queries import current, readings

FIRST_RECORDS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The text of a plan's file in one version."""

    plan: str
    version: int
    text: str

    @property
    def targets(self) -> Sequence[str]:
        """Give the ids of the targets as the file has them."""
        return [name for name in blocks.blocks(self.text) if name != blocks.HEAD]

    def block(self, name: str) -> str | None:
        """Give the text of a target, or of the `head`; None where the file has no such target."""
        found = blocks.blocks(self.text).get(name)
        return found.text if found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A version of a plan's file: by whom it was put in force, when and why."""

    number: int
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What somebody typed of a target and did not put in force, begun on the version `base`."""

    target: str
    body: str
    base: int
    saved_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """One reading tried: its first records and its lines by a column."""

    key: str
    collection: Collection
    records: Sequence[Mapping[str, Any]]
    by: str | None
    lines: Sequence[counting.Line]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A target as typed: its faults (by line and column of what was typed), or what it counts. `elsewhere`: faults not in it."""

    faults: Sequence[Fault]
    elsewhere: Sequence[Fault]
    reading: readings.TargetReading | None
    tried: Sequence[Tried]


def source(plan: str, *, version: int | None = None) -> Source:
    """Give the text of a plan in force, or of an earlier version. Raises Refusal `plans.no-such-plan`."""
    number = current.in_force(plan).version if version is None else version
    rows = models.PlanVersion.objects.filter(plan=plan, number=number)
    return Source(plan=plan, version=number, text=rows.values_list("body", flat=True).first() or "")


def block(found: Source, name: str) -> str:
    """Give the text of one target. Raises Refusal `plans.no-such-target`."""
    text = found.block(name)
    if text is None:
        raise current.Refusal(
            "plans.no-such-target",
            refusal.gettext_noop("Kế hoạch không có chỉ tiêu “%(target)s”; có phải ý là “%(nearest)s”?"),
            params={"target": name, "nearest": nearest(name, found.targets)},
        )
    return text


def versions(plan: str) -> Sequence[Version]:
    """Tell the versions of a plan, the newest first."""
    rows = models.PlanVersion.objects.filter(plan=plan).order_by("-number")
    return [
        Version(number=number, by=by, at=at, why=why)
        for number, by, at, why in rows.values_list("number", "loaded_by", "loaded_at", "why")
    ]


def drafts(*, plan: str, account: str) -> Mapping[str, Draft]:
    """Give what an account has begun of a plan, by target."""
    rows = models.Draft.objects.filter(plan=plan, account=account).order_by("target")
    return {
        target: Draft(target=target, body=body, base=base, saved_at=at)
        for target, body, base, at in rows.values_list("target", "body", "base", "saved_at")
    }


def try_target(*, found: Source, name: str, body: str, by: str = "", now: datetime) -> Trial:
    """Try a target as typed in the place of `name` (empty: a new one), without putting anything in force."""
    text, at = blocks.placed(found.text, name, body)
    known = plans.faults(text, collections=counting.engine().collections)
    if known:
        return Trial(
            faults=[_in_block(fault, at) for fault in known if _within(fault, at)],
            elsewhere=[fault for fault in known if not _within(fault, at)],
            reading=None,
            tried=(),
        )
    plan = plans.read(text, collections=counting.engine().collections)
    target = plan.target(blocks.name_of(body)) if name != blocks.HEAD else None
    if target is None:
        return Trial(faults=(), elsewhere=(), reading=None, tried=())
    read = readings.read_draft(plan=plan, target=target, now=now)
    return Trial(faults=(), elsewhere=(), reading=read, tried=_tried(plan, target, by, now))


def _tried(plan: plans.Plan, target: plans.Target, by: str, now: datetime) -> Sequence[Tried]:
    moment = current.moment(plan, as_of=None, now=now, target=target)
    names = current.touched(target.readings)
    told: list[Tried] = []
    if not names:
        return told
    with counting.engine().sitting(names=names, asked=moment.asked, past=False) as sitting:
        for reading in target.readings:
            collection = counting.engine().collections[reading.sentence.collection]
            whole = isinstance(reading.sentence, sentence.Rank | sentence.Level)
            column = by if not whole and collection.column(by) in collection.public else None
            told.append(
                Tried(
                    key=reading.key,
                    collection=collection,
                    records=sitting.records(reading.sentence, side=counting.Side.OF, limit=FIRST_RECORDS),
                    by=column,
                    lines=sitting.breakdown(reading.sentence, by=(column,)) if column else (),
                )
            )
    return told


def _within(fault: Fault, at: blocks.Block) -> bool:
    return at.line <= fault.line < at.line + at.count


def _in_block(fault: Fault, at: blocks.Block) -> Fault:
    """Say where a fault of the file stands in what was typed."""
    return replace(fault, line=fault.line - at.line + 1, column=max(1, fault.column - at.column + 1))
