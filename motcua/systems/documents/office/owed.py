"""The documents that somebody is to handle by a day, for the page of the day's work."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from motcua.base import owed
from motcua.spine import access
from motcua.systems.documents import queries


def documents(*, by: access.Actor, at: datetime) -> list[owed.Owed]:  # noqa: ARG001 - every teller is asked so
    """Give the documents in that were assigned to somebody with a day, and are not handled yet."""
    return [
        owed.Owed(
            title=one.subject,
            code=one.symbol,
            about=gettext("Văn bản đến của %(party)s") % {"party": one.party},
            since=one.began_at,
            due_at=one.due_at,
            url=reverse("documents:document", args=[one.id]),
        )
        for one in queries.assigned(officer=by.id)
        if one.due_at
    ]
