"""The plans to write: the list, one plan with its targets and versions, its file down and up."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import doors
from motcua.spine import access, plan as plans
from motcua.spine.access import Act
from motcua.systems.identity import queries as identity
from motcua.systems.plans import actions, queries, wording
from motcua.systems.plans.office import writing


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A version of a file, as its page tells it."""

    number: int
    by: str
    at: datetime
    why: str


@doors.guarded(Act.PLAN_EDIT)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the plans that can be written."""
    known = [
        {
            "id": one.plan.id,
            "name": wording.say(one.plan.name),
            "number": one.plan.number,
            "version": one.version,
            "targets": len(one.plan.targets),
        }
        for one in queries.plans_in_force()
    ]
    return render(request, "plans/office/plans.html", {"plans": known})


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_safe
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """Show a plan's targets, what was begun and not put in force, and its versions."""
    found = queries.in_force(plan)
    drafts = queries.drafts(file=plan, account=doors.who(request).id)
    context = {
        "plan_id": plan,
        "name": wording.say(found.plan.name),
        "number": found.plan.number,
        "version": found.version,
        "scored": any(one.points and one.points.rule is plans.Rule.BY_HAND for one in found.plan.targets),
        "targets": [
            {
                "id": one.id,
                "statement": wording.say(one.statement),
                "goal": "; ".join(goal.said(wording.language()) for goal in one.goals),
                "measured": bool(one.readings),
                "draft": drafts.get(one.id),
            }
            for one in found.plan.targets
        ],
        "begun": drafts.get(""),
        "head": drafts.get("head"),
        "turns": [_turn(one) for one in queries.versions(plan)],
    }
    return render(request, "plans/office/plan.html", context)


@doors.guarded(Act.PLAN_EDIT)
@require_safe
def file(request: HttpRequest, plan: str) -> HttpResponse:  # noqa: ARG001 - every door gets its request
    """Give a plan's file as it is in force."""
    found = queries.source(plan)
    answer = HttpResponse(found.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{plan}.yaml"'
    return answer


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan: write its head, or take over a file."""
    return _written(request, name="", base=0, text=HEAD)


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, plan: str) -> HttpResponse:
    """Write a plan's file whole, or take over another: a new version."""
    found = queries.source(plan)
    return _written(request, name=plan, base=found.version, text=found.text)


def _written(request: HttpRequest, *, name: str, base: int, text: str) -> HttpResponse:
    file = writing.Whole(
        template="plans/office/file.html",
        heading=gettext_lazy("Nạp tệp kế hoạch") if name else gettext_lazy("Lập kế hoạch mới"),
        name=name,
        base=base,
        text=text,
        upload=actions.upload_plan,
        gone_to=lambda loaded: reverse("plan_edit", args=[loaded.plan]),
        saved=gettext_lazy("Phiên bản %(version)s của kế hoạch có hiệu lực."),
    )
    return writing.whole(request, file)


def _turn(one: queries.Version) -> Turn:
    return Turn(number=one.number, by=called(one.by), at=one.at, why=one.why)


def called(account: str) -> str:
    """Call who acted by name; the house itself by what it is."""
    if account.startswith("system:"):
        return gettext(access.ROLE_LABELS[access.Role.SYSTEM])
    profile = identity.profile(account_id=account)
    return profile.name if profile else account


HEAD = """\
plan: ten-tinh-2026
name:
  vi: Kế hoạch cải cách hành chính tỉnh … năm 2026
number: "…/KH-UBND"
issued: 2025-12-31
issuer:
  vi: Ủy ban nhân dân tỉnh …
from: 2026-01-01
until: 2026-12-31
pillars:
  - {key: A, name: {vi: "Cải cách thể chế"}}
  - {key: B, name: {vi: "Cải cách thủ tục hành chính"}}
targets: []
"""
