"""The facts of work files and of the year's lists; titles and words stay out of them."""

from collections.abc import Mapping

from motcua.spine import event

WORDS = "digest of the words, salted"
FILE, LIST = "work-file:<id>", "file-list:<unit>:<year>"
_NUMBER = "order number in the file"
_BATCH = {"batch": "the hand-over to the archive"}


def _file(
    name: str, vi: str, en: str, fields: Mapping[str, str], *, sometimes: frozenset[str] = frozenset()
) -> event.Kind:
    return event.Kind(name=f"work_file.{name}", stream=FILE, vi=vi, en=en, fields=fields, sometimes=sometimes)


def _list(name: str, vi: str, en: str, fields: Mapping[str, str]) -> event.Kind:
    return event.Kind(name=f"file_list.{name}", stream=LIST, vi=vi, en=en, fields=fields)


KINDS: tuple[event.Kind, ...] = (
    _file(
        "opened",
        "Một hồ sơ công việc được mở.",
        "A work file was opened.",
        {
            "id": "the file",
            "unit": "code of the agency",
            "level": "`province`, `district` or `commune`",
            "year": "the year of its number",
            "code": "its number and symbol",
            "listed": "whether it stands on the year's approved list",
            "secrecy": "`none`, `secret`, `very_secret` or `top_secret`",
            "retention": "key of the term for which it is kept",
            "keeper": "account of who keeps it",
            "opened_on": "the day the work began",
            "title": "digest of its title, salted; empty of a secret one",
            "words": "digest of why it is not on the list, empty where it is",
        },
    ),
    _file(
        "document_added",
        "Một văn bản được đưa vào hồ sơ.",
        "A document was put in, under the next order number.",
        {"document": "the document", "paper": "whether it lies in the office on paper only"},
    ),
    _file(
        "document_taken_out",
        "Một văn bản được rút khỏi hồ sơ.",
        "A document was taken out; its order number stays used.",
        {"number": _NUMBER, "words": WORDS},
    ),
    _file(
        "task_given",
        "Một nhiệm vụ được giao trong hồ sơ.",
        "An officer was given something to do.",
        {"officer": "the account", "due_at": "by when, reckoned in working time", "words": WORDS},
    ),
    _file(
        "task_done",
        "Một nhiệm vụ được báo cáo hoàn thành.",
        "A task was reported done.",
        {"number": _NUMBER, "paper": "whether it was done on paper", "words": WORDS},
    ),
    _file(
        "task_dropped",
        "Một nhiệm vụ được thu hồi.",
        "A task was taken back.",
        {"number": _NUMBER, "words": WORDS},
    ),
    _file(
        "paper_marked",
        "Một bước được ghi là làm trên giấy, kèm lý do.",
        "A step was marked as done on paper, with its reason.",
        {"what": "digest of what was done, salted", "words": WORDS, "done_on": "the day it was done"},
    ),
    _file(
        "paper_struck",
        "Một bước làm trên giấy ghi nhầm được gạch, kèm lý do.",
        "A step on paper that was written down by mistake was struck, with the reason.",
        {"number": "its number among the file's steps on paper", "words": WORDS},
    ),
    _file(
        "entrusted",
        "Hồ sơ được bàn giao cho người khác lập.",
        "Somebody else keeps the file from now on.",
        {"keeper": "the account", "words": WORDS},
    ),
    _file(
        "closed",
        "Hồ sơ công việc kết thúc.",
        "The work ended and the file was closed.",
        {
            "closed_on": "the day the work ended",
            "papers": "order numbers of the documents that are on paper only",
            "extent": "pairs of order number and sheets (on paper) or pages (electronic), where they are known",
        },
        sometimes=frozenset({"extent"}),
    ),
    _file("reopened", "Hồ sơ được mở lại.", "A closed file was opened again.", {"words": WORDS}),
    _file("handed_over", "Hồ sơ được nộp vào lưu trữ.", "It was handed to the agency's archive.", _BATCH),
    _file("accepted", "Lưu trữ cơ quan nhận hồ sơ.", "The archive took it in.", _BATCH),
    _file(
        "sent_back",
        "Lưu trữ cơ quan trả lại hồ sơ.",
        "The archive did not take it.",
        _BATCH | {"words": WORDS},
    ),
    _list(
        "entry_added",
        "Một hồ sơ được dự kiến trong danh mục hồ sơ của năm.",
        "A file was foreseen on the year's list.",
        {
            "unit": "code of the agency",
            "year": "the year",
            "code": "number and symbol of the file",
            "title": "digest of its title, salted",
            "retention": "key of the term for which it is kept",
            "keeper": "account of who will keep it",
            "basis": "digest of its legal basis, may be empty",
        },
    ),
    _list(
        "entry_struck",
        "Một hồ sơ được bỏ khỏi danh mục đang dự thảo.",
        "An entry was struck off a list not yet proposed.",
        {"code": "number and symbol of the file"},
    ),
    _list("proposed", "Danh mục hồ sơ được trình phê duyệt.", "The list was handed up.", {}),
    _list("returned", "Danh mục hồ sơ được trả lại.", "The list was given back.", {"words": WORDS}),
    _list("approved", "Danh mục hồ sơ được phê duyệt.", "The head approved the list.", {}),
)


def stream(file: object) -> str:
    """Name the ledger's stream of a work file."""
    return f"work-file:{file}"


def list_stream(unit: str, year: int) -> str:
    """Name the ledger's stream of a unit's list of a year."""
    return f"file-list:{unit}:{year}"
