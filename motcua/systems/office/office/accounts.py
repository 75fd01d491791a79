"""Accounts, for whoever manages them: found, opened, closed and opened again, erased."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import clock, doors, problem
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.identity import actions, queries as identity
from motcua.systems.office import wording
from motcua.systems.office.forms.accounts import KINDS, EraseForm, OpenForm

LONGEST = 200
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are read as others
FIELD_OF = {
    "identity.username-malformed": "username",
    "identity.already-taken": "username",
    "identity.phone-malformed": "phone",
    "identity.already-has-phone": "phone",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An account in the list, with its roles in words."""

    one: identity.Listed
    roles: list[str]


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find people by name, sign-in name, telephone or unit."""
    text, unit, kind = (_said(request, name) for name in ("q", "don-vi", "loai"))
    page = _said(request, "trang")
    found = identity.accounts(
        at=clock.now(),
        text=text,
        unit=unit,
        kind=kind,
        page=int(page[:4]) if page.isascii() and page.isdecimal() else 1,
    )
    called = wording.units()
    same = {name: value for name, value in (("q", text), ("don-vi", unit), ("loai", kind)) if value}
    context = {
        "text": text,
        "unit": unit,
        "unit_name": called(unit),
        "kind": kind,
        "kinds": KINDS,
        "found": found,
        "rows": [Row(one=one, roles=_roles(one, called)) for one in found.items],
        "same": urlencode(same),
        "asked": bool(same),
    }
    return render(request, "office/accounts/search.html", context)


@doors.guarded(Act.ACCOUNT_MANAGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open an account, and show its first password this once."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
        try:
            account_id = actions.open_account(
                by=doors.who(request), at=clock.now(), password=password, **_newcomer(given)
            )
        except refusal.Refusal as no:
            if no.code not in FIELD_OF:
                raise
            form.add_error(FIELD_OF[no.code], problem.say(no))
        else:
            made = {"profile": identity.profile(account_id=account_id), "password": password}
            return render(request, "office/accounts/opened.html", made)
    return render(request, "office/accounts/new.html", {"form": form})


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_safe
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show an account: who, its roles, what may be done to it."""
    profile, at = wanted(account_id), clock.now()
    held = wording.lines(identity.held(account_id=profile.id), at=at)
    context = {
        "profile": profile,
        "kind": dict(KINDS).get(profile.kind, ""),
        "held": [line for line in held if line.time != "over"],
        "over": [line for line in held if line.time == "over"],
        "mine": profile.id == doors.who(request).id,
    }
    return render(request, "office/accounts/account.html", context)


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, account_id: int) -> HttpResponse:
    """Say what closing an account does, then do it."""
    profile = wanted(account_id)
    if request.method != "POST":
        return render(request, "office/accounts/close.html", {"profile": profile})
    actions.close_account(by=doors.who(request), at=clock.now(), account_id=profile.id)
    messages.success(request, gettext("Đã khóa tài khoản %(name)s.") % {"name": profile.username})
    return redirect("account_page", account_id)


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, account_id: int) -> HttpResponse:
    """Say what opening an account again does, then do it."""
    profile = wanted(account_id)
    if request.method != "POST":
        return render(request, "office/accounts/reopen.html", {"profile": profile})
    actions.reopen_account(by=doors.who(request), at=clock.now(), account_id=profile.id)
    messages.success(request, gettext("Đã mở lại tài khoản %(name)s.") % {"name": profile.username})
    return redirect("account_page", account_id)


@doors.guarded(Act.ACCOUNT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, account_id: int) -> HttpResponse:
    """Say what erasing does, have the name typed once more, then do it."""
    profile = wanted(account_id)
    form = EraseForm(request.POST or None, username=profile.username)
    if request.method == "POST" and form.is_valid():
        actions.erase(by=doors.who(request), at=clock.now(), account_id=profile.id)
        messages.success(
            request, gettext("Đã xóa dữ liệu cá nhân của tài khoản số %(id)s.") % {"id": profile.id}
        )
        return redirect("account_page", account_id)
    return render(request, "office/accounts/erase.html", {"profile": profile, "form": form})


def wanted(account_id: int) -> identity.Profile:
    """Give the account that an address names."""
    profile = identity.profile(account_id=str(account_id))
    if profile is None:
        raise Http404
    return profile


def _said(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "")[:LONGEST].strip()


def _newcomer(given: dict[str, str]) -> dict[str, str]:
    return {name: given[name] for name in ("username", "name", "kind", "phone")}


def _roles(one: identity.Listed, called: Callable[[str], str]) -> list[str]:
    """Say the roles of an account, each with its unit."""
    return [", ".join(filter(None, (wording.role(role), called(unit)))) for role, unit in one.roles]
