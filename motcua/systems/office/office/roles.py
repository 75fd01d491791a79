"""Roles, for whoever manages accounts: given at a unit found by a few words, ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import clock, doors, problem
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.identity import actions, queries as identity
from motcua.systems.office import wording
from motcua.systems.office.forms.accounts import GiveForm
from motcua.systems.office.forms.units import UnitForm
from motcua.systems.office.office import accounts

FIELD_OF = {"identity.already-held": "role", "identity.role-not-given": "role"}


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Give the units that fit what is being typed, for the page to ask which."""
    typed = {"unit": request.GET.get("unit", "").replace("\0", "")[: accounts.LONGEST]}
    form = UnitForm(typed, on=clock.now().date())
    return render(
        request, "office/accounts/unit_choices.html", {"form": form, "typed": typed["unit"].strip()}
    )


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give a role."""
    profile, at = accounts.wanted(account_id), clock.now()
    if profile.kind != "staff" or not profile.is_open:
        raise Http404
    form = GiveForm(request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give(by=doors.who(request), at=at, account_id=profile.id, grant=form.grant())
        except refusal.Refusal as no:
            if no.code not in FIELD_OF:
                raise
            form.add_error(FIELD_OF[no.code], problem.say(no))
        else:
            messages.success(request, gettext("Đã giao vai trò cho %(name)s.") % {"name": profile.name})
            return redirect("account_page", account_id)
    return render(request, "office/accounts/give.html", {"profile": profile, "form": form})


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, account_id: int, grant_id: int) -> HttpResponse:
    """Say what ending a role does, then do it."""
    profile, at = accounts.wanted(account_id), clock.now()
    held = identity.given(grant_id=grant_id)
    if held is None or held.holder != profile.id:
        raise Http404
    if request.method == "POST":
        actions.end_grant(by=doors.who(request), at=at, grant_id=grant_id)
        messages.success(request, gettext("Đã kết thúc vai trò của %(name)s.") % {"name": profile.name})
        return redirect("account_page", account_id)
    context = {"profile": profile, "line": wording.lines([held], at=at)[0], "acts": wording.acts(held.role)}
    return render(request, "office/accounts/end.html", context)
