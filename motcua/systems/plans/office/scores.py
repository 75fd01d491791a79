"""The self-assessment: each criterion with its own score, its appraised score, and its proof."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import clock, doors, problem
from motcua.spine import plan as plans, refusal
from motcua.spine.access import Act
from motcua.spine.measure import figures
from motcua.systems.plans import actions, queries, wording
from motcua.systems.plans.office.plans import called


@doors.guarded(Act.PLAN_SCORE)
@never_cache
@require_safe
def scores(request: HttpRequest, plan: str) -> HttpResponse:
    """Show every criterion that people score, with what it has."""
    reading = queries.read(plan=plan, now=clock.now())
    points, said = queries.points(reading), queries.assessed(plan)
    context = {
        "plan_id": plan,
        "name": wording.say(reading.plan.name),
        "total": wording.points(points.score) if points else "",
        "rows": [
            _row(one, said.get(one.id, queries.NOT_ASSESSED))
            for one in reading.plan.targets
            if one.points and one.points.rule is plans.Rule.BY_HAND
        ],
    }
    return render(request, "plans/office/scores.html", context)


@doors.guarded(Act.PLAN_SCORE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, plan: str, target: str) -> HttpResponse:
    """Score a criterion, name its proof, or take a proof back."""
    found = queries.target_named(plan, target)
    typed: dict[str, str] = {}
    error = ""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in ("points", "note", "title", "address", "kind")}
        try:
            said = _done(request, plan, target, typed)
        except refusal.Refusal as refused:
            if refused.code.startswith("access."):
                raise
            error = problem.say(refused)
        else:
            messages.success(request, said)
            return redirect("target_scores", plan, target)
    assessed = queries.assessed(plan).get(target, queries.NOT_ASSESSED)
    context = {
        "plan_id": plan,
        "row": _row(found, assessed),
        "given": [
            {
                "label": _kind(one.kind),
                "points": _figure(one),
                "note": one.note,
                "by": called(one.by),
                "at": one.at,
            }
            for one in assessed.given
        ],
        "links": assessed.links,
        "typed": typed,
        "error": error,
        "kinds": [(kind, _kind(kind)) for kind in (queries.SELF, queries.APPRAISED)],
    }
    return render(request, "plans/office/score.html", context, status=422 if error else 200)


def _done(request: HttpRequest, plan: str, target: str, typed: dict[str, str]) -> str:
    by, at = doors.who(request), clock.now()
    if request.POST.get("step") == "link":
        actions.add_link(
            plan=plan, target=target, title=typed["title"], address=typed["address"], by=by, at=at
        )
        return gettext("Đã ghi tài liệu kiểm chứng.")
    if request.POST.get("step") == "back":
        number = request.POST.get("number", "")
        actions.take_back_link(
            plan=plan,
            target=target,
            number=int(number[:9]) if number.isascii() and number.isdecimal() else 0,
            by=by,
            at=at,
        )
        return gettext("Đã rút tài liệu kiểm chứng.")
    actions.give_points(
        plan=plan,
        target=target,
        kind=typed["kind"],
        points=typed["points"],
        note=typed["note"],
        by=by,
        at=at,
    )
    return gettext("Đã ghi điểm.")


def _row(one: plans.Target, assessed: queries.Assessed) -> dict[str, Any]:
    limit = one.points.limit if one.points else None
    own, appraised = assessed.last(queries.SELF), assessed.last(queries.APPRAISED)
    return {
        "id": one.id,
        "statement": wording.say(one.statement),
        "limit": figures.exact(limit, language=wording.language()) if limit is not None else None,
        "own": _figure(own) if own else None,
        "appraised": _figure(appraised) if appraised else None,
        "links": len(assessed.links),
    }


def _figure(given: queries.Given) -> str:
    return figures.exact(given.points, language=wording.language())


def _kind(kind: str) -> str:
    return gettext("Tự chấm") if kind == queries.SELF else gettext("Thẩm định")
