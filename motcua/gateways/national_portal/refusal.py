"""How the portal says no to what is brought up, and to what is asked of it."""

from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop as _


class Refusal(refusal.Refusal):
    """The portal does not take, or does not have, what was said."""


def unknown_procedure(code: str) -> Refusal:
    """Say that the portal has no such procedure."""
    return Refusal(
        "national-portal.procedure-unknown",
        _("Cổng Dịch vụ công quốc gia không có thủ tục mang mã “%(code)s”."),
        params={"code": code},
    )


def unknown_dossier(code: str) -> Refusal:
    """Say that the portal was not given the dossier yet."""
    return Refusal(
        "national-portal.dossier-unknown",
        _("Cổng Dịch vụ công quốc gia chưa có hồ sơ mang mã “%(code)s”."),
        params={"code": code},
    )


def incomplete(name: str) -> Refusal:
    """Say what is lacking."""
    return Refusal(
        "national-portal.value-missing",
        _("Dữ liệu đồng bộ thiếu “%(name)s” nên Cổng Dịch vụ công quốc gia không nhận."),
        params={"name": name},
    )


def otherwise(code: str, said: str) -> Refusal:
    """Say what the portal said in its own words."""
    return Refusal(
        "national-portal.refused",
        _("Cổng Dịch vụ công quốc gia từ chối (%(code)s): %(said)s"),
        params={"code": code[:40], "said": said[:200]},
    )
