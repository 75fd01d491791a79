"""“Thành phần hồ sơ”: groups of papers, each with its quantity, from the run-together table of the portal's page.

    -- | Tên giấy tờ Mẫu đơn, tờ khai Số lượng | Tờ khai…1 bản chính | Giấy tờ…1 bản chính,1 bản sao | next heading | …

The file name of a form stands at the end of the paper's name and cannot be told from it with certainty.
"""

import re

from motcua.gateways.national_portal.piece import ABSENT, FURNITURE, REMAINDER, Piece
from motcua.systems.procedures.ports import RequiredPaper, Unparsed

FIELD = "thanh_phan_ho_so"
HEADING = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
NO_GROUP = "--"

_QUANTITY = re.compile(r"(?<!\d)(\d+) bản (?:chính(?:,(\d+) bản sao)?|sao)")
_FORM = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt|zip|rar)$", re.IGNORECASE)


def pieces(text: str) -> list[Piece]:
    """Take the text apart; the pieces in a row are the text."""
    found: list[Piece] = []
    group, *tables = text.split(HEADING)
    if not tables:
        _add(found, FURNITURE if group in (NO_GROUP, ABSENT) else REMAINDER, group)
        return found
    _add(found, FURNITURE if group == NO_GROUP else "group", group)
    for place, table in enumerate(tables, start=1):
        found.append(Piece(FURNITURE, HEADING))
        at = 0
        for quantity in _QUANTITY.finditer(table):
            if quantity.start() >= at and _closes(table, quantity):
                _add(found, "name", table[at : quantity.start()])
                found.append(Piece("quantity", quantity[0]))
                at = quantity.end()
        rest = table[at:]
        kind = "group" if place < len(tables) else REMAINDER
        _add(found, FURNITURE if rest == NO_GROUP else kind, rest)
    return found


def read(text: str) -> tuple[tuple[RequiredPaper, ...], tuple[Unparsed, ...]]:
    """Read the papers, and what of them only an editor can decide on."""
    papers: list[RequiredPaper] = []
    unparsed: list[Unparsed] = []
    group = name = ""
    for piece in pieces(text):
        if piece.kind == FURNITURE and piece.text == NO_GROUP:
            group = ""
        elif piece.kind == "group":
            group = piece.text.strip()
        elif piece.kind == "name":
            name = piece.text
        elif piece.kind == "quantity":
            papers.append(_paper(group, name, piece.text))
            unparsed += _doubts(papers[-1], name + piece.text)
            name = ""
        elif piece.kind == REMAINDER and piece.text.strip():
            unparsed.append(Unparsed(field=FIELD, reason="not-understood", verbatim=piece.text))
    return tuple(papers), tuple(unparsed)


def _closes(table: str, quantity: re.Match[str]) -> bool:
    """Tell the quantity that closes a row from “(01 bản chính hoặc…” and “nộp 01 bản chính của…” in a paper's name."""
    after = table[quantity.end() : quantity.end() + 1]
    before = table[quantity.start() - 1 : quantity.start()]
    if after and (after.isspace() or after in ",;.:)/"):
        return len(quantity[1]) == 1 and bool(before) and not before.isspace() and before != "("
    return True


def _paper(group: str, name: str, quantity: str) -> RequiredPaper:
    """Build one paper; a quantity that runs together with a number before it (“Mẫu số 131 bản chính”) stays unset."""
    said = _QUANTITY.fullmatch(quantity)
    first = int(said[1]) if said and len(said[1]) == 1 else None
    copies = int(said[2]) if said and said[2] else 0
    original = "bản chính" in quantity
    return RequiredPaper(
        group=group,
        name=name.strip(),
        originals=first if original else 0,
        copies=copies if original else first,
        quantity_verbatim=quantity,
    )


def _doubts(paper: RequiredPaper, verbatim: str) -> list[Unparsed]:
    found = []
    if paper.originals is None or paper.copies is None:
        found.append(Unparsed(field=FIELD, reason="quantity-run-together", verbatim=verbatim))
    if not paper.name:
        found.append(Unparsed(field=FIELD, reason="paper-without-name", verbatim=verbatim))
    if _FORM.search(paper.name):
        found.append(Unparsed(field=FIELD, reason="form-file-in-name", verbatim=verbatim))
    return found


def _add(found: list[Piece], kind: str, text: str) -> None:
    if text:
        found.append(Piece(kind, text))
