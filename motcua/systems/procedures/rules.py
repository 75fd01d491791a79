"""The room's own law: codes, fields, and when a procedure is ours to show."""

import re

from motcua.spine import refusal

ROOT = re.compile(r"[1-9]\.\d{6}")
CODE_BEGUN = re.compile(r"[1-9]\.\d{1,6}(?:\..*)?")
OURS = ("province", "district", "commune")
"""The levels of government a province answers for; ministries and other agencies keep their own counters."""


class Refusal(refusal.Refusal):
    """What the catalogue does not have, or does not take."""


def root(code: str) -> str:
    """Give the code without the end a province adds: the same procedure in every province (`1.001193.H31`, `1.001193`)."""
    found = ROOT.match(code)
    return found[0] if found else code


def looks_like_code(said: str) -> bool:
    """Tell whether someone typed a code, or the beginning of one (`1.0011`), rather than words."""
    return bool(CODE_BEGUN.fullmatch(said.strip()))


def not_found(code: str) -> Refusal:
    """Say that the catalogue has no such procedure."""
    return Refusal(
        "procedures.no-such-procedure",
        refusal.gettext_noop("Không có thủ tục nào mang mã %(code)s. Hãy tìm theo tên thủ tục."),
        params={"code": code},
    )
