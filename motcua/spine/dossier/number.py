"""The dossier's number: whose it is, of which day, and which of that day."""

import re
from datetime import date

from motcua.spine import refusal

# Accepts the forms in use: with the old left padding, with six or eight digits of date, four to seven of sequence.
PATTERN = re.compile(r"^[0-9A-Z]{3}(?:\.[0-9A-Z]{1,3}){0,5}-(?:\d{6}|\d{8})-\d{4,7}$")
LAST = 9_999_999


class Refusal(refusal.Refusal):
    """What was typed is not a dossier's number."""


def write(*, unit: str, day: date, place: int) -> str:
    """Write the number of the `place`-th dossier that `unit` took in on `day` (TT 01/2018/TT-VPCP, Article 19)."""
    if not 1 <= place <= LAST:
        raise Refusal("dossier.number-out-of-range", refusal.gettext_noop("Đã hết số hồ sơ trong ngày."))
    return f"{unit}-{day:%y%m%d}-{place:04d}"


def read(text: str) -> str:
    """Tidy a number as people type it (spaces, small letters); refuse what cannot be one."""
    tidy = re.sub(r"\s+", "", text).upper().replace("–", "-").replace("—", "-")
    if not PATTERN.match(tidy):
        raise Refusal(
            "dossier.number-malformed",
            refusal.gettext_noop(
                "Mã hồ sơ không đúng. Mã in ở góc trên giấy tiếp nhận, ví dụ H31.41.5-231215-0007."
            ),
        )
    return tidy
