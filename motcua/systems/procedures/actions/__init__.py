"""What may be done to the catalogue: publish the province's law, take over the national list, keep the portal's answers."""

from motcua.systems.procedures.actions.answers import Answer, Asked, note_answers, note_table
from motcua.systems.procedures.actions.publishing import Imported, Loaded, import_entries, load_law

__all__ = [
    "Answer",
    "Asked",
    "Imported",
    "Loaded",
    "import_entries",
    "load_law",
    "note_answers",
    "note_table",
]
