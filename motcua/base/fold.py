"""How words are compared when a person types without accents: one folding, in Python and in PostgreSQL alike."""

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZđĐ", "abcdefghijklmnopqrstuvwxyzdd")
_WORD = re.compile("[^\\W_]+")


def fold(text: str) -> str:
    """Take accents, the bar of đ and capitals away: “Đất đai” and “dat dai” become one.

    The same as the SQL function `base_fold(text)`: decomposed (NFD), combining marks U+0300-U+036F dropped, đ to d, A-Z to a-z.
    """
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """Give the folded words of a text, in order, without what stands between them."""
    return _WORD.findall(fold(text))
