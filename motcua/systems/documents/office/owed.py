"""The documents that wait for somebody, for the page of the day's work."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from motcua.base import owed
from motcua.spine import access
from motcua.systems.documents import queries, rules, wording


def documents(*, by: access.Actor, at: datetime) -> list[owed.Owed]:
    """Give the documents that wait for somebody to sign, number, issue, register, assign or handle them."""
    return [
        owed.Owed(
            title=one.subject,
            code=one.symbol,
            about=_about(one),
            since=one.began_at if one.due_at else one.acted_at,
            due_at=one.due_at,
            url=reverse("documents:document", args=[one.id]),
        )
        for one in queries.awaiting(by=by, at=at)
    ]


def _about(one: queries.Line) -> str:
    """Say how urgent it is, which way it goes, and for what it waits."""
    way = (
        gettext("Văn bản đi của %(unit)s") % {"unit": queries.called(one.unit)}
        if one.outgoing
        else gettext("Văn bản đến của %(party)s") % {"party": one.party}
    )
    waits = "" if one.stage is rules.Stage.ASSIGNED else wording.stage(one.stage).lower()
    return " · ".join(word for word in (wording.urgency(one.urgency), way, waits) if word)
