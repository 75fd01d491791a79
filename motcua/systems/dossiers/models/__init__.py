"""The tables of the dossiers, and the way between a row and a state."""

from motcua.systems.dossiers.models.tables import (
    Applicant,
    Attachment,
    Counter,
    Desk,
    Dossier,
    Draft,
    Note,
    Outside,
    Past,
    RequestKey,
)

__all__ = [
    "Applicant",
    "Attachment",
    "Counter",
    "Desk",
    "Dossier",
    "Draft",
    "Note",
    "Outside",
    "Past",
    "RequestKey",
]
