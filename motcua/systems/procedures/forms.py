"""What people may ask of the catalogue's lists, read forgivingly: nonsense in an address is the first page of all."""

from collections.abc import Mapping

LONGEST = 200
LAST_PAGE = 99_999


def said(asked: Mapping[str, str], name: str) -> str:
    """Give what was asked under `name`, without what no text has, cut where nobody types any longer."""
    return asked.get(name, "").replace("\0", "")[:LONGEST].strip()


def page(asked: Mapping[str, str]) -> int:
    """Give the page asked for, from 1."""
    text = asked.get("page", "")
    return min(LAST_PAGE, max(1, int(text[:6]))) if text.isascii() and text.isdigit() else 1
