"""“Kết quả xử lý”: what is handed out and its code, from the run-together end of the portal's page.

Giấy khai sinh Mã: KQ.G15.000031 | … | Từ khóa … | Mô tả … | the form for choosing an agency
"""

import re

from motcua.gateways.national_portal.piece import FURNITURE, REMAINDER, Piece, known
from motcua.systems.procedures.ports import Outcome, Unparsed

FIELD = "ket_qua_xu_ly"
_PAGE = re.compile(
    r"(?P<outcomes>.*?)(?:(?P<k>Từ khóa)(?P<keywords>.*?)(?P<d>Mô tả)(?P<description>.*?))?"
    r"(?P<end>Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành.*Nộp hồ sơ)?",
    re.DOTALL,
)
_MARK = "Mã: "
_CODE = re.compile(r"(?:KQ[.\-][GH]\d{2}[.\-]\d{6}|\d{3}\.\d{2}\.\d{2}\.[GH]\d{2}-KQ\d{4})(?!\d)")
_LAST = re.compile(r"[A-Z0-9][A-Za-z0-9.\-]*")
NATIONAL = re.compile(r"KQ\.[GH]\d{2}\.\d{6}")


def pieces(text: str) -> list[Piece]:
    """Take the text apart; the pieces in a row are the text."""
    page = _PAGE.fullmatch(text)
    if page is None:  # the pattern takes any text; this is for the type checker's peace
        return [Piece(REMAINDER, text)]
    found = _outcomes(page["outcomes"])
    for kind, name in (
        (FURNITURE, "k"),
        ("keywords", "keywords"),
        (FURNITURE, "d"),
        ("description", "description"),
        (FURNITURE, "end"),
    ):
        if page[name]:
            found.append(Piece(kind, page[name]))
    return found


def read(text: str) -> tuple[tuple[Outcome, ...], str, str, tuple[Unparsed, ...]]:
    """Read the outcomes, the keywords, the description, and what only an editor can decide on."""
    outcomes: list[Outcome] = []
    unparsed: list[Unparsed] = []
    said = {"keywords": "", "description": ""}
    label = ""
    for piece in pieces(text):
        if piece.kind == "label":
            label = piece.text
        elif piece.kind == "code":
            outcomes.append(Outcome(code=piece.text, label=label.strip()))
            if not NATIONAL.fullmatch(piece.text):
                unparsed.append(
                    Unparsed(field=FIELD, reason="code-not-national", verbatim=label + _MARK + piece.text)
                )
        elif piece.kind in said:
            said[piece.kind] = known(piece.text)
        elif piece.kind == REMAINDER and known(piece.text):
            unparsed.append(Unparsed(field=FIELD, reason="not-understood", verbatim=piece.text))
    return tuple(outcomes), said["keywords"], said["description"], tuple(unparsed)


def _outcomes(text: str) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    while (mark := text.find(_MARK, at)) >= 0:
        start = mark + len(_MARK)
        last = text.find(_MARK, start) < 0
        code = _CODE.match(text, start) or (_LAST.fullmatch(text, start) if last else None)
        if code is None:
            break
        if mark > at:
            found.append(Piece("label", text[at:mark]))
        found += [Piece(FURNITURE, _MARK), Piece("code", code[0])]
        at = code.end()
    if at < len(text):
        found.append(Piece(REMAINDER, text[at:]))
    return found
