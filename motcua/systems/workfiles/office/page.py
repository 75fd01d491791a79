"""A work file's page: where it stands, what is in it, who has what to do, which steps were on paper, its history."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from motcua.base import carrying
from motcua.spine import worktime
from motcua.systems.documents import queries as papers
from motcua.systems.dossiers import queries as dossiers
from motcua.systems.workfiles import queries, wording


def shown(
    request: HttpRequest,
    found: queries.File,
    *,
    buttons: Sequence[carrying.Door],
    at: datetime,
    acting: carrying.Acting | None = None,
) -> HttpResponse:
    """Draw the page, with the form of an act where one is being done."""
    state = found.state
    context = {
        "found": found,
        "state": state,
        "title": found.title or gettext("Hồ sơ mật"),
        "stage": wording.stage(state.stage),
        "owner": wording.owner(state.stage),
        "over": state.stage is queries.Stage.ARCHIVED,
        "secrecy": wording.secrecy(state.secrecy),
        "unit": papers.called(state.unit),
        "term": wording.term(state.retention),
        "on_network": state.steps == state.steps_online,
        "steps_on_paper": state.steps_on_paper,
        "tasks": [task(one, at=at) for one in found.tasks],
        "buttons": buttons,
        "acting": acting,
        "history": [
            _happening(one) | {"new": carrying.is_new(place, acting)}
            for place, one in reversed(list(enumerate(queries.history(file_id=state.id), start=1)))
        ],
    }
    return render(request, "workfiles/office/file.html", context, status=acting.status if acting else None)


def task(one: queries.Task, *, at: datetime) -> dict[str, Any]:
    """Say a task with the working time left to it."""
    waits = one.done_at is None and not one.dropped
    left = worktime.left(at=at, due_at=one.due_at, calendar=dossiers.calendar()) if waits else None
    return {"task": one, "waits": waits, "left": left}


def _happening(one: queries.Happening) -> dict[str, Any]:
    return {
        "at": one.fact.at,
        "title": wording.happened(one.fact.kind),
        "by": one.by_name,
        "about": one.about,
        "what": one.what,
        "text": one.text,
        "paper": one.fact.kind == "work_file.paper_marked" or bool(one.fact.data.get("paper")),
    }
