"""Lists of documents, and the two ways one begins: written here, or come from outside."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import clock, doors, problem
from motcua.spine import access, refusal
from motcua.spine.access import Act
from motcua.systems.documents import actions, queries, wording
from motcua.systems.documents.forms import writing as forms
from motcua.systems.organisation import queries as organisation

PILE_NAMES = {
    "du-thao": _("Dự thảo"),
    "cho-ky": _("Chờ ký"),
    "cho-so": _("Chờ cấp số"),
    "cho-phat-hanh": _("Chờ phát hành"),
    "da-phat-hanh": _("Đã phát hành"),
    "cho-vao-so": _("Chờ vào sổ"),
    "cho-phan-cong": _("Chờ phân công"),
    "dang-xu-ly": _("Đang xử lý"),
    "da-xu-ly": _("Đã xử lý"),
    "da-luu": _("Đã đưa vào hồ sơ"),
}
OUT, IN = "di", "den"


@doors.guarded(Act.DOCUMENT_READ)
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """List documents by pile, way and words."""
    by, at = doors.who(request), clock.now()
    way = request.GET.get("chieu", "")
    narrowed = queries.Filter(
        text=request.GET.get("q", "")[:200],
        outgoing={OUT: True, IN: False}.get(way),
        pile=request.GET.get("pile", ""),
    )
    page = _page(request.GET.get("trang", ""))
    found, total = queries.documents(narrowed=narrowed, by=by, at=at, page=page)
    counts = queries.piles(by=by, at=at)
    context = {
        "rows": [line(one) for one in found],
        "total": total,
        "asked": narrowed,
        "way": way,
        "piles": [
            (key, name, counts[key])
            for key, name in PILE_NAMES.items()
            if counts[key] or key == narrowed.pile
        ],
        "may_write": access.may(actor=by, act=Act.DOCUMENT_WRITE),
        "may_receive": access.may(actor=by, act=Act.DOCUMENT_CLERK),
        "may_sign": narrowed.pile == "cho-ky" and access.may(actor=by, act=Act.DOCUMENT_SIGN),
        "waiting": len(queries.to_sign(by=by, at=at)) if narrowed.pile == "cho-ky" else 0,
        "books": places(by, Act.DOCUMENT_READ, at=at)[:1],
        "year": at.astimezone(clock.VN).year,
        "previous": page - 1 if page > 1 else 0,
        "next": page + 1 if page * queries.PAGE < total else 0,
        "asking": urlencode({"chieu": way, "pile": narrowed.pile, "q": narrowed.text}),
    }
    return render(request, "documents/office/documents.html", context)


def line(one: queries.Line) -> dict[str, Any]:
    """Say a document of a list."""
    return {
        "line": one,
        "kind": wording.kind(one.kind),
        "stage": wording.stage(one.stage),
        "urgency": wording.urgency(one.urgency),
        "secrecy": wording.secrecy(one.secrecy),
        "unit": queries.called(one.unit),
        "verdict": wording.verdict(one.verdict) if one.verdict else "",
        "meaning": wording.MEANINGS[one.verdict] if one.verdict else "",
    }


def _page(said: str) -> int:
    return int(said) if said.isdecimal() and 0 < int(said) < 10**6 else 1


def places(by: access.Actor, act: access.Act, *, at: Any) -> list[tuple[str, str]]:
    """Give the agencies at which somebody may do an act, by code and name."""
    reach = access.reach(actor=by, act=act)
    if reach.everything:
        return [(one.code, one.short_name) for one in organisation.units(on=at.date())]
    known = organisation.register().by_code
    return [(code, known[code].short_name) for code in sorted(reach.units) if code in known]


@doors.guarded(Act.DOCUMENT_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Begin a document, with its files where they are there already."""
    by, at = doors.who(request), clock.now()
    sent = request.method == "POST"
    form = forms.DraftForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        units=places(by, Act.DOCUMENT_WRITE, at=at),
    )
    if sent and form.is_valid():
        try:
            state = actions.draft_with_files(drafting=form.drafting(), files=_uploads(form), by=by, at=at)
        except refusal.Refusal as no:
            form.add_error(None, problem.say(no))
        else:
            messages.success(request, gettext("Đã lưu dự thảo."))
            return redirect("documents:document", state.id)
    return render(
        request,
        "documents/office/begin.html",
        {"form": form, "title": gettext("Soạn văn bản"), "send": gettext("Lưu dự thảo")},
    )


def _uploads(form: forms.DraftForm) -> list[tuple[bool, actions.Upload]]:
    """Give each file with whether it is the main one."""
    main = form.cleaned_data["main"]
    chosen = [(True, main)] * bool(main) + [(False, one) for one in form.cleaned_data["attached"]]
    return [(role, actions.Upload(name=file.name, chunks=file.chunks())) for role, file in chosen]


@doors.guarded(Act.DOCUMENT_CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Take in what came at the counter or was scanned."""
    by, at = doors.who(request), clock.now()
    sent = request.method == "POST"
    form = forms.ReceiveForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        units=places(by, Act.DOCUMENT_CLERK, at=at),
        initial={"dated": at.astimezone(clock.VN).date()},
    )
    if sent and form.is_valid():
        try:
            came = actions.receive(receiving=form.receiving(), by=by, at=at)
        except refusal.Refusal as no:
            form.add_error(_field_of(no), problem.say(no))
        else:
            messages.success(request, gettext("Đã tiếp nhận văn bản."))
            return redirect("documents:document", came.id)
    return render(
        request,
        "documents/office/begin.html",
        {"form": form, "title": gettext("Tiếp nhận văn bản đến"), "send": gettext("Tiếp nhận")},
    )


def _field_of(no: refusal.Refusal) -> str | None:
    """Say beside which field a refusal stands."""
    return {"documents.already-received": "symbol", "documents.secret-not-here": "secrecy"}.get(
        no.code, "papers" if no.code.startswith("file.") else None
    )
