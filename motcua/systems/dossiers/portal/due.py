"""When a result is due and why that day: the sentences under the date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from motcua.base.templatetags.motcua import vn_date, vn_datetime
from motcua.spine import dossier, worktime
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.portal import telling

# The receipt of a dossier filed online is answered within eight working hours (Decree 45/2020/NĐ-CP).
ANSWERED_WITHIN = worktime.Duration(8, worktime.Unit.WORKING_HOUR)
_PAUSES = {
    "dossier.supplement_asked": "dossier.supplemented",
    "dossier.payment_required": "dossier.paid",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A due time and the reasons for it; `left` only while the clock runs, `at` None while nothing is promised."""

    at: datetime | None
    left: worktime.Left | None
    why: tuple[str, ...]


def due(
    state: dossier.State,
    *,
    history: Sequence[queries.Happening],
    restart: bool,
    calendar: worktime.Calendar,
    now: datetime,
) -> Due:
    """Say when the result is due and why, from the dossier's state and what happened to it."""
    runs = state.clock is dossier.Clock.RUNS
    left = worktime.left(at=now, due_at=state.due_at, calendar=calendar) if state.due_at and runs else None
    why = (
        _before(state, calendar)
        if state.received_at is None
        else [
            *_promise(state, calendar),
            *_pauses(history, restart=restart),
            *_changes(state),
        ]
    )
    return Due(at=state.due_at, left=left, why=tuple(why))


def allowed(state: dossier.State) -> worktime.Duration | None:
    """Give the time allowed, as it was promised at receipt."""
    if state.allowed_amount is None or state.allowed_unit is None:
        return None
    return worktime.Duration(state.allowed_amount, worktime.Unit(state.allowed_unit))


def answered_by(filed_at: datetime, *, calendar: worktime.Calendar) -> datetime:
    """Give the moment by which the office says whether it takes a dossier on."""
    return worktime.due(received_at=filed_at, allowed=ANSWERED_WITHIN, calendar=calendar)


def counted(time: worktime.Duration) -> str:
    """Say how a time allowed is counted, by its unit (Civil Code 2015, Articles 147 and 148)."""
    match time.unit:
        case worktime.Unit.WORKING_DAY if time.amount == 0:
            return gettext(
                "Trả kết quả trong ngày làm việc; tiếp nhận từ 15 giờ trở đi thì trả trong ngày làm việc tiếp theo."
            )
        case worktime.Unit.WORKING_DAY:
            return gettext("Không tính ngày tiếp nhận, thứ Bảy, Chủ nhật và ngày nghỉ lễ, Tết.")
        case worktime.Unit.CALENDAR_DAY | worktime.Unit.MONTH:
            return gettext(
                "Không tính ngày tiếp nhận; tính cả ngày nghỉ. Nếu ngày cuối là ngày nghỉ thì trả vào ngày làm việc kế tiếp."
            )
    return gettext("Chỉ tính giờ cơ quan làm việc.")


def _before(state: dossier.State, calendar: worktime.Calendar) -> list[str]:
    if not state.is_open:
        return []
    told = [gettext("Ngày hẹn trả được ấn định khi hồ sơ được tiếp nhận.")]
    if state.stage is dossier.Stage.REGISTERED and state.channel == "online":
        moment = vn_datetime(answered_by(state.filed_at, calendar=calendar))
        told.append(
            gettext(
                "Hồ sơ nộp trực tuyến được trả lời trong 8 giờ làm việc kể từ khi nộp, chậm nhất %(moment)s."
            )
            % {"moment": moment}
        )
    return told


def _promise(state: dossier.State, calendar: worktime.Calendar) -> list[str]:
    time = allowed(state)
    if time is None:
        return [gettext("Thủ tục này chưa xác định thời hạn giải quyết nên chưa có ngày hẹn trả.")]
    said = gettext("Thời hạn giải quyết: %(time)s, kể từ khi tiếp nhận lúc %(moment)s.") % {
        "time": telling.duration(time).lower(),
        "moment": vn_datetime(state.received_at),
    }
    told = [said, counted(time)]
    if state.received_at and state.due_at and (off := holidays(state.received_at, state.due_at, calendar)):
        told.append(gettext("Trong thời gian này có ngày nghỉ: %(days)s.") % {"days": off})
    return told


def holidays(start: datetime, end: datetime, calendar: worktime.Calendar) -> str:
    """Name the holidays between two moments: “Tết Nguyên đán Quý Mão (20/01–26/01)”; those unsure are left out."""
    days: dict[str, list[date]] = {}
    for one in calendar.holidays:
        known = one.certainty is not worktime.Certainty.LOW
        if known and worktime.local(start).date() < one.day <= worktime.local(end).date():
            days.setdefault(one.name, []).append(one.day)
    return "; ".join(f"{name} ({_span(found)})" for name, found in days.items())


def _span(days: Sequence[date]) -> str:
    first, last = min(days), max(days)
    return f"{first:%d/%m}" if first == last else f"{first:%d/%m}–{last:%d/%m}"


def _pauses(history: Sequence[queries.Happening], *, restart: bool) -> list[str]:
    told = []
    begun: queries.Happening | None = None
    received = False
    for one in history:
        received = received or one.kind == "dossier.received"
        if one.kind in _PAUSES and received:
            begun = one
        elif begun is not None and one.kind == _PAUSES[begun.kind]:
            told.append(_paused(begun, one, restart=restart))
            begun = None
    if begun is not None and history[-1].kind not in {"dossier.withdrawn", "dossier.stopped"}:
        told.append(
            gettext(
                "Thời hạn tạm dừng từ %(moment)s cho đến khi ông/bà thực hiện yêu cầu; ngày hẹn trả sẽ lùi tương ứng."
            )
            % {"moment": vn_datetime(begun.at)}
        )
    return told


def _paused(begun: queries.Happening, ended: queries.Happening, *, restart: bool) -> str:
    span = {"start": vn_datetime(begun.at), "end": vn_datetime(ended.at)}
    if begun.kind == "dossier.supplement_asked" and restart:
        return gettext("Thời hạn được tính lại từ đầu khi ông/bà bổ sung xong hồ sơ lúc %(end)s.") % span
    if begun.kind == "dossier.supplement_asked":
        return gettext("Không tính thời gian chờ bổ sung hồ sơ, từ %(start)s đến %(end)s.") % span
    return gettext("Không tính thời gian chờ nộp phí, lệ phí, từ %(start)s đến %(end)s.") % span


def _changes(state: dossier.State) -> list[str]:
    told = []
    if state.due_original and state.due_at and state.due_original != state.due_at:
        told.append(gettext("Ngày hẹn ban đầu là %(moment)s.") % {"moment": vn_datetime(state.due_original)})
    if state.appointed_at:
        told.append(
            gettext(
                "Cơ quan đã xin lỗi và hẹn lại ngày %(day)s; ngày hẹn ban đầu vẫn được giữ để đánh giá đúng hạn."
            )
            % {"day": vn_date(state.appointed_at)}
        )
    return told
