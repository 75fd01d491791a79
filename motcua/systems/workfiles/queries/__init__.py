"""What may be asked of work files; answers are frozen records, never rows."""

from motcua.systems.workfiles.queries.kept import (
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
    to_hand_over,
    with_document,
)
from motcua.systems.workfiles.queries.listed import file_list, unopened
from motcua.systems.workfiles.queries.printed import batch_paper, file_paper, list_paper, receipt
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
    "batch_paper",
    "batches",
    "file",
    "file_list",
    "file_paper",
    "files",
    "history",
    "list_paper",
    "mine_open",
    "my_tasks",
    "people",
    "piles",
    "receipt",
    "terms",
    "to_hand_over",
    "unopened",
    "with_document",
]
