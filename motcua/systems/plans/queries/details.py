"""What stands behind a target's number: its breakdowns, and the very records."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from motcua.spine import measure, plan as plans, refusal, sentence
from motcua.spine.collection import Collection, nearest, reach
from motcua.systems.plans import counting
from motcua.systems.plans.queries import current, stated

Side = counting.Side
PAGE = counting.PAGE
DEEPEST = 3  # links one after the other
MOST_BY = 3  # columns of one breakdown


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which reading of which target of which plan (the headline for None), at which day (None: now)."""

    plan: str
    target: str
    reading: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """Records of one side of a target: how many there are, a page of them, and the key after which the next begins."""

    target: plans.Target
    reading: plans.Reading
    collection: Collection
    side: Side
    count: int
    items: Sequence[Mapping[str, Any]]
    next: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Every:
    """Every record of one side of a target, in `steps` of columns: read while the sitting is open."""

    target: plans.Target
    reading: plans.Reading
    collection: Collection
    steps: Iterator[pa.Table]


@dataclass(frozen=True, kw_only=True, slots=True)
class Breakdown:
    """A target's share (of a change: its figures) under each value of a column (or `month`)."""

    target: plans.Target
    reading: plans.Reading
    collection: Collection
    by: tuple[str, ...]
    lines: Sequence[counting.Line]


def side_of(text: str) -> Side:
    """Read a side; refuse a word that is none."""
    try:
        return Side(text)
    except ValueError as error:
        raise current.Refusal(
            "plans.side-not-known",
            refusal.gettext_noop(
                "“%(text)s” không phải là một phía của chỉ tiêu; hãy dùng of, that hoặc rest."
            ),
            params={"text": text[:40]},
        ) from error


def records(
    *,
    asked: Asked,
    side: Side,
    after: str | None = "",
    only: Mapping[str, str | None] | None = None,
    limit: int = PAGE,
    now: datetime,
) -> Records:
    """List the records a target speaks of (`of`), those that satisfy (`that`) or those that do not (`rest`).

    A page of `limit` after the key `after`; every record for None. `only` holds columns (or `month`, by its first
    day) to one value, or `under_NAME` to a unit and those under it: the records of one line of a breakdown. Count
    and list come from the one expression.
    """
    with _listing(asked, only, now) as (target, reading, collection, sitting):
        count = sitting.size(reading.sentence, side=side, only=only)
        page = None if after is None else limit + 1
        items = sitting.records(reading.sentence, side=side, only=only, after=after, limit=page or 0)
    more = after is not None and len(items) > limit
    items = items[:limit] if more else items
    return Records(
        target=target,
        reading=reading,
        collection=collection,
        side=side,
        count=count,
        items=items,
        next=str(items[-1][collection.key]) if more else None,
    )


@contextmanager
def every_record(
    *,
    asked: Asked,
    side: Side,
    only: Mapping[str, str | None] | None = None,
    step: int,
    now: datetime,
) -> Iterator[Every]:
    """Open the whole list of a side, of which `step` records stand in memory at once; refuses what `records` refuses."""
    with _listing(asked, only, now) as (target, reading, collection, sitting):
        steps = sitting.columns_of(reading.sentence, side=side, only=only, step=step)
        yield Every(target=target, reading=reading, collection=collection, steps=steps)


@contextmanager
def _listing(
    asked: Asked, only: Mapping[str, str | None] | None, now: datetime
) -> Iterator[tuple[plans.Target, plans.Reading, Collection, counting.Sitting]]:
    """Open the sitting of a list, held to columns that there are."""
    found, target, reading = reading_of(asked)
    collection = counting.engine().collections[reading.sentence.collection]
    for name in only or {}:
        under = name.startswith(counting.UNDER)
        _column(reading, collection, name.removeprefix(counting.UNDER), monthly=not under)
    moment = current.moment(found, as_of=asked.as_of, now=now, target=target)
    besides = tuple(name.removeprefix(counting.UNDER) for name in only or ())
    with _sitting(reading, moment, besides) as sitting:
        if sitting.unkept(reading.sentence):
            raise current.not_measured(target)
        yield target, reading, collection, sitting


def breakdown(*, asked: Asked, by: Sequence[str], now: datetime) -> Breakdown:
    """Break a target down by columns of its collection, or by `month`; refuse a column it does not have."""
    return breakdowns(asked=asked, by=(tuple(by),), now=now)[0]


def breakdowns(*, asked: Asked, by: Sequence[tuple[str, ...]], now: datetime) -> tuple[Breakdown, ...]:
    """Break a target down in several ways at one moment."""
    found, target, reading = reading_of(asked)
    moment = current.moment(found, as_of=asked.as_of, now=now, target=target)
    besides = columns_of(target, key=asked.reading, by=by)
    with _sitting(reading, moment, besides) as sitting:
        return within(sitting, target=target, key=asked.reading, by=by)


def columns_of(target: plans.Target, *, key: str | None, by: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Name every column that the reading `key` of a target is to be broken down by; refuse one it does not have."""
    reading = current.reading_of(target, key)
    collection = counting.engine().collections[reading.sentence.collection]
    for names in by:
        if len(names) > MOST_BY:
            raise current.Refusal(
                "plans.too-many-columns",
                refusal.gettext_noop("Chỉ chia được theo nhiều nhất %(most)s cột một lúc."),
                params={"most": MOST_BY},
            )
        for name in names:
            _column(reading, collection, name)
    return tuple(name for names in by for name in names)


def within(
    sitting: counting.Sitting, *, target: plans.Target, key: str | None, by: Sequence[tuple[str, ...]]
) -> tuple[Breakdown, ...]:
    """Break the reading `key` of a target down within a sitting of the caller's, by columns that it has."""
    reading = current.reading_of(target, key)
    return tuple(
        Breakdown(
            target=target,
            reading=reading,
            collection=counting.engine().collections[reading.sentence.collection],
            by=names,
            lines=stated.held(
                sitting.breakdown(reading.sentence, by=names), target=target, said=reading.sentence, by=names
            ),
        )
        for names in by
    )


def trend(*, asked: Asked, now: datetime) -> tuple[tuple[date, measure.Share], ...]:
    """Give the share of each month of the period that has a record."""
    lines = breakdown(asked=asked, by=(counting.MONTH,), now=now).lines
    return tuple((line.values[0], line.share) for line in lines if line.values[0] is not None)


def reading_of(asked: Asked) -> tuple[plans.Plan, plans.Target, plans.Reading]:
    """Find what is asked of in the plan in force; refuse what it does not have."""
    found = current.in_force(asked.plan).plan
    target = current.target_of(found, asked.target)
    return found, target, current.reading_of(target, asked.reading)


def _sitting(
    reading: plans.Reading, moment: current.Moment, besides: tuple[str, ...]
) -> AbstractContextManager[counting.Sitting]:
    names = current.touched([reading], besides=besides)
    return counting.engine().sitting(names=names, asked=moment.asked, past=moment.past)


def _column(reading: plans.Reading, collection: Collection, name: str, *, monthly: bool = True) -> None:
    """Refuse to break down by what is no column, of the collection itself or through its links."""
    if monthly and name == counting.MONTH and sentence.period_column(reading.sentence):
        return
    found = (
        reach(counting.engine().collections, collection.name, name) if name.count(".") <= DEEPEST else None
    )
    if found is None or found.personal:
        valid = [column.name for column in collection.public]
        raise current.Refusal(
            "plans.no-such-column",
            refusal.gettext_noop("Không chia được theo “%(name)s”; có phải ý là “%(nearest)s”?"),
            params={"name": name[:40], "nearest": nearest(name[:40], [*valid, counting.MONTH])},
        )
