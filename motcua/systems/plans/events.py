"""The facts of the plans."""

from datetime import datetime

from motcua.spine import event

LOADED = "plans.version-loaded"
DEFINED = "plans.definition-changed"
SCORED = "plans.target-scored"
LINKED = "plans.evidence-linked"
LINK_TAKEN_BACK = "plans.evidence-taken-back"
LINK = {"plan": "the plan", "target": "the target's id", "link": "the number of the link, from 1"}
NOTED = "plans.target-noted"
WATCHED = "plans.signs-loaded"
TOLD = "plans.month-told"
TOLD_ANEW = "plans.month-told-anew"
MONTH = {
    "plan": "the plan",
    "month": "the month, as year and month",
    "version": "the version of the plan that was then in force",
    "digest": "SHA-256 of the figures, each target's id, value and verdict, as JSON",
}
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
    event.Kind(
        name=WATCHED,
        stream="watch:<list>",
        vi="Một phiên bản của danh sách dấu hiệu có hiệu lực: từ nay dấu hiệu được tìm theo phiên bản này.",
        en="A version of a list of signs took force: from now on signs are looked for by it.",
        fields={
            "list": "the list",
            "version": "its number, from 1",
            "digest": "SHA-256 of its file",
            "changed": "the signs that are new, gone or looked for otherwise than before, with commas between",
            "reason": "salted SHA-256 of why it was changed; empty where nobody said",
        },
    ),
    event.Kind(
        name=SCORED,
        stream="score:<plan>",
        vi="Một chỉ tiêu được chấm điểm: tỉnh tự chấm, hoặc điểm thẩm định được ghi lại.",
        en="A target was scored: by the province itself, or an appraised score was recorded.",
        fields={
            "plan": "the plan",
            "target": "the target's id",
            "kind": "self or appraised",
            "number": "how many such scores the target has had",
            "points": "the points, as a decimal text",
            "digest": "salted SHA-256 of what the score rests on",
        },
    ),
    event.Kind(
        name=LINKED,
        stream="score:<plan>",
        vi="Một tài liệu kiểm chứng được ghi cho một chỉ tiêu.",
        en="A proof was named for a target.",
        fields=LINK,
    ),
    event.Kind(
        name=LINK_TAKEN_BACK,
        stream="score:<plan>",
        vi="Một tài liệu kiểm chứng được rút.",
        en="A proof of a target was taken back.",
        fields=LINK,
    ),
    event.Kind(
        name=NOTED,
        stream="note:<plan>/<target>",
        vi="Một ghi chú được ghi bên cạnh một chỉ tiêu; lời ghi chú nằm ngoài sổ cái.",
        en="A note was written beside a target; its words are kept outside the ledger.",
        fields={
            "plan": "the plan",
            "target": "the target's id",
            "note": "the note's number, from 1",
            "role": "in which role it was written",
            "digest": "salted SHA-256 of its words",
        },
    ),
    event.Kind(
        name=TOLD,
        stream="told:<plan>",
        vi="Một tháng đã hết: số liệu của kế hoạch ở cuối tháng được ghi lại đúng như đã công bố.",
        en="A month is over: how the plan stood at its end is written down as it was told.",
        fields=MONTH,
    ),
    event.Kind(
        name=TOLD_ANEW,
        stream="told:<plan>",
        vi="Một tháng đã công bố được ghi thêm số liệu: chỉ tiêu trước đó chưa có số liệu nay có, nhờ bảng số liệu nhập sau.",
        en="A month is told anew: a table imported later has figures for targets that had no data.",
        fields=MONTH | {"number": "which telling of the month it is, from 2"},
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


def watch_stream(name: str) -> str:
    """Name the stream of one list of signs."""
    return f"watch:{name}"


def watched(
    *, name: str, number: int, digest: str, changed: str, reason: str = "", by: str, at: datetime
) -> event.Fact:
    """Say that a version of a list of signs took force."""
    data: dict[str, event.JSON] = {
        "list": name,
        "version": number,
        "digest": digest,
        "changed": changed,
        "reason": reason,
    }
    return event.Fact(kind=WATCHED, at=at, by=by, data=data)


def score_stream(plan: str) -> str:
    """Name the stream of the scores that people gave a plan's targets."""
    return f"score:{plan}"


def scored(
    *, plan: str, target: str, kind: str, number: int, points: str, digest: str, by: str, at: datetime
) -> event.Fact:
    """Say that somebody gave a target points."""
    data: dict[str, event.JSON] = {
        "plan": plan,
        "target": target,
        "kind": kind,
        "number": number,
        "points": points,
        "digest": digest,
    }
    return event.Fact(kind=SCORED, at=at, by=by, data=data)


def linked(*, plan: str, target: str, number: int, by: str, at: datetime) -> event.Fact:
    """Say that a proof was named for a target."""
    return event.Fact(kind=LINKED, at=at, by=by, data={"plan": plan, "target": target, "link": number})


def link_taken_back(*, plan: str, target: str, number: int, by: str, at: datetime) -> event.Fact:
    """Say that a proof was taken back."""
    return event.Fact(
        kind=LINK_TAKEN_BACK, at=at, by=by, data={"plan": plan, "target": target, "link": number}
    )


def note_stream(plan: str, target: str) -> str:
    """Name the stream of the notes beside one target."""
    return f"note:{plan}/{target}"


def noted(
    *, plan: str, target: str, number: int, role: str, digest: str, by: str, at: datetime
) -> event.Fact:
    """Say that somebody wrote a note beside a target."""
    data: dict[str, event.JSON] = {
        "plan": plan,
        "target": target,
        "note": number,
        "role": role,
        "digest": digest,
    }
    return event.Fact(kind=NOTED, at=at, by=by, data=data)


def told_stream(plan: str) -> str:
    """Name the stream of a plan's months that are over."""
    return f"told:{plan}"


def told(*, plan: str, month: str, version: int, digest: str, by: str, at: datetime) -> event.Fact:
    """Say that a plan's month is over, and how it stood."""
    data: dict[str, event.JSON] = {"plan": plan, "month": month, "version": version, "digest": digest}
    return event.Fact(kind=TOLD, at=at, by=by, data=data)


def told_anew(
    *, plan: str, month: str, number: int, version: int, digest: str, by: str, at: datetime
) -> event.Fact:
    """Say that a plan's month is told once more, with figures for what had no data."""
    data: dict[str, event.JSON] = {
        "plan": plan,
        "month": month,
        "number": number,
        "version": version,
        "digest": digest,
    }
    return event.Fact(kind=TOLD_ANEW, at=at, by=by, data=data)
