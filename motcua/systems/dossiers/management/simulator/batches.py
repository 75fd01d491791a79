"""Dossiers that a busy commune keeps back and closes one after the other when the month is nearly over."""

import calendar
import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from motcua.spine import procedure, refusal, worktime
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.management.simulator.story import Beginning, Setting
from motcua.systems.organisation import queries as organisation

LEVEL = "commune"
AT = time(15, 20)  # when the head sits down to close them; the office is still open
LAST_DAYS = 3
FILED_BEFORE = (3, 6)  # days before they are closed


def beginnings(
    *,
    dossiers: int,
    stage: Setting,
    seed: int,
    offered: Mapping[str, Sequence[procedure.Definition]],
    begin: datetime,
    until: datetime,
) -> list[Beginning]:
    """Give the beginnings of the batches that fall into a year of so many dossiers; none of a small one.

    The dice are their own, so that everything else falls as it does without them.
    """
    chance = random.Random(f"{seed}-batches")  # noqa: S311 - dice, not secrets
    days = _last_days(stage.calendar, begin, until)
    places = [one.code for one in organisation.units(on=begin.date(), level=LEVEL, kind=LEVEL)]
    definitions = [one for one in offered.get(LEVEL, ()) if procedure.Channel.COUNTER in one.channels]
    if not (days and places and definitions):
        return []
    busiest = next((code for code, _ in stage.likely.busy_places if code in places), places[0])
    wanted = min(dossiers // stage.likely.batch_for_each, len(days))
    found: list[Beginning] = []
    for day in sorted(chance.sample(days, wanted)):
        found += _batch(chance, day, definitions, place=busiest, stage=stage)
    return found


def _batch(
    chance: random.Random,
    day: date,
    definitions: Sequence[procedure.Definition],
    *,
    place: str,
    stage: Setting,
) -> list[Beginning]:
    """Give one batch: filed some days before, closed within the hour."""
    found = []
    for number in range(stage.likely.batch_size):
        closed_at = datetime.combine(day, AT, worktime.VN) + timedelta(
            minutes=2 * number, seconds=chance.randint(0, 90)
        )
        filed_at = worktime.next_working_moment(
            at=closed_at - timedelta(days=chance.randint(*FILED_BEFORE)), calendar=stage.calendar
        ) + timedelta(minutes=chance.randint(0, 60))
        definition = chance.choice(definitions)
        try:
            unit = queries.receiving_unit(
                definition=definition, level=procedure.Level(LEVEL), place=place, on=filed_at
            )
        except refusal.Refusal:
            continue  # a field that the commune does not answer for
        channel = procedure.Channel.COUNTER.value
        found.append(
            Beginning(definition=definition, unit=unit, channel=channel, at=filed_at, closed_at=closed_at)
        )
    return found


def _last_days(worked: worktime.Calendar, begin: datetime, until: datetime) -> list[date]:
    """Give, of each month that is over, the last day on which the office worked, where it was one of the last three."""
    found = []
    month = begin.date().replace(day=1)
    while (last := month.replace(day=calendar.monthrange(month.year, month.month)[1])) < until.date():
        for off in range(LAST_DAYS):
            moment = datetime.combine(last - timedelta(days=off), AT, worktime.VN)
            if worktime.next_working_moment(at=moment, calendar=worked) == moment:
                found.append(moment.date())
                break
        month = last + timedelta(days=1)
    return found
