"""Tracking a dossier by its number, without an account and without a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base import clock, doors, problem
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.portal import due, guessing, line, telling

LONGEST = 60  # characters of a number as typed, spaces and all


@doors.guarded(Act.TRACK)
@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Show where a dossier is, who has it, when it is due and why; to whoever holds its number."""
    typed = request.GET.get("ma", "").strip()[:LONGEST]
    context: dict[str, object] = {"typed": typed}
    status = 200
    if typed:
        try:
            guessing.check(request)
            context |= _found(queries.page(code=typed, at=clock.now()), request)
        except refusal.Refusal as no:
            if no.code == "dossier.no-such-dossier":
                guessing.miss(request)
            status = problem.status_of(no.code)
            context["refused"] = problem.say(no)
    response = render(request, "dossiers/portal/track/track.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _found(page: queries.Page, request: HttpRequest) -> dict[str, object]:
    now = clock.now()
    meaning, word = telling.status(page.line, at=now)
    return {
        "state": page.state,
        "procedure": telling.said(page.definition.name),
        "procedure_code": page.definition.code,
        "unit": telling.unit(page.state.unit),
        "stops": line.line(page.state, definition=page.definition, history=page.history),
        "due": due.due(
            page.state,
            history=page.history,
            restart=page.definition.restart_after_supplement,
            calendar=queries.calendar(),
            now=now,
        ),
        "meaning": meaning,
        "word": word,
        "mine": doors.who(request).id == page.state.owner,
    }
