"""Exact figures written for people: 1.234,5 in Vietnamese, 1,234.5 in English, never rounded across a goal."""

from collections.abc import Callable
from fractions import Fraction

FINEST = 6  # decimals after which a percentage is shown as it is, whatever the goal


def exact(value: Fraction, *, language: str) -> str:
    """Write a figure with all its decimals, up to six."""
    return _marked(
        _rounded(value, FINEST).rstrip("0").rstrip(".") if value.denominator != 1 else str(value.numerator),
        language,
    )


def whole(value: int, *, language: str) -> str:
    """Write a whole number with its thousands marked."""
    return _marked(str(value), language)


def percent(
    value: Fraction, *, language: str, reached: Callable[[Fraction], bool] | None = None, places: int = 1
) -> str:
    """Write a value in percent with one decimal, and with more where fewer would show it across its goal.

    A value that is exactly what is shown drops its last noughts: 100 %, not 100,0 %, and only where it is all.
    """
    shown = _rounded(value, places)
    if reached is not None:
        while reached(Fraction(shown)) != reached(value) and places < FINEST:
            places += 1
            shown = _rounded(value, places)
    if Fraction(shown) == value:
        shown = shown.rstrip("0").rstrip(".")
    return f"{_marked(shown, language)} %"


def _rounded(value: Fraction, places: int) -> str:
    """Round half away from zero, as the tables of the office do."""
    scaled = abs(value) * 10**places
    whole_part = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    digits = str(whole_part).rjust(places + 1, "0")
    sign = "-" if value < 0 and whole_part else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _marked(plain: str, language: str) -> str:
    sign = "-" if plain.startswith("-") else ""
    before, _, after = plain.removeprefix("-").partition(".")
    marked = f"{int(before):,}"
    if not language.startswith("en"):
        marked = marked.replace(",", ".")
    point = "." if language.startswith("en") else ","
    return f"{sign}{marked}{point + after if after else ''}"
