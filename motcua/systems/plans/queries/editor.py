"""What the editor shows: a plan's text by target, its versions, somebody's drafts, and a target tried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from motcua.spine import plan as plans, refusal, sentence
from motcua.spine.collection import Collection, nearest
from motcua.spine.fault import Fault
from motcua.spine.plan import blocks
from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import counting, events, models
from motcua.systems.plans.queries import current, readings, stated, watched

FIRST_RECORDS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The text of a file in one version: of the plan `name` or, where `signs`, of the list of signs called so."""

    name: str
    version: int
    text: str
    signs: bool = False

    @property
    def key(self) -> str:
        """Name the file among all that are written: a list of signs may be called as a plan is."""
        return events.watch_stream(self.name) if self.signs else self.name

    @property
    def targets(self) -> Sequence[str]:
        """Give the ids of the targets (of signs the keys) as the file has them."""
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
    """One reading (or sign) tried: its first records and its lines by a column."""

    key: str
    collection: Collection
    records: Sequence[Mapping[str, Any]]
    by: str | None
    lines: Sequence[counting.Line]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A target or a sign as typed: its faults (by line and column of what was typed), or what it counts.

    `elsewhere` are faults that do not stand in it.
    """

    faults: Sequence[Fault] = ()
    elsewhere: Sequence[Fault] = ()
    reading: readings.TargetReading | None = None
    sign: watched.Sign | None = None
    tried: Sequence[Tried] = ()


def source(plan: str, *, version: int | None = None) -> Source:
    """Give the text of a plan in force, or of an earlier version. Raises Refusal `plans.no-such-plan`."""
    number = current.in_force(plan).version if version is None else version
    rows = models.PlanVersion.objects.filter(plan=plan, number=number)
    return Source(name=plan, version=number, text=rows.values_list("body", flat=True).first() or "")


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


def drafts(*, file: str, account: str) -> Mapping[str, Draft]:
    """Give what an account has begun of a file (`Source.key`), by target."""
    rows = models.Draft.objects.filter(plan=file, account=account).order_by("target")
    return {
        target: Draft(target=target, body=body, base=base, saved_at=at)
        for target, body, base, at in rows.values_list("target", "body", "base", "saved_at")
    }


def try_target(*, found: Source, name: str, body: str, by: str = "", now: datetime) -> Trial:
    """Try a target as typed in the place of `name` (empty: a new one), without putting anything in force."""
    text, at = blocks.placed(found.text, name, body)
    known = plans.faults(text, collections=counting.engine().collections, units=unit_codes(found.name))
    if known:
        return faulty(known, at)
    plan = plans.read(text, collections=counting.engine().collections)
    target = plan.target(blocks.name_of(body)) if name != blocks.HEAD else None
    if target is None:
        return Trial()
    read = readings.read_draft(plan=plan, target=target, now=now)
    return Trial(reading=read, tried=_tried(plan, target, by, now))


def unit_codes(name: str = "") -> frozenset[str]:
    """Give the codes of units that a new version of a plan may name: of all there are or were, and what it names already.

    Empty where there is no organisation to look them up in, and nobody asks.
    """
    known = {unit.code for unit in organisation.units()}
    before = current.in_force(name).plan.targets if known and name else ()
    for target in before:
        known.update(target.units, dict(target.baseline.units if target.baseline else ()))
    return frozenset(known)


def faulty(known: Sequence[Fault], at: blocks.Block) -> Trial:
    """Tell the faults of a file by whether they stand in what was typed."""
    return Trial(
        faults=[_in_block(fault, at) for fault in known if _within(fault, at)],
        elsewhere=[fault for fault in known if not _within(fault, at)],
    )


def tried(
    sitting: counting.Sitting,
    said: sentence.Sentence,
    *,
    key: str,
    by: str = "",
    side: counting.Side = counting.Side.OF,
) -> Tried:
    """Give the first records of a side of a sentence, and its lines by a column; a rank or level is not divided."""
    collection = counting.engine().collections[said.collection]
    whole = isinstance(said, sentence.Rank | sentence.Level)
    column = by if not whole and collection.column(by) in collection.public else None
    return Tried(
        key=key,
        collection=collection,
        records=sitting.records(said, side=side, limit=FIRST_RECORDS),
        by=column,
        lines=sitting.breakdown(said, by=(column,)) if column else (),
    )


def _tried(plan: plans.Plan, target: plans.Target, by: str, now: datetime) -> Sequence[Tried]:
    moment = current.moment(plan, as_of=None, now=now, target=target)
    names = current.touched(target.readings)
    if not names:
        return ()
    with counting.engine().sitting(names=names, asked=moment.asked, past=False) as sitting:
        found = [tried(sitting, one.sentence, key=one.key, by=by) for one in target.readings]
    return [
        replace(told, lines=stated.held(told.lines, target=target, said=one.sentence, by=(told.by or "",)))
        for told, one in zip(found, target.readings, strict=True)
    ]


def _within(fault: Fault, at: blocks.Block) -> bool:
    return at.line <= fault.line < at.line + at.count


def _in_block(fault: Fault, at: blocks.Block) -> Fault:
    """Say where a fault of the file stands in what was typed."""
    return replace(fault, line=fault.line - at.line + 1, column=max(1, fault.column - at.column + 1))
