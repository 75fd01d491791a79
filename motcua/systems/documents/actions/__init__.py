"""What may be done with documents: each intention one function, one transaction, and its fact."""

from motcua.systems.documents.actions.changing import Updating, ask_back, replace, update
from motcua.systems.documents.actions.checking import check
from motcua.systems.documents.actions.copying import copy, send_copy
from motcua.systems.documents.actions.desk import needed, open_to
from motcua.systems.documents.actions.exactly import Begun, draft_exactly, receive_exactly
from motcua.systems.documents.actions.filling import add_files
from motcua.systems.documents.actions.keys import Enrolling, end, enrol
from motcua.systems.documents.actions.numbering import number
from motcua.systems.documents.actions.papers import Upload, add_file, content
from motcua.systems.documents.actions.receiving import (
    Came,
    Receiving,
    assign,
    file,
    handle,
    receive,
    refuse,
    register,
    renew,
    start,
    supersede,
    take_back,
)
from motcua.systems.documents.actions.signing import Signed, issue, recall, seal, sign, sign_many, sign_paper
from motcua.systems.documents.actions.writing import (
    Acting,
    Drafting,
    comment,
    draft,
    draft_with_files,
    drop,
    send_back,
    submit,
)

__all__ = [
    "Acting",
    "Begun",
    "Came",
    "Drafting",
    "Enrolling",
    "Receiving",
    "Signed",
    "Updating",
    "Upload",
    "add_file",
    "add_files",
    "ask_back",
    "assign",
    "check",
    "comment",
    "content",
    "copy",
    "draft",
    "draft_exactly",
    "draft_with_files",
    "drop",
    "end",
    "enrol",
    "file",
    "handle",
    "issue",
    "needed",
    "number",
    "open_to",
    "recall",
    "receive",
    "receive_exactly",
    "refuse",
    "register",
    "renew",
    "replace",
    "seal",
    "send_back",
    "send_copy",
    "sign",
    "sign_many",
    "sign_paper",
    "start",
    "submit",
    "supersede",
    "take_back",
    "update",
]
