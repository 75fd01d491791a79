"""Putting files into a document, all of them or none; what came on paper is checked again with its scan."""

from collections.abc import Sequence
from datetime import datetime

from motcua.spine import access, refusal
from motcua.systems.documents import rules
from motcua.systems.documents.actions import checking, papers
from motcua.systems.ledger import actions as ledger


def add_files(
    *,
    document_id: str,
    files: Sequence[tuple[bool, papers.Upload]],
    by: access.Actor,
    at: datetime,
    seen: int | None = None,
    instead: str = "",
) -> rules.State:
    """Put files in, each with whether it is the main one; `instead` is the attached file that the first attached one replaces.

    Raises Refusal `documents.no-file-given`, and of `papers.add_file`.
    """
    with ledger.writing():
        state = papers.put_in(document_id=document_id, files=files, by=by, at=at, seen=seen, instead=instead)
        if state is None:
            raise rules.Refusal("documents.no-file-given", refusal.gettext_noop("Chưa chọn tệp nào."))
        if not state.outgoing and any(main for main, _ in files):
            checking.anew(state.id, by=by.id, at=at)
    return state
