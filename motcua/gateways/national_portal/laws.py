"""“Căn cứ pháp lý”: titles and numbers of legal documents, from a table whose cells run together.

    Tên văn bản pháp lý Mã văn bản | Luật Hộ tịch60/2014/QH13Nghị định 123/2015/NĐ-CP123/2015/NĐ-CPThông tư…

A number closes a row where it touches the words before it, repeats a number of its title, or touches what follows;
a number inside a title stands between blanks.
"""

import re

from motcua.gateways.national_portal.piece import ABSENT, FURNITURE, REMAINDER, Piece
from motcua.systems.procedures.ports import LegalBasis, Unparsed

FIELD = "can_cu_phap_ly"
HEADING = "Tên văn bản pháp lýMã văn bản"

_offices = [
    "BKHCNMT",
    "BNNPTNT",
    "BLĐTBXH",
    "BVHTTDL",
    "BTTTT",
    "BKHĐT",
    "BNNMT",
    "BTNMT",
    "BGTVT",
    "BGDĐT",
    "BKHCN",
    "BDTTG",
    "BNN",
    "BTC",
    "BXD",
    "BTP",
    "BCA",
    "BCT",
    "BNV",
    "BQP",
    "BYT",
    "BNG",
    "NHNN",
    "TTCP",
    "VPCP",
    "VPQH",
    "TANDTC",
    "VKSNDTC",
    "KTNN",
    "UBDT",
    "UBND",
    "HĐND",
    "BTNMT",
    "BTM",
    "BCN",
    "BTS",
    "BTL",
]
_office = f"(?:{'|'.join(_offices)})"
_NUMBER = re.compile(
    r"\d{1,3}(?:\.\d{1,2})?/(?:\d{4}/(?:NĐ-CP|NQ-CP|QĐ-TTg|CT-TTg|(?:PL-|NQ-)?UBTVQH\d\d|NQ-QH\d\d|QH\d\d"
    rf"|(?:TTLT|TT|QĐ|NQ|CT|VBHN)-{_office}(?:-{_office})*)|(?:QĐ|VBHN)-(?:TTg|{_office}))"
)
_KIND = r"(?:(?:Bộ luật|Luật|Nghị định|Thông tư liên tịch|Thông tư|Nghị quyết|Quyết định|Pháp lệnh|NĐ|TT|QĐ|NQ)(?:\s+[Ss]ố)?|[Ss]ố)\s+"
_KIND_BEFORE = re.compile(_KIND + "$")
_NUMBER_NEXT = re.compile(rf"\s*(?:{_KIND})?({_NUMBER.pattern})")
_YEAR_BEFORE = re.compile(r"(?:năm |/\d{1,2}/|/)((?:19|20)\d\d)$")


def pieces(text: str) -> list[Piece]:
    """Take the text apart; the pieces in a row are the text."""
    found: list[Piece] = []
    if text == ABSENT:
        return [Piece(FURNITURE, text)]
    at = 0
    if text.startswith(HEADING):
        found.append(Piece(FURNITURE, HEADING))
        at = len(HEADING)
    look = at
    while number := _next_number(text, look):
        start, end = number
        look = end
        cell = _cell(text, at, start, end)
        if cell is None:
            continue
        if cell > at:
            found.append(Piece("title", text[at:cell]))
        found.append(Piece("number", text[cell:end]))
        at = end
    if at < len(text):
        found.append(Piece(REMAINDER, text[at:]))
    return found


def read(text: str) -> tuple[tuple[LegalBasis, ...], tuple[Unparsed, ...]]:
    """Read the legal documents, and what of them only an editor can decide on."""
    documents: list[LegalBasis] = []
    unparsed: list[Unparsed] = []
    title = ""
    for piece in pieces(text):
        if piece.kind == "title":
            title = piece.text
        elif piece.kind == "number":
            bare = _NUMBER.search(piece.text)
            number = bare[0] if bare else ""
            documents.append(
                LegalBasis(title=title.strip() or piece.text, number=number, number_verbatim=piece.text)
            )
            title = ""
        elif piece.kind == REMAINDER and piece.text.strip():
            unparsed.append(Unparsed(field=FIELD, reason="number-not-found", verbatim=piece.text))
    return tuple(documents), tuple(unparsed)


def _next_number(text: str, at: int) -> tuple[int, int] | None:
    """Find the next number; the four digits of a year that run into it are not its own (“năm 201213/2012/QH13”)."""
    for match in re.finditer(r"(\d+)(?=[./])", text[at:]):
        digits = match[1]
        for skip in (4, 0):
            start = at + match.start() + skip
            year = skip and _YEAR_BEFORE.search(text, 0, start)
            if (skip and (len(digits) <= skip or not year)) or not (number := _NUMBER.match(text, start)):
                continue
            return number.span()
    return None


def _cell(text: str, at: int, start: int, end: int) -> int | None:
    """Give where the number's cell begins, the last cell having ended at `at`; None if the number belongs to a title."""
    number = text[start:end]
    kind = _KIND_BEFORE.search(text, at, start)
    begins = kind.start() if kind else start
    after = text[end : end + 1]
    following = _NUMBER_NEXT.match(text, end)
    if begins > at and following and following[1] == number:
        return None
    if begins > at and text[begins - 1] not in " \t\n\xa0([“\"'-–/,;:":
        return begins
    if number in text[at:start] and (not after.isspace() or not text[begins - 1].isspace()):
        return begins
    touches = not after or not (after.isspace() or after in ',;:.)]-/”"')
    if not touches or following:
        return None if following or after else begins
    return start if begins > at else begins
