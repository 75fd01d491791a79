"""Lending a role to a colleague for a time: what is lent and borrowed, the steps of lending, taking back."""

from datetime import datetime

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
from motcua.systems.office.forms.lending import LendForm, Terms

# Which field of the form a refusal speaks of.
FIELD_OF = {
    "identity.period-empty": "last",
    "identity.period-past": "first",
    "identity.longer-than-held": "last",
    "identity.lent-to-oneself": "to",
    "identity.not-a-colleague": "to",
    "identity.already-held": "to",
    "identity.not-staff": "to",
    "identity.no-such-account": "to",
    "identity.not-held": "what",
    "identity.not-passed-on": "what",
    "access.outside-unit": "what",
}


@doors.guarded(Act.OFFICE_ENTER)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what I lent and what was lent to me."""
    actor, at = doors.who(request), clock.now()
    lent = wording.lines(identity.lent(by=actor.id), at=at)
    borrowed = wording.lines(identity.borrowed(account_id=actor.id), at=at)
    context = {
        "lent": [line for line in lent if line.time != "over"],
        "borrowed": [line for line in borrowed if line.time != "over"],
        "over": [line for line in (*lent, *borrowed) if line.time == "over"],
        "may_lend": bool(identity.lendable(actor=actor)),
    }
    return render(request, "office/lending/overview.html", context)


@doors.guarded(Act.DELEGATION_GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
def lend(request: HttpRequest) -> HttpResponse:
    """Ask for the terms, say what will happen, then do it: three steps of one page."""
    actor, at = doors.who(request), clock.now()
    mine = identity.lendable(actor=actor)
    colleagues = [
        person for person in identity.people(units=[unit for _, unit in mine]) if person.id != actor.id
    ]
    step = request.POST.get("step", "")
    form = LendForm(request.POST or None, mine=mine, colleagues=colleagues, at=at)
    if step in {"check", "do"} and form.is_valid():
        terms = form.terms()
        try:
            return (_do if step == "do" else _check)(request, form, terms, at=at)
        except refusal.Refusal as no:
            if no.code not in FIELD_OF:
                raise
            form.add_error(FIELD_OF[no.code], problem.say(no))
    context = {"form": form, "alone": not colleagues, "shown": step in {"check", "do"}}
    return render(request, "office/lending/lend.html", context)


@doors.guarded(Act.OFFICE_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Say what taking a role back does, then do it."""
    actor, at = doors.who(request), clock.now()
    held = identity.given(grant_id=grant_id)
    if held is None or held.lender != actor.id:
        raise Http404
    if request.method == "POST":
        actions.end_grant(by=actor, at=at, grant_id=grant_id)
        messages.success(request, gettext("Đã thu hồi quyền ủy cho %(name)s.") % {"name": held.holder_name})
        return redirect("lending")
    line = wording.lines([held], at=at)[0]
    return render(request, "office/lending/take_back.html", {"line": line, "acts": wording.acts(held.role)})


def _check(request: HttpRequest, form: LendForm, terms: Terms, *, at: datetime) -> HttpResponse:
    """Say what will happen, before it does; refuse now what would be refused then."""
    actions.loan(
        by=doors.who(request),
        at=at,
        to=terms.to,
        role=terms.role,
        unit=terms.unit,
        from_=terms.from_,
        until=terms.until,
    )
    context = {
        "terms": terms,
        "role": wording.role(terms.role),
        "unit": wording.units()(terms.unit),
        "acts": wording.acts(terms.role),
        "until_day": wording.last_day(terms.until),
        "kept": [(name, form.data.get(name, "")) for name in form.fields],
    }
    return render(request, "office/lending/check.html", context)


def _do(request: HttpRequest, form: LendForm, terms: Terms, *, at: datetime) -> HttpResponse:  # noqa: ARG001 - the two steps are called alike
    """Lend, and go back to what is lent."""
    actions.delegate(
        by=doors.who(request),
        at=at,
        to=terms.to,
        role=terms.role,
        unit=terms.unit,
        from_=terms.from_,
        until=terms.until,
    )
    messages.success(request, gettext("Đã ủy quyền cho %(name)s.") % {"name": terms.name})
    return redirect("lending")
