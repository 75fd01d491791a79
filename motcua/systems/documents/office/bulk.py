"""Signing many documents: what will be signed is shown first, then a few at a time, with how far it is."""

import re
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from motcua.base import clock, doors, problem
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.documents import actions, queries
from motcua.systems.documents.forms import acts as forms
from motcua.systems.documents.office import lists

AT_ONCE = 10
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST = queries.MOST_TO_SIGN


@doors.guarded(Act.DOCUMENT_SIGN)
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Show what was chosen, or all that waits for who asks; once agreed, sign the next few and come back for the rest.

    Without scripts the whole lot is signed in one go; with them the page asks again until none is left. Whoever leaves it,
    or loses the line, has signed what was counted so far; what is sent again is not signed twice.
    """
    by, at = doors.who(request), clock.now()
    everything = request.POST.get("all") == "1"
    picked = list(queries.to_sign(by=by, at=at)) if everything else _picked(request.POST.getlist("pick"))
    if not picked:
        return redirect("documents:documents")
    known = queries.chosen(ids=[document for document, _ in picked], by=by, at=at)
    key = queries.key(holder=by.id, agency=False)
    context = {
        "rows": [
            lists.line(known[document]) | {"shown": shown} for document, shown in picked if document in known
        ],
        "asks": key is not None and not key.opens_itself,
        "has_key": key is not None,
        "form": forms.BulkForm(),
        "most": MOST,
    }
    if request.POST.get("confirm") != "1":
        context |= {"waiting": queries.how_many_to_sign(by=by, at=at) if everything else 0}
        return render(request, "documents/office/bulk.html", context)
    step = picked[:AT_ONCE] if request.headers.get("HX-Request") else picked
    try:
        done = list(actions.sign_many(documents=step, by=by, at=at, opening=request.POST.get("opening", "")))
    except refusal.Refusal as no:
        context |= _counted(request, [], picked) if _begun(request) else {}
        context |= {"refused": problem.say(no)}
        return render(request, _template(request), context)
    context |= _counted(request, done, picked[len(step) :])
    if not context["left"]:
        context |= {"waiting": queries.how_many_to_sign(by=by, at=at)}
    return render(request, _template(request), context)


def _template(request: HttpRequest) -> str:
    return (
        "documents/office/bulk_part.html"
        if request.headers.get("HX-Request")
        else "documents/office/bulk.html"
    )


def _begun(request: HttpRequest) -> bool:
    """Tell whether some of the lot were done before."""
    return "signed" in request.POST


def _counted(
    request: HttpRequest, done: Sequence[actions.Signed], left: Sequence[tuple[str, str]]
) -> dict[str, object]:
    """Add what was just done to what was done before."""
    said = request.POST.get("signed", "")
    before = int(said) if said.isdecimal() and len(said) < len(str(MOST)) + 1 else 0
    known = queries.chosen(
        ids=[one.document for one in done if one.refused], by=doors.who(request), at=clock.now()
    )
    failed = [*request.POST.getlist("failed")]
    for one in done:
        if one.refused:
            subject = known[one.document].subject if one.document in known else one.document
            failed.append(f"{subject}: {problem.say(one.refused)}"[:500])
    signed = before + sum(one.refused is None for one in done)
    total = signed + len(failed) + len(left)
    return {
        "running": True,
        "left": left,
        "signed": signed,
        "failed": failed,
        "total": total,
        "part": (total - len(left)) / total if total else 1,
    }


def _picked(said: Sequence[str]) -> list[tuple[str, str]]:
    """Read `id:digest` of each that was chosen; what is none was not written by our page."""
    parts = (one.partition(":") for one in said[:MOST])
    return [(document, shown) for document, _, shown in parts if ID.fullmatch(document) and shown]
