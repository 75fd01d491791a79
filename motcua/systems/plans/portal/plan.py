"""The plans, and a plan as a document: on the screen and on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from motcua.base import clock, doors
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import prints, queries, wording
from motcua.systems.plans.portal import rows

PUBLIC = "whoever is governed may read how the plan stands"


@require_GET
@doors.public(PUBLIC)
def plans(request: HttpRequest) -> HttpResponse:
    """Lead to the plan where there is one, to a list where there are several."""
    known = queries.plans_in_force()
    if len(known) == 1:
        return redirect("plan", plan=known[0].plan.id)
    read = [queries.read(plan=one.plan.id, now=clock.now()) for one in known]
    return render(request, "plans/plans.html", {"plans": [wording.listed(one) for one in read]})


@require_GET
@doors.public(PUBLIC)
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """Show a plan as a document: pillars as headings, each target a row."""
    as_of = queries.day(request.GET.get("as_of"))
    reading = queries.read(plan=plan, as_of=as_of, now=clock.now())
    won = queries.points(reading)
    parts = [(part, rows.drawn(part, plan=plan, as_of=as_of)) for part in rows.parts(reading, won)]
    context = {**rows.head(reading, as_of), "parts": parts}
    context["score"] = wording.points(won.score) if won else None
    context["grade"] = wording.say(won.grade) if won and won.grade else None
    return render(request, "plans/plan.html", context)


@require_GET
@doors.public(PUBLIC)
def paper(request: HttpRequest, plan: str) -> HttpResponse:
    """Print a plan on paper, as PDF/A: the same rows as on the screen, at the same moment."""
    as_of = queries.day(request.GET.get("as_of"))
    now = clock.now()
    reading = queries.read(plan=plan, as_of=as_of, now=now)
    made = prints.plan(_document(reading), at=now, simulated=ledger.is_simulated())
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{plan}.pdf"'
    return response


def _document(reading: queries.PlanReading) -> prints.Document:
    found = reading.plan
    return prints.Document(
        language=wording.language(),
        name=wording.say(found.name),
        number=found.number,
        issuer=wording.say(found.issuer),
        issued=found.issued,
        start=found.start,
        last=found.last,
        version=reading.version,
        as_of=reading.as_of,
        past=reading.past,
        good=reading.good,
        measured=reading.measured,
        total=reading.total,
        parts=tuple(
            prints.Part(
                name=part.name,
                good=part.good,
                lines=tuple(
                    prints.Line(
                        id=row.id,
                        statement=row.statement,
                        owner=row.owner,
                        value=row.value or "–",
                        goal=row.goal,
                        strive=row.strive,
                        verdict=row.verdict,
                        meaning=row.meaning,
                        change=row.change.shown if row.change else "",
                        survey=row.survey,
                    )
                    for row in part.rows
                ),
            )
            for part in rows.parts(reading)
        ),
    )
