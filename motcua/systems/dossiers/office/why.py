"""Why a result is due on the day it is: the sentences an officer reads to a citizen who asks."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from motcua.base.templatetags.motcua import vn_date, vn_datetime
from motcua.spine import worktime
from motcua.systems.dossiers import queries, wording
from motcua.systems.dossiers.forms.matter import Matter
from motcua.systems.dossiers.portal import due

_PAUSES = {"dossier.supplement_asked": "dossier.supplemented", "dossier.payment_required": "dossier.paid"}


def due_because(matter: Matter) -> list[str]:
    """Tell how the due day came about: the time allowed, how it is counted, days off, pauses, a new appointment."""
    state = matter.page.state
    if state.received_at is None:
        return [gettext("Ngày hẹn trả được ấn định khi hồ sơ được tiếp nhận.")] if state.is_open else []
    allowed = due.allowed(state)
    if allowed is None:
        return [gettext("Thủ tục này chưa xác định thời hạn giải quyết nên chưa có ngày hẹn trả.")]
    told = [
        gettext("Thời hạn giải quyết: %(time)s, kể từ khi tiếp nhận lúc %(moment)s.")
        % {"time": wording.duration(allowed).lower(), "moment": vn_datetime(state.received_at)},
        due.counted(allowed),
    ]
    if state.due_at and (off := due.holidays(state.received_at, state.due_at, queries.calendar())):
        told.append(gettext("Trong thời gian này có ngày nghỉ: %(days)s.") % {"days": off})
    told += _pauses(matter.page.history, received=state.received_at)
    if state.due_original and state.due_at != state.due_original:
        told.append(gettext("Ngày hẹn ban đầu là %(moment)s.") % {"moment": vn_datetime(state.due_original)})
    if state.appointed_at:
        told.append(
            gettext("Đã xin lỗi và hẹn lại ngày %(day)s; khi đánh giá đúng hạn vẫn tính theo hạn này.")
            % {"day": vn_date(state.appointed_at)}
        )
    return told


def _pauses(history: Sequence[queries.Happening], *, received: datetime) -> list[str]:
    told: list[str] = []
    begun: queries.Happening | None = None
    for one in history:
        if one.kind in _PAUSES and one.at >= received:
            begun = one
        elif begun is not None and one.kind == _PAUSES[begun.kind]:
            told.append(_paused(begun.at, one.at))
            begun = None
    if begun is not None:
        told.append(
            gettext("Đang tạm dừng từ %(start)s; hạn sẽ lùi tương ứng.") % {"start": vn_datetime(begun.at)}
        )
    return told


def _paused(start: datetime, end: datetime) -> str:
    minutes = worktime.working_minutes_between(start=start, end=end, calendar=queries.calendar())
    return gettext("Không tính thời gian chờ công dân từ %(start)s đến %(end)s (%(hours)s giờ làm việc).") % {
        "start": vn_datetime(start),
        "end": vn_datetime(end),
        "hours": round(minutes / 60),
    }
