"""The line of steps: what is done, where the dossier is now, what is ahead."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from motcua.base.templatetags.motcua import dong
from motcua.spine import dossier, procedure
from motcua.spine.dossier import Stage
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.portal import telling

DONE, NOW, WAITING, STOPPED, AHEAD = "done", "now", "waiting", "stopped", "ahead"
OVER = frozenset({Stage.NOT_RECEIVED, Stage.WITHDRAWN, Stage.STOPPED})
PAUSED = frozenset({Stage.SUPPLEMENT_ASKED, Stage.PAYMENT_ASKED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """One stop of the line: how it stands, its name, when it was reached, who has it and what is said of it."""

    how: str
    name: str
    at: datetime | None = None
    who: str = ""
    says: str = ""


def line(
    state: dossier.State,
    *,
    definition: procedure.Definition,
    history: Sequence[queries.Happening],
    own: bool = False,
) -> list[Stop]:
    """Draw the line of a dossier; nothing personal stands on it. Its owner reads the reasons beside it (`own`)."""
    stops = [
        Stop(
            how=DONE,
            name=gettext("Nộp hồ sơ"),
            at=state.filed_at,
            says=str(telling.FILED.get(state.channel, "")),
        ),
        _receipt(state),
        *_work(state, definition, history),
        Stop(how=AHEAD, name=gettext("Có kết quả"), at=state.finished_at),
        Stop(
            how=AHEAD,
            name=gettext("Trả kết quả"),
            at=state.returned_at,
            who=telling.desk(state.receiving_unit),
        ),
    ]
    here = _here(state, stops, definition)
    stops = [_at(stop, place, here, state) for place, stop in enumerate(stops)]
    if state.stage in OVER:
        return [*stops[:here], _ending(state, own=own)]
    if state.stage in PAUSED:
        stops.insert(here + 1, _waiting(state, own=own))
    return stops


def _receipt(state: dossier.State) -> Stop:
    says = ""
    if state.stage is Stage.REGISTERED:
        says = gettext("Bộ phận một cửa đang kiểm tra giấy tờ.")
    elif state.stage is Stage.RECEIVED:
        says = gettext("Hồ sơ sẽ được chuyển đến cơ quan giải quyết.")
    return Stop(
        how=AHEAD,
        name=gettext("Tiếp nhận"),
        at=state.received_at,
        who=telling.desk(state.receiving_unit),
        says=says,
    )


def _handling(definition: procedure.Definition) -> list[procedure.Step]:
    return [step for step in dossier.main_steps(definition) if step.unit == procedure.HANDLING]


def _work(
    state: dossier.State, definition: procedure.Definition, history: Sequence[queries.Happening]
) -> list[Stop]:
    reached: Mapping[str, queries.Happening] = {
        str(one.data["step"]): one
        for one in history
        if one.kind == "dossier.handed_over" and one.data.get("step")
    }
    stops = []
    for step in _handling(definition):
        one = reached.get(step.key)
        current = state.step == step.key
        code = str(one.data["unit"]) if one else ""
        who = telling.unit(state.unit if current else code) if current or code else ""
        stops.append(Stop(how=AHEAD, name=telling.said(step.label), at=one.at if one else None, who=who))
    return stops or [
        Stop(how=AHEAD, name=gettext("Giải quyết"), at=_first_handed(history), who=telling.unit(state.unit))
    ]


def _first_handed(history: Sequence[queries.Happening]) -> datetime | None:
    return next((one.at for one in history if one.kind == "dossier.handed_over"), None)


def _here(state: dossier.State, stops: Sequence[Stop], definition: procedure.Definition) -> int:
    """Give the place of the stop where the dossier is: the last one reached when it is over."""
    last_work = len(stops) - 3
    stage = state.resumes_to if state.stage in PAUSED and state.resumes_to else state.stage
    if stage is Stage.RETURNED:
        return len(stops)
    if stage is Stage.FINISHED:
        return len(stops) - 1
    if stage in OVER:
        return 1 + max((n for n, stop in enumerate(stops[: last_work + 1]) if stop.at), default=0)
    if stage is Stage.PROCESSING:
        keys = [step.key for step in _handling(definition)]
        return 2 + keys.index(state.step) if state.step in keys else last_work
    return 1


def _at(stop: Stop, place: int, here: int, state: dossier.State) -> Stop:
    if place < here:
        return dataclasses.replace(stop, how=DONE)
    if place > here:
        return dataclasses.replace(stop, how=AHEAD, at=None, says="")
    paused = state.stage in PAUSED
    says = stop.says
    if state.stage is Stage.FINISHED:
        says = gettext("Kết quả đã có. %(how)s.") % {"how": telling.RETURNED.get(state.return_channel, "")}
    return dataclasses.replace(stop, how=DONE if paused and stop.at else NOW, says="" if paused else says)


def _waiting(state: dossier.State, *, own: bool) -> Stop:
    if state.stage is Stage.PAYMENT_ASKED:
        return Stop(
            how=WAITING,
            name=gettext("Chờ người nộp hồ sơ nộp phí, lệ phí"),
            at=state.paused_at,
            says=gettext("Số tiền: %(amount)s.") % {"amount": dong(state.fee_asked)},
        )
    return Stop(
        how=WAITING,
        name=gettext("Chờ người nộp hồ sơ bổ sung giấy tờ"),
        at=state.paused_at,
        says=""
        if own
        else gettext("Người nộp đăng nhập, mở hồ sơ này để xem cần bổ sung gì, hoặc hỏi bộ phận một cửa."),
    )


def _ending(state: dossier.State, *, own: bool) -> Stop:
    names = {
        Stage.NOT_RECEIVED: gettext("Không được tiếp nhận"),
        Stage.WITHDRAWN: gettext("Người nộp đã rút hồ sơ"),
        Stage.STOPPED: gettext("Dừng giải quyết")
        if state.outcome == "stopped"
        else gettext("Từ chối giải quyết"),
    }
    told = own or state.stage is Stage.WITHDRAWN
    says = "" if told else gettext("Người nộp đăng nhập để xem lý do và căn cứ.")
    return Stop(how=STOPPED, name=names[state.stage], at=state.finished_at, says=says)
