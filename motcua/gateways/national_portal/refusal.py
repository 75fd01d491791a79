"""How the portal says no to what is brought up, and to what is asked of it."""

from motcua.gateways.json_http import asking
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


def unknown_file(name: str) -> Refusal:
    """Say that the portal was not given the file that a paper refers to."""
    return Refusal(
        "national-portal.file-unknown",
        _("Cổng Dịch vụ công quốc gia chưa nhận tệp mang mã “%(name)s”."),
        params={"name": name},
    )


def number_not_given(code: str) -> Refusal:
    """Say that a dossier bears a number that the portal gave nobody."""
    return Refusal(
        "national-portal.number-not-given",
        _("Mã hồ sơ “%(code)s” không do Cổng Dịch vụ công quốc gia cấp."),
        params={"code": code},
    )


def file_gone(name: str) -> Refusal:
    """Say that a file of the dossier does not lie in our own store."""
    return Refusal(
        "national-portal.file-gone",
        _(
            "Không còn tệp “%(name)s” trong kho của hệ thống nên không đưa được hồ sơ lên Cổng Dịch vụ công quốc gia."
        ),
        params={"name": name},
    )


def otherwise(code: str, said: str) -> Refusal:
    """Say what the portal said in its own words."""
    return Refusal(
        "national-portal.refused",
        _("Cổng Dịch vụ công quốc gia từ chối (%(code)s): %(said)s"),
        params={"code": code[:40], "said": said[:200]},
    )


KNOWN = asking.Refusals(
    known={
        "national-portal.procedure-unknown": unknown_procedure,
        "national-portal.dossier-unknown": unknown_dossier,
        "national-portal.value-missing": incomplete,
        "national-portal.file-unknown": unknown_file,
        "national-portal.number-not-given": number_not_given,
    },
    otherwise=otherwise,
)
"""What the portal says by a code of ours; anything else in its own words."""
