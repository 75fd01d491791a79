"""The year's list of files of an agency: its page, and what is done with it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.base import clock, doors, problem
from motcua.spine import access, refusal
from motcua.spine.access import Act
from motcua.systems.documents import queries as papers
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import actions, queries, rules, wording
from motcua.systems.workfiles.forms import opening as forms
from motcua.systems.workfiles.office import lists

Doing = rules.ListAct
EARLIEST, LATEST = 1990, 2100
Carry = Callable[[HttpRequest, Any, dict[str, Any]], Any]
ACTS: Mapping[str, tuple[Carry, Promise]] = {
    "them": (
        lambda _, form, acting: actions.add_entry(foreseen=form.foreseen(), **acting),
        _("Đã thêm hồ sơ vào danh mục."),
    ),
    "bo": (
        lambda request, _, acting: actions.strike_entry(code=request.POST.get("code", ""), **acting),
        _("Đã bỏ hồ sơ khỏi danh mục."),
    ),
    "trinh": (
        lambda _request, _form, acting: actions.propose(**acting),
        _("Đã trình phê duyệt danh mục hồ sơ."),
    ),
    "duyet": (
        lambda _request, _form, acting: actions.approve(**acting),
        _("Đã phê duyệt danh mục hồ sơ."),
    ),
    "tra-lai": (
        lambda _, form, acting: actions.return_list(words=form.cleaned_data["words"], **acting),
        _("Đã trả lại danh mục hồ sơ."),
    ),
}


@doors.guarded(Act.WORKFILE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def file_list(request: HttpRequest) -> HttpResponse:
    """Show a unit's list of a year; add to it, hand it up, approve it or give it back."""
    by, at = doors.who(request), clock.now()
    unit = lists.place(request, Act.WORKFILE_READ, at=at)
    year = _year(request.GET.get("nam", ""), at=at)
    sent = request.method == "POST"
    what = request.POST.get("viec", "") if sent else ""
    entry = forms.EntryForm(request.POST if what == "them" else None, unit=unit, at=at)
    back = forms.ReturnForm(request.POST if what == "tra-lai" else None)
    refused, status = "", 200
    if sent:
        try:
            done = _carried(request, what, entry, back, unit=unit, year=year, by=by, at=at)
        except access.Refusal:
            raise
        except refusal.Refusal as no:
            refused, status = problem.say(no), problem.status_of(no.code)
        else:
            if done:
                messages.success(request, done)
                where = urlencode({"don-vi": unit, "nam": str(year)})
                return redirect(f"{reverse('workfiles:list')}?{where}")
            status = 422
    context = {
        **_shown(unit, year, by, at=at),
        "entry": entry,
        "back": back,
        "refused": refused,
        "units": lists.places(by, Act.WORKFILE_READ, at=at),
    }
    return render(request, "workfiles/office/list.html", context, status=status)


def _carried(
    request: HttpRequest,
    what: str,
    entry: forms.EntryForm,
    back: forms.ReturnForm,
    *,
    unit: str,
    year: int,
    by: access.Actor,
    at: datetime,
) -> str:
    """Do what was asked; give what is said of it, nothing where the form must be filled in again."""
    acting: dict[str, Any] = {"unit": unit, "year": year, "by": by, "at": at}
    form = {"them": entry, "tra-lai": back}.get(what)
    if what not in ACTS:
        raise Http404
    if form is not None and not form.is_valid():
        return ""
    carry, said = ACTS[what]
    carry(request, form, acting)
    return str(said)


def _shown(unit: str, year: int, by: access.Actor, *, at: datetime) -> dict[str, Any]:
    found = queries.file_list(unit=unit, year=year, by=by, at=at)
    place = access.Subject(paths=(organisation.unit(code=unit, on=at.date()).path,))
    stage = found.stage if found else queries.ListStage.DRAFT
    keeps = access.may(actor=by, act=Act.WORKFILE_KEEP, subject=place)
    leads = access.may(actor=by, act=Act.WORKFILE_LEAD, subject=place)
    allowed = rules.LIST_PLACES[stage]
    over = bool(found and found.approvals) and at.astimezone(clock.VN).year > year
    return {
        "found": found,
        "unit": unit,
        "unit_name": papers.called(unit),
        "year": year,
        "stage": wording.list_stage(stage),
        "approvals": found.approvals if found else (),
        "rows": [
            {"entry": one, "term": wording.term(one.retention)} for one in (found.entries if found else ())
        ],
        "may_add": keeps and Doing.ADD_ENTRY in allowed and not over,
        "may_strike": keeps and Doing.STRIKE_ENTRY in allowed,
        "may_propose": keeps
        and Doing.PROPOSE in allowed
        and any(not one.version for one in (found.entries if found else ())),
        "may_approve": leads and Doing.APPROVE in allowed,
        "may_open": keeps and bool(found and found.in_force),
        "history": [
            {"happening": one, "title": wording.list_happened(one.fact.kind)}
            for one in reversed(found.history if found else ())
        ],
    }


def _year(said: str, *, at: datetime) -> int:
    year = int(said) if said.isdecimal() and len(said) == len("2023") else 0
    return year if EARLIEST <= year <= LATEST else at.astimezone(clock.VN).year
