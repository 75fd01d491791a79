"""A target being written: its text at left, and at once what it counts, in words, in numbers and in records."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base import clock, doors, problem
from motcua.spine import plan as plans, refusal
from motcua.spine.access import Act
from motcua.spine.plan.blocks import HEAD
from motcua.systems.plans import actions, queries
from motcua.systems.plans.office import help as keys, trial


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What stands in the editor: the text, the version it was begun on, the reason, and which column to break down by."""

    body: str
    base: int
    why: str = ""
    by: str = ""


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, plan: str, target: str = "") -> HttpResponse:
    """Write a target (a new one without `target`, the plan's head for `head`): try it, save it, or let the draft go."""
    found = queries.source(plan)
    if request.method == "POST":
        return _posted(request, found, target)
    draft = queries.drafts(plan=plan, account=doors.who(request).id).get(target)
    begun = Typed(body=queries.block(found, target) if target else TEMPLATE, base=found.version)
    typed = Typed(body=draft.body, base=draft.base) if draft else begun
    return _page(request, found, target, typed, draft=draft)


def _posted(request: HttpRequest, found: queries.Source, target: str) -> HttpResponse:
    typed = _typed(request, found)
    by, at, step = doors.who(request), clock.now(), request.POST.get("step", "try")
    if step == "drop":
        actions.drop_draft(plan=found.plan, target=target, by=by)
        messages.success(request, gettext("Đã bỏ bản nháp; kế hoạch đang có hiệu lực không đổi."))
        return redirect("target_edit", found.plan, target) if target else redirect("target_new", found.plan)
    edit = actions.Edit(
        plan=found.plan,
        target=target,
        body="" if step == "remove" else typed.body,
        base=typed.base,
        why=typed.why,
    )
    try:
        if step in ("save", "remove"):
            loaded = actions.edit_target(edit=edit, by=by, at=at)
            said = gettext("Đã lưu: phiên bản %(version)s của kế hoạch có hiệu lực.")
            messages.success(request, said % {"version": loaded.version})
            return redirect("plan_edit", found.plan)
        actions.keep_draft(edit=edit, by=by, at=at)
    except refusal.Refusal as refused:
        if refused.code.startswith("access."):
            raise
        return _refused(request, found, target, typed, refused)
    if request.headers.get("HX-Request"):
        words = trial.columns(typed.body)
        shown = request.POST.get("words", "")
        context = {"kept_at": at, "words": words if words and words.collection != shown else None}
        return render(request, "plans/office/tried.html", _trial(found, target, typed) | context)
    return _page(request, found, target, typed, draft=None)


def _refused(
    request: HttpRequest, found: queries.Source, target: str, typed: Typed, refused: refusal.Refusal
) -> HttpResponse:
    """Show the page again with what was typed; where another was faster, beside it what is now in force."""
    if request.headers.get("HX-Request"):
        return render(request, "plans/office/trial.html", {"trial_error": problem.say(refused)})
    theirs = None
    error = problem.say(refused) if not isinstance(refused, plans.Refusal) else ""
    if refused.code == "plans.stale":
        actions.keep_draft(
            edit=actions.Edit(
                plan=found.plan, target=target, body=typed.body, base=found.version, why=typed.why
            ),
            by=doors.who(request),
            at=clock.now(),
        )
        theirs = found.block(target) or ""
        typed = Typed(body=typed.body, base=found.version, why=typed.why, by=typed.by)
    status = problem.status_of(refused.code)
    return _page(request, found, target, typed, error=error, theirs=theirs, status=status)


def _page(
    request: HttpRequest,
    found: queries.Source,
    target: str,
    typed: Typed,
    *,
    draft: queries.Draft | None = None,
    error: str = "",
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "plan_id": found.plan,
        "target": target,
        "is_head": target == HEAD,
        "typed": typed,
        "rows": min(40, max(16, typed.body.count("\n") + 2)),
        "draft": draft,
        "newer": bool(draft) and typed.base != found.version and _changed(found, target, typed.base),
        "error": error,
        "theirs": theirs,
        "words": trial.columns(typed.body),
        "keys": keys.KEYS,
        **_trial(found, target, typed),
    }
    return render(request, "plans/office/target.html", context, status=status)


def _trial(found: queries.Source, target: str, typed: Typed) -> dict[str, Any]:
    try:
        tried = queries.try_target(found=found, name=target, body=typed.body, by=typed.by, now=clock.now())
    except refusal.Refusal as refused:
        return {"trial_error": problem.say(refused), "is_head": target == HEAD}
    return {"trial": trial.shown(tried, typed.body), "is_head": target == HEAD}


def _typed(request: HttpRequest, found: queries.Source) -> Typed:
    base = request.POST.get("base", "")
    return Typed(
        body=request.POST.get("body", "").replace("\r\n", "\n"),
        base=int(base[:9]) if base.isascii() and base.isdecimal() else found.version,
        why=request.POST.get("why", ""),
        by=request.POST.get("by", ""),
    )


def _changed(found: queries.Source, target: str, base: int) -> bool:
    return queries.source(found.plan, version=base).block(target) != found.block(target)


TEMPLATE = """\
id: A1
statement:
  vi: "Hồ sơ được giải quyết đúng hạn"
shape: share
goals:
  - ">= 90 %"
scope: {vi: "hồ sơ tại Bộ phận Một cửa"}
owner: {vi: "Văn phòng Ủy ban nhân dân tỉnh", units: []}
evidence: computed
source: {vi: "Kế hoạch số …, mục …"}
readings:
  - key: main
    label: {vi: "Theo hồ sơ giải quyết xong trong kỳ"}
    sentence: |
      of dossiers
      where finished_at in period
        and due_at is not null
      that finished_at <= due_at
"""
