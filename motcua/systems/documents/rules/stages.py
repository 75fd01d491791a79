"""Where a document can stand, and what may follow: the decree's table (NĐ 30/2020/NĐ-CP, chapters II and III)."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from motcua.spine.refusal import gettext_noop as _


class Stage(IntEnum):
    """Where a document stands: below 10 one that we write, above it one that came to us."""

    DRAFT = 1
    SUBMITTED = 2
    SIGNED = 3
    NUMBERED = 4
    SEALED = 5
    ISSUED = 6
    DROPPED = 7
    RECALLED = 8
    REPLACED = 9
    RECEIVED = 11
    REGISTERED = 12
    ASSIGNED = 13
    HANDLED = 14
    FILED = 15
    REFUSED = 16
    TAKEN_BACK = 17
    SUPERSEDED = 18


class Act(StrEnum):
    """What can be done with a document."""

    DRAFT = "draft"
    ADD_FILE = "add_file"
    COMMENT = "comment"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    SIGN = "sign"
    NUMBER = "number"
    SEAL = "seal"
    ISSUE = "issue"
    DROP = "drop"
    RECALL = "recall"
    UPDATE = "update"
    REPLACE = "replace"
    ASK_BACK = "ask_back"
    RECEIVE = "receive"
    REFUSE = "refuse"
    REGISTER = "register"
    ASSIGN = "assign"
    START = "start"
    HANDLE = "handle"
    FILE = "file"
    TAKE_BACK = "take_back"
    COPY = "copy"
    SEND_COPY = "send_copy"
    BEGIN_COPY = "begin_copy"
    RENEW = "renew"
    SUPERSEDE = "supersede"


class Owner(StrEnum):
    """Who must move next."""

    WRITER = "writer"
    SIGNER = "signer"
    CLERK = "clerk"
    HEAD = "head"
    OFFICER = "officer"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a stage means: its name, who moves next, and what may be done from it."""

    name: str
    owner: Owner
    acts: frozenset[Act]


def _place(name: str, owner: Owner, *acts: Act) -> Place:
    return Place(name=name, owner=owner, acts=frozenset(acts))


PLACES: dict[Stage, Place] = {
    Stage.DRAFT: _place(_("Dự thảo"), Owner.WRITER, Act.ADD_FILE, Act.COMMENT, Act.SUBMIT, Act.DROP),
    Stage.SUBMITTED: _place(
        _("Chờ ký"), Owner.SIGNER, Act.COMMENT, Act.SEND_BACK, Act.SIGN, Act.NUMBER, Act.DROP
    ),
    Stage.SIGNED: _place(_("Đã ký, chờ cấp số"), Owner.CLERK, Act.COMMENT, Act.SEND_BACK, Act.NUMBER),
    Stage.NUMBERED: _place(_("Đã cấp số"), Owner.CLERK, Act.COMMENT, Act.SIGN, Act.SEAL, Act.ISSUE),
    Stage.SEALED: _place(_("Đã ký số cơ quan, chờ phát hành"), Owner.CLERK, Act.COMMENT, Act.ISSUE),
    Stage.ISSUED: _place(
        _("Đã phát hành"),
        Owner.WRITER,
        Act.COMMENT,
        Act.COPY,
        Act.SEND_COPY,
        Act.FILE,
        Act.RECALL,
        Act.UPDATE,
        Act.REPLACE,
        Act.ASK_BACK,
    ),
    Stage.DROPPED: _place(_("Đã bỏ dự thảo"), Owner.NOBODY),
    Stage.RECALLED: _place(_("Đã thu hồi"), Owner.NOBODY, Act.COMMENT),
    Stage.REPLACED: _place(_("Đã được thay thế"), Owner.NOBODY, Act.COMMENT),
    Stage.RECEIVED: _place(
        _("Đã đến, chờ vào sổ"),
        Owner.CLERK,
        Act.ADD_FILE,
        Act.COMMENT,
        Act.REGISTER,
        Act.REFUSE,
        Act.TAKE_BACK,
        Act.RENEW,
        Act.SUPERSEDE,
    ),
    Stage.REGISTERED: _place(
        _("Đã vào sổ, chờ phân công"),
        Owner.HEAD,
        Act.ADD_FILE,
        Act.COMMENT,
        Act.COPY,
        Act.SEND_COPY,
        Act.ASSIGN,
        Act.TAKE_BACK,
        Act.RENEW,
        Act.SUPERSEDE,
    ),
    Stage.ASSIGNED: _place(
        _("Đang xử lý"),
        Owner.OFFICER,
        Act.COMMENT,
        Act.COPY,
        Act.SEND_COPY,
        Act.ASSIGN,
        Act.START,
        Act.HANDLE,
        Act.TAKE_BACK,
        Act.RENEW,
        Act.SUPERSEDE,
    ),
    Stage.HANDLED: _place(
        _("Đã xử lý, chờ lập hồ sơ"),
        Owner.OFFICER,
        Act.COMMENT,
        Act.COPY,
        Act.SEND_COPY,
        Act.ASSIGN,
        Act.FILE,
        Act.RENEW,
        Act.SUPERSEDE,
    ),
    Stage.FILED: _place(
        _("Đã đưa vào hồ sơ"), Owner.NOBODY, Act.COMMENT, Act.COPY, Act.SEND_COPY, Act.RENEW, Act.SUPERSEDE
    ),
    Stage.REFUSED: _place(_("Đã từ chối tiếp nhận"), Owner.NOBODY, Act.COMMENT),
    Stage.TAKEN_BACK: _place(_("Nơi gửi đã thu hồi"), Owner.NOBODY, Act.COMMENT),
    Stage.SUPERSEDED: _place(_("Nơi gửi đã thay thế"), Owner.NOBODY, Act.COMMENT),
}
# Where an act leads; None: the document stays where it is.
LEADS_TO: dict[Act, Stage | None] = {
    Act.DRAFT: Stage.DRAFT,
    Act.ADD_FILE: None,
    Act.COMMENT: None,
    Act.SUBMIT: Stage.SUBMITTED,
    Act.SEND_BACK: Stage.DRAFT,
    Act.SIGN: Stage.SIGNED,
    Act.NUMBER: Stage.NUMBERED,
    Act.SEAL: Stage.SEALED,
    Act.ISSUE: Stage.ISSUED,
    Act.DROP: Stage.DROPPED,
    Act.RECALL: Stage.RECALLED,
    Act.UPDATE: None,
    Act.REPLACE: Stage.REPLACED,
    Act.ASK_BACK: None,
    Act.RECEIVE: Stage.RECEIVED,
    Act.REFUSE: Stage.REFUSED,
    Act.REGISTER: Stage.REGISTERED,
    Act.ASSIGN: Stage.ASSIGNED,
    Act.START: None,
    Act.HANDLE: Stage.HANDLED,
    Act.FILE: Stage.FILED,
    Act.TAKE_BACK: Stage.TAKEN_BACK,
    Act.COPY: None,
    Act.SEND_COPY: None,
    Act.BEGIN_COPY: Stage.SEALED,
    Act.RENEW: None,
    Act.SUPERSEDE: Stage.SUPERSEDED,
}
BEGINNINGS = frozenset({Act.DRAFT, Act.RECEIVE, Act.BEGIN_COPY})
ACT_NAMES: dict[Act, str] = {
    Act.DRAFT: _("Soạn dự thảo"),
    Act.ADD_FILE: _("Thêm tệp"),
    Act.COMMENT: _("Góp ý"),
    Act.SUBMIT: _("Trình ký"),
    Act.SEND_BACK: _("Trả lại để soạn lại"),
    Act.SIGN: _("Ký số"),
    Act.NUMBER: _("Cấp số"),
    Act.SEAL: _("Ký số của cơ quan"),
    Act.ISSUE: _("Phát hành"),
    Act.DROP: _("Bỏ dự thảo"),
    Act.RECALL: _("Thu hồi"),
    Act.UPDATE: _("Gửi bản cập nhật"),
    Act.REPLACE: _("Thay thế"),
    Act.ASK_BACK: _("Xin lấy lại"),
    Act.RECEIVE: _("Tiếp nhận văn bản"),
    Act.REFUSE: _("Từ chối tiếp nhận văn bản"),
    Act.REGISTER: _("Vào sổ văn bản đến"),
    Act.ASSIGN: _("Phân công xử lý"),
    Act.START: _("Bắt đầu xử lý"),
    Act.HANDLE: _("Báo cáo đã xử lý"),
    Act.FILE: _("Đưa vào hồ sơ công việc"),
    Act.TAKE_BACK: _("Ghi nhận nơi gửi thu hồi"),
    Act.COPY: _("Sao văn bản"),
    Act.SEND_COPY: _("Gửi bản sao"),
    Act.BEGIN_COPY: _("Lập bản sao thành văn bản đi"),
    Act.RENEW: _("Ghi nhận nơi gửi cập nhật"),
    Act.SUPERSEDE: _("Ghi nhận nơi gửi thay thế"),
}
OWNER_NAMES: dict[Owner, str] = {
    Owner.WRITER: _("người soạn thảo"),
    Owner.SIGNER: _("người có thẩm quyền ký"),
    Owner.CLERK: _("văn thư"),
    Owner.HEAD: _("lãnh đạo đơn vị"),
    Owner.OFFICER: _("người được phân công"),
    Owner.NOBODY: _("không còn ai"),
}


def leads_to(stage: Stage, act: Act) -> Stage:
    """Give where an act leads from a stage; the number may be given before the signature, then it stays numbered."""
    if act is Act.SIGN and stage is Stage.NUMBERED:
        return Stage.NUMBERED
    return LEADS_TO[act] or stage


def draw() -> str:
    """Draw the table as a page, so that a reader sees the law the code follows."""
    lines = [
        "# The life of a document",
        "",
        "Drawn from `motcua/systems/documents/rules/stages.py` by `./run draw`.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    [*] --> {LEADS_TO[act]}: {act.value}" for act in sorted(BEGINNINGS)),
    ]
    for stage, place in PLACES.items():
        lines += [
            f"    {stage.value} --> {leads_to(stage, act).value}: {act.value}"
            for act in sorted(place.acts)
            if leads_to(stage, act) is not stage
        ]
    lines += ["```", "", "| code | stage | moved next by | acts |", "|---|---|---|---|"]
    for stage, place in PLACES.items():
        acts = ", ".join(f"`{act.value}`" for act in sorted(place.acts))
        lines.append(f"| {stage.value} | {place.name} | {place.owner} | {acts} |")
    return "\n".join(lines) + "\n"
