"""What may be asked of work files; answers are frozen records, never rows."""

from motcua.systems.workfiles.queries.files import (
    PAGE,
    PILES,
    Filter,
    batch,
    batches,
    file,
    files,
    history,
    mine_open,
    my_tasks,
    people,
    piles,
    with_document,
)
from motcua.systems.workfiles.queries.listed import file_list, unopened
from motcua.systems.workfiles.queries.reading import terms
from motcua.systems.workfiles.queries.records import (
    Batch,
    Document,
    Entry,
    File,
    FileList,
    Happening,
    Line,
    PaperStep,
    Task,
)
from motcua.systems.workfiles.rules import ListStage, Refusal, Stage

__all__ = [
    "PAGE",
    "PILES",
    "Batch",
    "Document",
    "Entry",
    "File",
    "FileList",
    "Filter",
    "Happening",
    "Line",
    "ListStage",
    "PaperStep",
    "Refusal",
    "Stage",
    "Task",
    "batch",
    "batches",
    "file",
    "file_list",
    "files",
    "history",
    "mine_open",
    "my_tasks",
    "people",
    "piles",
    "terms",
    "unopened",
    "with_document",
]
