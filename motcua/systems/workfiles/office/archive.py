"""Closed files on their way to the agency's archive: chosen and handed over together, taken in or sent back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.base import clock, doors, problem
from motcua.spine import access, refusal
from motcua.spine.access import Act
from motcua.systems.documents import queries as papers
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import actions, queries
from motcua.systems.workfiles.forms import opening as forms
from motcua.systems.workfiles.office import lists


@doors.guarded(Act.WORKFILE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest) -> HttpResponse:
    """List what may be handed over and the hand-overs there were; hand the chosen files over."""
    by, at = doors.who(request), clock.now()
    unit = lists.place(request, Act.WORKFILE_READ, at=at)
    refused, status = "", 200
    if request.method == "POST":
        try:
            given = actions.hand_over(unit=unit, files=request.POST.getlist("pick"), by=by, at=at)
        except access.Refusal:
            raise
        except refusal.Refusal as no:
            refused, status = problem.say(no), problem.status_of(no.code)
        else:
            messages.success(request, gettext("Đã nộp hồ sơ vào lưu trữ cơ quan."))
            return redirect("workfiles:batch", given.id)
    place = access.Subject(paths=(organisation.unit(code=unit, on=at.date()).path,))
    leads = access.may(actor=by, act=Act.WORKFILE_LEAD, subject=place)
    may = access.may(actor=by, act=Act.WORKFILE_KEEP, subject=place)
    waits = queries.to_hand_over(unit=unit, keeper=None if leads else by.id, at=at) if may else ()
    today = at.astimezone(clock.VN).date()
    terms = queries.terms()
    context = {
        "unit": unit,
        "unit_name": papers.called(unit),
        "units": lists.places(by, Act.WORKFILE_READ, at=at),
        "rows": [
            lists.line(one) | {"by": (until := terms.hand_over_by(one.closed_on)), "late": until < today}
            for one in waits
            if one.closed_on
        ],
        "batches": queries.batches(unit=unit, at=at),
        "refused": refused,
    }
    return render(request, "workfiles/office/archive.html", context, status=status)


@doors.guarded(Act.WORKFILE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Show a hand-over; let the archive take it in, or send a file of it back."""
    by, at = doors.who(request), clock.now()
    found = queries.batch(batch_id=str(batch_id), by=by, at=at)
    what = request.POST.get("viec", "")
    back = forms.ReturnForm(request.POST if what == "tra-lai" else None)
    refused, status = "", 200
    if request.method == "POST":
        try:
            done = _carried(request, what, back, batch=found.id, by=by)
        except access.Refusal:
            raise
        except refusal.Refusal as no:
            refused, status = problem.say(no), problem.status_of(no.code)
        else:
            if done:
                messages.success(request, done)
                return redirect("workfiles:batch", batch_id)
            status = 422
    place = access.Subject(paths=(organisation.unit(code=found.unit, on=at.date()).path,))
    context = {
        "found": found,
        "unit_name": papers.called(found.unit),
        "rows": [lists.line(one) for one in found.files],
        "back": back,
        "refused": refused,
        "may_take": found.taken_at is None
        and bool(found.files)
        and access.may(actor=by, act=Act.WORKFILE_ARCHIVE, subject=place),
    }
    return render(request, "workfiles/office/batch.html", context, status=status)


def _carried(request: HttpRequest, what: str, back: forms.ReturnForm, *, batch: str, by: access.Actor) -> str:
    """Do what was asked; give what is said of it, nothing where the form must be filled in again."""
    at = clock.now()
    if what == "nhan":
        actions.accept(batch_id=batch, by=by, at=at)
        return gettext("Đã nhận hồ sơ vào lưu trữ.")
    if what != "tra-lai":
        raise Http404
    if not back.is_valid():
        return ""
    file = request.POST.get("ho-so", "")
    actions.send_back(batch_id=batch, file_id=file, words=back.cleaned_data["words"], by=by, at=at)
    return gettext("Đã trả lại hồ sơ cho người lập.")
