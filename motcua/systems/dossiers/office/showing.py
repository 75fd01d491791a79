"""How a dossier stands, said in a word, a colour and a bar, wherever it is listed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from motcua.base import clock, doors, owed
from motcua.base.templatetags.motcua import meaning, time_left_words, vn_date
from motcua.spine import access, dossier, worktime
from motcua.systems.dossiers import queries, wording
from motcua.systems.dossiers.forms.matter import Matter
from motcua.systems.dossiers.queries import desks
from motcua.systems.organisation import queries as organisation

# An application filed online is answered within eight working hours (Decree 45/2020/NĐ-CP).
ANSWER_MINUTES = 8 * 60
HOUR, DAY_HOURS = 60, 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How urgent a dossier is: in words, with one of the four meanings, and how much of its time is still there."""

    words: str
    meaning: str
    part: float
    late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A dossier in a list; `tail` is what tells its number from its neighbours'."""

    line: queries.Line
    name: str
    tail: str
    standing: Standing
    stage: str
    where: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Work of another room in the list of the day, beside the dossiers."""

    owed: owed.Owed
    standing: Standing


def workplaces(actor: access.Actor, act: access.Act) -> list[organisation.UnitRecord]:
    """Give the very units at which somebody may do an act."""
    found = (organisation.unit(code=code) for code in sorted(access.reach(actor=actor, act=act).units))
    return list(found)


def opened(request: HttpRequest, code: str) -> Matter:
    """Put a dossier on the reader's desk, where the reader has a part in it; refuse it to others."""
    by, at = doors.who(request), clock.now()
    page = queries.page(code=code, at=at)
    access.require(actor=by, act=access.Act.READ, subject=desks.parties(page.state, on=at))
    return Matter(page=page, by=by, at=at)


def rows(lines: Iterable[queries.Line], *, at: datetime) -> list[Row]:
    """Make rows of a list."""
    return [row(line, at=at) for line in lines]


def row(line: queries.Line, *, at: datetime) -> Row:
    """Make one row of a list."""
    return Row(
        line=line,
        name=wording.said(line.procedure_name),
        tail=line.code.partition("-")[2],
        standing=standing(line, at=at),
        stage=gettext(line.stage_name),
        where=line.officer_name or line.unit_name,
    )


def task(one: owed.Owed, *, at: datetime) -> Task:
    """Say how urgent the work of another room is."""
    if one.due_at:
        return Task(owed=one, standing=_left(since=one.since, due_at=one.due_at, at=at))
    words = gettext("Chờ từ %(day)s") % {"day": vn_date(one.since)}
    return Task(owed=one, standing=Standing(words=words, meaning="nothing", part=0))


def standing(line: queries.Line, *, at: datetime) -> Standing:
    """Say how urgent a dossier is."""
    match line.stage:
        case dossier.Stage.REGISTERED:
            return _waiting_receipt(line, at)
        case dossier.Stage.RECEIVED | dossier.Stage.PROCESSING:
            return _running(line, at)
        case dossier.Stage.SUPPLEMENT_ASKED | dossier.Stage.PAYMENT_ASKED:
            return _paused(line)
        case dossier.Stage.FINISHED | dossier.Stage.RETURNED:
            return _finished(line)
    return Standing(words=gettext(line.stage_name), meaning="nothing", part=0)


def _waiting_receipt(line: queries.Line, at: datetime) -> Standing:
    waited = worktime.working_minutes_between(
        start=line.filed_at, end=max(at, line.filed_at), calendar=queries.calendar()
    )
    days, hours = divmod(waited // HOUR, DAY_HOURS)
    if days:
        words = ngettext("Chờ tiếp nhận %(n)d ngày làm việc", "Chờ tiếp nhận %(n)d ngày làm việc", days) % {
            "n": days
        }
    elif hours:
        words = ngettext("Chờ tiếp nhận %(n)d giờ làm việc", "Chờ tiếp nhận %(n)d giờ làm việc", hours) % {
            "n": hours
        }
    else:
        words = gettext("Mới nộp, chờ tiếp nhận")
    late = waited > ANSWER_MINUTES
    near = waited * 2 > ANSWER_MINUTES
    urgency = "late" if late else "soon" if near else "on-course"
    return Standing(words=words, meaning=urgency, part=max(0.0, 1 - waited / ANSWER_MINUTES), late=late)


def _running(line: queries.Line, at: datetime) -> Standing:
    if line.due_at is None or line.received_at is None:
        return Standing(words=gettext("Không có thời hạn"), meaning="nothing", part=0)
    return _left(since=line.received_at, due_at=line.due_at, at=at)


def _left(*, since: datetime, due_at: datetime, at: datetime) -> Standing:
    """Say how much time is left of what there was."""
    calendar = queries.calendar()
    left = worktime.left(at=at, due_at=due_at, calendar=calendar)
    whole = worktime.working_minutes_between(start=since, end=max(since, due_at), calendar=calendar)
    words = time_left_words(left)
    if left.late and not left.minutes:
        words = gettext("Vừa quá hạn")
    part = 0.0 if left.late else min(1.0, left.minutes / max(1, whole))
    return Standing(words=words, meaning=meaning(left), part=part, late=left.late)


def _paused(line: queries.Line) -> Standing:
    supplement = line.stage is dossier.Stage.SUPPLEMENT_ASKED
    words = gettext("Chờ bổ sung từ %(day)s") if supplement else gettext("Chờ nộp phí từ %(day)s")
    return Standing(words=words % {"day": vn_date(line.paused_at)}, meaning="nothing", part=0)


def _finished(line: queries.Line) -> Standing:
    waits = line.stage is dossier.Stage.FINISHED
    words = gettext("Chờ trả kết quả") if waits else gettext("Đã trả kết quả")
    if line.due_at is None or line.finished_at is None or line.finished_at <= line.due_at:
        return Standing(words=words, meaning="on-course", part=1)
    days = worktime.left(at=line.finished_at, due_at=line.due_at, calendar=queries.calendar()).days
    late = ngettext("xong muộn %(n)d ngày làm việc", "xong muộn %(n)d ngày làm việc", days) % {"n": days}
    said = f"{words}, {late}" if days else gettext("%(words)s, xong muộn dưới 1 ngày") % {"words": words}
    return Standing(words=said, meaning="late", part=0, late=True)
