"""A plan read over many provinces at once: each one's value for every target, the whole, and the ranks."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from motcua.spine import measure, plan as plans, sentence
from motcua.systems.plans import counting
from motcua.systems.plans.counting import spark
from motcua.systems.plans.queries import current
from motcua.systems.plans.queries.by import broken_down

AT_ONCE = 4  # targets that the cluster is asked for together
LOWER = ("<", "<=")  # goals of which less is better


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvinceValue:
    """One province's value with its verdict, the figure its first goal is asked of, and its rank among the provinces.

    A published rank is as published; every other is reckoned among the provinces that have a figure, equal ones
    sharing it. `lines` are the value broken down, where that was asked for.
    """

    province: str
    value: measure.Value | measure.Missing
    verdict: measure.Verdict
    figure: Fraction | None
    rank: int | None
    lines: Sequence[counting.Line] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalTarget:
    """A target in every province; `whole` is of the records of all that have a value, as if they were one province.

    It is None for what cannot be put together: a published rank or level, a change from a stated figure, and where no
    province has a value.
    """

    target: plans.Target
    provinces: tuple[ProvinceValue, ...]
    whole: measure.Value | None
    lines: Sequence[counting.Line] = ()


def nation(
    *,
    plan: plans.Plan,
    cluster: spark.Cluster,
    now: datetime,
    as_of: date | None = None,
    by: str | None = None,
) -> tuple[NationalTarget, ...]:
    """Read every target that has a sentence, by its headline, as the provinces' facts stood when they exported them.

    `as_of` asks for them as they stood at the end of that day, `by` for each target broken down by a column besides.
    Where a sentence calls the plan's own province by name, every province is spoken of by its own. Raises Refusal
    `plans.no-past-facts`, `plans.no-such-column`.
    """
    divided = set() if by is None else {target.id for target in broken_down(plan, by)}
    counted = [target for target in plan.targets if target.readings]
    moments = [current.moment(plan, as_of=as_of, now=now, target=target) for target in counted]
    nations = [cluster.nation(moment.asked, past=moment.past) for moment in moments]

    def read(target: plans.Target, nation: spark.Nation) -> NationalTarget:
        return _read(target, plan, nation, by if target.id in divided else None)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return tuple(pool.map(read, counted, nations))


def _read(target: plans.Target, plan: plans.Plan, nation: spark.Nation, by: str | None) -> NationalTarget:
    said = _at_home(target.readings[0].sentence, plan.home)
    sittings = {province: nation.of(province) for province in nation.cluster.provinces}
    values = {province: sitting.value(said) for province, sitting in sittings.items()}
    known = [province for province, value in values.items() if not isinstance(value, measure.Missing)]
    whole = nation.of(*known) if known and _adds_up(said) else None
    together = whole.value(said) if whole else None
    return NationalTarget(
        target=target,
        provinces=_ranked(
            target,
            values,
            nation.asked,
            {province: sitting.breakdown(said, by=(by,)) for province, sitting in sittings.items()}
            if by
            else {},
        ),
        whole=None if isinstance(together, measure.Missing) else together,
        lines=whole.breakdown(said, by=(by,)) if whole and by else (),
    )


def _at_home(said: sentence.Sentence, home: plans.Home | None) -> sentence.Sentence:
    """Have a sentence speak of every province as it speaks of the plan's own."""
    if home is None:
        return said
    columns = {home.code: spark.PROVINCE.name, home.key: spark.KEY.name}
    return sentence.replaced(said, {text: column for text, column in columns.items() if text})


def _adds_up(said: sentence.Sentence) -> bool:
    """Tell whether the records of several provinces can be counted as one's."""
    return isinstance(said, sentence.Share) or (
        isinstance(said, sentence.Change) and said.against.stated is None
    )


def _ranked(
    target: plans.Target,
    values: Mapping[str, measure.Value | measure.Missing],
    asked: sentence.Asked,
    lines: Mapping[str, Sequence[counting.Line]],
) -> tuple[ProvinceValue, ...]:
    figures = {province: _figure(target, value) for province, value in values.items()}
    less = bool(target.goals) and target.goals[0].comparator in LOWER
    reckoned = places(figures, less_is_better=less)
    return tuple(
        ProvinceValue(
            province=province,
            value=value,
            verdict=measure.judge(
                value=value, goals=target.goals, as_of=asked.as_of, end=asked.end, judged=target.judged
            ),
            figure=figures[province],
            rank=value.place if isinstance(value, measure.Rank) else reckoned[province],
            lines=lines.get(province, ()),
        )
        for province, value in values.items()
    )


def places(figures: Mapping[str, Fraction | None], *, less_is_better: bool) -> Mapping[str, int | None]:
    """Give each province its place: equal figures share one and the next counts them all; without a figure there is none."""
    sign = -1 if less_is_better else 1
    known = [sign * figure for figure in figures.values() if figure is not None]
    return {
        province: None if figure is None else 1 + sum(other > sign * figure for other in known)
        for province, figure in figures.items()
    }


def _figure(target: plans.Target, value: measure.Value | measure.Missing) -> Fraction | None:
    if isinstance(value, measure.Missing) or not target.goals:
        return None
    return value.figure(target.goals[0].unit)
