"""Applying online, one question a page; everything typed is kept as it is typed."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base import clock, doors, problem
from motcua.spine import access, refusal
from motcua.spine.access import Act
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.portal import files, forms, kept, places, steps, summary
from motcua.systems.identity import queries as identity
from motcua.systems.procedures import queries as procedures

Named = ParamSpec("Named")

BACK = "ve"  # the question in the address that says: and then back to the check page


def _draft(code: str, actor: access.Actor) -> queries.DraftRecord | None:
    if actor.kind != "citizen":
        return None
    return next((one for one in queries.drafts(by=actor) if one.procedure == code), None)


def written(
    view: Callable[Concatenate[HttpRequest, steps.Writing, Named], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give a page the application being written; whoever has begun none is led to where it begins."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, *args: Named.args, **kwargs: Named.kwargs) -> HttpResponse:
        actor, at = doors.who(request), clock.now()
        definition = procedures.definition(code=code, on=at.date())
        draft = _draft(code, actor)
        if draft is None or not steps.can_file(definition):
            return redirect("citizen:apply", code=code)
        writing = steps.Writing(
            definition=definition,
            draft=draft,
            actor=actor,
            at=at,
            offered=places.places(definition, at=at),
        )
        return view(request, writing, *args, **kwargs)

    return opened


@doors.public("what an application asks for is told before anybody signs in")
@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Say what to have at hand, how long it takes and what it costs; go on from here, by the sign-in page if need be."""
    actor, at = doors.who(request), clock.now()
    definition = procedures.definition(code=code, on=at.date())
    draft = _draft(code, actor)
    context = {
        **summary.head(definition),
        "actor": actor,
        "draft": draft,
        "can_file": steps.can_file(definition) and bool(places.places(definition, at=at)),
    }
    return render(request, "dossiers/portal/apply/start.html", context)


@doors.guarded(Act.APPLY)
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Open an application, or the one begun before, at the page where it stands."""
    actor = doors.who(request)
    if actor.kind != "citizen":
        return redirect("citizen:apply", code=code)
    actions.begin_draft(procedure=code, by=actor, at=clock.now())
    return redirect("citizen:resume", code=code)


@doors.guarded(Act.APPLY)
@require_safe
@written
def resume(request: HttpRequest, writing: steps.Writing) -> HttpResponse:  # noqa: ARG001 - a view takes its request
    """Go on at the first page that wants something."""
    return redirect("citizen:step", code=writing.definition.code, step=writing.reached())


@kept.through_sign_in
@doors.guarded(Act.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
@written
def step(request: HttpRequest, writing: steps.Writing, step: str) -> HttpResponse:
    """Ask one question; an answer that is not right is kept as typed and said to be so beside its field."""
    if step not in writing.steps or step in {steps.PAPERS, steps.CHECK}:
        return redirect("citizen:resume", code=writing.definition.code)
    if request.method == "POST":
        answers = {**writing.answers, **forms.typed(request.POST.dict())}
        _keep(writing, answers)
        form = writing.form(step, request.POST.dict())
        if form.is_valid():
            return onward(request, writing, step)
    else:
        if kept.restored(request, writing):
            return redirect(request.path)
        form = _asked(request, writing, step)
    context = {**page(request, writing, step), "form": form, **_places(request, writing, step)}
    if step == steps.PLACE and getattr(request, "htmx", False):
        return render(request, "dossiers/portal/apply/places.html", context)
    return render(request, f"dossiers/portal/apply/{step}.html", context)


def _asked(request: HttpRequest, writing: steps.Writing, step: str) -> Form:
    """Make the form of a page one opens; one who comes from the check page sees what was wrong with it."""
    typed = any(writing.answers.get(name) for name in writing.form(step, None).fields)
    if typed and request.GET.get(BACK) == steps.CHECK and not writing.answered(step):
        return writing.form(step, writing.answers)
    return writing.form(step, None, initial=_initial(writing, step))


def onward(request: HttpRequest, writing: steps.Writing, step: str) -> HttpResponse:
    """Go to the page after, or back to the check page one came from."""
    code = writing.definition.code
    if request.GET.get(BACK) != steps.CHECK:
        return redirect("citizen:step", code=code, step=writing.after(step))
    if step != steps.WHOM:
        return redirect("citizen:check", code=code)
    # Who it is for decides what is asked about people.
    address = reverse("citizen:step", kwargs={"code": code, "step": steps.PERSON})
    return HttpResponseRedirect(f"{address}?{BACK}={steps.CHECK}")


def page(request: HttpRequest, writing: steps.Writing, step: str) -> dict[str, object]:
    """Give what every page of an application shows."""
    return {
        **summary.head(writing.definition),
        "draft": writing.draft,
        "step": step,
        "question": steps.TITLES[step],
        "number": writing.steps.index(step) + 1,
        "count": len(writing.steps),
        "back": writing.before(step),
        "place": writing.place,
        "to_check": request.GET.get(BACK) == steps.CHECK,
    }


def _keep(writing: steps.Writing, answers: dict[str, str]) -> None:
    actions.keep_draft(draft_id=writing.draft.id, answers=answers, by=writing.actor, at=writing.at)


def _initial(writing: steps.Writing, step: str) -> dict[str, str]:
    """Fill in what is known: the account's own name and number, then what was typed before."""
    known: dict[str, str] = {}
    if step == steps.PERSON and (own := identity.profile(account_id=writing.actor.id)):
        phone = f"0{own.phone[3:]}" if own.phone.startswith("+84") else own.phone
        if writing.answers.get("whom") == forms.OTHER:
            known = {"filer_name": own.name, "filer_phone": phone}
        else:
            number = identity.id_number(account_id=writing.actor.id) or ""
            known = {"name": own.name, "phone": phone, "email": own.email, "id_number": number}
    if step == steps.RESULT:
        known = {"return_channel": "counter", "return_address": writing.answers.get("address", "")}
    return {**known, **{name: value for name, value in writing.answers.items() if value}}


def _places(request: HttpRequest, writing: steps.Writing, step: str) -> dict[str, object]:
    """Narrow the places down: by what was typed, by the district chosen, or to the districts themselves."""
    if step != steps.PLACE:
        return {}
    text, district = request.GET.get("tim", "").strip()[:100], request.GET.get("huyen", "")
    shown = [place for place in writing.offered if not place.district or place.district == district]
    if text:
        shown = places.matching(writing.offered, text)
    return {
        "text": text,
        "district": next((one for one in places.districts(writing.offered) if one[0] == district), None),
        "districts": places.districts(writing.offered) if not text and not district else [],
        "shown": [place for place in shown if place != writing.place],
        "searchable": any(place.district for place in writing.offered),
    }


@doors.guarded(Act.APPLY)
@require_POST
def autosave(request: HttpRequest, code: str, draft_id: uuid.UUID) -> HttpResponse:  # noqa: ARG001 - the address's own
    """Keep what is being typed."""
    answers, at = forms.typed(request.POST.dict()), clock.now()
    actions.keep_draft(draft_id=str(draft_id), answers=answers, by=doors.who(request), at=at)
    return HttpResponse(status=204, headers={"X-Saved-At": f"{at.astimezone(clock.VN):%H:%M}"})


@kept.through_sign_in
@doors.guarded(Act.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show all answers once more, and file; a second click gives the same dossier."""
    sent = request.POST.get("draft", "") if request.method == "POST" else ""
    if filed := _filed(request, sent):
        return redirect("citizen:filed", code=filed)
    answer: HttpResponse = _check(request, code)
    if filed := _filed(request, sent):  # by this click, or by another one meanwhile
        return redirect("citizen:filed", code=filed)
    return answer


def _filed(request: HttpRequest, draft_id: str) -> str | None:
    return queries.filed_as(draft_id=draft_id, by=doors.who(request)) if draft_id else None


@written
def _check(request: HttpRequest, writing: steps.Writing) -> HttpResponse:
    wrong = writing.faulty()
    refused = ""
    if request.method == "POST" and not wrong:
        try:
            moved = actions.file_draft(
                draft_id=writing.draft.id,
                application=summary.filing(writing),
                by=writing.actor,
                at=writing.at,
                key=f"draft:{writing.draft.id}",
            )
        except refusal.Refusal as no:
            refused = problem.say(no)
        else:
            return redirect("citizen:filed", code=moved.code)
    context = {
        **page(request, writing, steps.CHECK),
        "groups": summary.groups(writing),
        "wrong": [(step, steps.TITLES[step]) for step in wrong] if request.method == "POST" else [],
        "refused": refused,
        **summary.promise(writing),
    }
    return render(request, "dossiers/portal/apply/kiem-tra.html", context)


@doors.guarded(Act.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
@written
def drop(request: HttpRequest, writing: steps.Writing) -> HttpResponse:
    """Throw an unfiled application away, after asking once."""
    if request.method != "POST":
        return render(
            request,
            "dossiers/portal/apply/drop.html",
            {**summary.head(writing.definition), "draft": writing.draft, "files": writing.draft.files},
        )
    actions.drop_draft(draft_id=writing.draft.id, by=writing.actor)
    messages.success(request, gettext("Đã xóa hồ sơ viết dở và các tệp của nó."))
    return redirect("citizen:mine")


@doors.guarded(Act.APPLY)
@require_safe
def draft_file(request: HttpRequest, code: str, file_id: uuid.UUID) -> HttpResponseBase:
    """Give back a file of one's own draft."""
    draft = _draft(code, doors.who(request))
    if draft is None:
        return redirect("citizen:apply", code=code)
    return files.send(queries.attachment(attachment_id=str(file_id), draft_id=draft.id))
