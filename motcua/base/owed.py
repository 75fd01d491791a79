"""What somebody owes today in rooms that do not know each other: the site names who tells of it (decision 0025)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.spine import access


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """Something that a person is to do by a time: its words, what it belongs to, since when, until when, and its page."""

    title: str
    code: str
    about: str
    since: datetime
    due_at: datetime
    url: str


Teller = Callable[..., Sequence[Owed]]


def by(*, actor: access.Actor, at: datetime) -> tuple[Owed, ...]:
    """Give what a person owes wherever the setting `OWED` names somebody who tells, the least time left first."""
    tellers: list[Teller] = [import_string(name) for name in settings.OWED]
    return tuple(
        sorted((one for tell in tellers for one in tell(by=actor, at=at)), key=lambda one: one.due_at)
    )
