"""Lists of work files and of what somebody has to do, and the ways a file begins or a document goes into one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import carrying, clock, doors, paging, problem
from motcua.spine import access, refusal
from motcua.spine.access import Act
from motcua.systems.documents import queries as papers
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import actions, queries, wording
from motcua.systems.workfiles.forms import opening as forms
from motcua.systems.workfiles.office import page as pages

PILE_NAMES = {
    "dang-lap": _("Đang lập"),
    "cho-nop-luu": _("Chờ nộp lưu"),
    "da-nop": _("Chờ lưu trữ nhận"),
    "luu-tru": _("Đã vào lưu trữ"),
}
MINE = "cua-toi"
# Which field of the form that opens a file a refusal speaks of; the others stand above the form.
FIELD_OF: Mapping[str, str] = {
    "workfiles.title-missing": "title",
    "workfiles.reason-missing": "reason",
    "workfiles.code-not-valid": "code",
    "workfiles.already-opened": "code",
    "workfiles.day-ahead": "opened_on",
    "workfiles.no-such-entry": "entry",
}


@doors.guarded(Act.WORKFILE_READ)
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """List work files by pile and words, one's own first, with what one still has to do in any."""
    by, at = doors.who(request), clock.now()
    whose = request.GET.get("ai", MINE)
    keeper = by.id if whose == MINE else ""
    narrowed = queries.Filter(
        text=request.GET.get("q", "")[:200], pile=request.GET.get("pile", ""), keeper=keeper
    )
    number = paging.number(request.GET.get("trang", ""))
    found, total = queries.files(narrowed=narrowed, by=by, at=at, page=number)
    counts = queries.piles(by=by, at=at, keeper=keeper)
    context = {
        "rows": [line(one) for one in found],
        "total": total,
        "asked": narrowed,
        "mine": bool(keeper),
        "whose": whose,
        "piles": [(key, name, counts[key]) for key, name in PILE_NAMES.items()],
        "tasks": [pages.task(one, at=at) for one in queries.my_tasks(officer=by.id, at=at)],
        "may_keep": access.may(actor=by, act=Act.WORKFILE_KEEP),
        "previous": number - 1 if number > 1 else 0,
        "next": number + 1 if number * queries.PAGE < total else 0,
        "asking": urlencode({"ai": whose, "pile": narrowed.pile, "q": narrowed.text}),
    }
    return render(request, "workfiles/office/files.html", context)


def line(one: queries.Line) -> dict[str, Any]:
    """Say a file of a list."""
    return {
        "line": one,
        "title": wording.title(one),
        "stage": wording.stage(one.stage),
        "unit": papers.called(one.unit),
        "term": wording.term(one.retention),
    }


def places(by: access.Actor, act: access.Act, *, at: datetime) -> list[tuple[str, str]]:
    """Give the agencies at which somebody may do an act, by code and name."""
    reach = access.reach(actor=by, act=act)
    if reach.everything:
        return [(one.code, one.short_name) for one in organisation.units(on=at.date())]
    known = organisation.register().by_code
    return [(code, known[code].short_name) for code in sorted(reach.units) if code in known]


def place(request: HttpRequest, act: access.Act, *, at: datetime) -> str:
    """Give the agency a page is about: the one that was asked for, else the first at which one may do the act."""
    mine = [code for code, _name in places(doors.who(request), act, at=at)]
    asked = request.GET.get("don-vi", "")
    return asked if asked in mine or not mine else mine[0]


@doors.guarded(Act.WORKFILE_KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Open a work file: from the list, from a document, or by hand."""
    by, at = doors.who(request), clock.now()
    document = _document(request, by, at=at)
    unit = document.state.unit if document else place(request, Act.WORKFILE_KEEP, at=at)
    initial = {"entry": request.GET.get("muc", ""), "title": document.subject if document else ""}
    lay: Callable[..., Any] = partial(forms.OpenForm, unit=unit, at=at)
    form, status = lay(initial=initial), 200
    if request.method == "POST":
        form, no = lay(request.POST), None
        if form.is_valid():
            opening = form.opening(document=document.state.id if document else "")
            try:
                state = actions.open_file(opening=opening, by=by, at=at)
            except access.Refusal:
                raise
            except refusal.Refusal as refused:
                no = refused
            else:
                messages.success(request, gettext("Đã mở hồ sơ %(code)s.") % {"code": state.code})
                return redirect("workfiles:file", state.id)
        form, status = carrying.sent_again(form, lay=lay, refused=no, fields=FIELD_OF)
    units = places(by, Act.WORKFILE_KEEP, at=at)
    context = {
        "form": form,
        "document": document,
        "unit": papers.called(unit),
        "others": [one for one in units if one[0] != unit] if not document else [],
    }
    return render(request, "workfiles/office/begin.html", context, status=status)


def _document(request: HttpRequest, by: access.Actor, *, at: datetime) -> papers.Document | None:
    asked = request.GET.get("van-ban", "")
    return papers.document(document_id=asked, by=by, at=at) if asked else None


@doors.guarded(Act.WORKFILE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def with_document(request: HttpRequest, document_id: str) -> HttpResponse:
    """Show in which files a document is, and put it into one of one's own."""
    by, at = doors.who(request), clock.now()
    found = papers.document(document_id=document_id, by=by, at=at)
    refused, status = "", 200
    if request.method == "POST":
        chosen = request.POST.get("ho-so", "")
        try:
            state = actions.add_document(file_id=chosen, document=str(document_id), by=by, at=at)
        except access.Refusal:
            raise
        except refusal.Refusal as no:
            refused, status = problem.say(no), problem.status_of(no.code)
        else:
            messages.success(request, gettext("Đã đưa văn bản vào hồ sơ %(code)s.") % {"code": state.code})
            return redirect("workfiles:file", state.id)
    inside = queries.with_document(document=str(document_id), by=by, at=at)
    mine = queries.mine_open(unit=found.state.unit, keeper=by.id, at=at)
    subject = access.Subject(paths=(organisation.unit(code=found.state.unit, on=at.date()).path,))
    context = {
        "document": found,
        "inside": [line(one) for one in inside],
        "mine": [line(one) for one in mine if one.id not in {each.id for each in inside}],
        "refused": refused,
        "may_open": access.may(actor=by, act=Act.WORKFILE_KEEP, subject=subject) and not found.state.secret,
        "open": f"{reverse('workfiles:begin')}?{urlencode({'van-ban': document_id})}",
    }
    return render(request, "workfiles/office/document.html", context, status=status)
