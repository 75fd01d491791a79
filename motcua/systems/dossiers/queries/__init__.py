"""What can be read of dossiers."""

from motcua.systems.dossiers.queries.bearings import Refusal, calendar, subject
from motcua.systems.dossiers.queries.boards import apologies_due, by_officer, by_unit, owed, soon_until
from motcua.systems.dossiers.queries.filings import most_filed
from motcua.systems.dossiers.queries.lists import Filter, Lines, count, masked, presses_at, recent, work
from motcua.systems.dossiers.queries.pages import (
    attachment,
    draft,
    drafts,
    filed_as,
    history,
    identify,
    page,
    replayed,
    standing,
)
from motcua.systems.dossiers.queries.records import DraftRecord, File, Happening, Line, Load, Page, Person
from motcua.systems.dossiers.queries.rolls import Roll, roll
from motcua.systems.dossiers.queries.routing import colleagues, receiving_unit, settling_unit, unit_of_step

__all__ = [
    "DraftRecord",
    "File",
    "Filter",
    "Happening",
    "Line",
    "Lines",
    "Load",
    "Page",
    "Person",
    "Refusal",
    "Roll",
    "apologies_due",
    "attachment",
    "by_officer",
    "by_unit",
    "calendar",
    "colleagues",
    "count",
    "draft",
    "drafts",
    "filed_as",
    "history",
    "identify",
    "masked",
    "most_filed",
    "owed",
    "page",
    "presses_at",
    "receiving_unit",
    "recent",
    "replayed",
    "roll",
    "settling_unit",
    "soon_until",
    "standing",
    "subject",
    "unit_of_step",
    "work",
]
