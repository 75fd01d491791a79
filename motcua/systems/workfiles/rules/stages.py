"""Where a work file and a list of files can stand, and what may follow (NĐ 30/2020/NĐ-CP, chapter IV, Articles 28 to 31)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from motcua.spine.refusal import gettext_noop as _


class Stage(IntEnum):
    """Where a work file stands."""

    OPEN = 1
    CLOSED = 2
    HANDED_OVER = 3
    ARCHIVED = 4


class Act(StrEnum):
    """What can be done with a work file."""

    OPEN = "open"
    ADD_DOCUMENT = "add_document"
    TAKE_OUT = "take_out"
    GIVE_TASK = "give_task"
    DO_TASK = "do_task"
    DROP_TASK = "drop_task"
    MARK_PAPER = "mark_paper"
    STRIKE_PAPER = "strike_paper"
    ENTRUST = "entrust"
    CLOSE = "close"
    REOPEN = "reopen"
    HAND_OVER = "hand_over"
    ACCEPT = "accept"
    SEND_BACK = "send_back"


class Owner(StrEnum):
    """Who must move next."""

    KEEPER = "keeper"
    ARCHIVE = "archive"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a stage means: its name, who moves next, and what may be done from it."""

    name: str
    owner: Owner
    acts: frozenset[Act]


def _place(name: str, owner: Owner, *acts: Act) -> Place:
    return Place(name=name, owner=owner, acts=frozenset(acts))


PLACES: Mapping[Stage, Place] = {
    Stage.OPEN: _place(
        _("Đang lập"),
        Owner.KEEPER,
        Act.ADD_DOCUMENT,
        Act.TAKE_OUT,
        Act.GIVE_TASK,
        Act.DO_TASK,
        Act.DROP_TASK,
        Act.MARK_PAPER,
        Act.STRIKE_PAPER,
        Act.ENTRUST,
        Act.CLOSE,
    ),
    Stage.CLOSED: _place(_("Đã kết thúc, chờ nộp lưu"), Owner.KEEPER, Act.REOPEN, Act.ENTRUST, Act.HAND_OVER),
    Stage.HANDED_OVER: _place(_("Đã nộp, chờ lưu trữ nhận"), Owner.ARCHIVE, Act.ACCEPT, Act.SEND_BACK),
    Stage.ARCHIVED: _place(_("Đã vào lưu trữ"), Owner.NOBODY),
}
# Where an act leads; None: the file stays where it is.
LEADS_TO: Mapping[Act, Stage | None] = {
    Act.OPEN: Stage.OPEN,
    Act.ADD_DOCUMENT: None,
    Act.TAKE_OUT: None,
    Act.GIVE_TASK: None,
    Act.DO_TASK: None,
    Act.DROP_TASK: None,
    Act.MARK_PAPER: None,
    Act.STRIKE_PAPER: None,
    Act.ENTRUST: None,
    Act.CLOSE: Stage.CLOSED,
    Act.REOPEN: Stage.OPEN,
    Act.HAND_OVER: Stage.HANDED_OVER,
    Act.ACCEPT: Stage.ARCHIVED,
    Act.SEND_BACK: Stage.CLOSED,
}
ACT_NAMES: Mapping[Act, str] = {
    Act.OPEN: _("Mở hồ sơ"),
    Act.ADD_DOCUMENT: _("Đưa văn bản vào hồ sơ"),
    Act.TAKE_OUT: _("Rút văn bản khỏi hồ sơ"),
    Act.GIVE_TASK: _("Giao nhiệm vụ"),
    Act.DO_TASK: _("Báo cáo hoàn thành nhiệm vụ"),
    Act.DROP_TASK: _("Thu hồi nhiệm vụ"),
    Act.MARK_PAPER: _("Ghi bước làm trên giấy"),
    Act.STRIKE_PAPER: _("Gạch bước ghi nhầm"),
    Act.ENTRUST: _("Bàn giao người lập hồ sơ"),
    Act.CLOSE: _("Kết thúc hồ sơ"),
    Act.REOPEN: _("Mở lại hồ sơ"),
    Act.HAND_OVER: _("Nộp lưu hồ sơ"),
    Act.ACCEPT: _("Nhận hồ sơ vào lưu trữ"),
    Act.SEND_BACK: _("Trả lại hồ sơ nộp lưu"),
}
OWNER_NAMES: Mapping[Owner, str] = {
    Owner.KEEPER: _("người lập hồ sơ"),
    Owner.ARCHIVE: _("lưu trữ cơ quan"),
    Owner.NOBODY: _("không còn ai"),
}


class ListStage(IntEnum):
    """Where the year's list of files of a unit stands."""

    DRAFT = 1
    PROPOSED = 2
    APPROVED = 3
    SUPPLEMENT_DRAFT = 4
    SUPPLEMENT_PROPOSED = 5


class ListAct(StrEnum):
    """What can be done with a list of files."""

    ADD_ENTRY = "add_entry"
    STRIKE_ENTRY = "strike_entry"
    PROPOSE = "propose"
    RETURN = "return"
    APPROVE = "approve"


LIST_STAGE_NAMES: Mapping[ListStage, str] = {
    ListStage.DRAFT: _("Đang dự thảo"),
    ListStage.PROPOSED: _("Chờ phê duyệt"),
    ListStage.APPROVED: _("Đã phê duyệt"),
    ListStage.SUPPLEMENT_DRAFT: _("Đã phê duyệt, đang dự thảo bổ sung"),
    ListStage.SUPPLEMENT_PROPOSED: _("Đã phê duyệt, chờ phê duyệt bổ sung"),
}
# What may be done with a list that stands there, and where it leads. What was approved stays in force all the while.
LIST_PLACES: Mapping[ListStage, Mapping[ListAct, ListStage]] = {
    ListStage.DRAFT: {
        ListAct.ADD_ENTRY: ListStage.DRAFT,
        ListAct.STRIKE_ENTRY: ListStage.DRAFT,
        ListAct.PROPOSE: ListStage.PROPOSED,
    },
    ListStage.PROPOSED: {ListAct.RETURN: ListStage.DRAFT, ListAct.APPROVE: ListStage.APPROVED},
    ListStage.APPROVED: {ListAct.ADD_ENTRY: ListStage.SUPPLEMENT_DRAFT},
    ListStage.SUPPLEMENT_DRAFT: {
        ListAct.ADD_ENTRY: ListStage.SUPPLEMENT_DRAFT,
        ListAct.STRIKE_ENTRY: ListStage.SUPPLEMENT_DRAFT,
        ListAct.PROPOSE: ListStage.SUPPLEMENT_PROPOSED,
    },
    ListStage.SUPPLEMENT_PROPOSED: {
        ListAct.RETURN: ListStage.SUPPLEMENT_DRAFT,
        ListAct.APPROVE: ListStage.APPROVED,
    },
}
LIST_ACT_NAMES: Mapping[ListAct, str] = {
    ListAct.ADD_ENTRY: _("Thêm hồ sơ vào danh mục"),
    ListAct.STRIKE_ENTRY: _("Bỏ hồ sơ khỏi danh mục"),
    ListAct.PROPOSE: _("Trình phê duyệt danh mục"),
    ListAct.RETURN: _("Trả lại danh mục"),
    ListAct.APPROVE: _("Phê duyệt danh mục"),
}


def draw() -> str:
    """Draw both tables as a page, so that a reader sees the law the code follows."""
    lines = [
        "# The life of a work file",
        "",
        "Drawn from `motcua/systems/workfiles/rules/stages.py` by `./run draw`.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {Stage.OPEN.value}: {Act.OPEN.value}",
    ]
    for stage, place in PLACES.items():
        lines += [
            f"    {stage.value} --> {target.value}: {act.value}"
            for act in sorted(place.acts)
            if (target := LEADS_TO[act]) is not None
        ]
    lines += ["```", "", "| code | stage | moved next by | acts |", "|---|---|---|---|"]
    for stage, place in PLACES.items():
        acts = ", ".join(f"`{act.value}`" for act in sorted(place.acts))
        lines.append(f"| {stage.value} | {place.name} | {place.owner} | {acts} |")
    lines += [
        "",
        "## The year's list of files",
        "",
        "| code | stage | acts, and where each leads |",
        "|---|---|---|",
    ]
    for one, moves in LIST_PLACES.items():
        said = ", ".join(f"`{act.value}` ({target.value})" for act, target in sorted(moves.items()))
        lines.append(f"| {one.value} | {LIST_STAGE_NAMES[one]} | {said} |")
    return "\n".join(lines) + "\n"
