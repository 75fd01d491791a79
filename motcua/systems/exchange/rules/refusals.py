"""How the room says no."""

from motcua.spine import refusal


class Refusal(refusal.Refusal):
    """A message, or a decision about one, that cannot be taken."""


def receiver_unknown(code: str) -> Refusal:
    """Say that nobody of that code can be written to."""
    return Refusal(
        "exchange.receiver-unknown",
        refusal.gettext_noop(
            "Không có cơ quan mang mã “%(code)s” trong sổ địa chỉ trao đổi. Hãy kiểm tra lại mã định danh."
        ),
        article="QĐ 20/2020/QĐ-TTg",
        params={"code": code},
    )
