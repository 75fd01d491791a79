"""What may be done to the plans: each intention one function, one transaction, and its facts."""

from motcua.systems.plans.actions.editing import (
    Edit,
    Refusal,
    drop_draft,
    edit_target,
    keep_draft,
    too_long,
    upload_plan,
    written,
)
from motcua.systems.plans.actions.indicators import bring_up_indicators
from motcua.systems.plans.actions.loading import Loaded, load_plan
from motcua.systems.plans.actions.noting import NotNoted, note
from motcua.systems.plans.actions.scoring import add_link, give_points, take_back_link
from motcua.systems.plans.actions.watching import LoadedWatch, load_watch

__all__ = [
    "Edit",
    "Loaded",
    "LoadedWatch",
    "NotNoted",
    "Refusal",
    "add_link",
    "bring_up_indicators",
    "drop_draft",
    "edit_target",
    "give_points",
    "keep_draft",
    "load_plan",
    "load_watch",
    "note",
    "take_back_link",
    "too_long",
    "upload_plan",
    "written",
]
