"""How the axis says no."""

from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop as _


class Refusal(refusal.Refusal):
    """The axis does not do what was asked."""


def receiver_unknown(code: str) -> Refusal:
    """Say that no agency of that code is on the axis."""
    return Refusal(
        "axis.receiver-unknown",
        _("Trục liên thông không có cơ quan mang mã “%(code)s”."),
        params={"code": code},
    )


def sender_not_holder(code: str) -> Refusal:
    """Say that the connection is not the sender's."""
    return Refusal(
        "axis.sender-not-holder",
        _("Kết nối không phải của cơ quan mang mã “%(code)s”."),
        params={"code": code},
    )


def no_such_message(doc_id: str) -> Refusal:
    """Say that the receiver has no such message."""
    return Refusal(
        "axis.no-such-message",
        _("Trục liên thông không có thông điệp “%(id)s” cho cơ quan này."),
        params={"id": doc_id},
    )


def otherwise(code: str, said: str) -> Refusal:
    """Say what the axis said in its own words."""
    return Refusal(
        "axis.refused",
        _("Trục liên thông từ chối (%(code)s): %(said)s"),
        params={"code": code[:40], "said": said[:200]},
    )
