"""A plan read over many provinces at once: each one's value for every target, the whole, and the ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from motcua.spine import measure, plan as plans, sentence
from motcua.systems.plans.counting import spark
from motcua.systems.plans.counting.rows import PROVINCE
from motcua.systems.plans.queries import current

LOWER = ("<", "<=")  # goals of which less is better


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvinceValue:
    """One province's value, the figure its first goal is asked of, and its rank among the provinces that have one."""

    province: str
    value: measure.Value | measure.Missing
    figure: Fraction | None
    rank: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalTarget:
    """A target in every province; `whole` is the share of all their records together, None for other shapes."""

    target: plans.Target
    provinces: tuple[ProvinceValue, ...]
    whole: measure.Share | None


def nation(*, plan: plans.Plan, cluster: spark.Cluster, now: datetime) -> tuple[NationalTarget, ...]:
    """Read every target that has a sentence, by its headline, as the provinces' facts stood when they exported them.

    Equal figures share a rank, and the next is as far down as there are better ones.
    """
    asked = current.moment(plan, as_of=None, now=now).asked
    read = []
    for target in plan.targets:
        if not target.readings:
            continue
        moment = current.moment(plan, as_of=None, now=now, target=target).asked if target.period else asked
        values = _values(target.readings[0].sentence, cluster, moment)
        shares = [value for value in values.values() if isinstance(value, measure.Share)]
        read.append(
            NationalTarget(
                target=target,
                provinces=_ranked(target, values),
                whole=_whole(shares) if len(shares) == len(values) else None,
            )
        )
    return tuple(read)


def _values(
    said: sentence.Sentence, cluster: spark.Cluster, asked: sentence.Asked
) -> Mapping[str, measure.Value | measure.Missing]:
    if isinstance(said, sentence.Share):
        nothing = measure.Share(numerator=0, denominator=0)
        with cluster.sitting(asked) as sitting:
            lines = {line.values[0]: line.share for line in sitting.breakdown(said, by=(PROVINCE,))}
        return {province: lines.get(province, nothing) for province in cluster.provinces}
    found: dict[str, measure.Value | measure.Missing] = {}
    for province in cluster.provinces:
        with cluster.sitting(asked, province=province) as sitting:
            found[province] = sitting.value(said)
    return found


def _whole(shares: Sequence[measure.Share]) -> measure.Share:
    return measure.Share(
        numerator=sum(share.numerator for share in shares),
        denominator=sum(share.denominator for share in shares),
    )


def _ranked(
    target: plans.Target, values: Mapping[str, measure.Value | measure.Missing]
) -> tuple[ProvinceValue, ...]:
    figures = {province: _figure(target, value) for province, value in values.items()}
    sign = -1 if target.goals and target.goals[0].comparator in LOWER else 1
    known = [sign * figure for figure in figures.values() if figure is not None]

    def rank(figure: Fraction | None) -> int | None:
        return None if figure is None else 1 + sum(other > sign * figure for other in known)

    return tuple(
        ProvinceValue(province=province, value=value, figure=figures[province], rank=rank(figures[province]))
        for province, value in values.items()
    )


def _figure(target: plans.Target, value: measure.Value | measure.Missing) -> Fraction | None:
    if isinstance(value, measure.Missing) or not target.goals:
        return None
    return value.figure(target.goals[0].unit)
