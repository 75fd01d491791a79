"""The page of a dossier, and what lies in it: who asks when that is asked for, and the files."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.base import doors, problem, store
from motcua.spine import access, refusal
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.forms import lists
from motcua.systems.dossiers.office import acts, dossier_page, showing


@doors.guarded(access.Act.OFFICE_ENTER)
@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show a dossier, whole."""
    matter = showing.opened(request, code)
    return dossier_page.answer(request, matter, buttons=acts.buttons(matter))


@doors.guarded(access.Act.OFFICE_ENTER)
@require_POST
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Show who asks, after writing down who wanted to know."""
    matter = showing.opened(request, code)
    actions.reveal(dossier_id=matter.page.state.id, subject=matter.page.subject, by=matter.by, at=matter.at)
    return dossier_page.answer(request, matter, buttons=acts.buttons(matter), whole=True)


@doors.guarded(access.Act.OFFICE_ENTER)
@require_safe
def file(request: HttpRequest, code: str, file_id: str) -> HttpResponseBase:
    """Open a file of a dossier; papers tell who somebody is, so opening one is written down."""
    matter = showing.opened(request, code)
    found = queries.attachment(attachment_id=file_id, dossier_id=matter.page.state.id)
    actions.reveal(dossier_id=matter.page.state.id, subject=matter.page.subject, by=matter.by, at=matter.at)
    response = FileResponse(store.get(found.digest), filename=found.name, content_type=found.media_type)
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox"
    return response


@doors.guarded(access.Act.RECEIVE)
@require_POST
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Keep scans with a dossier; each file is taken or refused by itself."""
    matter = showing.opened(request, code)
    kept = 0
    for sent in request.FILES.getlist("files"):
        try:
            actions.attach(
                dossier_id=matter.page.state.id,
                paper=lists.said(request.POST, "paper"),
                name=sent.name or "",
                chunks=sent.chunks(),
                by=matter.by,
                at=matter.at,
            )
            kept += 1
        except access.Refusal:
            raise
        except refusal.Refusal as no:
            messages.error(request, problem.say(no))
    if kept:
        messages.success(request, gettext("Đã đính kèm %(n)s tệp.") % {"n": kept})
    elif not request.FILES:
        messages.error(request, gettext("Hãy chọn tệp cần đính kèm."))
    return redirect("desk:dossier", matter.page.line.code)
