"""Receiving at the counter: choose the procedure, fill in one form, hand out the paper with the day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import address, clock, doors, problem
from motcua.spine import access, procedure, refusal
from motcua.systems.dossiers import actions, queries, wording
from motcua.systems.dossiers.forms import lists
from motcua.systems.dossiers.forms.counter import CounterForm
from motcua.systems.dossiers.office import showing
from motcua.systems.dossiers.queries import desks
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

FOUND = 30
FIELD_OF = {"dossier.name-missing": "name", "dossier.name-too-long": "name", "dossier.no-such-case": "case"}


@doors.guarded(access.Act.RECEIVE)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose what is asked for: the usual ones first, any other by a few letters."""
    by, at = doors.who(request), clock.now()
    places = showing.workplaces(by, access.Act.RECEIVE)
    text = lists.said(request.GET, "q")
    context = {"text": text, "places": places, "found": _found(text, places) if text else []}
    if getattr(request, "htmx", None) and request.headers.get("HX-Target") == "results":
        return render(request, "dossiers/office/counter_results.html", context)
    codes = dict.fromkeys(code for place in places for code in desks.usual(unit=place.code, at=at))
    context["usual"] = [_item(code) for code in codes]
    return render(request, "dossiers/office/counter.html", context)


def _found(text: str, places: list[organisation.UnitRecord]) -> list[dict[str, str]]:
    """Find the procedures that the reader's counters take in."""
    levels = list(dict.fromkeys(place.level for place in places))
    found: dict[str, procedures.Item] = {}
    for level in levels:
        for item in procedures.search(text=text, level=level, size=FOUND).items:
            if item.source == "law" and level in item.levels:
                found[item.code] = item
    return [_item(code) for code in found]


def _item(code: str) -> dict[str, str]:
    definition = procedures.definition(code=code)
    return {
        "code": code,
        "name": wording.said(definition.name),
        "field": wording.said(definition.field_name),
        "url": reverse("desk:receive", args=[code]),
    }


@doors.guarded(access.Act.RECEIVE)
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, code: str) -> HttpResponse:
    """Take in an application for one procedure, or write down that papers are missing."""
    by, at = doors.who(request), clock.now()
    definition = procedures.definition(code=code, on=at.date())
    kind: dict[str, Any] = {"definition": definition, "units": _units(by, definition), "at": at}
    if request.method != "POST":
        chosen = {name: request.GET[name] for name in ("unit", "case") if name in request.GET}
        return _shown(request, CounterForm(initial=chosen, **kind))
    form = CounterForm(request.POST, **kind)
    if not form.is_valid():
        return _shown(request, form, status=422)
    incomplete = "incomplete" in request.POST
    if form.wanting and not incomplete:
        form.refuse_incomplete()
        return _shown(request, form, status=422)
    take = actions.apply if incomplete else actions.receive_at_counter
    try:
        moved = take(filing=form.filing(), by=by, at=at, key=form.cleaned_data["key"])
    except access.Refusal:
        raise
    except refusal.Refusal as no:
        form.add_error(FIELD_OF.get(no.code), problem.say(no))
        return _shown(request, form, status=problem.status_of(no.code))
    actions.note_desk(address=address.of(request), unit=form.cleaned_data["unit"], at=at)
    return _taken(request, moved, form, incomplete=incomplete)


def _units(by: access.Actor, definition: procedure.Definition) -> list[tuple[str, str]]:
    """Give the reader's counters that take the procedure in; refuse where there is none."""
    places = showing.workplaces(by, access.Act.RECEIVE)
    fitting = [(place.code, place.short_name) for place in places if place.level in definition.levels]
    if not fitting:
        raise refusal.Refusal(
            "dossier.wrong-level",
            refusal.gettext_noop("%(unit)s không giải quyết thủ tục này."),
            params={"unit": ", ".join(place.name for place in places)},
        )
    return fitting


def _taken(
    request: HttpRequest, moved: actions.Moved, form: CounterForm, *, incomplete: bool
) -> HttpResponse:
    if incomplete:
        messages.warning(
            request,
            gettext("Đã ghi nhận hồ sơ %(code)s, chưa tiếp nhận vì thiếu giấy tờ.") % {"code": moved.code},
        )
        asked = urlencode({"papers": form.wanting}, doseq=True)
        return redirect(f"{reverse('desk:act', args=[moved.code, 'yeu-cau-bo-sung'])}?{asked}")
    return redirect(f"{reverse('desk:dossier', args=[moved.code])}?moi=1")


def _shown(request: HttpRequest, form: CounterForm, *, status: int = 200) -> HttpResponse:
    definition = form.definition
    context = {
        "form": form,
        "name": wording.said(definition.name),
        "definition": definition,
        "calendar": queries.calendar(),
        "fees": [(wording.said(fee.label), wording.fee(fee)) for fee in definition.fees],
    }
    return render(request, "dossiers/office/counter_form.html", context, status=status)
