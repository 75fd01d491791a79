"""What may be done with work files and the year's lists: each intention one function, one transaction, and its fact."""

from motcua.systems.workfiles.actions.archiving import Given, accept, hand_over, send_back
from motcua.systems.workfiles.actions.desk import NEEDED, Acting, leads
from motcua.systems.workfiles.actions.keeping import (
    CAME_TO_NOTHING,
    Opening,
    add_document,
    close,
    do_task,
    drop_task,
    entrust,
    give_task,
    mark_paper,
    next_code,
    on_paper,
    open_file,
    reopen,
    strike_paper,
    take_out,
)
from motcua.systems.workfiles.actions.listing import (
    Foreseen,
    add_entry,
    approve,
    propose,
    return_list,
    strike_entry,
)
from motcua.systems.workfiles.rules import Refusal

__all__ = [
    "CAME_TO_NOTHING",
    "NEEDED",
    "Acting",
    "Foreseen",
    "Given",
    "Opening",
    "Refusal",
    "accept",
    "add_document",
    "add_entry",
    "approve",
    "close",
    "do_task",
    "drop_task",
    "entrust",
    "give_task",
    "hand_over",
    "leads",
    "mark_paper",
    "next_code",
    "on_paper",
    "open_file",
    "propose",
    "reopen",
    "return_list",
    "send_back",
    "strike_entry",
    "strike_paper",
    "take_out",
]
