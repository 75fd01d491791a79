"""May this happen now? A command and a state become a fact, or a refusal with its reason."""

from collections.abc import Callable, Mapping
from datetime import datetime

from motcua.spine import event
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.documents.rules import commands, copies, kinds
from motcua.systems.documents.rules.stages import ACT_NAMES, BEGINNINGS, PLACES, Act, Stage
from motcua.systems.documents.rules.state import FACTS, Refusal, State

SECRETS = "Luật Bảo vệ bí mật nhà nước 29/2018/QH14; Quyết định 28/2018/QĐ-TTg, Điều 1"
DECREE = "Nghị định 30/2020/NĐ-CP"
COPYING = f"{DECREE}, Điều 25 và Phụ lục I, phần III"


def decide(state: State | None, command: commands.Command, *, by: str, at: datetime) -> event.Fact:
    """Turn what somebody wants into the fact that it happened. Raises Refusal, `documents.…`."""
    act = command.act
    if state is None:
        if act not in BEGINNINGS:
            msg = f"{act} begins no document"
            raise ValueError(msg)
        _check_beginning(command)
    else:
        require(state, act)
        check = CHECKS.get(act)
        if check is not None:
            check(state, command, by)
    return event.Fact(kind=FACTS[act], at=at, by=by, data=command.data())


def require(state: State, act: Act) -> None:
    """Refuse an act that does not follow from where the document stands. Raises Refusal `documents.act-not-allowed`."""
    place = PLACES[state.stage]
    if act not in place.acts:
        raise Refusal(
            "documents.act-not-allowed",
            _("Văn bản đang ở trạng thái “%(stage)s” nên chưa thể thực hiện: %(act)s."),
            params={"stage": place.name, "act": ACT_NAMES[act]},
        )


def _check_beginning(command: commands.Command) -> None:
    kind, urgency, secrecy = (getattr(command, name) for name in ("kind", "urgency", "secrecy"))
    if (
        kind not in BEGINS_WITH[command.act]
        or urgency not in kinds.URGENCIES
        or secrecy not in kinds.SECRECIES
    ):
        raise Refusal(
            "documents.no-such-kind",
            _("Loại văn bản, độ khẩn hoặc độ mật không có trong danh mục."),
            article=f"{DECREE}, Phụ lục III",
        )
    if isinstance(command, commands.Receive):
        if command.origin not in commands.ORIGINS:
            msg = f"no origin {command.origin}"
            raise ValueError(msg)
        if secrecy != kinds.OPEN and (command.files or command.origin == commands.EXCHANGE):
            raise _secret()


def _secret() -> Refusal:
    return Refusal(
        "documents.secret-not-here",
        _(
            "Văn bản mật không được soạn thảo, lưu tệp hay gửi nhận trên hệ thống này; chỉ ghi số vào sổ và chuyển bản giấy theo quy định bảo vệ bí mật nhà nước."
        ),
        article=SECRETS,
    )


def _add_file(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - every check is called so
    if state.secret:
        raise _secret()
    if state.origin == commands.EXCHANGE:
        raise Refusal(
            "documents.came-signed",
            _("Văn bản đến qua trục liên thông được giữ nguyên như đã nhận; không thêm tệp vào được."),
        )


def _submit(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - as above
    if state.file is None and not state.secret:
        raise Refusal(
            "documents.file-missing", _("Chưa có tệp văn bản. Hãy tải tệp PDF của dự thảo lên rồi trình ký.")
        )


def _seen(state: State, command: commands.Command) -> None:
    if state.secret:
        raise _secret()
    if state.file is None or getattr(command, "seen", None) != state.file:
        raise Refusal(
            "documents.seen-other",
            _(
                "Tệp văn bản đã thay đổi sau khi ông/bà mở xem nên chưa ký. Hãy mở lại trang, đọc lại văn bản rồi ký."
            ),
        )


def _sign(state: State, command: commands.Command, by: str) -> None:
    _seen(state, command)
    if state.signed_by is not None:
        raise Refusal("documents.already-signed", _("Văn bản đã có chữ ký số của người có thẩm quyền."))
    if state.submitted_to not in (None, "", by):
        raise Refusal(
            "documents.submitted-to-another",
            _("Văn bản này được trình người khác ký. Người soạn thảo cần trình lại nếu đổi người ký."),
        )


def _seal(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - as above
    _seen(state, command)
    if state.signed_by is None:
        raise Refusal(
            "documents.person-first",
            _("Chữ ký số của cơ quan chỉ ký sau chữ ký số của người có thẩm quyền."),
            article=f"{DECREE}, Phụ lục I",
        )


def _number(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - as above
    if state.number is not None:
        raise Refusal(
            "documents.already-numbered",
            _("Văn bản đã có số %(symbol)s."),
            params={"symbol": state.symbol or ""},
        )


def _issue(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.Issue):
        raise TypeError(command)
    if command.electronic and state.secret:
        raise _secret()
    if not command.receivers:
        raise Refusal("documents.receivers-missing", _("Chưa có nơi nhận. Hãy chọn ít nhất một nơi nhận."))
    if state.legal and not command.effective_on:
        raise Refusal(
            "documents.effective-day-missing",
            _("Văn bản quy phạm pháp luật phải ghi ngày có hiệu lực khi phát hành."),
            article="Luật Ban hành văn bản quy phạm pháp luật 80/2015/QH13, Điều 151",
        )
    if command.electronic and state.stage is not Stage.SEALED:
        raise Refusal(
            "documents.not-fully-signed",
            _(
                "Văn bản gửi trên mạng phải có chữ ký số của người có thẩm quyền và của cơ quan. Hãy ký đủ rồi phát hành, hoặc phát hành bản giấy."
            ),
            article=f"{DECREE}, Điều 5 và Phụ lục I",
        )


def _copy(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - as above
    if not isinstance(command, commands.Copy):
        raise TypeError(command)
    _seen(state, command)
    if command.kind not in kinds.COPIES:
        raise Refusal(
            "documents.copy-not-known",
            _("Hình thức sao không có trong danh mục: chỉ có sao y, trích sao, sao lục."),
            article=COPYING,
        )
    if command.kind not in copies.copies_of(state):
        raise _copy_of_a_copy() if state.kind in kinds.COPIES else _not_a_copy()
    if bool(command.pages) != (command.kind == kinds.EXTRACT):
        raise Refusal(
            "documents.pages-not-valid",
            _("Trích sao phải ghi trang được sao, ví dụ 1,3-4; sao y và sao lục thì sao cả văn bản."),
            article=COPYING,
        )


def _not_a_copy() -> Refusal:
    return Refusal(
        "documents.not-a-copy",
        _("Sao lục chỉ làm từ bản sao y do cơ quan khác gửi đến; từ bản gốc, bản chính thì sao y."),
        article=COPYING,
    )


def _copy_of_a_copy() -> Refusal:
    return Refusal(
        "documents.copy-of-a-copy",
        _(
            "Văn bản này là bản sao: sao y, trích sao chỉ làm từ bản gốc, bản chính; từ bản sao y do cơ quan khác gửi đến thì sao lục."
        ),
        article=COPYING,
    )


def _send_copy(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - as above
    if state.copies_unsent == 0:
        raise Refusal(
            "documents.no-copy-to-send",
            _("Chưa có bản sao nào chờ gửi. Hãy sao văn bản trước, rồi gửi bản sao."),
            article=COPYING,
        )


def _over_the_network(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - as above
    if not state.electronic:
        raise Refusal(
            "documents.sent-on-paper",
            _(
                "Văn bản này được phát hành bản giấy; việc cập nhật, thay thế hay lấy lại cũng làm bằng bản giấy."
            ),
            article="Quyết định 28/2018/QĐ-TTg",
        )


def _handle(state: State, command: commands.Command, by: str) -> None:  # noqa: ARG001 - as above
    if state.officer != by:
        raise Refusal(
            "documents.assigned-to-another",
            _("Văn bản được phân công cho người khác xử lý. Lãnh đạo đơn vị có thể phân công lại."),
        )


def open_acts(state: State, *, by: str) -> frozenset[Act]:
    """Give the acts that would not be refused for what the document is or who `by` is in it: what a page offers."""
    closed = {
        Act.SIGN: state.secret
        or state.file is None
        or state.signed_by is not None
        or state.submitted_to not in (None, "", by),
        Act.SEAL: state.secret or state.signed_by is None,
        Act.NUMBER: state.number is not None,
        Act.HANDLE: state.officer != by,
        Act.COPY: state.secret or state.file is None or not copies.copies_of(state),
        Act.SEND_COPY: state.copies_unsent == 0,
        Act.START: state.officer != by,
        **dict.fromkeys((Act.UPDATE, Act.REPLACE, Act.ASK_BACK), not state.electronic),
        Act.ADD_FILE: state.secret or state.origin == commands.EXCHANGE,
        Act.SUBMIT: state.file is None and not state.secret,
    }
    return frozenset(act for act in PLACES[state.stage].acts if not closed.get(act, False))


BEGINS_WITH: Mapping[Act, Mapping[str, kinds.Kind]] = {
    Act.DRAFT: kinds.KINDS,
    Act.RECEIVE: kinds.KINDS_AND_COPIES,
    Act.BEGIN_COPY: kinds.COPIES,
}
CHECKS: Mapping[Act, Callable[[State, commands.Command, str], None]] = {
    Act.ADD_FILE: _add_file,
    Act.SUBMIT: _submit,
    Act.SIGN: _sign,
    Act.SEAL: _seal,
    Act.NUMBER: _number,
    Act.ISSUE: _issue,
    Act.HANDLE: _handle,
    Act.COPY: _copy,
    Act.SEND_COPY: _send_copy,
    Act.START: _handle,
    Act.UPDATE: _over_the_network,
    Act.REPLACE: _over_the_network,
    Act.ASK_BACK: _over_the_network,
}
