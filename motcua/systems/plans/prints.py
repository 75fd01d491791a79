"""A plan on paper: A4 pages, two of the yearly plan, that a leader signs off or takes into a meeting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext

from motcua.base import typeset
from motcua.spine.worktime import VN


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One target on paper; every field is written as it shall stand there."""

    id: str
    statement: str
    owner: str
    value: str
    goal: str
    strive: bool
    verdict: str
    meaning: str
    change: str
    survey: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A pillar on paper: its name, its targets, how many of them are met or on course."""

    name: str
    good: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A plan read at a moment, in one language."""

    language: str
    name: str
    number: str
    issuer: str
    issued: date
    start: date
    last: date
    version: int
    as_of: datetime
    past: bool
    good: int
    measured: int
    total: int
    parts: tuple[Part, ...]


def plan(document: Document, *, at: datetime, simulated: bool) -> bytes:
    """Set a plan on paper as PDF/A-2a; the same reading printed at the same time gives the same bytes."""
    at = at.astimezone(VN)
    data = {
        "language": "en" if document.language.startswith("en") else "vi",
        "title": document.name,
        "printed": {part: getattr(at, part) for part in ("year", "month", "day", "hour", "minute", "second")},
        "simulated": gettext("DỮ LIỆU MÔ PHỎNG – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ") if simulated else "",
        "lead": gettext(
            "%(good)s trên %(total)s chỉ tiêu đạt hoặc đúng tiến độ; %(measured)s chỉ tiêu đã đo được."
        )
        % {"good": document.good, "total": document.total, "measured": document.measured},
        "about": gettext(
            "Số %(number)s, %(issuer)s ban hành ngày %(issued)s; kỳ thực hiện từ %(start)s đến %(last)s."
        )
        % {
            "number": document.number,
            "issuer": document.issuer,
            "issued": f"{document.issued:%d/%m/%Y}",
            "start": f"{document.start:%d/%m/%Y}",
            "last": f"{document.last:%d/%m/%Y}",
        },
        "moment": _moment(document),
        "foot": gettext("%(number)s · định nghĩa phiên bản %(version)s · in lúc %(at)s")
        % {"number": document.number, "version": document.version, "at": f"{at:%H:%M %d/%m/%Y}"},
        "heads": {
            "target": gettext("Chỉ tiêu, cơ quan chủ trì"),
            "value": gettext("Kết quả"),
            "goal": gettext("Mức chỉ tiêu"),
            "change": gettext("Trong tháng"),
            "verdict": gettext("Đánh giá"),
        },
        "parts": [
            {
                "name": part.name,
                "good": gettext("%(good)s trên %(total)s đạt hoặc đúng tiến độ")
                % {"good": part.good, "total": len(part.lines)},
                "lines": [_line(line) for line in part.lines],
            }
            for part in document.parts
        ],
    }
    return typeset.pdf(template=settings.LAW / "forms" / "plan.typ", data=data, at=at)


def _moment(document: Document) -> str:
    moment = document.as_of.astimezone(VN)
    if document.past:
        # Read at the first moment of the next day: the day that ended with it is the one asked for.
        day = moment.date().fromordinal(moment.date().toordinal() - 1)
        return gettext("Số liệu như đã có ở cuối ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"}
    return gettext("Số liệu đếm lúc %(moment)s.") % {"moment": f"{moment:%H:%M %d/%m/%Y}"}


def _line(line: Line) -> dict[str, str]:
    return {
        "id": line.id,
        "statement": line.statement,
        "owner": line.owner,
        "value": line.value,
        "goal": f"{line.goal} {gettext('(phấn đấu)')}" if line.strive else line.goal,
        "verdict": line.verdict,
        "meaning": line.meaning,
        "change": line.change or "–",
        "survey": line.survey,
    }
