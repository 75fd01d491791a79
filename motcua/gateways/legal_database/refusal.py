"""How the database says no."""

from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop as _


class Refusal(refusal.Refusal):
    """A document is not taken."""


def incomplete(name: str) -> Refusal:
    """Say what a document lacks."""
    return Refusal(
        "legal-database.value-missing",
        _("Văn bản thiếu thông tin “%(name)s” nên chưa đưa được lên cơ sở dữ liệu."),
        params={"name": name},
    )


def otherwise(code: str, said: str) -> Refusal:
    """Say what the database said in its own words."""
    return Refusal(
        "legal-database.refused",
        _("Cơ sở dữ liệu quốc gia về pháp luật từ chối (%(code)s): %(said)s"),
        params={"code": code[:40], "said": said[:200]},
    )
