"""The public check page: drop a PDF, see its signatures; nothing of it is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.base import clock, doors, problem, signing, store
from motcua.spine import refusal
from motcua.systems.documents import queries, wording
from motcua.systems.documents.forms import writing as forms


@doors.public("whoever holds a document may see who signed it")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check the signatures of a PDF; its bytes are read in memory and let go."""
    sent = request.method == "POST"
    form = forms.CheckForm(request.POST if sent else None, request.FILES if sent else None)
    context: dict[str, Any] = {"form": form, "checked": False, "trial": queries.trusts_trial()}
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            signatures = _signatures(file)
        except refusal.Refusal as no:
            form.add_error("file", problem.say(no))
        else:
            context |= {"checked": True, "name": file.name, "signatures": signatures}
            context["all_hold"] = bool(signatures) and all(not one["why"] for one in signatures)
    return render(request, "documents/portal/check.html", context, status=422 if form.errors else 200)


def _signatures(file: Any) -> list[dict[str, Any]]:
    if file.size > store.LARGEST:
        raise store.Refusal(
            "file.too-large",
            refusal.gettext_noop("Tệp “%(name)s” lớn hơn %(most)s MB. Hãy giảm dung lượng rồi tải lại."),
            params={"name": file.name, "most": store.LARGEST >> 20},
        )
    found = signing.check(file.read(), trust=queries.trust(), at=clock.now())
    return [_said(one) for one in found]


def _said(one: signing.Found) -> dict[str, Any]:
    return {
        "name": one.signer.name,
        "organisation": one.signer.organisation,
        "identifier": one.signer.identifier,
        "issuer": one.signer.issuer,
        "at": one.at,
        "stamped": one.stamped_at is not None,
        "whole": one.whole,
        "why": wording.problem(one.problem.value) if one.problem else "",
        "line": gettext("hợp lệ") if one.holds else gettext("không hợp lệ"),
    }
