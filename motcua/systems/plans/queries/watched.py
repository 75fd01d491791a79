"""What the watch lists find: each sign with the very records that bear it, and a target read without them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from motcua.spine import measure, plan as plans, refusal, sentence
from motcua.spine.collection import Collection, Schema, nearest
from motcua.spine.procedure import Words
from motcua.spine.worktime import VN
from motcua.systems.plans import counting, models
from motcua.systems.plans.queries import current, naming
from motcua.systems.plans.queries.details import PAGE, Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """A list of signs, the number of its version in force, and since when that version is."""

    list: plans.WatchList
    version: int
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchChange:
    """A version of a list of signs: since when it holds, by whom, why, and which signs it looks for otherwise than before."""

    number: int
    at: datetime
    by: str
    why: str
    signs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """A detector and what it found; None where it is not measured yet."""

    detector: plans.Detector
    words: Words | None
    share: measure.Share | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """A watch list over a calendar year, as of a moment; its versions, the latest first.

    `collection` are the records it speaks of, None where nothing is measured yet.
    """

    list: plans.WatchList
    collection: Collection | None
    versions: tuple[WatchChange, ...]
    year: int
    as_of: datetime
    signs: tuple[Sign, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """A target's headline beside the same without the records that bear a sign; `marked` of them do.

    `list` are the signs it is read by, with their version; `collection` the records.
    """

    list: Watched
    collection: Collection
    plan: plans.Plan
    target: plans.Target
    headline: measure.Share
    without: measure.Share
    marked: int
    verdict: measure.Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspects:
    """Records that bear a sign: how many, by unit, and a page of them; `next` is the key after which to go on."""

    words: Words
    collection: Collection
    count: int
    by_unit: Sequence[counting.Line]
    items: Sequence[Mapping[str, Any]]
    next: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """Which of the records that bear a sign: of one unit (None: of all), from the key `after` on."""

    unit: str | None = None
    after: str = ""


def watch_lists() -> tuple[Watched, ...]:
    """Give the lists of signs in force, by name. Raises Refusal `plan.watch-has-faults` where one is read no longer."""
    rows = models.WatchVersion.objects.order_by("list", "-number").distinct("list")
    return tuple(Watched(list=_read(row.body), version=row.number, since=row.loaded_at) for row in rows)


def watch_history(name: str) -> tuple[WatchChange, ...]:
    """Tell every version of a list of signs, the latest first, and what each changed."""
    told: list[WatchChange] = []
    before: plans.WatchList | None = None
    for row in models.WatchVersion.objects.filter(list=name).order_by("number"):
        try:
            now: plans.WatchList | None = _read(row.body)
        except plans.Refusal:  # today's collections can no longer read that version
            now = None
        signs = plans.signs_changed(before, now) if now else ()
        before = now
        told.append(
            WatchChange(number=row.number, at=row.loaded_at, by=row.loaded_by, why=row.why, signs=signs)
        )
    return tuple(reversed(told))


def _read(text: str) -> plans.WatchList:
    return _read_by(text, counting.engine().collections)


@lru_cache(maxsize=16)
def _read_by(text: str, collections: Schema) -> plans.WatchList:
    return plans.read_watch(text, collections=collections)


def watch(*, as_of: date | None = None, now: datetime) -> tuple[Watch, ...]:
    """Count every sign of every list over the calendar year of `as_of`."""
    found = []
    for one in (watched.list for watched in watch_lists()):
        moment = year(as_of, now)
        asked = [detector.sentence for detector in one.detectors if detector.sentence]
        with sitting_of(moment, *asked) as sitting:
            signs = tuple(counted(detector, sitting) for detector in one.detectors)
        found.append(
            Watch(
                list=one,
                collection=counting.engine().collections.get(one.collection),
                versions=watch_history(one.id),
                year=moment.asked.start.year,
                as_of=moment.asked.as_of,
                signs=signs,
            )
        )
    return tuple(found)


def suspects(*, sign: str, narrowed: Narrowed, as_of: date | None = None, now: datetime) -> Suspects:
    """List the records that bear a sign. Raises Refusal `plans.no-such-sign`, `plans.not-measured`."""
    detector = _detector(sign)
    if detector.sentence is None:
        raise current.Refusal(
            "plans.sign-not-measured",
            refusal.gettext_noop("Dấu hiệu “%(sign)s” chưa đo được nên chưa có bản ghi để liệt kê."),
            params={"sign": sign},
        )
    return _suspects(detector.sentence, narrowed, year(as_of, now))


def beside(*, plan: str, target: str, as_of: date | None = None, now: datetime) -> tuple[Beside, ...]:
    """Read a target's headline with and without what bears a sign; nothing where no list speaks of its records."""
    found = current.in_force(plan).plan
    wanted = current.target_of(found, target)
    moment = current.moment(found, as_of=as_of, now=now, target=wanted)
    read = (_beside(found, wanted, one, moment) for one in watch_lists())
    return tuple(one for one in read if one is not None)


def every_beside(*, as_of: date | None = None, now: datetime) -> tuple[Beside, ...]:
    """Read so every target of every plan in force of whose records a list of signs speaks."""
    lists = watch_lists()
    read = (
        _beside(known.plan, target, one, current.moment(known.plan, as_of=as_of, now=now, target=target))
        for known in current.plans_in_force()
        for target in known.plan.targets
        for one in lists
    )
    return tuple(one for one in read if one is not None)


def left_out(
    *, plan: str, target: str, narrowed: Narrowed, as_of: date | None = None, now: datetime
) -> Suspects:
    """List the records that a target counts and that bear a sign. Raises Refusal `plans.not-watched`."""
    found = current.in_force(plan).plan
    wanted = current.target_of(found, target)
    said = _headline(wanted)
    for one in watch_lists():
        marked = one.list.marked(said) if said else None
        if marked is not None:
            return _suspects(marked, narrowed, current.moment(found, as_of=as_of, now=now, target=wanted))
    raise current.Refusal(
        "plans.not-watched",
        refusal.gettext_noop("Không có danh sách dấu hiệu nào nói về bản ghi của chỉ tiêu %(target)s."),
        params={"target": target},
    )


def counted(detector: plans.Detector, sitting: counting.Sitting) -> Sign:
    """Count a sign within a sitting of the caller's."""
    if detector.sentence is None:
        return Sign(detector=detector, words=None, share=None)
    words = sentence.explain(
        detector.sentence, collections=counting.engine().collections, names=naming.names()
    )
    return Sign(detector=detector, words=words, share=sitting.count(detector.sentence))


def _beside(plan: plans.Plan, target: plans.Target, one: Watched, moment: current.Moment) -> Beside | None:
    said = _headline(target)
    marked, unmarked = (one.list.marked(said), one.list.unmarked(said)) if said else (None, None)
    if said is None or marked is None or unmarked is None:
        return None
    with sitting_of(moment, said, marked) as sitting:
        without = sitting.count(unmarked)
        return Beside(
            list=one,
            collection=counting.engine().collections[said.collection],
            plan=plan,
            target=target,
            headline=sitting.count(said),
            without=without,
            marked=sitting.count(marked).numerator,
            verdict=measure.judge(
                value=without,
                goals=target.goals,
                as_of=moment.asked.as_of,
                end=moment.asked.end,
                judged=target.judged,
            ),
        )


def _suspects(said: sentence.Share, narrowed: Narrowed, moment: current.Moment) -> Suspects:
    collections = counting.engine().collections
    collection = collections[said.collection]
    only = {"unit": narrowed.unit} if narrowed.unit is not None else None
    with sitting_of(moment, said) as sitting:
        count = sitting.size(said, side=Side.THAT, only=only)
        by_unit = sitting.breakdown(said, by=("unit",)) if collection.column("unit") else []
        items = sitting.records(said, side=Side.THAT, only=only, after=narrowed.after, limit=PAGE + 1)
    more, items = len(items) > PAGE, items[:PAGE]
    return Suspects(
        words=sentence.explain(said, collections=collections, names=naming.names()),
        collection=collection,
        count=count,
        by_unit=[line for line in by_unit if line.share.numerator],
        items=items,
        next=str(items[-1][collection.key]) if more else None,
    )


def _headline(target: plans.Target) -> sentence.Share | None:
    said = target.readings[0].sentence if target.readings else None
    return said if isinstance(said, sentence.Share) else None


def _detector(sign: str) -> plans.Detector:
    known = {detector.key: detector for one in watch_lists() for detector in one.list.detectors}
    if sign not in known:
        raise no_such_sign(sign, known)
    return known[sign]


def no_such_sign(sign: str, known: Iterable[str]) -> current.Refusal:
    """Say that no sign is called so, and which is nearest."""
    return current.Refusal(
        "plans.no-such-sign",
        refusal.gettext_noop("Không có dấu hiệu “%(sign)s”; có phải ý là “%(nearest)s”?"),
        params={"sign": sign[:60], "nearest": nearest(sign[:60], list(known))},
    )


def year(as_of: date | None, now: datetime) -> current.Moment:
    """Give the calendar year of a day as a period, read at the end of that day."""
    at, past = current.read_at(as_of, now=now)
    year = (as_of or now.astimezone(VN).date()).year
    start, end = (datetime.combine(date(one, 1, 1), time(), VN) for one in (year, year + 1))
    return current.Moment(asked=sentence.Asked(as_of=at, start=start, end=end), past=past)


def sitting_of(moment: current.Moment, *said: sentence.Sentence) -> AbstractContextManager[counting.Sitting]:
    """Open a sitting over what some sentences touch."""
    names = frozenset[str]().union(*(sentence.touched(one, counting.engine().collections) for one in said))
    return counting.engine().sitting(names=names, asked=moment.asked, past=moment.past)
