"""How a plan's figures and values read on a page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from motcua.spine import access, fault as fault_, measure, plan, sentence
from motcua.spine.collection import Collection, Column, Names, reach
from motcua.spine.measure import Unit, Verdict, figures
from motcua.spine.measure.goal import SAID
from motcua.spine.procedure import Words
from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import counting, queries

# What a verdict means to the eye: motcua.css has four meanings.
MEANING: Mapping[Verdict, str] = {
    Verdict.MET: "on-course",
    Verdict.ON_COURSE: "on-course",
    Verdict.BEHIND: "soon",
    Verdict.MISSED: "late",
    Verdict.NOTHING_ARISEN: "nothing",
    Verdict.NO_DATA: "nothing",
}
LONGEST_NAME = 90  # letters of a procedure's name beside its code


NOT_PUBLISHED = Words(vi="Chưa công bố", en="Not yet published")


def language() -> str:
    """Give the reader's language."""
    return get_language() or "vi"


def say(words: Words) -> str:
    """Say words in the reader's language."""
    return words.said(language())


def verdict(target: queries.TargetReading, found: Verdict | None = None) -> str:
    """Say how a target stands, or a verdict `found` of it; what others publish is not yet published, rather than not there."""
    found = target.verdict if found is None else found
    if found is Verdict.NO_DATA and target.evidence is plan.Evidence.EXTERNAL:
        return say(NOT_PUBLISHED)
    return say(measure.WORDS[found])


def percent(target: queries.TargetReading) -> str | None:
    """Write a target's value, with the decimals that keep it on its side of the goal; None for no figure."""
    if target.value is None:
        return None
    return figure(target.value, target)


def figure(value: Fraction, target: queries.TargetReading) -> str:
    """Write a value on its side of a target's goal, its sign never alone on a line; with its unit where it has one."""
    if target.unit is not Unit.PERCENT:
        return unbroken(figures.exact(value, language=language()) + SAID[target.unit].said(language()))
    return unbroken(figures.percent(value, language=language(), reached=target.reached))


def plain_percent(value: Fraction, *, reached: Callable[[Fraction], bool] | None = None) -> str:
    """Write a percentage, on its side of a goal where one is given."""
    return unbroken(figures.percent(value, language=language(), reached=reached))


def signed_percent(value: Fraction, reached: Callable[[Fraction], bool]) -> str:
    """Write a change in percent with its sign, on its side of a goal."""
    said = plain_percent(value, reached=reached)
    return f"+{said}" if value > 0 else said


def apart(value: Fraction) -> str:
    """Write how far two percentages are apart, without its sign: 0,3 điểm phần trăm."""
    shown = figures.percent(abs(value), language=language()).removesuffix(" %")
    if shown in ("0,0", "0.0"):
        shown = gettext("dưới %(least)s") % {"least": f"{shown[:-1]}1"}
    return (gettext("%(points)s điểm %%") % {"points": shown}).replace(" ", "\N{NO-BREAK SPACE}")


def goal(target: queries.TargetReading) -> str:
    """Write a target's goals."""
    return unbroken("; ".join(goal.said(language()) for goal in target.goals))


def goal_reached(target: queries.TargetReading) -> str:
    """Write a target's goals, beside each that is asked of one part what that part has come to."""
    return unbroken("; ".join(goal.said(language()) + _come_to(target, goal) for goal in target.goals))


def _come_to(target: queries.TargetReading, goal: measure.Goal) -> str:
    parts = target.measured.parts if isinstance(target.measured, measure.Share) else ()
    part = next((one.share for one in parts if goal.part is not None and one.value == goal.part), None)
    figure = part.figure(Unit.PERCENT) if part else None
    if part is None or figure is None:
        return ""
    said = {"figure": plain_percent(figure, reached=goal.reached)}
    bounded = target.judged is measure.Judged.LOWER_BOUND and goal.comparator != "="
    sure = measure.wilson(part) if bounded else None
    if sure is None:
        return " " + gettext("(nay %(figure)s)") % said
    bound = {"bound": plain_percent(sure.bound(goal), reached=goal.reached)}
    return " " + gettext("(nay %(figure)s, cận dưới %(bound)s)") % {**said, **bound}


def interval(target: queries.TargetReading) -> str:
    """Say between what a share surely lies of which only some were asked; nothing of one that is judged by itself."""
    found = target.interval
    if found is None:
        return ""
    return gettext("từ %(low)s đến %(high)s") % {
        "low": figure(found.low, target),
        "high": figure(found.high, target),
    }


def response(target: queries.TargetReading) -> str:
    """Say how many of those whom a survey asked have answered; nothing where that is not known."""
    return answered(target.response.share) if target.response else ""


def answered(share: measure.Share) -> str:
    """Write how many of those asked have answered."""
    rate = share.figure(Unit.PERCENT)
    if rate is None:
        return gettext("chưa hỏi ai trong kỳ")
    return unbroken(
        gettext("%(answered)s trên %(asked)s lượt hỏi đã có trả lời (%(rate)s)")
        % {
            "answered": whole(share.numerator),
            "asked": whole(share.denominator),
            "rate": plain_percent(rate),
        }
    )


def survey(target: queries.TargetReading) -> str:
    """Say in one line what a survey's figure rests on: its 95 % interval, whose bound is judged, and how many answered."""
    sure = interval(target)
    said = gettext("xét theo cận dưới (độ tin cậy 95 %%: %(interval)s)") % {"interval": sure} if sure else ""
    return "; ".join(one for one in (said, response(target)) if one)


def counted(collection: Collection, count: int) -> str:
    """Write a count with the word by which a collection's records are counted: 412 phiếu."""
    return f"{whole(count)} {collection.noun.said(language(), count)}"


def nouns(collection: Collection) -> str:
    """Give the word for several of a collection's records."""
    return collection.noun.said(language(), 2)


def finding(target: queries.TargetReading) -> str:
    """Say what the trend shows: in how many months the goal was reached, where one is asked of the whole, and the lowest."""
    known = [
        (point.month, value)
        for point in target.trend
        if (value := point.share.figure(Unit.PERCENT)) is not None
    ]
    if not known:
        return ""
    month, lowest = min(known, key=lambda one: one[1])
    if not target.goals_of_whole:
        said = gettext("Thấp nhất là tháng %(month)s: %(value)s")
    elif target.judged is measure.Judged.LOWER_BOUND:
        said = gettext(
            "%(reached)s trên %(all)s tháng đạt mức chỉ tiêu, xét theo cận dưới; thấp nhất là tháng %(month)s: %(value)s"
        )
    else:
        said = gettext(
            "%(reached)s trên %(all)s tháng đạt mức chỉ tiêu; thấp nhất là tháng %(month)s: %(value)s"
        )
    return said % {
        "reached": sum(target.holds(point.share) is True for point in target.trend),
        "all": len(known),
        "month": f"{month:%m/%Y}",
        "value": figure(lowest, target),
    }


def unbroken(text: str) -> str:
    """Keep figures with their signs and units where a line ends."""
    return re.sub(r"(?<=[≥≤=<>\d]) (?=[-\d%])", "\N{NO-BREAK SPACE}", text)


def exact(value: Fraction | None) -> str:
    """Write a figure with all its decimals; a dash for none."""
    return "–" if value is None else figures.exact(value, language=language())


def say_role(role: access.Role) -> str:
    """Name a role."""
    return gettext(access.ROLE_LABELS[role])


def whole(value: int) -> str:
    """Write a whole number."""
    return figures.whole(value, language=language())


def listed(reading: queries.PlanReading) -> dict[str, Any]:
    """Say a plan in the list: its name, its number, and where it stands."""
    won = queries.points(reading)
    return {
        "id": reading.plan.id,
        "name": say(reading.plan.name),
        "number": reading.plan.number,
        "points": points(won.score) if won else None,
        "good": reading.good,
        "total": reading.total,
        "measured": reading.measured,
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A fault as a page shows it: its place, its sentence, and the line it stands in, cut where it begins."""

    line: int
    column: int
    message: str
    before: str
    after: str


def fault(found: fault_.Fault, text: str) -> Fault:
    """Say a fault of a text with the line it stands in."""
    lines = text.split("\n")
    line = lines[found.line - 1] if 0 < found.line <= len(lines) else ""
    at = max(0, found.column - 1)
    return Fault(
        line=found.line,
        column=found.column,
        message=gettext(found.message) % found.params if found.params else gettext(found.message),
        before=line[:at].lstrip(),
        after=line[at : at + 80],
    )


def fraction(share: measure.Share) -> str:
    """Write a share as so many of so many."""
    return gettext("%(that)s trên %(of)s") % {"that": whole(share.numerator), "of": whole(share.denominator)}


def made_of(value: measure.Value | measure.Missing | None) -> str | None:
    """Write what a value is made of: so many of so many, or what it is now against its baseline; None for anything else."""
    match value:
        case measure.Share(denominator=of) if of:
            return fraction(value)
        case measure.Change(baseline=baseline, now=now):
            return unbroken(
                gettext("%(now)s so với %(baseline)s") % {"now": exact(now), "baseline": exact(baseline)}
            )
    return None


def points(score: plan.Score) -> str:
    """Write a score: points won of the points measured, and what is still open."""
    won = figures.exact(_hundredths(score.won), language=language())
    if score.measured:
        measured = figures.exact(score.measured, language=language())
        said = gettext("%(won)s trên %(measured)s điểm đã đo được") % {"won": won, "measured": measured}
    else:
        said = gettext("%(won)s điểm") % {"won": won} if score.won else gettext("Chưa có điểm nào")
    if score.open:
        said += gettext("; còn %(open)s điểm chưa đo được") % {
            "open": figures.exact(score.open, language=language())
        }
    if score.unknown:
        said += gettext("; %(count)s chỉ số chưa có điểm tối đa") % {"count": whole(score.unknown)}
    return said


def points_of(won: queries.TargetPoints) -> str:
    """Write what a target won of what it may give; a dash where nothing says, a word where the most is not known."""
    limit = won.points.limit
    most = gettext("chưa rõ") if limit is None else figures.exact(limit, language=language())
    said = "–" if won.won is None else figures.exact(_hundredths(won.won), language=language())
    return gettext("%(won)s / %(most)s điểm") % {"won": said, "most": most}


def _hundredths(value: Fraction) -> Fraction:
    """Round points down to hundredths: what is not won is not shown."""
    return Fraction(value.numerator * 100 // value.denominator, 100)


def unit_names() -> Mapping[str, str]:
    """Give the short name of every unit, by its code."""
    return {unit.code: unit.short_name for unit in organisation.units()}


def column(collection: Collection, name: str) -> str:
    """Name a column of a collection, reached through its links as well, or the month."""
    if name == counting.MONTH:
        return gettext("Tháng")
    said = say(sentence.column_in_words(name, collections=counting.engine().collections, root=collection))
    return said[:1].upper() + said[1:]


def head(collection: Collection, name: str) -> str:
    """Name a column as it stands over a table: what its meaning says after a semicolon is an explanation."""
    return column(collection, name).partition(";")[0]


def value(collection: Collection, name: str, cell: Any, names: Names) -> str:  # noqa: PLR0911 - one line for each kind of value
    """Write one value of a column as an official would, a code by its name; an absent one is a dash."""
    found = _found(collection, name)
    match cell:
        case None:
            return "–"
        case bool():
            return gettext("Có") if cell else gettext("Không")
        case datetime():
            return f"{cell:%H:%M %d/%m/%Y}"
        case date():
            return f"{cell:%m/%Y}" if name == counting.MONTH else f"{cell:%d/%m/%Y}"
        case _ if found is not None and cell in found.values:
            return say(found.values[cell])
        case str() if (called := names.name(found, cell)) is not None:
            return _called(found, cell, say(called))
        case _:
            return str(cell)


def _called(column: Column | None, code: str, name: str) -> str:
    """Name what a code stands for; of a procedure beside its code, by which an official knows it."""
    if column is None or column.of != "procedures":
        return name
    return f"{code} – {Truncator(name).chars(LONGEST_NAME)}"


def own_page(collection: Collection, item: Mapping[str, Any]) -> str | None:
    """Give the address in the office of the page a record has; None where it has none here."""
    if item.get("source", "system") != "system":
        return None  # known from another system, or from a table: there is no page of it here
    match collection.room:
        case "dossiers":
            return reverse("desk:dossier", args=[item["code"]])
        case "workfiles":
            return reverse("workfiles:file", args=[item["id"]])
    return None


def _found(collection: Collection, name: str) -> Column | None:
    if "." not in name:
        return collection.column(name)
    reached = reach(counting.engine().collections, collection.name, name)
    return reached.column if reached else None
