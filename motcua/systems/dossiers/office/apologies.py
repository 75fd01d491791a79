"""Apologies that are owed: each with its draft of form 04, sent with one click."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine import access
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.forms import acts as forms
from motcua.systems.dossiers.office import showing

SENT = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An apology ready to be sent: whose dossier, and the new day it names."""

    row: showing.Row
    day: date
    url: str


@doors.guarded(access.Act.APOLOGISE)
@require_safe
def apologies(request: HttpRequest) -> HttpResponse:
    """List what is late or due by tomorrow and has no apology yet, and the apologies already sent."""
    by, at = doors.who(request), clock.now()
    reach = access.reach(actor=by, act=access.Act.APOLOGISE)
    owed = queries.apologies_due(reach=reach, at=at)
    sent = queries.work(reach=reach, by=queries.Filter(pile="apologised"), at=at, limit=SENT)
    context = {
        "drafts": [
            Draft(
                row=showing.row(line, at=at),
                day=forms.new_day(due_at=line.due_at, at=at),
                url=reverse("desk:act", args=[line.code, "xin-loi"]),
            )
            for line in owed
        ],
        "sent": showing.rows(sent, at=at),
        "reasons": forms.ApologiseForm.usual_reasons,
        "article": forms.LATE,
        "here": request.path,
    }
    return render(request, "dossiers/office/apologies.html", context)
