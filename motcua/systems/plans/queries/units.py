"""A target rolled up the tree of units: what each handles itself, and what is handled under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.spine import measure, refusal
from motcua.spine.collection import Collection
from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import counting
from motcua.systems.plans.queries import current, details

UNITS = "units"


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """A unit by its code (None: records of no unit that is known), how deep it stands, and its share.

    `own` is of the records the unit has itself, `whole` of those it has and all under it have.
    """

    code: str | None
    depth: int
    own: measure.Share
    whole: measure.Share


def by_unit(*, asked: details.Asked, now: datetime) -> tuple[Branch, ...]:
    """Roll a share up the tree of units, a unit before those under it; the branches at depth 0 add up to the target.

    Raises Refusal `plans.no-units` where no link of its records leads to units.
    """
    _, _, reading = details.reading_of(asked)
    column = _column(counting.engine().collections[reading.sentence.collection])
    lines = details.breakdown(asked=asked, by=(column,), now=now).lines
    return rolled_up(lines)


def rolled_up(lines: Iterable[counting.Line]) -> tuple[Branch, ...]:
    """Roll the lines of a breakdown by unit up the tree of units."""
    by_code = organisation.register().by_code
    own: dict[str | None, measure.Share] = {}
    whole: dict[tuple[str, ...], measure.Share] = {}
    lost = _none()
    for line in lines:
        unit = by_code.get(str(line.values[0]))
        if unit is None:
            lost = _plus(lost, line.share)
            continue
        own[unit.code] = _plus(own.get(unit.code, _none()), line.share)
        for length in range(1, len(unit.path) + 1):
            path = unit.path[:length]
            whole[path] = _plus(whole.get(path, _none()), line.share)
    branches = [
        Branch(code=path[-1], depth=len(path) - 1, own=own.get(path[-1], _none()), whole=share)
        for path, share in sorted(whole.items())
    ]
    if not lost.nothing_arisen:
        branches.append(Branch(code=None, depth=0, own=lost, whole=lost))
    return tuple(branches)


def _column(collection: Collection) -> str:
    ways = [link.column for link in collection.links if link.to == UNITS]
    if not ways:
        raise current.Refusal(
            "plans.no-units",
            refusal.gettext_noop(
                "Bản ghi của chỉ tiêu này không gắn với đơn vị nào nên không cộng theo cây đơn vị được."
            ),
        )
    return "unit" if "unit" in ways else ways[0]


def _none() -> measure.Share:
    return measure.Share(numerator=0, denominator=0)


def _plus(one: measure.Share, other: measure.Share) -> measure.Share:
    return measure.Share(
        numerator=one.numerator + other.numerator, denominator=one.denominator + other.denominator
    )
