"""The counting engine: how fast it answers, follows and loads, and how that grows with the dossiers.

`./run bench counting --size 10m` goes on to ten million; without it, to one. Cold is the first answer of a process
whose copy is loaded and that has compiled no sentence yet; warm is the median of the answers after it, each asked a
minute later than the one before, as a clock would have it. Every answer opens a sitting, so it holds a refresh as well.
Warm answers are carried on from earlier ones, as in a serving process; `counted anew` are those that read every record
again. The comparisons, with SQL written by hand and with PostgreSQL, are all of answers counted anew.
"""

import contextlib
import dataclasses
import itertools
import os
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import psycopg

from tests.load import _house

SIZES = (100_000, 1_000_000, 10_000_000)
MOST = {"100k": 1, "1m": 2, "10m": 3}
ROUNDS = 9
ACTS_A_SECOND = 100
SECONDS = 60.0  # three hundred refreshes: the 99th of a hundred is not the slowest of all
PLAN = "hung-yen-2023"
SETTLED = "outcome IS DISTINCT FROM 'withdrawn' AND outcome IS DISTINCT FROM 'not_received'"
DUE = f"""
due_at >= $start AND due_at < $end AND {SETTLED}
AND (finished_at IS NOT NULL OR (open AND NOT paused AND due_at < $as_of))
"""
FINISHED = f"finished_at >= $start AND finished_at < $end AND due_at IS NOT NULL AND {SETTLED}"
RATED = "finished_at >= $start AND finished_at < $end AND score IS NOT NULL"
# What a careful hand would write for each sentence of the plan that dossiers answer: rows that count, rows that satisfy.
BY_HAND: Mapping[tuple[str, str], tuple[str, str, str]] = {
    ("P1", "due"): ("dossiers_now", DUE, "finished_at <= due_at"),
    ("P1", "returned"): ("dossiers_now", FINISHED, "finished_at <= due_at"),
    ("P2", "due"): ("dossiers_now", DUE, "finished_at < due_session_start"),
    ("P2", "returned"): ("dossiers_now", FINISHED, "finished_at < due_session_start"),
    ("P4", "ratings"): ("dossiers_now", RATED, "score >= 4"),
    ("P5", "ratings"): (
        "dossiers_now",
        f"{RATED} AND field IN ('dat-dai', 'hoat-dong-xay-dung', 'dau-tu')",
        "score >= 4",
    ),
    ("P7", "dossiers"): (
        "dossiers_now",
        "filed_at >= $start AND filed_at < $end AND service_level IN ('full', 'partial')",
        "channel IN ('online', 'post') OR return_channel = 'post'",
    ),
    ("E8", "settled"): (
        "dossiers_now",
        f"service_level = 'full' AND finished_at >= $start AND finished_at < $end AND {SETTLED}",
        "channel = 'online' AND handled_online AND returned_online",
    ),
    ("P8", "known"): (
        "known_dossiers_now",
        "filed_at >= $start AND filed_at < $end AND (recorded_at IS NOT NULL OR record_due_at < $as_of)",
        "recorded_at <= record_due_at",
    ),
}

PARTS = {("P5", "ratings"): "field"}  # a sentence with `each` is also told by this column
PAST_DAY = datetime.fromisoformat("2023-06-30T17:00:00+07:00")

Row = dict[str, Any]


def run() -> list[Row]:
    """Fill the house step by step, measuring at each size."""
    os.environ.setdefault("MOTCUA_COUNTING_MEMORY", "14GB")
    most = MOST[os.environ.get("MOTCUA_BENCH_SIZE", "1m")]
    rows: list[Row] = []
    there = 0
    for size in SIZES[:most]:
        seconds = _house.filled(size - there, after=there, applicants=False)
        rows.append(_row(size, f"{size - there:,} dossiers written into the tables", seconds, "s"))
        there = size
        rows += measured(size, _house.opened().url)
    return rows


def measured(size: int, url: str) -> list[Row]:
    """Measure everything on the database at hand, which holds `size` dossiers."""
    from motcua.systems.plans import counting  # noqa: PLC0415 - once Django is set up

    engine = counting.Engine(
        counting.declared(), patience=600.0, answers=counting.Answers()
    )  # the rounds of one comparison stand in one sitting
    bench = _Bench(engine)
    return [
        *_loaded(size, engine, bench),
        *_answers(size, bench),
        *_against_postgresql(size, bench, url),
        *_refreshed(size, bench, url),
        *_past(size, bench),
    ]


class _Bench:
    """The plan's sentences, asked of an engine of their own."""

    def __init__(self, engine: Any) -> None:
        from motcua.spine import sentence  # noqa: PLC0415 - once Django is set up
        from motcua.systems.plans.counting import compile as questions  # noqa: PLC0415 - as above
        from motcua.systems.plans.queries import current  # noqa: PLC0415 - as above

        self.engine = engine
        self.questions = questions
        plan = current.in_force(PLAN).plan
        self.asked = sentence.Asked(as_of=_house.AT, start=plan.begins, end=plan.ends)
        self.said = {
            (target.id, reading.key): reading.sentence
            for target in plan.targets
            for reading in target.readings
        }
        self.minutes = itertools.count()
        self.names = frozenset().union(
            *(sentence.touched(said, engine.collections) for said in self.said.values())
        )

    def sitting(self) -> Any:
        return self.engine.sitting(names=self.names, asked=self.asked, past=False)

    def later(self) -> Any:
        """Open a sitting a minute after the one before."""
        at = self.asked.as_of + timedelta(minutes=next(self.minutes))
        asked = dataclasses.replace(self.asked, as_of=at)
        return self.engine.sitting(names=self.names, asked=asked, past=False)

    @contextlib.contextmanager
    def anew(self) -> Iterator[None]:
        """Count every answer anew within."""
        answers, self.engine.answers = self.engine.answers, None
        try:
            yield
        finally:
            self.engine.answers = answers

    def follow(self) -> None:
        """Bring the copy up to the present and ask nothing."""
        with self.sitting():
            pass

    def all_values(self) -> dict[tuple[str, str], Any]:
        with self.later() as sitting:
            sitting.foresee(self.said.values())
            return {place: sitting.value(said) for place, said in self.said.items()}

    def p1_by_unit_and_month(self) -> Any:
        with self.later() as sitting:
            return sitting.breakdown(self.said["P1", "due"], by=("unit", "month"))

    def moments(self) -> dict[str, datetime]:
        from motcua.spine.worktime import VN  # noqa: PLC0415 - once Django is set up

        return {
            name: getattr(self.asked, name).astimezone(VN).replace(tzinfo=None)
            for name in ("as_of", "start", "end")
        }


def _loaded(size: int, engine: Any, bench: _Bench) -> Iterator[Row]:
    began = time.process_time()
    seconds, _ = _timed(bench.follow)
    yield _row(size, "the copy loaded: dossiers as they stand", seconds, "s")
    yield _row(size, "the copy loaded: processor time of this process", time.process_time() - began, "s")
    state = engine.state()
    yield _row(size, "memory of the copy", state.used / 1e6, "MB", goal=f"bound {state.bound / 1e6:,.0f} MB")


def _answers(size: int, bench: _Bench) -> Iterator[Row]:
    for cached in ("counts", "breakdown", "total", "published", "kept"):
        getattr(bench.questions, cached).cache_clear()
    cold, _ = _timed(bench.all_values)
    yield _row(size, "every target of the plan, cold", cold * 1000, "ms", goal="< 1000 ms at 10 M", of=1000)
    warm = _median(bench.all_values)
    yield _row(size, "every target of the plan, warm", warm * 1000, "ms", goal="< 300 ms at 10 M", of=300)
    yield _processor(size, "every target of the plan, warm", bench.all_values)
    bench.p1_by_unit_and_month()
    lines = _median(bench.p1_by_unit_and_month)
    yield _row(
        size, "one target by unit and month, warm", lines * 1000, "ms", goal="< 150 ms at 10 M", of=150
    )
    yield _processor(size, "one target by unit and month, warm", bench.p1_by_unit_and_month)
    with bench.anew():
        anew = _median(bench.all_values)
        yield _row(size, "every target of the plan, counted anew", anew * 1000, "ms")
        yield _processor(size, "every target of the plan, counted anew", bench.all_values)
        lines = _median(bench.p1_by_unit_and_month)
        yield _row(size, "one target by unit and month, counted anew", lines * 1000, "ms")
        yield from _by_hand(size, bench)


def _processor(size: int, name: str, work: Callable[[], Any]) -> Row:
    """Tell the processor time of all threads: what the wall shows on two cores with nothing else to do is half of it."""
    began = time.process_time()
    for _ in range(ROUNDS):
        work()
    return _row(size, f"{name}: processor time", (time.process_time() - began) / ROUNDS * 1000, "ms")


def _by_hand(size: int, bench: _Bench) -> Iterator[Row]:
    """Ask the sentences that dossiers answer by turns: compiled, and as a careful hand writes them."""
    moments = bench.moments()
    spent: dict[tuple[str, str], list[tuple[float, float]]] = {place: [] for place in BY_HAND}
    for _ in range(ROUNDS):
        with bench.sitting() as sitting:  # one that has counted nothing yet
            for place in BY_HAND:
                sql = _written(place)
                given = {name: moment for name, moment in moments.items() if f"${name}" in sql}
                hand, found = _timed(lambda: sitting._duck.execute(sql, given).fetchall())  # noqa: B023 - called at once
                said, share = _timed(lambda: sitting.count(bench.said[place]))  # noqa: B023 - called at once
                _same(place, "by hand", found, share)
                spent[place].append((said, hand))
    found = {
        place: (statistics.median(said for said, _ in each), statistics.median(hand for _, hand in each))
        for place, each in spent.items()
    }
    for which, (said, hand) in [*found.items(), _worst(found, max), _together(found)]:
        name = f"{' '.join(which)} against SQL written by hand"
        yield _row(size, name, said * 1000, "ms", goal=f"<= 1.3 times {hand * 1000:,.1f} ms", of=hand * 1000)


def _written(place: tuple[str, str]) -> str:
    table, of, that = BY_HAND[place]
    figures = f"count(*) FILTER (WHERE {that}), count(*) FROM {table} WHERE {of}"
    by = PARTS.get(place)
    return f"SELECT {by}, {figures} GROUP BY {by}" if by else f"SELECT {figures}"


def _same(place: tuple[str, str], who: str, found: list[tuple[Any, ...]], share: Any) -> None:
    """Refuse a comparison of answers that are not the same."""
    if (sum(row[-2] for row in found), sum(row[-1] for row in found)) != (share.numerator, share.denominator):
        message = f"{place}: {who} {found}, by the sentence {share}"
        raise RuntimeError(message)


def _worst(
    found: Mapping[tuple[str, str], tuple[float, float]], worst: Callable[..., Any]
) -> tuple[tuple[str, ...], tuple[float, float]]:
    place = worst(found, key=lambda one: found[one][0] / found[one][1])
    return ("the worst,", f"{' '.join(place)},"), found[place]


def _together(
    found: Mapping[tuple[str, str], tuple[float, float]],
) -> tuple[tuple[str, ...], tuple[float, float]]:
    return ("all of them",), (
        sum(one for one, _ in found.values()),
        sum(other for _, other in found.values()),
    )


def _against_postgresql(size: int, bench: _Bench, url: str) -> Iterator[Row]:
    """Put the very same expressions to PostgreSQL, over views with the names of the copy's tables."""
    places = {name: f"'{moment}'" for name, moment in bench.moments().items()}
    found: dict[tuple[str, str], tuple[float, float]] = {}
    with psycopg.connect(url, autocommit=True, options="-c TimeZone=Asia/Ho_Chi_Minh") as connection:
        for name in ("dossiers", "known_dossiers"):
            connection.execute(f"CREATE OR REPLACE VIEW {name}_now AS {bench.engine.sources[name].current}")
        for place in BY_HAND:
            question = bench.questions.counts((bench.said[place],), bench.engine.collections, past=False)
            sql = question.said_to("postgres", places)
            connection.execute(sql).fetchall()
            theirs, figures = _timed(lambda: connection.execute(sql).fetchall()[0])  # noqa: B023 - called at once
            ours = []
            for _ in range(ROUNDS):
                with bench.anew(), bench.sitting() as sitting:
                    seconds, share = _timed(lambda: sitting.count(bench.said[place]))  # noqa: B023 - called at once
                ours.append(seconds)
            _same(place, "PostgreSQL", [figures[at : at + 2] for at in range(0, len(figures), 2)], share)
            found[place] = (theirs, statistics.median(ours))
    for which, (theirs, mine) in [*found.items(), _worst(found, min), _together(found)]:
        name = f"{' '.join(which)} on PostgreSQL"
        goal = f">= 10 times ours ({mine * 1000:,.1f} ms)"
        yield _row(size, name, theirs * 1000, "ms", goal=goal, of=mine * 1000)


def _past(size: int, bench: _Bench) -> Iterator[Row]:
    """Ask for P1 as it stood on a past day: the first time loads every version that is over."""
    asked = dataclasses.replace(bench.asked, as_of=PAST_DAY)

    def ask() -> Any:
        with bench.engine.sitting(names=frozenset({"dossiers"}), asked=asked, past=True) as sitting:
            return sitting.count(bench.said["P1", "due"])

    seconds, _ = _timed(ask)
    yield _row(size, "P1 as of a past day, the versions loaded", seconds, "s")
    state = bench.engine.state()
    versions = next(kept.past for kept in state.kept if kept.collection == "dossiers")
    bound = f"bound {state.bound / 1e6:,.0f} MB"
    yield _row(
        size, f"memory of the copy with {versions:,} versions of dossiers", state.used / 1e6, "MB", goal=bound
    )
    with bench.anew():
        yield _row(size, "P1 as of a past day, counted anew", _median(ask) * 1000, "ms")


def _refreshed(size: int, bench: _Bench, url: str) -> Iterator[Row]:
    """Let a hundred acts a second happen, each a transaction of its own, and open a sitting every fifth of a second."""
    over = threading.Event()
    done: list[float] = []
    threading.Thread(target=_acting, args=(url, over, done), daemon=True).start()
    spent = []
    began = time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        seconds, _ = _timed(bench.follow)
        spent.append(seconds * 1000)
        time.sleep(max(0.0, 0.2 - seconds))
    over.set()
    rate = len(done) / (time.perf_counter() - began)
    spent.sort()
    yield _row(size, f"a refresh at {rate:,.0f} acts/s, median", statistics.median(spent), "ms")
    p99 = spent[min(len(spent) - 1, int(len(spent) * 0.99))]
    yield _row(size, "a refresh, p99", p99, "ms", goal="< 50 ms", of=50)
    yield _seen_at_once(size, bench, url)


def _acting(url: str, over: threading.Event, done: list[float]) -> None:
    """Rate dossiers of the last weeks, again and again: each act is one row changed and one version kept."""
    chance = random.Random(204)  # noqa: S311 - the same acts in every run, nothing secret
    with psycopg.connect(url, autocommit=True) as connection:
        ids = [
            one
            for (one,) in connection.execute(
                "SELECT id FROM dossiers_dossier WHERE filed_at > timestamptz '2023-11-10' LIMIT 20000"
            )
        ]
        began = time.perf_counter()
        while not over.is_set():
            connection.execute(
                "UPDATE dossiers_dossier SET score = %s, acted_at = acted_at + interval '1 second' WHERE id = %s",
                [chance.randint(1, 5), chance.choice(ids)],
            )
            done.append(time.perf_counter())
            time.sleep(max(0.0, began + len(done) / ACTS_A_SECOND - time.perf_counter()))


def _seen_at_once(size: int, bench: _Bench, url: str) -> Row:
    """Finish overdue dossiers one after the other: each must be in the very next answer."""
    seen = 0
    with psycopg.connect(url, autocommit=True) as connection:
        ids = connection.execute(
            "SELECT id FROM dossiers_dossier WHERE stage = 4 ORDER BY id LIMIT 20"
        ).fetchall()
        for (one,) in ids:
            before = _finished(bench)
            connection.execute(
                "UPDATE dossiers_dossier SET stage = 9, outcome = 'approved', finished_at = %s, acted_at = %s WHERE id = %s",
                [_house.AT, _house.AT, one],
            )
            seen += _finished(bench) == before + 1
    return _row(size, f"acts seen in the very next answer, of {len(ids)}", seen, "", goal=f"= {len(ids)}")


def _finished(bench: _Bench) -> int:
    with bench.sitting() as sitting:
        found: int = sitting._duck.execute(
            "SELECT count(*) FROM dossiers_now WHERE finished_at IS NOT NULL"
        ).fetchall()[0][0]
    return found


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _median(work: Callable[[], Any]) -> float:
    return statistics.median(_timed(work)[0] for _ in range(ROUNDS))


def _row(
    size: int, name: str, value: float, unit: str, *, goal: str | None = None, of: float | None = None
) -> Row:
    row: Row = {"name": f"{size:>10,}: {name}", "value": round(value, 2), "unit": unit}
    if goal is not None:
        row["goal"] = goal
    if of is not None:
        row["ratio"] = round(value / of, 3)
    return row
