"""What an officer may ask of a list, read forgivingly: nonsense in an address narrows nothing."""

from collections.abc import Mapping
from datetime import date, datetime

from motcua.systems.dossiers import queries
from motcua.systems.dossiers.queries import piles

LONGEST = 200
FIRST_YEAR, LAST_YEAR = 1900, 2200  # a day before its first and after its last must be one too
NAMES = ("q", "pile", "unit", "level", "officer", "procedure")


def said(asked: Mapping[str, str], name: str) -> str:
    """Give what was asked under `name`, without what no text has, cut where nobody types any longer."""
    return asked.get(name, "").replace("\0", "")[:LONGEST].strip()


def pile(asked: Mapping[str, str], *, other: str = "") -> str:
    """Give the pile asked for; `other` where there is none of that name."""
    name = said(asked, "pile")
    return name if name in piles.PILES else other


def filter_of(asked: Mapping[str, str]) -> queries.Filter:
    """Give the filter an address asks for."""
    return queries.Filter(
        text=said(asked, "q"),
        pile=pile(asked),
        unit=said(asked, "unit"),
        level=said(asked, "level"),
        officer=said(asked, "officer"),
        procedure=said(asked, "procedure"),
    )


def same(asked: Mapping[str, str]) -> dict[str, str]:
    """Give those of the questions that narrow something, to be asked again on the next page."""
    return {name: value for name in NAMES if (value := said(asked, name))}


def day(asked: Mapping[str, str], name: str, *, other: date) -> date:
    """Give a day asked for as 2023-12-31 or 31/12/2023; `other` for anything else."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(said(asked, name), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else other
    return other
