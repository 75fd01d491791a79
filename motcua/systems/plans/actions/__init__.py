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
from motcua.systems.plans.actions.telling import tell_months
from motcua.systems.plans.actions.watching import LoadedWatch, edit_sign, load_watch, upload_watch

__all__ = [
    "Edit",
    "Loaded",
    "LoadedWatch",
    "NotNoted",
    "Refusal",
    "add_link",
    "bring_up_indicators",
    "drop_draft",
    "edit_sign",
    "edit_target",
    "give_points",
    "keep_draft",
    "load_plan",
    "load_watch",
    "note",
    "take_back_link",
    "tell_months",
    "too_long",
    "upload_plan",
    "upload_watch",
    "written",
]
