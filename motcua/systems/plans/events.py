"""The facts of the plans."""

from datetime import datetime

from motcua.spine import event

LOADED = "plans.version-loaded"
KINDS: tuple[event.Kind, ...] = (
    event.Kind(
        name=LOADED,
        stream="plan:<plan>",
        vi="Một phiên bản kế hoạch có hiệu lực: từ nay các chỉ tiêu được đo theo phiên bản này.",
        en="A version of a plan took force: from now on its definitions measure.",
        fields={"plan": "the plan", "version": "its number, from 1", "digest": "SHA-256 of its file"},
    ),
)


def stream(plan: str) -> str:
    """Name the stream of one plan's facts."""
    return f"plan:{plan}"


def loaded(*, plan: str, number: int, digest: str, by: str, at: datetime) -> event.Fact:
    """Say that a version of a plan took force: from now on its definitions measure."""
    return event.Fact(kind=LOADED, at=at, by=by, data={"plan": plan, "version": number, "digest": digest})
