"""Lists of documents, and the two ways one begins: written here, or come from outside."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import carrying, clock, doors, paging
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
# Which field of a beginning's form a refusal speaks of; the others stand above the form.
FIELD_OF: Mapping[str, str] = {
    "documents.already-received": "symbol",
    "documents.main-not-pdf": "main",
    "documents.secret-not-here": "secrecy",
    "documents.subject-missing": "subject",
}


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
    page = paging.number(request.GET.get("trang", ""))
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
        "waiting": queries.how_many_to_sign(by=by, at=at) if narrowed.pile == "cho-ky" else 0,
        "most": queries.MOST_TO_SIGN,
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

    def begin(form: forms.DraftForm) -> str:
        files = [(main, actions.Upload(name=one.name, chunks=one.chunks())) for main, one in form.chosen()]
        return actions.draft_with_files(drafting=form.drafting(), files=files, by=by, at=at).id

    return _begun(
        request,
        partial(forms.DraftForm, units=places(by, Act.DOCUMENT_WRITE, at=at)),
        begin,
        words={
            "title": gettext("Soạn văn bản"),
            "send": gettext("Lưu dự thảo"),
            "done": gettext("Đã lưu dự thảo."),
        },
    )


@doors.guarded(Act.DOCUMENT_CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Take in what came at the counter or was scanned."""
    by, at = doors.who(request), clock.now()
    today = at.astimezone(clock.VN).date()
    return _begun(
        request,
        partial(forms.ReceiveForm, units=places(by, Act.DOCUMENT_CLERK, at=at), initial={"dated": today}),
        lambda form: actions.receive(receiving=form.receiving(), by=by, at=at).id,
        words={
            "title": gettext("Tiếp nhận văn bản đến"),
            "send": gettext("Tiếp nhận"),
            "done": gettext("Đã tiếp nhận văn bản."),
        },
    )


def _begun(
    request: HttpRequest,
    lay: Callable[..., Any],
    begin: Callable[[Any], str],
    *,
    words: Mapping[str, str],
) -> HttpResponse:
    """Begin a document with a form, and go on at its page; what was typed and chosen is there again where it cannot be."""
    form, status = lay(), 200
    if request.method == "POST":
        form, no = lay(request.POST, request.FILES), None
        if form.is_valid():
            try:
                document = begin(form)
            except access.Refusal:
                raise
            except refusal.Refusal as refused:
                no = refused
            else:
                messages.success(request, words["done"])
                return redirect("documents:document", document)
        form, status = carrying.sent_again(form, lay=lay, refused=no, fields=FIELD_OF)
    return render(request, "documents/office/begin.html", {"form": form, **words}, status=status)
