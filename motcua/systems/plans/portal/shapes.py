"""What a value is made of, in each of its shapes: what it is held against, its parts, and each goal asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from motcua.spine import measure, plan as definition, sentence
from motcua.spine.measure.goal import SAID
from motcua.systems.plans import counting, queries, wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One figure with its name; `reached` None where no goal is asked of it."""

    name: str
    shown: str
    reached: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """How many of those asked answered, in all and in each part, and by which sentence."""

    said: str
    parts: tuple[tuple[str, str], ...]
    words: str
    sentence: str


def response(target: queries.TargetReading, defined: definition.Target) -> Response | None:
    """Say how many of those whom a survey asked have answered; None where that is not known."""
    found = target.response
    if found is None or defined.asked is None:
        return None
    return Response(
        said=wording.answered(found.share),
        parts=tuple((name, wording.answered(share)) for name, share in _named(found.share, defined.asked)),
        words=wording.say(found.words),
        sentence=found.sentence,
    )


def facts(
    value: measure.Value | measure.Missing, reading: definition.Reading, target: queries.TargetReading
) -> list[Given]:
    """Say what a value is made of, each part with its goal and of a survey its interval; nothing of one that is missing."""
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
            return _parts(value, reading.sentence, target)
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


def _parts(share: measure.Share, said: sentence.Sentence, target: queries.TargetReading) -> list[Given]:
    found = []
    for part, (name, counted) in zip(share.parts, _named(share, said), strict=True):
        shown = _figure(counted.figure(measure.Unit.PERCENT), measure.Unit.PERCENT)
        sure = _interval(counted) if target.judged is measure.Judged.LOWER_BOUND else ""
        reached = measure.holds(counted, measure.asked_of(target.goals, part.value), judged=target.judged)
        found.append(Given(name=name, shown=shown + sure, reached=reached))
    return found


def part_name(course: queries.Course, said: sentence.Sentence) -> str:
    """Name the part of a share as its goal does or else as its column does, a capital first; nothing for the whole."""
    if course.part is None or not isinstance(said, sentence.Share) or said.each is None:
        return ""
    name = next((wording.say(goal.what) for goal in course.goals if goal.part and goal.what), "")
    if not name:
        collection = counting.engine().collections[said.collection]
        name = wording.value(collection, said.each.column.name, course.part, queries.names())
    return name[:1].upper() + name[1:]


def _named(share: measure.Share, said: sentence.Sentence) -> list[tuple[str, measure.Share]]:
    """Give the parts of a share by their names."""
    if not isinstance(said, sentence.Share) or said.each is None:
        return []
    collection, known = counting.engine().collections[said.collection], queries.names()
    column = said.each.column.name
    return [(wording.value(collection, column, part.value, known), part.share) for part in share.parts]


def _interval(share: measure.Share) -> str:
    found = measure.wilson(share)
    if found is None:
        return ""
    low, high = (wording.plain_percent(end) for end in (found.low, found.high))
    return " " + gettext("(từ %(low)s đến %(high)s)") % {"low": low, "high": high}


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
