"""Identification codes of agencies, of the form of 2016 and of the form in force (Decision 20/2020/QĐ-TTg).

The old form counts four groups from the lowest level to the highest, `000.00.12.H31` (QCVN 102:2016/BTTTT); the new
one from the highest to the lowest and says only the levels there are, `H31.12`. Both may stand in one message.
"""

import re
from itertools import dropwhile

OLD = re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9]{2}")
NEW = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]{1,3}){0,6}")
WIDTHS = (3, 2, 2)
"""How wide the lower three groups of the old form are, lowest first."""


def is_code(text: str) -> bool:
    """Say whether a text is a code of either form."""
    return bool(OLD.fullmatch(text) or NEW.fullmatch(text))


def in_force(code: str) -> str:
    """Write a code in the form in force, its groups without the zeros that only fill them: `000.00.01.H31` is `H31.1`.

    A text that is no code of either form is given back as it is: it will be found in no address book.
    """
    text = code.strip().upper()
    groups = text.split(".")
    if OLD.fullmatch(text):
        groups = list(dropwhile(lambda group: not group.strip("0"), groups))[::-1]
    elif not NEW.fullmatch(text):
        return code.strip()
    first, *lower = groups
    return ".".join([first, *(group.lstrip("0") or "0" for group in lower)])


def of_2016(code: str) -> str | None:
    """Write a code in the old form; None where it has more levels, or wider groups, than the old form knows."""
    first, *lower = in_force(code).split(".")
    if not re.fullmatch(r"[A-Z][0-9]{2}", first) or len(lower) > len(WIDTHS):
        return None
    groups = [*(["0"] * (len(WIDTHS) - len(lower))), *reversed(lower)]
    filled = [group.rjust(width, "0") for group, width in zip(groups, WIDTHS, strict=True)]
    old = ".".join([*filled, first])
    return old if OLD.fullmatch(old) else None


def speaks_for(holder: str, code: str) -> bool:
    """Say whether an agency may send in the name of a code: its own, or that of a unit under it."""
    whose, said = in_force(holder), in_force(code)
    return said == whose or said.startswith(f"{whose}.")


def same(one: str, other: str) -> bool:
    """Say whether two codes, in whichever form, name one agency."""
    return in_force(one) == in_force(other)
