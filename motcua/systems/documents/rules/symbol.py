"""The number and symbol of a document, read and written (NĐ 30/2020/NĐ-CP, Annex I, II.3).

`05/QĐ-UBND` is a decision, `12/UBND-NC` a letter (its issuer and the unit that wrote it), `12/2023/QĐ-UBND` a legal
document, which bears its year.
"""

import re
import unicodedata
from dataclasses import dataclass

from motcua.spine import refusal
from motcua.systems.documents.rules import kinds

_SHAPE = re.compile(
    r"\s*(?P<number>[0-9]{1,9})(?P<tail>[a-z]?)\s*/\s*(?:(?P<year>[0-9]{4})\s*/\s*)?"
    r"(?P<notation>[^\W\d_][^\W_]*(?:\s*[-\u2013]\s*[^\W_]+(?:[&.][^\W_]+)*)*)\s*"
)
_PART = re.compile(r"\s*[-\u2013]\s*")
_MARK = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*(?:-[^\W_]+(?:[&.][^\W_]+)*)*")
_OLD_LETTER = "CV"  # how letters were marked before the decree; read, never written
LEFT_OUT = frozenset({"và", "của"})
COMMITTEE, COUNCIL = "Ủy ban nhân dân", "Hội đồng nhân dân"


class Refusal(refusal.Refusal):
    """What is given is no number and symbol."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Symbol:
    """A number and symbol: `kind` a key of `kinds`, `mark` what follows the abbreviation (`UBND`, `SNV-VP`).

    `year` is given for a legal document only.
    """

    number: int
    kind: str
    mark: str
    year: int | None = None

    @property
    def code_number(self) -> str:
        """Give the number as it is written: below ten with a leading zero."""
        return f"{self.number:02d}"

    @property
    def notation(self) -> str:
        """Give what stands after the number: `QĐ-UBND`, `2023/QĐ-UBND`, `UBND-NC`."""
        known = kinds.KINDS_AND_COPIES[self.kind]
        words = f"{known.abbreviation}-{self.mark}" if known.abbreviation else self.mark
        return f"{self.year}/{words}" if self.year else words

    def __str__(self) -> str:
        """Write it as it stands on paper."""
        return f"{self.code_number}/{self.notation}"


def read(text: str) -> Symbol:
    """Read a number and symbol as people write it; spaces and a long dash do no harm.

    Raises Refusal `documents.symbol-not-read`.
    """
    found = _SHAPE.fullmatch(unicodedata.normalize("NFC", text))
    if found is None or not int(found["number"]) or found["tail"]:
        raise unreadable(text)
    first, *rest = _PART.split(found["notation"].strip())
    known = kinds.BY_ABBREVIATION.get(first) if rest else None
    if known is None and rest and first == _OLD_LETTER:
        kind, mark = kinds.LETTER, "-".join(rest)
    elif known is None:
        kind, mark = kinds.LETTER, "-".join([first, *rest])
    else:
        kind, mark = known.key, "-".join(rest)
    year = int(found["year"]) if found["year"] else None
    return Symbol(number=int(found["number"]), kind=kind, mark=mark, year=year)


def kind_of(*, name: str, symbol: str) -> str:
    """Tell the kind of a document that comes by what its sender calls it, else by its number; a letter where neither says."""
    known = kinds.key_of(name)
    if known:
        return known
    try:
        return read(symbol).kind
    except Refusal:
        return kinds.LETTER


def checked_mark(text: str) -> str:
    """Give a mark a clerk typed, tidied. Raises Refusal `documents.mark-not-valid` for what would not read back."""
    tidy = _PART.sub("-", unicodedata.normalize("NFC", text.strip()))
    if not _MARK.fullmatch(tidy) or len(tidy) > 40 or tidy[0].isdigit():  # noqa: PLR2004 - no mark is so long
        raise Refusal(
            "documents.mark-not-valid",
            refusal.gettext_noop(
                "Ký hiệu “%(mark)s” không đúng: chỉ gồm chữ viết tắt nối bằng dấu gạch, ví dụ UBND hoặc SNV-VP."
            ),
            article="Nghị định 30/2020/NĐ-CP, Phụ lục I",
            params={"mark": text},
        )
    return tidy


def unreadable(text: str) -> Refusal:
    """Say that a text is no number and symbol."""
    return Refusal(
        "documents.symbol-not-read",
        refusal.gettext_noop(
            "Không đọc được số, ký hiệu “%(text)s”. Hãy ghi như 05/QĐ-UBND, 12/UBND-NC hoặc 12/2023/QĐ-UBND."
        ),
        article="Nghị định 30/2020/NĐ-CP, Phụ lục I",
        params={"text": text[:80]},
    )


def mark_of(name: str) -> str:
    """Suggest the mark of an agency by its name: `Sở Nội vụ` SNV, any people's committee UBND, a council HĐND."""
    for begins, mark in ((COMMITTEE, "UBND"), (COUNCIL, "HĐND")):
        if name.startswith(begins):
            return mark
    short = name.replace(COMMITTEE, "UBND")
    letters = (
        word if word.isupper() and len(word) > 1 else word[0].upper()
        for word in re.findall(r"[^\W\d_]+", short)
        if word not in LEFT_OUT
    )
    return "".join(letters)
