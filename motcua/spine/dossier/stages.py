"""Where a dossier can stand, and what may follow: the law's table, not a tangle of ifs."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from motcua.spine.refusal import gettext_noop


class Stage(IntEnum):
    """The ten states of the national public service portal, under its own codes."""

    REGISTERED = 1
    RECEIVED = 2
    NOT_RECEIVED = 3
    PROCESSING = 4
    SUPPLEMENT_ASKED = 5
    PAYMENT_ASKED = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10


class Clock(StrEnum):
    """What the deadline does while a dossier stands somewhere."""

    NOT_STARTED = "not_started"
    RUNS = "runs"
    PAUSED = "paused"
    STOPPED = "stopped"


class Owner(StrEnum):
    """Who must move next."""

    COUNTER = "counter"
    UNIT = "unit"
    CITIZEN = "citizen"
    NOBODY = "nobody"


class Act(StrEnum):
    """What can be done with a dossier; the access table speaks of the same acts as `dossier.<act>`."""

    APPLY = "apply"
    RECEIVE = "receive"
    REFUSE_RECEIPT = "refuse_receipt"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT = "supplement"
    REQUIRE_PAYMENT = "require_payment"
    PAY = "pay"
    HAND_OVER = "hand_over"
    CONSULT = "consult"
    ANSWER = "answer"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    STOP = "stop"
    RETURN_RESULT = "return_result"
    APOLOGISE = "apologise"
    CORRECT = "correct"
    RATE = "rate"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a stage means: its name, who owns it, what the clock does, and what may be done from it."""

    name: str
    owner: Owner
    clock: Clock
    acts: frozenset[Act]


_ALWAYS = frozenset({Act.CORRECT})
_OVER = frozenset({Act.CORRECT, Act.RATE})

PLACES: dict[Stage, Place] = {
    Stage.REGISTERED: Place(
        name=gettext_noop("Mới đăng ký"),
        owner=Owner.COUNTER,
        clock=Clock.NOT_STARTED,
        acts=_ALWAYS | {Act.RECEIVE, Act.REFUSE_RECEIPT, Act.ASK_SUPPLEMENT, Act.WITHDRAW},
    ),
    Stage.RECEIVED: Place(
        name=gettext_noop("Được tiếp nhận"),
        owner=Owner.COUNTER,
        clock=Clock.RUNS,
        acts=_ALWAYS
        | {Act.HAND_OVER, Act.ASK_SUPPLEMENT, Act.REQUIRE_PAYMENT, Act.WITHDRAW, Act.STOP, Act.APOLOGISE},
    ),
    Stage.NOT_RECEIVED: Place(
        name=gettext_noop("Không được tiếp nhận"), owner=Owner.NOBODY, clock=Clock.STOPPED, acts=_OVER
    ),
    Stage.PROCESSING: Place(
        name=gettext_noop("Đang xử lý"),
        owner=Owner.UNIT,
        clock=Clock.RUNS,
        acts=_ALWAYS
        | {
            Act.HAND_OVER,
            Act.CONSULT,
            Act.ANSWER,
            Act.ASK_SUPPLEMENT,
            Act.REQUIRE_PAYMENT,
            Act.DECIDE,
            Act.WITHDRAW,
            Act.STOP,
            Act.APOLOGISE,
        },
    ),
    Stage.SUPPLEMENT_ASKED: Place(
        name=gettext_noop("Yêu cầu bổ sung giấy tờ"),
        owner=Owner.CITIZEN,
        clock=Clock.PAUSED,
        acts=_ALWAYS | {Act.SUPPLEMENT, Act.ANSWER, Act.WITHDRAW, Act.STOP},
    ),
    Stage.PAYMENT_ASKED: Place(
        name=gettext_noop("Yêu cầu thực hiện nghĩa vụ tài chính"),
        owner=Owner.CITIZEN,
        clock=Clock.PAUSED,
        acts=_ALWAYS | {Act.PAY, Act.ANSWER, Act.WITHDRAW, Act.STOP},
    ),
    Stage.WITHDRAWN: Place(
        name=gettext_noop("Công dân yêu cầu rút hồ sơ"), owner=Owner.NOBODY, clock=Clock.STOPPED, acts=_OVER
    ),
    Stage.STOPPED: Place(
        name=gettext_noop("Dừng xử lý"), owner=Owner.NOBODY, clock=Clock.STOPPED, acts=_OVER
    ),
    Stage.FINISHED: Place(
        name=gettext_noop("Đã xử lý xong"),
        owner=Owner.COUNTER,
        clock=Clock.STOPPED,
        acts=_OVER | {Act.RETURN_RESULT},
    ),
    Stage.RETURNED: Place(
        name=gettext_noop("Đã trả kết quả"), owner=Owner.NOBODY, clock=Clock.STOPPED, acts=_OVER
    ),
}
# Where an act leads; None: the dossier stays where it is. The two that depend on the matter are in `state`.
LEADS_TO: dict[Act, tuple[Stage | None, ...]] = {
    Act.APPLY: (Stage.REGISTERED,),
    Act.RECEIVE: (Stage.RECEIVED,),
    Act.REFUSE_RECEIPT: (Stage.NOT_RECEIVED,),
    Act.ASK_SUPPLEMENT: (Stage.SUPPLEMENT_ASKED,),
    Act.SUPPLEMENT: (Stage.REGISTERED, Stage.RECEIVED, Stage.PROCESSING),
    Act.REQUIRE_PAYMENT: (Stage.PAYMENT_ASKED,),
    Act.PAY: (Stage.PROCESSING,),
    Act.HAND_OVER: (Stage.PROCESSING,),
    Act.CONSULT: (None,),
    Act.ANSWER: (None,),
    Act.DECIDE: (Stage.FINISHED, Stage.STOPPED),
    Act.WITHDRAW: (Stage.WITHDRAWN,),
    Act.STOP: (Stage.STOPPED,),
    Act.RETURN_RESULT: (Stage.RETURNED,),
    Act.APOLOGISE: (None,),
    Act.CORRECT: (None,),
    Act.RATE: (None,),
}
ACT_NAMES: dict[Act, str] = {
    Act.APPLY: gettext_noop("Nộp hồ sơ"),
    Act.RECEIVE: gettext_noop("Tiếp nhận hồ sơ"),
    Act.REFUSE_RECEIPT: gettext_noop("Từ chối tiếp nhận"),
    Act.ASK_SUPPLEMENT: gettext_noop("Yêu cầu bổ sung hồ sơ"),
    Act.SUPPLEMENT: gettext_noop("Bổ sung hồ sơ"),
    Act.REQUIRE_PAYMENT: gettext_noop("Yêu cầu nộp phí, lệ phí"),
    Act.PAY: gettext_noop("Nộp phí, lệ phí"),
    Act.HAND_OVER: gettext_noop("Chuyển xử lý"),
    Act.CONSULT: gettext_noop("Lấy ý kiến phối hợp"),
    Act.ANSWER: gettext_noop("Trả lời ý kiến phối hợp"),
    Act.DECIDE: gettext_noop("Quyết định"),
    Act.WITHDRAW: gettext_noop("Rút hồ sơ"),
    Act.STOP: gettext_noop("Dừng giải quyết"),
    Act.RETURN_RESULT: gettext_noop("Trả kết quả"),
    Act.APOLOGISE: gettext_noop("Xin lỗi và hẹn lại"),
    Act.CORRECT: gettext_noop("Đính chính"),
    Act.RATE: gettext_noop("Đánh giá"),
}
OPEN = frozenset(s for s, p in PLACES.items() if p.clock is not Clock.STOPPED)


def draw() -> str:
    """Draw the table as a page, so that a reader sees the law the code follows."""
    lines = [
        "# The life of a dossier",
        "",
        "Drawn from `motcua/spine/dossier/stages.py` by `./run draw`.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> 1: apply",
    ]
    for stage, place in PLACES.items():
        for act in sorted(place.acts):
            lines += [
                f"    {stage.value} --> {target.value}: {act.value}"
                for target in LEADS_TO[act]
                if target is not None
            ]
    lines += ["```", "", "| code | stage | moved next by | clock | acts |", "|---|---|---|---|---|"]
    for stage, place in PLACES.items():
        acts = ", ".join(f"`{act.value}`" for act in sorted(place.acts))
        lines.append(f"| {stage.value} | {place.name} | {place.owner} | {place.clock} | {acts} |")
    return "\n".join(lines) + "\n"
