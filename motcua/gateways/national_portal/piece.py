"""A run-together text taken apart: pieces that, put in a row again, are the text."""

from dataclasses import dataclass

FURNITURE = "furniture"
REMAINDER = "remainder"
ABSENT = "Không có thông tin"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and what it is; `furniture` is the page's own headings, `remainder` what nobody understood."""

    kind: str
    text: str


def joined(pieces: list[Piece]) -> str:
    """Put the pieces in a row again: the law of every parser here is that this is the text, to the letter."""
    return "".join(piece.text for piece in pieces)


def known(text: str) -> str:
    """Give the text without its surrounding blanks; nothing where the portal says it has no information."""
    said = text.strip()
    return "" if said == ABSENT else said
