"""The codes of the standard, each as a table with its meaning in the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.spine.refusal import gettext_noop as _


class Operation(StrEnum):
    """What a document message does (`BussinessDocType`); a reply is a new document that names what it answers."""

    NEW = "0"
    RECALL = "1"
    UPDATE = "2"
    REPLACE = "3"


class Status(StrEnum):
    """What became of a document (`StatusCode`): two digits, the zero included."""

    ARRIVED = "01"
    REFUSED = "02"
    ACCEPTED = "03"
    ASSIGNED = "04"
    IN_HAND = "05"
    DONE = "06"
    TAKING_BACK = "13"
    AGREED = "15"
    NOT_AGREED = "16"


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """A status in words: who sends it, and whether its reason must be said."""

    words: str
    by_sender: bool = False
    needs_reason: bool = False


STATUSES: Mapping[Status, Meaning] = {
    Status.ARRIVED: Meaning(words=_("đã đến")),
    Status.REFUSED: Meaning(words=_("từ chối tiếp nhận"), needs_reason=True),
    Status.ACCEPTED: Meaning(words=_("đã tiếp nhận")),
    Status.ASSIGNED: Meaning(words=_("đã phân công")),
    Status.IN_HAND: Meaning(words=_("đang xử lý")),
    Status.DONE: Meaning(words=_("đã hoàn thành")),
    Status.TAKING_BACK: Meaning(words=_("bên gửi xin lấy lại"), by_sender=True),
    Status.AGREED: Meaning(words=_("đồng ý thu hồi hoặc cập nhật")),
    Status.NOT_AGREED: Meaning(words=_("không đồng ý thu hồi hoặc cập nhật"), needs_reason=True),
}

PRIORITIES: Mapping[int, str] = {
    0: _("thường"),
    1: _("khẩn"),
    2: _("thượng khẩn"),
    3: _("hỏa tốc"),
    4: _("hỏa tốc hẹn giờ"),
}

STEERINGS: Mapping[int, str] = {
    0: _("không nêu"),
    1: _("không phải văn bản chỉ đạo"),
    2: _("văn bản chỉ đạo"),
    3: _("báo cáo thực hiện văn bản chỉ đạo"),
}


def status(text: str | None) -> Status | None:
    """Return the status a text names; some senders leave out the zero. None: there is no such status."""
    padded = (text or "").rjust(2, "0")
    return next((each for each in Status if each == padded), None)


def operation(text: str | None) -> Operation | None:
    """Return the operation a text names; None where there is none such: a person must look at the message."""
    return next((each for each in Operation if each == text), None)


def as_answer(given: Status, *, to: Operation) -> Status:
    """Read a status as an answer to a message: some systems answer a recall with 03 and 02 for 15 and 16."""
    if to is not Operation.RECALL:
        return given
    return {Status.ACCEPTED: Status.AGREED, Status.REFUSED: Status.NOT_AGREED}.get(given, given)
