"""A measure as it is given away: every reading of a target by month and unit, counted at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.spine import measure, plan as plans, sentence
from motcua.systems.plans import counting
from motcua.systems.plans.queries import current, readings
from motcua.systems.plans.queries.definitions import definitions

UNIT = "unit"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """The value of one reading in one month and one unit; None for a month or unit that a record does not tell.

    A change, rank or level is not divided: its one cell is of the whole.
    """

    reading: str
    month: date | None
    unit: str | None
    value: measure.Value | measure.Missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """A target with its cells; the cells of a reading add up to its share. `by` names what they are divided by.

    `number` is that of the definition: it stays when a new version of the plan leaves this target as it was.
    """

    plan: plans.Plan
    version: int
    loaded_at: datetime
    as_of: datetime
    past: bool
    definition: plans.Target
    number: int
    target: readings.TargetReading
    by: tuple[str, ...]
    cells: Sequence[Cell]


def dataset(*, plan: str, target: str, as_of: date | None = None, now: datetime) -> Dataset:
    """Count a target by month and unit, now or as it stood at the end of the day `as_of`.

    Raises Refusal `plans.no-such-plan`, `plans.no-such-target`, `plans.not-measured`, `plans.as-of-to-come`.
    """
    found = current.in_force(plan)
    wanted = current.target_of(found.plan, target)
    current.reading_of(wanted, None)
    moment = current.moment(found.plan, as_of=as_of, now=now)
    names = current.measured_by((wanted,))
    by, defined = _divided(wanted), definitions(plan)
    with counting.engine().sitting(names=names, asked=moment.asked, past=moment.past) as sitting:
        read = readings.measured(wanted, sitting, moment.asked)
        if not read.published:
            raise current.not_measured(wanted)
        own, _ = readings.in_its_period(wanted, sitting, moment.asked)
        cells = tuple(cell for value in read.readings for cell in _cells(value, wanted, by, own))
    return Dataset(
        plan=found.plan,
        version=found.version,
        loaded_at=found.loaded_at,
        as_of=moment.asked.as_of,
        past=moment.past,
        definition=wanted,
        number=defined[wanted.id].number if wanted.id in defined else found.version,
        target=read,
        by=by,
        cells=cells,
    )


def _cells(
    value: readings.ReadingValue, target: plans.Target, by: tuple[str, ...], sitting: counting.Sitting
) -> list[Cell]:
    if not by:
        return [Cell(reading=value.key, month=None, unit=None, value=value.value)]
    said = current.reading_of(target, value.key).sentence
    return [
        _cell(value.key, dict(zip(by, line.values, strict=True)), line.value)
        for line in sitting.breakdown(said, by=by)
    ]


def _divided(target: plans.Target) -> tuple[str, ...]:
    """Name what every reading of a target can be divided by: the month, the unit; nothing but a share can be."""
    if not all(isinstance(reading.sentence, sentence.Share) for reading in target.readings):
        return ()
    collections = counting.engine().collections
    monthly = all(sentence.period_column(reading.sentence) for reading in target.readings)
    placed = all(
        any(column.name == UNIT for column in collections[reading.sentence.collection].public)
        for reading in target.readings
    )
    return (counting.MONTH,) * monthly + (UNIT,) * placed


def _cell(reading: str, values: Mapping[str, object], value: measure.Value) -> Cell:
    month, unit = values.get(counting.MONTH), values.get(UNIT)
    return Cell(
        reading=reading,
        month=month if isinstance(month, date) else None,
        unit=None if unit is None else str(unit),
        value=value,
    )
