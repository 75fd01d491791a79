"""What a receiver says of a document, and what may follow what (QCVN 102:2016/BTTTT; Decision 28/2018/QĐ-TTg)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from motcua.spine.refusal import gettext_noop as _


class Status(StrEnum):
    """What became of a document at its receiver; 13 is the sender's own word."""

    ARRIVED = "01"
    REFUSED = "02"
    ACCEPTED = "03"
    ASSIGNED = "04"
    IN_HAND = "05"
    DONE = "06"
    TAKING_BACK = "13"
    AGREED = "15"
    NOT_AGREED = "16"


LABELS: Mapping[Status, str] = {
    Status.ARRIVED: _("Đã đến"),
    Status.REFUSED: _("Từ chối tiếp nhận"),
    Status.ACCEPTED: _("Đã tiếp nhận"),
    Status.ASSIGNED: _("Đã phân công"),
    Status.IN_HAND: _("Đang xử lý"),
    Status.DONE: _("Đã hoàn thành"),
    Status.TAKING_BACK: _("Bên gửi xin lấy lại"),
    Status.AGREED: _("Đồng ý thu hồi hoặc cập nhật"),
    Status.NOT_AGREED: _("Không đồng ý thu hồi hoặc cập nhật"),
}

# None: nothing was said yet. A receiver may leave out steps forward, never go back.
NEXT: Mapping[Status | None, frozenset[Status]] = {
    None: frozenset(
        {Status.ARRIVED, Status.REFUSED, Status.ACCEPTED, Status.ASSIGNED, Status.IN_HAND, Status.DONE}
    ),
    Status.ARRIVED: frozenset(
        {
            Status.REFUSED,
            Status.ACCEPTED,
            Status.ASSIGNED,
            Status.IN_HAND,
            Status.DONE,
            Status.TAKING_BACK,
        }
    ),
    Status.REFUSED: frozenset(),
    Status.ACCEPTED: frozenset({Status.ASSIGNED, Status.IN_HAND, Status.DONE, Status.TAKING_BACK}),
    Status.ASSIGNED: frozenset({Status.IN_HAND, Status.DONE, Status.TAKING_BACK}),
    Status.IN_HAND: frozenset({Status.DONE, Status.TAKING_BACK}),
    Status.DONE: frozenset({Status.TAKING_BACK}),
    Status.TAKING_BACK: frozenset({Status.AGREED, Status.NOT_AGREED}),
    Status.AGREED: frozenset(),
    Status.NOT_AGREED: frozenset(
        {Status.ASSIGNED, Status.IN_HAND, Status.DONE, Status.TAKING_BACK},
    ),
}


def standing(told: Iterable[Status]) -> Status | None:
    """Give where a document stands, from what was told in the order told; what cannot follow changes nothing.

    So a status that comes twice, or later than the one after it, is kept in the history and moves nothing back.
    """
    now: Status | None = None
    for status in told:
        if status in NEXT[now]:
            now = status
    return now
