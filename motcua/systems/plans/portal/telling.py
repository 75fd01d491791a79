"""What the statistics of a target say, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from motcua.spine import measure
from motcua.spine.measure import Outlook, Reach, figures
from motcua.systems.plans import queries, wording


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
) -> Ahead | None:
    """Say where a share will end and what it still takes; None for what cannot be foretold, or where all is over.

    `that` is the condition of its sentence in words: what a record must do to satisfy; `nouns` the word for records.
    """
    if standing is None or over or target.value is None or not target.goals:
        return None
    if not standing.flow:
        return _stock(standing, that, nouns)
    lines = [
        words
        for need in (standing.takes, standing.takes_all)
        if need and (words := _takes(standing, need, that, nouns))
    ]
    if standing.takes_all == standing.takes:
        lines = lines[:1]
    title, meaning = _outlook(target, standing, nouns)
    if standing.forecast is not None:
        lines.insert(0, _forecast(standing.forecast, standing, nouns))
    return Ahead(meaning=meaning, title=title, lines=tuple(wording.unbroken(line) for line in lines))


def _outlook(target: queries.TargetReading, standing: queries.Standing, nouns: str) -> tuple[str, str]:
    need = standing.takes_all
    if need is None:
        done = target.reached(target.value) if target.value is not None else False
        said = gettext("Không còn %(nouns)s nào chờ; kết quả này là cuối cùng") % {"nouns": nouns}
        return (said, "on-course" if done else "late")
    if need.reach is Reach.SAFE:
        return (gettext("Chắc chắn đạt, dù các %(nouns)s còn lại ra sao") % {"nouns": nouns}, "on-course")
    if need.reach is Reach.BEYOND:
        return (
            gettext("Không thể đạt nữa, dù mọi %(nouns)s còn lại đều thỏa mãn") % {"nouns": nouns},
            "late",
        )
    if standing.forecast is None:
        return (gettext("Chưa đủ số liệu để dự báo"), "nothing")
    return {
        Outlook.REACHES: (gettext("Dự báo đạt: cả khoảng dự báo nằm trong mức chỉ tiêu"), "on-course"),
        Outlook.OPEN: (gettext("Chưa chắc đạt: khoảng dự báo nằm ở cả hai phía mức chỉ tiêu"), "soon"),
        Outlook.FAILS: (gettext("Dự báo không đạt: cả khoảng dự báo nằm ngoài mức chỉ tiêu"), "late"),
    }[standing.forecast.outlook(target.goals)]


def _forecast(forecast: measure.Forecast, standing: queries.Standing, nouns: str) -> str:
    said = gettext(
        "Hết kỳ, tỷ lệ có khả năng là %(likely)s, trong khoảng từ %(low)s đến %(high)s (độ tin cậy 95 %%)."
    ) % {
        "likely": _percent(forecast.likely),
        "low": _percent(forecast.low),
        "high": _percent(forecast.high),
    }
    ground = (
        gettext("Dự báo dựa trên %(settled)s %(nouns)s đã tính và %(open)s %(nouns)s còn chưa xong.")
        if not standing.expected
        else gettext(
            "Dự báo dựa trên %(settled)s %(nouns)s đã tính, %(open)s %(nouns)s còn chưa xong và khoảng %(expected)s "
            "%(nouns)s dự kiến còn phát sinh."
        )
        if standing.open
        else gettext(
            "Dự báo dựa trên %(settled)s %(nouns)s đã tính và khoảng %(expected)s %(nouns)s dự kiến còn phát sinh."
        )
    ) % {
        "settled": wording.whole(forecast.settled.denominator),
        "open": wording.whole(standing.open),
        "expected": wording.whole(standing.expected),
        "nouns": nouns,
    }
    return f"{said} {ground}"


def _takes(standing: queries.Standing, need: measure.Need, that: str, nouns: str) -> str:
    """Say what is still to be done of the open records, or of all that are to come."""
    known = need.open == standing.open
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


def _stock(standing: queries.Standing, that: str, nouns: str) -> Ahead | None:
    need = standing.takes
    if need is None:
        return None
    what = {
        "least": wording.whole(need.least),
        "open": wording.whole(need.open),
        "that": that,
        "nouns": nouns,
    }
    if need.reach is Reach.SAFE:
        return Ahead(meaning="on-course", title=gettext("Đã đạt"), lines=())
    if need.reach is Reach.BEYOND:
        return Ahead(
            meaning="late", title=gettext("Không thể đạt bằng những %(nouns)s còn lại") % what, lines=()
        )
    line = (
        gettext(
            "Còn %(open)s %(nouns)s chưa đạt; muốn đạt chỉ tiêu, phải thêm %(least)s %(nouns)s: %(that)s."
        )
        % what
    )
    return Ahead(meaning="soon", title=gettext("Còn phải làm"), lines=(line,))


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
