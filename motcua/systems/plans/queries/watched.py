"""What the watch lists find: each sign with the very records that bear it, and a target read without them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from motcua.spine import measure, plan as plans, refusal, sentence
from motcua.spine.collection import Collection, nearest
from motcua.spine.procedure import Words
from motcua.spine.worktime import VN
from motcua.systems.plans import counting, models
from motcua.systems.plans.queries import current
from motcua.systems.plans.queries.details import PAGE, Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """A list of signs, the number of its version in force, and since when that version is."""

    list: plans.WatchList
    version: int
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchChange:
    """A version of a list of signs: since when it holds, by whom, and which signs it looks for otherwise than before."""

    number: int
    at: datetime
    by: str
    signs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """A detector and what it found; None where it is not measured yet."""

    detector: plans.Detector
    words: Words | None
    share: measure.Share | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """A watch list over a calendar year, as of a moment; its versions, the latest first."""

    list: plans.WatchList
    versions: tuple[WatchChange, ...]
    year: int
    as_of: datetime
    signs: tuple[Sign, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """A target's headline beside the same without the records that bear a sign; `marked` of them do.

    `list` are the signs it is read by, with their version.
    """

    list: Watched
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
        told.append(WatchChange(number=row.number, at=row.loaded_at, by=row.loaded_by, signs=signs))
    return tuple(reversed(told))


@lru_cache(maxsize=16)
def _read(text: str) -> plans.WatchList:
    return plans.read_watch(text, collections=counting.engine().collections)


def watch(*, as_of: date | None = None, now: datetime) -> tuple[Watch, ...]:
    """Count every sign of every list over the calendar year of `as_of`."""
    found = []
    for one in (watched.list for watched in watch_lists()):
        moment = _year(as_of, now)
        asked = [detector.sentence for detector in one.detectors if detector.sentence]
        with _sitting(moment, *asked) as sitting:
            signs = tuple(_sign(detector, sitting) for detector in one.detectors)
        found.append(
            Watch(
                list=one,
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
            refusal.gettext_noop("Dấu hiệu “%(sign)s” chưa đo được nên chưa có hồ sơ để liệt kê."),
            params={"sign": sign},
        )
    return _suspects(detector.sentence, narrowed, _year(as_of, now))


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
        refusal.gettext_noop("Không có danh sách dấu hiệu nào nói về hồ sơ của chỉ tiêu %(target)s."),
        params={"target": target},
    )


def _sign(detector: plans.Detector, sitting: counting.Sitting) -> Sign:
    if detector.sentence is None:
        return Sign(detector=detector, words=None, share=None)
    words = sentence.explain(detector.sentence, collections=counting.engine().collections)
    return Sign(detector=detector, words=words, share=sitting.count(detector.sentence))


def _beside(plan: plans.Plan, target: plans.Target, one: Watched, moment: current.Moment) -> Beside | None:
    said = _headline(target)
    marked, unmarked = (one.list.marked(said), one.list.unmarked(said)) if said else (None, None)
    if said is None or marked is None or unmarked is None:
        return None
    with _sitting(moment, said, marked) as sitting:
        without = sitting.count(unmarked)
        return Beside(
            list=one,
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
    with _sitting(moment, said) as sitting:
        count = sitting.size(said, side=Side.THAT, only=only)
        by_unit = sitting.breakdown(said, by=("unit",)) if collection.column("unit") else []
        items = sitting.records(said, side=Side.THAT, only=only, after=narrowed.after, limit=PAGE + 1)
    more, items = len(items) > PAGE, items[:PAGE]
    return Suspects(
        words=sentence.explain(said, collections=collections),
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
        raise current.Refusal(
            "plans.no-such-sign",
            refusal.gettext_noop("Không có dấu hiệu “%(sign)s”; có phải ý là “%(nearest)s”?"),
            params={"sign": sign[:60], "nearest": nearest(sign[:60], known)},
        )
    return known[sign]


def _year(as_of: date | None, now: datetime) -> current.Moment:
    """Give the calendar year of a day as a period, read at the end of that day."""
    at, past = current.read_at(as_of, now=now)
    year = (as_of or now.astimezone(VN).date()).year
    start, end = (datetime.combine(date(one, 1, 1), time(), VN) for one in (year, year + 1))
    return current.Moment(asked=sentence.Asked(as_of=at, start=start, end=end), past=past)


def _sitting(moment: current.Moment, *said: sentence.Sentence) -> Any:
    names = frozenset[str]().union(*(sentence.touched(one, counting.engine().collections) for one in said))
    return counting.engine().sitting(names=names, asked=moment.asked, past=moment.past)
