"""May this happen to a work file now? A command and a state become a fact, or a refusal with its reason."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from motcua.spine import event
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.workfiles.rules import commands
from motcua.systems.workfiles.rules.stages import ACT_NAMES, PLACES, Act, Stage
from motcua.systems.workfiles.rules.state import FACTS, OPEN_TO_ALL, Refusal, State

DECREE = "Nghị định 30/2020/NĐ-CP"
SECRETS = "Luật Bảo vệ bí mật nhà nước 29/2018/QH14"
# What the keeper of a file does; the head of the agency may do it in the keeper's place.
KEEPERS = frozenset({Act.TAKE_OUT, Act.GIVE_TASK, Act.DROP_TASK, Act.CLOSE, Act.REOPEN, Act.HAND_OVER})
# What whoever has a task in it may do as well.
HANDLERS = frozenset({Act.ADD_DOCUMENT, Act.MARK_PAPER})
# What would bring the content of a secret file into the system.
CONTENT = frozenset(
    {
        Act.ADD_DOCUMENT,
        Act.TAKE_OUT,
        Act.GIVE_TASK,
        Act.DO_TASK,
        Act.DROP_TASK,
        Act.MARK_PAPER,
        Act.STRIKE_PAPER,
    }
)


def decide(
    state: State | None, command: commands.Command, *, by: str, at: datetime, leads: bool = False
) -> event.Fact:
    """Turn what somebody wants into the fact that it happened; `leads`: the actor is head there.

    Raises Refusal, `workfiles.…`.
    """
    act = command.act
    if state is None:
        if not isinstance(command, commands.Open):
            msg = f"{act} opens no file"
            raise ValueError(msg)
        _check_opening(command, at)
    else:
        require(state, act, by=by, leads=leads)
        check = CHECKS.get(act)
        if check is not None:
            check(state, command, by, at)
        if isinstance(command, commands.StrikePaper):
            _check_striking(state, command, by, leads=leads)
    return event.Fact(kind=FACTS[act], at=at, by=by, data=command.data())


def open_acts(state: State, *, by: str, leads: bool) -> frozenset[Act]:
    """Give the acts that would not be refused for what the file is or who `by` is in it: what a page offers."""
    mine = any(task.waits and task.officer == by for task in state.tasks)
    waits = any(task.waits for task in state.tasks)
    closed = {
        Act.TAKE_OUT: not state.inside,
        Act.DO_TASK: not mine,
        Act.DROP_TASK: not waits,
        Act.STRIKE_PAPER: not any(leads or one.by == by for one in state.on_paper),
        Act.CLOSE: waits or _empty(state),
    }
    return frozenset(
        act
        for act in PLACES[state.stage].acts
        if not closed.get(act, False)
        and _allowed(state, act, by, leads=leads)
        and not (state.secret and act in CONTENT)
    )


def require(state: State, act: Act, *, by: str, leads: bool) -> None:
    """Refuse an act that does not follow from where the file stands, or that is another's in it.

    Raises Refusal `workfiles.act-not-allowed`, `workfiles.secret-not-here`, `workfiles.kept-by-another`.
    """
    place = PLACES[state.stage]
    if act not in place.acts:
        raise Refusal(
            "workfiles.act-not-allowed",
            _("Hồ sơ công việc đang ở trạng thái “%(stage)s” nên chưa thể thực hiện: %(act)s."),
            params={"stage": place.name, "act": ACT_NAMES[act]},
        )
    if state.secret and act in CONTENT:
        raise Refusal(
            "workfiles.secret-not-here",
            _(
                "Hồ sơ mật chỉ ghi mã số và thời hạn trên hệ thống này; văn bản, nhiệm vụ và nội dung của hồ sơ được quản lý trên giấy theo quy định bảo vệ bí mật nhà nước."
            ),
            article=SECRETS,
        )
    if not _allowed(state, act, by, leads=leads):
        raise Refusal(
            "workfiles.kept-by-another",
            _(
                "Việc này do người lập hồ sơ hoặc lãnh đạo đơn vị thực hiện. Nếu cần, lãnh đạo đơn vị bàn giao hồ sơ cho người khác lập."
            ),
            article=f"{DECREE}, Điều 31",
        )


def _allowed(state: State, act: Act, by: str, *, leads: bool) -> bool:
    if act in HANDLERS:
        return leads or by == state.keeper or any(task.officer == by for task in state.tasks)
    return act not in KEEPERS or leads or by == state.keeper


def _check_opening(command: commands.Open, at: datetime) -> None:
    _not_ahead(command.opened_on, at)
    if command.secrecy == OPEN_TO_ALL and not command.title:
        raise Refusal("workfiles.title-missing", _("Chưa ghi tiêu đề hồ sơ."), article=f"{DECREE}, Điều 29")
    if not command.listed and not command.words:
        raise Refusal(
            "workfiles.reason-missing",
            _("Hồ sơ này không có trong danh mục hồ sơ đã phê duyệt. Hãy ghi lý do mở hồ sơ ngoài danh mục."),
            article=f"{DECREE}, Điều 28",
        )


def _not_ahead(day: date, at: datetime) -> None:
    if day > at.astimezone(event.VN).date():
        raise Refusal("workfiles.day-ahead", _("Ngày ghi không được sau ngày hôm nay."))


def _add(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - every check is called so
    if not isinstance(command, commands.AddDocument):
        raise TypeError(command)
    if any(one.document == command.document for one in state.inside):
        raise Refusal("workfiles.already-inside", _("Văn bản này đã có trong hồ sơ."))


def _take_out(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.TakeOut):
        raise TypeError(command)
    _must_say(command.words)
    if not any(one.number == command.number for one in state.inside):
        raise Refusal(
            "workfiles.no-such-item",
            _("Hồ sơ không có văn bản mang số thứ tự %(number)s."),
            params={"number": command.number},
        )


def _give_task(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.GiveTask):
        raise TypeError(command)
    _must_say(command.words)
    if command.due_at <= at:
        raise Refusal("workfiles.due-behind", _("Hạn của nhiệm vụ phải sau lúc giao."))


def _do_task(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.DoTask):
        raise TypeError(command)
    _waiting(state, command.number)
    if state.tasks[command.number - 1].officer != by:
        raise Refusal(
            "workfiles.task-of-another",
            _("Nhiệm vụ này giao cho người khác; người được giao báo cáo khi hoàn thành."),
        )
    if command.paper:
        _must_say(command.words)


def _drop_task(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.DropTask):
        raise TypeError(command)
    _waiting(state, command.number)
    _must_say(command.words)


def _waiting(state: State, number: int) -> None:
    if not any(task.number == number and task.waits for task in state.tasks):
        raise Refusal("workfiles.no-such-task", _("Hồ sơ không có nhiệm vụ nào như vậy đang chờ thực hiện."))


def _mark_paper(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.MarkPaper):
        raise TypeError(command)
    _must_say(command.what)
    _must_say(command.words)
    _not_ahead(command.done_on, at)


def _check_striking(state: State, command: commands.StrikePaper, by: str, *, leads: bool) -> None:
    step = next((one for one in state.on_paper if one.number == command.number), None)
    if step is None:
        raise Refusal("workfiles.no-such-step", _("Hồ sơ không có bước làm trên giấy nào như vậy."))
    if not leads and step.by != by:
        raise Refusal(
            "workfiles.step-of-another",
            _("Bước này do người khác ghi; người ghi hoặc lãnh đạo đơn vị mới gạch được."),
        )
    _must_say(command.words)


def _entrust(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.Entrust):
        raise TypeError(command)
    if command.keeper == state.keeper:
        raise Refusal("workfiles.already-keeper", _("Người này đang lập hồ sơ rồi."))


def _close(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.Close):
        raise TypeError(command)
    _not_ahead(command.closed_on, at)
    if command.closed_on < state.opened_on:
        raise Refusal(
            "workfiles.closed-before-opened", _("Ngày kết thúc không được trước ngày bắt đầu hồ sơ.")
        )
    if any(many < 1 for _number, many in command.extent):
        raise Refusal("workfiles.extent-not-valid", _("Số tờ, số trang của văn bản phải từ 1 trở lên."))
    waits = sum(task.waits for task in state.tasks)
    if waits:
        raise Refusal(
            "workfiles.tasks-open",
            _(
                "Hồ sơ còn %(count)s nhiệm vụ chưa hoàn thành. Hãy hoàn thành hoặc thu hồi nhiệm vụ rồi kết thúc hồ sơ."
            ),
            article=f"{DECREE}, Điều 29",
            params={"count": waits},
        )
    if _empty(state):
        raise Refusal(
            "workfiles.nothing-inside",
            _("Hồ sơ chưa có văn bản nào. Hãy đưa văn bản vào, hoặc ghi bước làm trên giấy, rồi kết thúc."),
            article=f"{DECREE}, Điều 29",
        )


def _empty(state: State) -> bool:
    return not state.secret and not state.inside and not state.on_paper


def _reopen(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if isinstance(command, commands.Reopen):
        _must_say(command.words)


def _of_batch(state: State, command: commands.Command, by: str, at: datetime) -> None:  # noqa: ARG001 - as above
    if getattr(command, "batch", None) != state.batch or state.stage is not Stage.HANDED_OVER:
        raise Refusal("workfiles.no-such-batch", _("Hồ sơ không thuộc lần nộp lưu này."))
    if isinstance(command, commands.SendBack):
        _must_say(command.words)


def _must_say(words: str) -> None:
    if not words:
        raise Refusal("workfiles.words-missing", _("Chưa ghi nội dung. Hãy ghi rõ nội dung và lý do."))


CHECKS: Mapping[Act, Callable[[State, commands.Command, str, datetime], None]] = {
    Act.ADD_DOCUMENT: _add,
    Act.TAKE_OUT: _take_out,
    Act.GIVE_TASK: _give_task,
    Act.DO_TASK: _do_task,
    Act.DROP_TASK: _drop_task,
    Act.MARK_PAPER: _mark_paper,
    Act.ENTRUST: _entrust,
    Act.CLOSE: _close,
    Act.REOPEN: _reopen,
    Act.ACCEPT: _of_batch,
    Act.SEND_BACK: _of_batch,
}
