"""A sample year: dossiers driven through the real actions by dice that always fall the same way."""

import heapq
import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from motcua.spine import access, procedure, refusal, worktime
from motcua.systems.dossiers import actions, events, queries
from motcua.systems.dossiers.management.simulator import batches
from motcua.systems.dossiers.management.simulator.chances import Chances
from motcua.systems.dossiers.management.simulator.people import Cast
from motcua.systems.dossiers.management.simulator.story import Beginning, Happening, Setting, tell
from motcua.systems.identity import actions as identity, queries as identity_queries
from motcua.systems.ledger import actions as ledger, queries as ledger_queries
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

BY = access.system("simulator")
CITIZENS = 200
BATCH = 100


class Refusal(refusal.Refusal):
    """Nothing can be simulated as things stand."""


def simulate(
    *, dossiers: int, seed: int, begin: datetime, until: datetime, likely: Chances | None = None
) -> Iterator[int]:
    """Let a year pass up to `until`, as `likely` has it; yields how many happenings were carried out so far.

    The same number, seed and dates give the same year. Everything goes through the room's own actions, in the order
    of time; the ledger says first of all that what follows is simulated.
    """
    chance = random.Random(seed)  # noqa: S311 - dice, not secrets
    odd = random.Random(f"{seed}")  # noqa: S311 - dice, not secrets
    stage = _stage(chance, until, odd=odd, likely=likely or Chances())
    _announce(dossiers=dossiers, seed=seed, at=begin)
    waiting: list[tuple[datetime, int, Happening, Iterator[Happening]]] = []
    order = itertools.count()
    kept_back = batches.beginnings(
        dossiers=dossiers, stage=stage, seed=seed, offered=_by_level(begin), begin=begin, until=until
    )
    others = _beginnings(dossiers - len(kept_back), stage, begin=begin, until=until)
    for beginning in itertools.chain(others, kept_back):
        _wait(waiting, order, tell(beginning, stage), until)
    done = 0
    while waiting:
        with transaction.atomic():
            # A crash of the server would lose a simulated second, which can be simulated again.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            for _ in range(min(BATCH, len(waiting))):
                at, _, (_, happen), story = heapq.heappop(waiting)
                happen(at)
                _wait(waiting, order, story, until)
                done += 1
                if not waiting:
                    break
        yield done


def _wait(
    waiting: list[tuple[datetime, int, Happening, Iterator[Happening]]],
    order: Iterator[int],
    story: Iterator[Happening],
    until: datetime,
) -> None:
    following = next(story, None)
    if following is not None and following[0] < until:
        heapq.heappush(waiting, (following[0], next(order), following, story))


def _announce(*, dossiers: int, seed: int, at: datetime) -> None:
    stream = ledger_queries.SIMULATION
    seen = len(ledger_queries.read(stream=stream))
    fact = events.simulation_began(dossiers=dossiers, seed=seed, run=seen + 1, by=BY.id, at=at)
    ledger.append(stream=stream, expected=seen, facts=[fact])


def _stage(chance: random.Random, at: datetime, *, odd: random.Random, likely: Chances) -> Setting:
    cast = Cast(chance=chance, at=at)
    newcomers = [
        identity.Newcomer(
            username=f"mp-nguoidan-{n:03d}", name=f"Người dân {n:03d} (mô phỏng)", kind="citizen"
        )
        for n in range(1, CITIZENS + 1)
    ]
    accounts = identity.open_in_bulk(by=BY, at=at - timedelta(days=700), newcomers=newcomers)
    codes = sorted({unit.code for unit in organisation.units(on=at.date())})
    slow = frozenset(chance.sample(codes, int(len(codes) * likely.slow_units)))
    known = [(identity_queries.find(username=name), times) for name, times in likely.busy_citizens]
    busy = [profile.id for profile, times in known if profile for _ in range(times)]
    return Setting(
        chance=chance,
        cast=cast,
        calendar=queries.calendar(),
        likely=likely,
        citizens=cast.citizens([*sorted(accounts.values(), key=int), *busy]),
        slow=slow,
        odd=odd,
    )


def _beginnings(dossiers: int, stage: Setting, *, begin: datetime, until: datetime) -> Iterator[Beginning]:
    chance = stage.chance
    by_level = _by_level(begin)
    levels = [level for level, _ in stage.likely.level if by_level.get(level)]
    if not levels:
        raise Refusal(
            "simulation.no-procedures",
            refusal.gettext_noop("Chưa có thủ tục hành chính nào để mô phỏng; hãy nạp danh mục trước."),
        )
    weights = [weight for level, weight in stage.likely.level if level in levels]
    for _ in range(dossiers):
        level = chance.choices(levels, weights)[0]
        definition = chance.choices(by_level[level], _asked(by_level[level], stage))[0]
        lately = chance.random() < stage.likely.lately
        earliest = max(begin, until - timedelta(days=stage.likely.lately_days)) if lately else begin
        at = earliest + timedelta(seconds=chance.uniform(0, (until - earliest).total_seconds()))
        channel = _channel(definition, stage)
        if channel != "online":
            at = worktime.next_working_moment(at=at, calendar=stage.calendar)
            at += timedelta(minutes=chance.randint(0, 60))
        unit = _unit(definition, level, stage, at)
        if unit is not None:
            yield Beginning(definition=definition, unit=unit, channel=channel, at=at)


def _asked(definitions: list[procedure.Definition], stage: Setting) -> list[float]:
    popular = dict(stage.likely.popular)
    return [popular.get(definition.field, 1) for definition in definitions]


def _by_level(on: datetime) -> dict[str, list[procedure.Definition]]:
    by_level: dict[str, list[procedure.Definition]] = {}
    for code in procedures.codes():
        try:
            definition = procedures.definition(code=code, on=on.date())
        except refusal.Refusal:
            continue  # not in force on that day: nobody could file it
        for level in definition.levels:
            by_level.setdefault(level.value, []).append(definition)
    return by_level


def _channel(definition: procedure.Definition, stage: Setting) -> str:
    channels = {channel.value for channel in definition.channels}
    share = {
        procedure.ServiceLevel.FULL: stage.likely.online_full,
        procedure.ServiceLevel.PARTIAL: stage.likely.online_partial,
    }.get(definition.service_level, 0)
    if "online" in channels and stage.chance.random() < share:
        return "online"
    if "post" in channels and stage.chance.random() < stage.likely.by_post:
        return "post"
    return "counter" if "counter" in channels else next(iter(sorted(channels)))


def _unit(definition: procedure.Definition, level: str, stage: Setting, at: datetime) -> str | None:
    places: Sequence[organisation.UnitRecord] = organisation.units(on=at.date(), level=level, kind=level)
    busy = dict(stage.likely.busy_places)
    place = stage.chance.choices(places, [busy.get(one.code, 1) for one in places])[0]
    try:
        unit = queries.receiving_unit(
            definition=definition, level=procedure.Level(level), place=place.code, on=at
        )
        settling = queries.settling_unit(receiving=unit, field=definition.field, on=at)
    except refusal.Refusal:
        return None  # a field that no unit of this level answers for
    roles = ((unit, "counter_officer"), (settling, "case_officer"), (settling, "unit_head"))
    return unit if all(stage.cast.has(at_unit, access.Role(role)) for at_unit, role in roles) else None


def see_outside(*, seed: int, share: float, until: datetime) -> int:
    """Let sector systems know a few dossiers that never reached ours; give how many."""
    chance = random.Random(seed)  # noqa: S311 - dice, not secrets
    reach = access.Reach(everything=True)
    total = queries.count(reach=reach, by=queries.Filter(), at=until)
    page = queries.recent(reach=reach, by=queries.Filter(), at=until, limit=max(1, int(total * share)))
    for place, line in enumerate(page.lines, 1):
        sighting = actions.Sighting(
            source=chance.choice(("ho-tich", "dat-dai")),
            number=f"MP-{seed}-{place:05d}",
            procedure=line.procedure,
            unit=line.unit,
            filed_at=line.filed_at - timedelta(days=chance.randint(10, 200)),
        )
        actions.note_outside(sighting=sighting, by=BY, at=until)
    return len(page.lines)
