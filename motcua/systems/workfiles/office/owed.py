"""The tasks of work files, for the page of the day's work."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from motcua.base import owed
from motcua.spine import access
from motcua.systems.workfiles import queries


def tasks(*, by: access.Actor, at: datetime) -> list[owed.Owed]:
    """Give what somebody still has to do in work files."""
    return [
        owed.Owed(
            title=one.words,
            code=one.symbol,
            about=gettext("Nhiệm vụ trong hồ sơ: %(title)s") % {"title": one.title},
            since=one.given_at,
            due_at=one.due_at,
            url=reverse("workfiles:file", args=[one.file]),
        )
        for one in queries.my_tasks(officer=by.id, at=at)
    ]
