"""Words into paper: a Typst template and its data become a tagged PDF/A that reads the same on every machine."""

import functools
import re
import threading
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
import typst

from motcua.spine import refusal

STANDARDS: Final = ("a-2a", "ua-1")
BLANK: Final = "\u25a1"
LONGEST_WORD: Final = 32
BREATH: Final = "\u200b"

_RANGES: Final = (
    (0x20, 0x7E),
    (0xA0, 0x36F),  # Latin with every mark Vietnamese needs, and its neighbours
    (0x400, 0x45F),  # Cyrillic: names of those who studied or were born there
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20A0, 0x20BF),
)
_SIGNS: Final = frozenset("№™←↑→↓−≠≤≥□☐☑☒✓")
_LONG: Final = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_one_at_a_time: Final = threading.Lock()


class Refusal(refusal.Refusal):
    """A paper that cannot be set."""


@functools.cache
def _compiler(root: Path) -> typst.Compiler:
    """Keep one compiler warm for each folder of templates; only the fonts inside the library are used."""
    return typst.Compiler(root=str(root), ignore_system_fonts=True)


def printable(text: str) -> str:
    """Give `text` as paper can bear it, so that nothing a person types can spoil or forge a form.

    Composed (NFC), on one line, without control and direction marks; a letter the font does not have becomes an
    empty square; a word longer than 32 letters may be broken.
    """
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Zl", "Zp", "Zs"):
            kept.append("\u00a0" if letter == "\u00a0" else " ")
        elif kind == "Cf":
            continue
        elif letter in _SIGNS or any(low <= ord(letter) <= high for low, high in _RANGES):
            kept.append(letter)
        else:
            kept.append(BLANK)
    line = re.sub(r" +", " ", "".join(kept)).strip(" ")
    return _LONG.sub(lambda found: re.sub(r"(.{16})(?=.)", rf"\1{BREATH}", found[0]), line)


def _printable_all(value: object) -> object:
    """Clean every string of JSON-like data, however deep."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable_all(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable_all(inner) for inner in value]
    return value


def pdf(
    *, template: Path, data: Mapping[str, object], at: datetime, verbatim: Mapping[str, str] | None = None
) -> bytes:
    """Set `data` in `template` as it stood `at` (aware), as PDF/A-2a and PDF/UA-1 (ISO 19005-2, ISO 14289-1).

    The template reads `data` and `verbatim` as JSON in `sys.inputs`: values are text, never markup. Every string of
    `data` is made printable first; `verbatim` is for what the house itself wrote (an SVG, an address). The same arguments give the same bytes. Safe to call from several threads.

    Raises:
        Refusal: `typeset.no-template`, `typeset.time-without-zone`, or `typeset.not-set` with the reason Typst gives.
    """
    if not template.is_file():
        raise Refusal(
            "typeset.no-template",
            refusal.gettext_noop("Không có mẫu in “%(template)s”."),
            params={"template": template.name},
        )
    if at.tzinfo is None:
        raise Refusal(
            "typeset.time-without-zone",
            refusal.gettext_noop("Thời điểm in phải kèm múi giờ."),
        )
    inputs = {
        "data": msgspec.json.encode(_printable_all(data)).decode(),
        "verbatim": msgspec.json.encode(dict(verbatim or {})).decode(),
    }
    try:
        with _one_at_a_time:
            made = _compiler(template.parent).compile(
                input=str(template),
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=list(STANDARDS),
                timestamp=int(at.timestamp()),
            )
    except typst.TypstError as trouble:
        raise Refusal(
            "typeset.not-set",
            refusal.gettext_noop("Không in được mẫu “%(template)s”: %(reason)s."),
            params={"template": template.name, "reason": trouble.message},
        ) from trouble
    if not isinstance(made, bytes):
        raise TypeError(type(made).__name__)
    return made
