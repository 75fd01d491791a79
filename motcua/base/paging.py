"""Which page of a list an address asks for."""

MOST_DIGITS = 6


def number(said: str) -> int:
    """Read the number of a page, from 1; what is none is the first page."""
    return max(int(said), 1) if said.isdecimal() and len(said) <= MOST_DIGITS else 1
