"""What the statistics of a target say, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from motcua.spine import measure
from motcua.spine.measure import Outlook, Reach, figures
from motcua.systems.plans import queries, wording

# From the best that may lie ahead to the worst.
END = (Reach.SAFE, Outlook.REACHES, Outlook.OPEN, Reach.TAKES, Outlook.FAILS, Reach.BEYOND)
MEANING: Mapping[Reach | Outlook, str] = {
    Reach.SAFE: "on-course",
    Outlook.REACHES: "on-course",
    Outlook.OPEN: "soon",
    Reach.TAKES: "soon",
    Outlook.FAILS: "late",
    Reach.BEYOND: "late",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """What lies ahead of a target: the first words say most; `meaning` is one of the four of the style sheet."""

    meaning: str
    title: str
    lines: tuple[str, ...]


def ahead(
    target: queries.TargetReading,
    standing: queries.Standing | None,
    *,
    that: str,
    over: bool,
    nouns: str,
    named: Callable[[queries.Course], str],
) -> Ahead | None:
    """Say where a share will end and what it still takes; None for what cannot be foretold, or where all is over.

    `that` is the condition of its sentence in words: what a record must do to satisfy; `nouns` the word for records,
    `named` names a part of the share. Where a goal is asked of parts, each is spoken of, and the worst of them decides.
    """
    if standing is None or over or target.value is None or not standing.asked:
        return None
    if not standing.flow and all(course.takes is None for course in standing.asked):
        return None
    title, meaning = _outlook(target, standing, nouns)
    said: list[str] = []
    for course in standing.asked:
        lines = _course(target, course, that, nouns) if standing.flow else _stock(course, that, nouns)
        if (name := named(course)) and lines:
            first, *others = lines
            lines = [" ".join((f"{name}: {first[:1].lower()}{first[1:]}", *others))]
        said += lines
    return Ahead(meaning=meaning, title=title, lines=tuple(wording.unbroken(line) for line in said))


def _course(target: queries.TargetReading, course: queries.Course, that: str, nouns: str) -> list[str]:
    if course.takes_all is None:
        final = gettext("Không còn %(nouns)s nào chờ; kết quả này là cuối cùng") % {"nouns": nouns}
        return [] if course.part is None else [f"{final}."]
    needs = [course.takes] if course.takes_all == course.takes else [course.takes, course.takes_all]
    lines = [words for need in needs if need and (words := _takes(course, need, that, nouns))]
    if course.forecast is None:
        return lines
    return [_forecast(target, course.forecast, course, nouns), *lines]


def _outlook(target: queries.TargetReading, standing: queries.Standing, nouns: str) -> tuple[str, str]:
    """Say what lies ahead of the courses a goal is asked of, all of which must reach it, and what that means."""
    found = [_end(course, judged=target.judged) for course in standing.asked]
    worst = max(found, key=END.index)
    said = {
        Reach.SAFE: gettext("Chắc chắn đạt, dù các %(nouns)s còn lại ra sao"),
        Reach.BEYOND: gettext("Không thể đạt nữa, dù mọi %(nouns)s còn lại đều thỏa mãn"),
        Reach.TAKES: gettext("Chưa đủ số liệu để dự báo"),
        Outlook.REACHES: gettext("Dự báo đạt: cả khoảng dự báo nằm trong mức chỉ tiêu"),
        Outlook.OPEN: gettext("Chưa chắc đạt: khoảng dự báo nằm ở cả hai phía mức chỉ tiêu"),
        Outlook.FAILS: gettext("Dự báo không đạt: cả khoảng dự báo nằm ngoài mức chỉ tiêu"),
    }
    if not standing.flow:
        said |= {
            Reach.SAFE: gettext("Đã đạt"),
            Reach.BEYOND: gettext("Không thể đạt bằng những %(nouns)s còn lại"),
            Reach.TAKES: gettext("Còn phải làm"),
        }
    elif not any(course.takes_all for course in standing.asked):
        final = gettext("Không còn %(nouns)s nào chờ; kết quả này là cuối cùng")
        said |= {Reach.SAFE: final, Reach.BEYOND: final}
    unknown = standing.flow and worst is Reach.TAKES
    return said[worst] % {"nouns": nouns}, "nothing" if unknown else MEANING[worst]


def _end(course: queries.Course, *, judged: measure.Judged) -> Reach | Outlook:
    """Tell where one course ends: safe or lost whatever comes, or else by its forecast; `takes` where there is none."""
    need = course.takes_all or measure.still_takes(
        settled=course.settled, open_=0, goals=course.goals, judged=judged
    )
    if need.reach is not Reach.TAKES or course.forecast is None:
        return need.reach
    return course.forecast.outlook(course.goals, judged=judged)


def _forecast(
    target: queries.TargetReading, forecast: measure.Forecast, course: queries.Course, nouns: str
) -> str:
    said = gettext(
        "Hết kỳ, tỷ lệ có khả năng là %(likely)s, trong khoảng từ %(low)s đến %(high)s (độ tin cậy 95 %%)."
    ) % {
        "likely": _percent(forecast.likely),
        "low": _percent(forecast.low),
        "high": _percent(forecast.high),
    }
    if target.judged is measure.Judged.LOWER_BOUND:
        bound = _percent(forecast.bound(course.goals[0]))
        said = gettext("%(said)s Chỉ tiêu xét theo cận dưới, khi đó khoảng %(bound)s.") % {
            "said": said,
            "bound": bound,
        }
    ground = (
        gettext("Dự báo dựa trên %(settled)s %(nouns)s đã tính và %(open)s %(nouns)s còn chưa xong.")
        if not course.expected
        else gettext(
            "Dự báo dựa trên %(settled)s %(nouns)s đã tính, %(open)s %(nouns)s còn chưa xong và khoảng %(expected)s "
            "%(nouns)s dự kiến còn phát sinh."
        )
        if course.open
        else gettext(
            "Dự báo dựa trên %(settled)s %(nouns)s đã tính và khoảng %(expected)s %(nouns)s dự kiến còn phát sinh."
        )
    ) % {
        "settled": wording.whole(forecast.settled.denominator),
        "open": wording.whole(course.open),
        "expected": wording.whole(course.expected),
        "nouns": nouns,
    }
    return f"{said} {ground}"


def _takes(course: queries.Course, need: measure.Need, that: str, nouns: str) -> str:
    """Say what is still to be done of the open records, or of all that are to come."""
    known = need.open == course.open
    if need.reach is Reach.TAKES and need.least == 0:
        said = gettext("Nhiều nhất %(most)s trong %(open)s %(nouns)s còn lại được: %(that)s.")
    else:
        said = {
            (Reach.SAFE, True): gettext("Riêng %(open)s %(nouns)s còn chưa xong: kết quả nào cũng vẫn đạt."),
            (Reach.SAFE, False): gettext(
                "Với khoảng %(open)s %(nouns)s còn lại của kỳ: kết quả nào cũng vẫn đạt."
            ),
            (Reach.BEYOND, True): gettext("Riêng %(open)s %(nouns)s còn chưa xong thì không đủ để đạt."),
            (Reach.BEYOND, False): gettext(
                "Cả khoảng %(open)s %(nouns)s còn lại của kỳ cũng không đủ để đạt."
            ),
            (Reach.TAKES, True): gettext(
                "Muốn đạt, %(least)s trong %(open)s %(nouns)s còn chưa xong phải đạt: %(that)s."
            ),
            (Reach.TAKES, False): gettext(
                "Tính cả %(nouns)s dự kiến còn phát sinh: %(least)s trong khoảng %(open)s %(nouns)s còn lại phải đạt: %(that)s."
            ),
        }[need.reach, known]
    return said % {
        "least": wording.whole(need.least),
        "most": wording.whole(need.most),
        "open": wording.whole(need.open),
        "that": that,
        "nouns": nouns,
    }


def _stock(course: queries.Course, that: str, nouns: str) -> list[str]:
    need = course.takes
    if need is None or need.reach is not Reach.TAKES:
        return []
    line = gettext(
        "Còn %(open)s %(nouns)s chưa đạt; muốn đạt chỉ tiêu, phải thêm %(least)s %(nouns)s: %(that)s."
    )
    return [
        line
        % {
            "least": wording.whole(need.least),
            "open": wording.whole(need.open),
            "that": that,
            "nouns": nouns,
        }
    ]


def finding(target: queries.TargetReading, standing: queries.Standing | None) -> str:
    """Say what the trend shows, and which months are out of the ordinary."""
    said = wording.finding(target)
    strange = unusual(target, standing)
    if not said or not strange:
        return said
    return gettext("%(said)s. Khác thường: tháng %(months)s") % {"said": said, "months": ", ".join(strange)}


def unusual(target: queries.TargetReading, standing: queries.Standing | None) -> list[str]:
    """Name the months that lie beyond their control limits."""
    months: Sequence[measure.Limits | None] = standing.chart.months if standing and standing.chart else ()
    return [
        f"{point.month:%m/%Y}"
        for point, limits in zip(target.trend, months, strict=False)
        if limits is not None and limits.beyond
    ]


def _percent(value: Fraction) -> str:
    return wording.unbroken(figures.percent(value, language=wording.language()))
