"""What a given measure says of itself, in both languages: the definition, the figures, and who may do what with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from motcua.spine import measure
from motcua.spine.procedure import Words
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import queries

PLACES = 6  # decimals of a percentage; numerator and denominator are exact
LICENCE = Words(
    vi="Dữ liệu mở của cơ quan nhà nước: được tự do sao chép, chia sẻ, sử dụng, kể cả cho mục đích thương mại, với điều "
    "kiện ghi rõ nguồn và không bán nguyên trạng (Điều 18 Nghị định 47/2020/NĐ-CP)",
    en="Open data of a state agency: free to copy, share and use, also commercially, provided that the source is named "
    "and the data are not sold as they are (Decree 47/2020/NĐ-CP, Article 18)",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """One goal: its comparator exactly, its figure as a decimal text, its unit, and of which figure it is asked."""

    comparator: str
    figure: str
    unit: str
    what: Words | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One way of counting, the headline first: its sentence, the sentence in words, and what it gives in all.

    A share has a numerator and a denominator; `values` are its figure in the unit of each goal, and those of a change,
    rank or level. `verdict` is None of one that no goal is asked of.
    """

    key: str
    label: Words
    sentence: str
    words: Words
    numerator: int | None
    denominator: int | None
    percent: float | None
    values: dict[str, float]
    verdict: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """What the figure of a survey rests on: its 95 % interval in percent, and how many of those asked have answered.

    The interval is None where nobody answered; what is known of the askings is None where the plan does not say whom
    it asked.
    """

    low: float | None
    high: float | None
    asked: int | None
    answered: int | None
    response_percent: float | None
    sentence: str | None
    words: Words | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One month of one unit by one reading; the cells of a reading add up to it."""

    reading: str
    month: date | None
    unit: str | None
    unit_name: str | None
    numerator: int | None
    denominator: int | None
    percent: float | None
    values: dict[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A measure with its definition and its cells."""

    plan: str
    plan_name: Words
    number: str
    issuer: Words
    version: int
    version_from: datetime
    target: str
    definition: int
    statement: Words
    shape: str
    goals: tuple[Goal, ...]
    strive: bool
    owner: Words
    source: Words
    licence: Words
    simulated: bool
    as_of: str
    verdict: str
    judged: str
    survey: Survey | None
    readings: tuple[Reading, ...]
    cells: tuple[Cell, ...]


def measured(found: queries.Dataset, *, units: dict[str, str]) -> Measure:
    """Say a dataset whole."""
    plan, target = found.plan, found.target
    return Measure(
        plan=plan.id,
        plan_name=plan.name,
        number=plan.number,
        issuer=plan.issuer,
        version=found.version,
        version_from=found.loaded_at,
        target=target.id,
        definition=found.number,
        statement=target.statement,
        shape=target.shape,
        goals=tuple(goal(one) for one in target.goals),
        strive=target.strive,
        owner=target.owner,
        source=target.source,
        licence=LICENCE,
        simulated=simulated(),
        as_of=found.as_of.isoformat(),
        verdict=target.verdict,
        judged=target.judged,
        survey=survey(target),
        readings=tuple(reading(value, target.goals) for value in target.readings),
        cells=tuple(cell(one, units, target.goals) for one in found.cells),
    )


def goal(one: measure.Goal) -> Goal:
    """Say a goal exactly."""
    figure = Decimal(one.figure.numerator) / one.figure.denominator
    return Goal(comparator=one.comparator, figure=f"{figure:f}", unit=one.unit, what=one.what)


def reading(value: queries.ReadingValue, goals: Sequence[measure.Goal]) -> Reading:
    """Say one way of counting, counted."""
    share = value.value if isinstance(value.value, measure.Share) else None
    return Reading(
        key=value.key,
        label=value.label,
        sentence=value.sentence,
        words=value.words,
        numerator=share.numerator if share else None,
        denominator=share.denominator if share else None,
        percent=percent(share) if share else None,
        values=figures(value.value, goals),
        verdict=value.verdict,
    )


def survey(target: queries.TargetReading) -> Survey | None:
    """Say how sure the figure of a survey is; None of a target that is judged by its figure alone."""
    if target.judged is measure.Judged.POINT:
        return None
    found, said = target.interval, target.response
    return Survey(
        low=_plain(found.low) if found else None,
        high=_plain(found.high) if found else None,
        asked=said.share.denominator if said else None,
        answered=said.share.numerator if said else None,
        response_percent=percent(said.share) if said else None,
        sentence=said.sentence if said else None,
        words=said.words if said else None,
    )


def cell(one: queries.Cell, units: dict[str, str], goals: Sequence[measure.Goal]) -> Cell:
    """Say one cell, its unit by name."""
    share = one.value if isinstance(one.value, measure.Share) else None
    return Cell(
        reading=one.reading,
        month=one.month,
        unit=one.unit,
        unit_name=units.get(one.unit or ""),
        numerator=share.numerator if share else None,
        denominator=share.denominator if share else None,
        percent=percent(share) if share else None,
        values=figures(one.value, goals),
    )


def percent(share: measure.Share) -> float | None:
    """Give a share in percent, None where nothing arose."""
    return _plain(share.figure(measure.Unit.PERCENT))


def figures(value: measure.Value | measure.Missing, goals: Sequence[measure.Goal]) -> dict[str, float]:
    """Give the figure of a value in the unit of each goal; none of one that is not there."""
    if isinstance(value, measure.Missing):
        return {}
    known = {goal.unit.value: _plain(value.figure(goal.unit)) for goal in goals}
    return {unit: figure for unit, figure in known.items() if figure is not None}


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, PLACES))


def simulated() -> bool:
    """Tell whether the figures are of simulated dossiers: then every file says so."""
    return ledger.is_simulated()
