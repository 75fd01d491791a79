"""What a value is made of, in each of its shapes: what it is held against, its parts, and each goal asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from motcua.spine import measure, plan as definition, sentence
from motcua.spine.measure.goal import SAID
from motcua.systems.plans import counting, wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One figure with its name; `reached` None where no goal is asked of it."""

    name: str
    shown: str
    reached: bool | None = None


def facts(value: measure.Value | measure.Missing, reading: definition.Reading) -> list[Given]:
    """Say what a value is made of; nothing of one that is missing."""
    match value:
        case measure.Change():
            return [
                Given(name=gettext("Mốc so sánh"), shown=wording.exact(value.baseline)),
                Given(name=gettext("Hiện nay"), shown=wording.exact(value.now)),
            ]
        case measure.Rank():
            return _known(
                (gettext("Thứ hạng"), Fraction(value.place)),
                (gettext("Thứ hạng kỳ trước"), _fraction(value.place_before)),
                (gettext("Điểm"), value.score),
                (gettext("Điểm tăng"), value.gain),
            )
        case measure.Level():
            gained = None if value.before is None else value.recorded - value.before
            return _known(
                (gettext("Mức ghi nhận"), value.recorded),
                (gettext("Mức kỳ trước"), value.before),
                (gettext("Chênh lệch"), gained),
            )
        case measure.Share():
            return _parts(value, reading)
        case _:
            return []


def asked(value: measure.Value | measure.Missing, goals: Sequence[measure.Goal]) -> list[Given]:
    """Say how a value stands to each of several goals: the absolute and the relative change at once."""
    if isinstance(value, measure.Missing | measure.Share) or len(goals) <= 1:
        return []
    found = [(goal, value.figure(goal.unit)) for goal in goals]
    return [
        Given(
            name=wording.unbroken(goal.said(wording.language())),
            shown=_figure(figure, goal.unit),
            reached=goal.reached(figure),
        )
        for goal, figure in found
        if figure is not None
    ]


def _parts(share: measure.Share, reading: definition.Reading) -> list[Given]:
    said = reading.sentence
    if not isinstance(said, sentence.Share) or said.each is None:
        return []
    collection, units = counting.engine().collections[said.collection], wording.unit_names()
    column = said.each.column.name
    return [
        Given(
            name=wording.value(collection, column, part.value, units),
            shown=_figure(part.share.figure(measure.Unit.PERCENT), measure.Unit.PERCENT),
        )
        for part in share.parts
    ]


def _figure(figure: Fraction | None, unit: measure.Unit) -> str:
    if figure is None:
        return "–"
    if unit is measure.Unit.PERCENT:
        return wording.plain_percent(figure)
    return wording.unbroken(wording.exact(figure) + SAID[unit].said(wording.language()))


def _fraction(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _known(*named: tuple[str, Fraction | None]) -> list[Given]:
    return [Given(name=name, shown=wording.exact(value)) for name, value in named if value is not None]
