"""A document's page: where it stands, its paper as it will be signed, its signatures, its files, its history."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.base import carrying, clock, doors, paper, store
from motcua.spine.access import Act
from motcua.systems.documents import actions, queries, rules, wording
from motcua.systems.identity import queries as identity

NUMBERED = ("document.numbered", "document.copied", "document.copy_begun")
# From when on a document belongs into a work file; which one is for the room of work files, on its own page.
IN_WORK = frozenset(
    {
        rules.Stage.ISSUED,
        rules.Stage.RECEIVED,
        rules.Stage.REGISTERED,
        rules.Stage.ASSIGNED,
        rules.Stage.HANDLED,
        rules.Stage.FILED,
    }
)
SHEETS = 12  # pages shown on the page itself; the whole paper opens beside it


def shown(
    request: HttpRequest,
    found: queries.Document,
    *,
    buttons: Sequence[carrying.Door],
    acting: carrying.Acting | None = None,
) -> HttpResponse:
    """Draw the page, with the form of an act where one is being done."""
    state = found.state
    checks = queries.findings(document_id=state.id)
    names = identity.names(ids=[one for one in (state.signed_by, state.submitted_to, state.officer) if one])
    main = found.main
    context = {
        "found": found,
        "state": state,
        "main": main,
        "kind": wording.kind(state.kind),
        "urgency": wording.urgency(state.urgency),
        "secrecy": wording.secrecy(state.secrecy),
        "stage": wording.stage(state.stage),
        "owner": wording.owner(state.stage),
        "over": state.stage in wording.OVER,
        "unit": queries.called(state.unit),
        "sender": queries.called(state.sender or "", otherwise=found.sender_name),
        "signed_by": names.get(state.signed_by or "", ""),
        "submitted_to": names.get(state.submitted_to or "", ""),
        "officer": names.get(state.officer or "", ""),
        "buttons": buttons,
        "may_keep": state.stage in IN_WORK and not state.secret,
        "acting": acting,
        "sheets": range(1, min(found.pages, SHEETS) + 1) if main and found.pages else (),
        "more_sheets": max(0, found.pages - SHEETS),
        "trial": queries.trusts_trial(),
        "checks": [_check(one) for one in checks],
        "copies": [
            {"copy": one, "kind": wording.copy(one.kind)} for one in queries.copies(document_id=state.id)
        ],
        "copied_from": queries.copied_from(state),
        "alike": queries.alike(of=found),
        "history": [
            _happening(one) | {"new": carrying.is_new(place, acting)}
            for place, one in reversed(list(enumerate(queries.history(document_id=state.id), start=1)))
        ],
    }
    return render(
        request, "documents/office/document.html", context, status=acting.status if acting else None
    )


def _check(one: queries.Finding) -> dict[str, Any]:
    return {
        "at": one.at,
        "verdict": wording.verdict(one.verdict),
        "meaning": wording.MEANINGS[one.verdict],
        "reason": wording.reason(one.reason, one.problem),
        "digest": one.digest,
        "evidence": one.evidence,
        "signatures": [signature(each) for each in one.signatures],
    }


def signature(one: Any) -> dict[str, Any]:
    """Say a signature as it was found."""
    return {
        **one,
        "side_name": gettext("cơ quan") if one["side"] == rules.Side.AGENCY else gettext("người ký"),
        "why": wording.problem(one["problem"]),
        "moment": wording.moment(one["at"]),
    }


def _happening(one: queries.Happening) -> dict[str, Any]:
    return {
        "at": one.fact.at,
        "title": wording.happened(one.fact.kind),
        "by": one.by_name,
        "text": one.text,
        "symbol": one.fact.data.get("symbol", "") if one.fact.kind in NUMBERED else "",
    }


@doors.guarded(Act.DOCUMENT_READ)
@require_safe
def file(request: HttpRequest, document_id: str, file_id: str) -> HttpResponseBase:
    """Give a file byte for byte; a PDF opens beside the page, anything else is saved."""
    found = queries.file(document_id=document_id, file_id=file_id, by=doors.who(request), at=clock.now())
    return FileResponse(
        store.get(found.digest),
        as_attachment=found.media_type != paper.PDF,
        filename=found.name,
        content_type=found.media_type,
    )


@doors.guarded(Act.DOCUMENT_READ)
@require_safe
def sheet(request: HttpRequest, document_id: str, file_id: str, number: int) -> HttpResponse:
    """Draw a page of a PDF as a picture: what the signer sees does not depend on a viewer."""
    found = queries.file(document_id=document_id, file_id=file_id, by=doors.who(request), at=clock.now())
    with store.get(found.digest) as kept:
        picture = paper.picture(kept.read(), number - 1)
    return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@doors.guarded(Act.DOCUMENT_READ)
@require_POST
def check(request: HttpRequest, document_id: str) -> HttpResponse:
    """Check the signatures anew; what was found before stays."""
    outcome = actions.check(document_id=document_id, by=doors.who(request), at=clock.now())
    messages.success(
        request,
        gettext("Đã kiểm tra lại chữ ký số: %(verdict)s.")
        % {"verdict": wording.verdict(outcome.verdict).lower()},
    )
    return redirect("documents:document", document_id)
