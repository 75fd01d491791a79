"""My keys: made and shown once, listed, revoked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base import clock, doors, problem
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.identity import actions, queries
from motcua.systems.identity.forms.keys import KeyForm


@doors.guarded(Act.OFFICE_ENTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """List my keys; make one and show it this once."""
    if request.method != "POST":
        return _page(request, KeyForm())
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    at = clock.now()
    try:
        key = actions.make_token(
            by=doors.who(request), at=at, label=form.cleaned_data["label"], expires_at=form.expires_at(at=at)
        )
    except refusal.Refusal as no:
        if no.code != "identity.already-labelled":
            raise
        form.add_error("label", problem.say(no))
        return _page(request, form)
    made = {"key": key, "label": form.cleaned_data["label"], "expires_at": form.expires_at(at=at)}
    return render(request, "identity/office/key_made.html", made)


@doors.guarded(Act.OFFICE_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Say what revoking a key does, then do it."""
    actor, at = doors.who(request), clock.now()
    found = next((key for key in queries.keys(account_id=actor.id) if key.id == token_id), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.revoke_token(by=actor, at=at, token_id=token_id)
        messages.success(request, gettext("Đã thu hồi khóa “%(label)s”.") % {"label": found.label})
        return redirect("keys:mine")
    return render(request, "identity/office/key_revoke.html", {"one": found})


def _page(request: HttpRequest, form: KeyForm) -> HttpResponse:
    """Show my keys, those that open before those that no longer do, and the form of a new one."""
    at = clock.now()
    keys = queries.keys(account_id=doors.who(request).id)
    context = {
        "form": form,
        "opening": [key for key in keys if key.opens(at=at)],
        "over": [key for key in keys if not key.opens(at=at)],
    }
    return render(request, "identity/office/keys.html", context)
