"""The facts of the plans."""

from datetime import datetime

from motcua.spine import event

LOADED = "plans.version-loaded"
DEFINED = "plans.definition-changed"
KINDS: tuple[event.Kind, ...] = (
    event.Kind(
        name=LOADED,
        stream="plan:<plan>",
        vi="Một phiên bản kế hoạch có hiệu lực: từ nay các chỉ tiêu được đo theo phiên bản này.",
        en="A version of a plan took force: from now on its definitions measure.",
        fields={
            "plan": "the plan",
            "version": "its number, from 1",
            "digest": "SHA-256 of its file",
            "reason": "salted SHA-256 of why it was changed; empty where nobody said",
        },
    ),
    event.Kind(
        name=DEFINED,
        stream="plan:<plan>",
        vi="Định nghĩa của một chỉ tiêu thay đổi: cách đếm, kỳ, mức hoặc điểm khác trước.",
        en="The definition of a target changed: its sentence, period, goal or points are other than before.",
        fields={
            "plan": "the plan",
            "target": "the target's id",
            "definition": "the number of its definition, from 1",
            "digest": "SHA-256 of the definition; empty where the target left the plan",
        },
    ),
)


def stream(plan: str) -> str:
    """Name the stream of one plan's facts."""
    return f"plan:{plan}"


def loaded(*, plan: str, number: int, digest: str, reason: str = "", by: str, at: datetime) -> event.Fact:
    """Say that a version of a plan took force: from now on its definitions measure."""
    data: dict[str, event.JSON] = {"plan": plan, "version": number, "digest": digest, "reason": reason}
    return event.Fact(kind=LOADED, at=at, by=by, data=data)


def defined(*, plan: str, target: str, number: int, digest: str, by: str, at: datetime) -> event.Fact:
    """Say that a target is counted or judged otherwise than before."""
    data: dict[str, event.JSON] = {"plan": plan, "target": target, "definition": number, "digest": digest}
    return event.Fact(kind=DEFINED, at=at, by=by, data=data)
