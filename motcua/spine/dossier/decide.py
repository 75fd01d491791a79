"""A command becomes facts, or is refused: the one place where the law of the dossier is decided."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from motcua.spine import event, procedure, worktime
from motcua.spine.dossier import commands, route
from motcua.spine.dossier.desk import Desk, Refusal, refuse_antique
from motcua.spine.dossier.stages import ACT_NAMES, PLACES, Act, Clock
from motcua.spine.dossier.state import State
from motcua.spine.refusal import gettext_noop

CORRECTABLE = ("channel", "return_channel", "filed_at", "case")
SCORES = range(1, 6)


def decide(
    state: State | None,
    command: commands.Command,
    *,
    definition: procedure.Definition,
    calendar: worktime.Calendar,
    at: datetime,
    by: str,
) -> list[event.Fact]:
    """Tell what follows from a command: the facts, in order, and nothing else.

    `definition` is the version the dossier began under; `at` and `by` are when and who. Raises Refusal with a
    stable code (`dossier.act-not-allowed` and its kin); worktime's refusals pass through.
    """
    desk = Desk(definition=definition, calendar=calendar, at=at, by=by)
    if isinstance(command, commands.Apply):
        if state is not None:
            raise Refusal("dossier.exists", gettext_noop("Hồ sơ này đã được nộp."))
        return [_apply(command, desk)]
    if state is None:
        raise Refusal("dossier.no-such-dossier", gettext_noop("Không có hồ sơ này."))
    _allow(state, command.act, at)
    handler = cast("Callable[[State, Any, Desk], list[event.Fact]]", _HANDLERS[command.act])
    return handler(state, command, desk)


def _allow(state: State, act: Act, at: datetime) -> None:
    if at < state.acted_at:
        raise Refusal(
            "dossier.time-runs-back",
            gettext_noop("Thời điểm thực hiện không được trước lần xử lý gần nhất của hồ sơ."),
        )
    if act not in PLACES[state.stage].acts:
        raise Refusal(
            "dossier.act-not-allowed",
            gettext_noop("Hồ sơ đang ở trạng thái “%(stage)s” nên không thể thực hiện “%(act)s”."),
            params={"stage": PLACES[state.stage].name, "act": ACT_NAMES[act]},
            article="TT 01/2018/TT-VPCP",
        )


def _apply(command: commands.Apply, desk: Desk) -> event.Fact:
    definition = desk.definition
    if command.channel not in definition.channels:
        raise Refusal(
            "dossier.channel-not-offered",
            gettext_noop("Thủ tục này không nhận hồ sơ qua hình thức đã chọn."),
        )
    if command.case and command.case not in definition.cases():
        raise Refusal("dossier.no-such-case", gettext_noop("Thủ tục này không có trường hợp đã chọn."))
    if command.filed_at > desk.at:
        raise Refusal("dossier.filed-in-future", gettext_noop("Ngày nộp không được sau thời điểm hiện tại."))
    refuse_antique(command.filed_at)
    return desk.fact(
        "applied",
        id=command.id,
        code=command.code,
        procedure=definition.code,
        version=definition.version,
        service_level=definition.service_level.value,
        case=command.case,
        channel=command.channel,
        return_channel=command.return_channel,
        unit=command.unit,
        owner=command.owner,
        filed_at=event.moment(command.filed_at),
    )


def _allowed(definition: procedure.Definition, case: str, channel: str) -> worktime.Duration | None:
    found = definition.deadline(case=case or None, channel=procedure.Channel(channel))
    return found.allowed if found else None


def _promise(desk: Desk, allowed: worktime.Duration | None, start: datetime) -> dict[str, event.JSON]:
    due = (
        None if allowed is None else worktime.due(received_at=start, allowed=allowed, calendar=desk.calendar)
    )
    return {
        "allowed_amount": None if allowed is None else allowed.amount,
        "allowed_unit": None if allowed is None else allowed.unit.value,
        **_due(desk, due),
    }


def _due(desk: Desk, due: datetime | None) -> dict[str, event.JSON]:
    if due is None:
        return {"due_at": None, "due_session_start": None}
    start = worktime.session_start(at=due, calendar=desk.calendar)
    return {"due_at": event.moment(due), "due_session_start": event.moment(start)}


def _step_due(desk: Desk, key: str | None) -> str | None:
    if key is None:
        return None
    hours = desk.definition.step(key).hours
    if not hours:  # done in the same sitting
        return event.moment(worktime.next_working_moment(at=desk.at, calendar=desk.calendar))
    allowed = worktime.Duration(amount=hours, unit=worktime.Unit.WORKING_HOUR)
    return event.moment(worktime.due(received_at=desk.at, allowed=allowed, calendar=desk.calendar))


def _receive(state: State, _: commands.Receive, desk: Desk) -> list[event.Fact]:
    allowed = _allowed(desk.definition, state.case, state.channel)
    first = route.next_step(None, definition=desk.definition)
    step = first.key if first else None
    promise = _promise(desk, allowed, desk.at)
    return [desk.fact("received", step=step, step_due_at=_step_due(desk, step), **promise)]


def _refuse_receipt(_: State, command: commands.RefuseReceipt, desk: Desk) -> list[event.Fact]:
    return [desk.fact("receipt_refused", **_reason(command.reason))]


def _reason(reason: commands.Reason) -> dict[str, event.JSON]:
    if not reason.digest or not reason.article.strip():
        raise Refusal(
            "dossier.reason-missing",
            gettext_noop("Phải ghi rõ lý do và điều khoản căn cứ."),
            article="NĐ 61/2018/NĐ-CP",
        )
    return {"reason": reason.digest, "article": reason.article.strip()}


def _ask_supplement(state: State, command: commands.AskSupplement, desk: Desk) -> list[event.Fact]:
    if not command.papers:
        raise Refusal(
            "dossier.papers-not-named",
            gettext_noop("Phải nêu đầy đủ các giấy tờ cần bổ sung trong một lần."),
            article="NĐ 61/2018/NĐ-CP",
        )
    # A second request is not hidden by being refused: it is written down as what it is, and counted.
    papers: list[event.JSON] = list(command.papers)
    return [
        desk.fact(
            "supplement_asked",
            round=state.supplements + 1,
            papers=papers,
            **_left(state, desk),
            **_reason(command.reason),
        )
    ]


def _left(state: State, desk: Desk) -> dict[str, event.JSON]:
    """Tell how much of the time allowed is left, in working minutes, and how much there was; null without a promise."""
    if state.received_at is None or state.due_at is None or state.due_original is None:
        return {"left": None, "of": None}
    return {
        "left": desk.minutes(desk.at, state.due_at),
        "of": desk.minutes(state.received_at, state.due_original),
    }


def _resume(state: State, desk: Desk, *, restart: bool) -> dict[str, event.JSON]:
    """Give the due times after a pause; before receipt there is no promise to move."""
    due, paused_at = state.due_at, state.paused_at
    if due is None or paused_at is None or state.allowed_unit is None or state.allowed_amount is None:
        return {**_due(desk, due), "step_due_at": _moved_step(state, desk)}
    allowed = worktime.Duration(amount=state.allowed_amount, unit=worktime.Unit(state.allowed_unit))
    moved = worktime.after_pause(
        due_at=due,
        paused_at=paused_at,
        resumed_at=desk.at,
        allowed=allowed,
        calendar=desk.calendar,
        restart=restart,
    )
    return {**_due(desk, moved), "step_due_at": _moved_step(state, desk)}


def _moved_step(state: State, desk: Desk) -> str | None:
    if state.step is None or state.step_due_at is None or state.paused_at is None:
        return None if state.step_due_at is None else event.moment(state.step_due_at)
    hours = desk.definition.step(state.step).hours
    if not hours:
        return _step_due(desk, state.step)
    moved = worktime.after_pause(
        due_at=state.step_due_at,
        paused_at=state.paused_at,
        resumed_at=desk.at,
        allowed=worktime.Duration(amount=hours, unit=worktime.Unit.WORKING_HOUR),
        calendar=desk.calendar,
    )
    return event.moment(moved)


def _supplement(state: State, command: commands.Supplement, desk: Desk) -> list[event.Fact]:
    papers: list[event.JSON] = list(command.papers)
    restart = desk.definition.restart_after_supplement
    return [desk.fact("supplemented", papers=papers, **_resume(state, desk, restart=restart))]


def _require_payment(_: State, command: commands.RequirePayment, desk: Desk) -> list[event.Fact]:
    if command.amount <= 0:
        raise Refusal("dossier.amount-not-positive", gettext_noop("Số tiền phải lớn hơn 0 đồng."))
    return [desk.fact("payment_required", amount=command.amount)]


def _pay(state: State, command: commands.Pay, desk: Desk) -> list[event.Fact]:
    if command.amount != state.fee_asked:
        raise Refusal(
            "dossier.amount-differs",
            gettext_noop("Số tiền nộp phải đúng bằng số tiền được yêu cầu: %(amount)s đồng."),
            params={"amount": state.fee_asked},
        )
    return [desk.fact("paid", amount=command.amount, **_resume(state, desk, restart=False))]


def _hand_over(state: State, command: commands.HandOver, desk: Desk) -> list[event.Fact]:
    following = route.next_step(state.step, definition=desk.definition)
    step = command.step or (following.key if following else None)
    due = _step_due(desk, step) if step != state.step else None
    if due is None and state.step_due_at is not None:
        due = event.moment(state.step_due_at)
    return [
        desk.fact(
            "handed_over",
            unit=command.unit or state.unit,
            officer=command.officer,
            step=step,
            step_due_at=due,
            paper=command.paper,
            from_unit=state.unit,
            from_step=state.step,
            from_step_due_at=None if state.step_due_at is None else event.moment(state.step_due_at),
        )
    ]


def _consult(state: State, command: commands.Consult, desk: Desk) -> list[event.Fact]:
    if command.unit == state.unit:
        raise Refusal("dossier.consults-itself", gettext_noop("Không thể lấy ý kiến của chính đơn vị mình."))
    if any(one.unit == command.unit and one.answered_at is None for one in state.consultations):
        raise Refusal("dossier.already-consulted", gettext_noop("Đơn vị này đang được lấy ý kiến."))
    if command.hours <= 0:
        raise Refusal("dossier.hours-not-positive", gettext_noop("Thời gian trả lời phải lớn hơn 0 giờ."))
    hours = worktime.Duration(amount=command.hours, unit=worktime.Unit.WORKING_HOUR)
    due = worktime.due(received_at=desk.at, allowed=hours, calendar=desk.calendar)
    return [desk.fact("consulted", unit=command.unit, question=command.question, due_at=event.moment(due))]


def _answer(state: State, command: commands.Answer, desk: Desk) -> list[event.Fact]:
    if not any(one.unit == command.unit and one.answered_at is None for one in state.consultations):
        raise Refusal(
            "dossier.not-consulted", gettext_noop("Đơn vị này không có ý kiến nào đang chờ trả lời.")
        )
    return [desk.fact("answered", unit=command.unit, reply=command.reply)]


def _decide(state: State, command: commands.Decide, desk: Desk) -> list[event.Fact]:
    waiting = [one for one in state.consultations if one.answered_at is None]
    if any(one.due_at >= desk.at for one in waiting):
        raise Refusal(
            "dossier.consultation-open",
            gettext_noop("Còn đơn vị phối hợp đang trong hạn trả lời; chưa thể quyết định."),
            article="NĐ 61/2018/NĐ-CP",
        )
    outcome = "approved" if command.approve else "refused"
    silent: list[event.JSON] = [one.unit for one in waiting]
    return [desk.fact("decided", outcome=outcome, silent=silent, **_reason(command.reason))]


def _withdraw(_: State, command: commands.Withdraw, desk: Desk) -> list[event.Fact]:
    return [desk.fact("withdrawn", reason=command.reason)]


def _stop(_: State, command: commands.Stop, desk: Desk) -> list[event.Fact]:
    return [desk.fact("stopped", **_reason(command.reason))]


def _return_result(_: State, command: commands.ReturnResult, desk: Desk) -> list[event.Fact]:
    return [desk.fact("result_returned", channel=_known_channel(command.channel))]


def _apologise(state: State, command: commands.Apologise, desk: Desk) -> list[event.Fact]:
    if state.appointed_at is not None:
        raise Refusal(
            "dossier.already-apologised",
            gettext_noop("Hồ sơ đã được hẹn lại một lần; không được hẹn lại lần nữa."),
            article="NĐ 61/2018/NĐ-CP",
        )
    if state.due_at is None:
        raise Refusal(
            "dossier.no-promise", gettext_noop("Hồ sơ không có ngày hẹn trả nên không có gì để hẹn lại.")
        )
    if command.appointed_at <= max(state.due_at, desk.at):
        raise Refusal(
            "dossier.appointment-too-early",
            gettext_noop("Ngày hẹn lại phải sau ngày hẹn trả và sau thời điểm hiện tại."),
        )
    # A day the calendar does not reach cannot be promised; a day off may be, where the office chooses to open.
    worktime.is_working_day(day=command.appointed_at.astimezone(event.VN).date(), calendar=desk.calendar)
    return [
        desk.fact("apologised", appointed_at=event.moment(command.appointed_at), **_reason(command.reason))
    ]


def _correct(state: State, command: commands.Correct, desk: Desk) -> list[event.Fact]:
    if command.field not in CORRECTABLE:
        raise Refusal(
            "dossier.field-not-correctable",
            gettext_noop("Không thể đính chính mục này; sổ cái giữ nguyên những gì đã xảy ra."),
        )
    value, extra = command.value, dict[str, event.JSON]()
    if command.field in {"channel", "return_channel"}:
        value = _known_channel(value)
    elif command.field == "filed_at":
        value = _earlier_moment(state, value)
    else:
        extra = _recase(state, value, desk)
    was = getattr(state, command.field)
    old = event.moment(was) if isinstance(was, datetime) else was
    return [
        desk.fact("corrected", field=command.field, value=value, was=old, **extra, **_reason(command.reason))
    ]


def _known_channel(value: str) -> str:
    if value not in set(procedure.Channel):
        raise Refusal("dossier.no-such-channel", gettext_noop("Không có hình thức này."))
    return value


def _earlier_moment(state: State, value: str) -> str:
    try:
        filed = event.read_moment(value)
        text = event.moment(filed)
    except (ValueError, OverflowError, event.Refusal) as error:
        raise Refusal("dossier.not-a-moment", gettext_noop("Thời điểm không đúng định dạng.")) from error
    refuse_antique(filed)
    if filed > state.recorded_at:
        raise Refusal(
            "dossier.filed-after-recorded",
            gettext_noop("Ngày nộp không được sau thời điểm hồ sơ được ghi vào hệ thống."),
        )
    return text


def _recase(state: State, case: str, desk: Desk) -> dict[str, event.JSON]:
    if case not in desk.definition.cases():
        raise Refusal("dossier.no-such-case", gettext_noop("Thủ tục này không có trường hợp đã chọn."))
    if state.supplements or state.fee_asked or state.clock is Clock.PAUSED:
        raise Refusal(
            "dossier.case-after-pause",
            gettext_noop("Không thể đổi trường hợp sau khi hồ sơ đã tạm dừng tính thời hạn."),
        )
    if state.received_at is None:
        return {"allowed_amount": None, "allowed_unit": None, "due_at": None, "due_session_start": None}
    return _promise(desk, _allowed(desk.definition, case, state.channel), state.received_at)


def _rate(state: State, command: commands.Rate, desk: Desk) -> list[event.Fact]:
    if command.score not in SCORES:
        raise Refusal("dossier.score-out-of-range", gettext_noop("Điểm đánh giá phải từ 1 đến 5."))
    if state.score is not None:
        raise Refusal("dossier.already-rated", gettext_noop("Hồ sơ này đã được đánh giá."))
    return [desk.fact("rated", score=command.score, desk_days=command.desk_days)]


_HANDLERS: dict[Act, Callable[..., list[event.Fact]]] = {
    Act.RECEIVE: _receive,
    Act.REFUSE_RECEIPT: _refuse_receipt,
    Act.ASK_SUPPLEMENT: _ask_supplement,
    Act.SUPPLEMENT: _supplement,
    Act.REQUIRE_PAYMENT: _require_payment,
    Act.PAY: _pay,
    Act.HAND_OVER: _hand_over,
    Act.CONSULT: _consult,
    Act.ANSWER: _answer,
    Act.DECIDE: _decide,
    Act.WITHDRAW: _withdraw,
    Act.STOP: _stop,
    Act.RETURN_RESULT: _return_result,
    Act.APOLOGISE: _apologise,
    Act.CORRECT: _correct,
    Act.RATE: _rate,
}
