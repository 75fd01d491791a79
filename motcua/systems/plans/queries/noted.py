"""What people noted beside a target."""

from dataclasses import dataclass
from datetime import datetime

from motcua.spine import access
from motcua.systems.plans import models


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A note beside a target: what was written, in which role and when."""

    text: str
    role: access.Role
    at: datetime


def notes(*, plan: str, target: str) -> tuple[Note, ...]:
    """Give the notes beside a target, the newest first."""
    rows = models.Note.objects.filter(plan=plan, target=target).order_by("-number")
    return tuple(
        Note(text=text, role=access.Role(role), at=at)
        for text, role, at in rows.values_list("text", "role", "at")
    )
