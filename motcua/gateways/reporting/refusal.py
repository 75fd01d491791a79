"""How the reporting system says no."""

from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop as _


class Refusal(refusal.Refusal):
    """A report is not taken."""


def incomplete(name: str) -> Refusal:
    """Say what a report lacks."""
    return Refusal(
        "reporting.value-missing",
        _("Báo cáo thiếu thông tin “%(name)s” nên chưa gửi được lên hệ thống báo cáo của Chính phủ."),
        params={"name": name},
    )


def otherwise(code: str, said: str) -> Refusal:
    """Say what the system said in its own words."""
    return Refusal(
        "reporting.refused",
        _("Hệ thống báo cáo của Chính phủ từ chối (%(code)s): %(said)s"),
        params={"code": code[:40], "said": said[:200]},
    )
