"""What somebody owes today in rooms that do not know each other: the site names who tells of it (decision 0025)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.spine import access


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """Something that a person is to do: its words, what it belongs to, since when, until when, and its page.

    `due_at` is None where no day was set: it waits all the same.
    """

    title: str
    code: str
    about: str
    since: datetime
    due_at: datetime | None
    url: str


Teller = Callable[..., Sequence[Owed]]


def by(*, actor: access.Actor, at: datetime) -> tuple[Owed, ...]:
    """Give what a person owes wherever the setting `OWED` names somebody who tells.

    The least time left comes first; then what has no day, the longest waiting first.
    """
    tellers: list[Teller] = [import_string(name) for name in settings.OWED]
    told = [one for tell in tellers for one in tell(by=actor, at=at)]
    return tuple(sorted(told, key=lambda one: (one.due_at is None, one.due_at or one.since)))
