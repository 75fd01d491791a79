"""The certificates people and agencies sign with, for whoever manages accounts: written down, and ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import clock, doors, problem
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.documents import actions, queries
from motcua.systems.documents.forms import keys as forms
from motcua.systems.identity import queries as identity


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys in use, and write another down."""
    by, at = doors.who(request), clock.now()
    form = forms.KeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enrol(enrolling=form.enrolling(), by=by, at=at)
        except refusal.Refusal as no:
            form.add_error(None, problem.say(no))
        else:
            messages.success(request, gettext("Đã ghi nhận chứng thư ký số."))
            return redirect("documents:keys")
    found = queries.keys()
    names = identity.names(ids=[one.holder for one in found if not one.agency])
    rows = [
        {
            "key": one,
            "holder": queries.called(one.holder) if one.agency else names.get(one.holder, one.holder),
        }
        for one in found
    ]
    return render(request, "documents/office/keys.html", {"rows": rows, "form": form, "now": at})


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_POST
def end(request: HttpRequest, key_id: int) -> HttpResponse:
    """Sign with a key no longer."""
    actions.end(key_id=key_id, by=doors.who(request), at=clock.now())
    messages.success(request, gettext("Chứng thư không còn được dùng để ký trên hệ thống."))
    return redirect("documents:keys")
