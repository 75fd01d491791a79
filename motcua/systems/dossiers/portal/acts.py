"""What its owner may do with a dossier: bring what is missing, take it back, say how it went."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base import address, clock, doors, problem
from motcua.spine import dossier, refusal
from motcua.spine.access import Act
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.portal import files, forms, mine


def _back(page: queries.Page) -> HttpResponse:
    return redirect("citizen:dossier", code=page.state.code)


def _seen(request: HttpRequest) -> int | None:
    text = request.POST.get("seen", "")[:9]
    return int(text) if text.isascii() and text.isdecimal() else None


def _done(request: HttpRequest, act: Callable[[], object], thanks: str) -> bool:
    """Do it and say so; where the law or a page gone stale forbids it, say why on the dossier's own page."""
    try:
        act()
    except refusal.Refusal as no:
        messages.error(request, problem.say(no))
        return False
    messages.success(request, thanks)
    return True


@doors.guarded(Act.SUPPLEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a request for a supplement with files; they wait until sent, and can be taken out until then."""
    page = mine.own(request, code)
    asked = mine.asked(page)
    if asked is None:
        messages.info(request, gettext("Hồ sơ này hiện không có yêu cầu bổ sung nào."))
        return _back(page)
    faults: dict[str, tuple[str, ...]] = {}
    if request.method == "POST":
        faults = _attached(request, page, asked)
        page = mine.own(request, code)
        asked = mine.asked(page) or asked
        brought = [paper.paper for paper in asked.papers if paper.files]
        if "gui" in request.POST and not faults and brought:
            return _supplemented(request, page, brought)
        if "gui" in request.POST and not faults:
            faults = {"0": (gettext("Hãy tải lên ít nhất một tệp trước khi gửi."),)}
    context = {
        **mine.shown(page),
        "papers": [(paper, faults.get(paper.key, ())) for paper in asked.papers],
        "faulty": bool(faults),
        "accept": files.ACCEPT,
        "largest": files.LARGEST_MB,
    }
    return render(request, "dossiers/portal/mine/supplement.html", context)


def _attached(request: HttpRequest, page: queries.Page, asked: mine.Asked) -> dict[str, tuple[str, ...]]:
    actor = doors.who(request)
    faults = {}
    for one in asked.papers:

        def keep(name: str, chunks: Iterable[bytes], paper: str = one.paper) -> object:
            return actions.attach(
                dossier_id=page.state.id, paper=paper, name=name, chunks=chunks, by=actor, at=clock.now()
            )

        taken = files.take(request, field=f"paper-{one.key}", there=len(page.files), keep=keep)
        if taken.errors:
            faults[one.key] = taken.errors
    if gone := request.POST.get("bo", ""):
        actions.take_back(attachment_id=gone, dossier_id=page.state.id, by=actor, at=clock.now())
    return faults


def _supplemented(request: HttpRequest, page: queries.Page, papers: list[str]) -> HttpResponse:
    _done(
        request,
        lambda: actions.supplement(
            dossier_id=page.state.id,
            papers=papers,
            by=doors.who(request),
            at=clock.now(),
            seen=_seen(request),
        ),
        gettext("Đã gửi bổ sung đến cơ quan đang giải quyết."),
    )
    return _back(page)


@doors.guarded(Act.PAY)
@require_safe
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """Say how much is to be paid and where; nothing is paid here until a payment gateway is joined."""
    page = mine.own(request, code)
    if page.state.stage is not dossier.Stage.PAYMENT_ASKED:
        messages.info(request, gettext("Hồ sơ này hiện không có khoản phí, lệ phí nào phải nộp."))
        return _back(page)
    return render(request, "dossiers/portal/mine/pay.html", mine.shown(page))


@doors.guarded(Act.WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take one's dossier back, after asking once."""
    page = mine.own(request, code)
    if dossier.Act.WITHDRAW not in page.state.acts:
        messages.info(request, gettext("Hồ sơ này không còn rút được."))
        return _back(page)
    form = forms.Withdrawal(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "dossiers/portal/mine/withdraw.html", {**mine.shown(page), "form": form})
    _done(
        request,
        lambda: actions.withdraw(
            dossier_id=page.state.id,
            why=form.cleaned_data["why"],
            by=doors.who(request),
            at=clock.now(),
            seen=_seen(request),
        ),
        gettext("Đã rút hồ sơ."),
    )
    return _back(page)


@doors.guarded(Act.RATE)
@require_POST
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """Say how it went, once it is over."""
    page = mine.own(request, code)
    form = forms.Rating(request.POST)
    if not form.is_valid():
        shown = {**mine.shown(page), "rating": form}
        return render(request, "dossiers/portal/mine/dossier.html", shown)
    _done(
        request,
        lambda: actions.rate(
            dossier_id=page.state.id,
            score=form.cleaned_data["score"],
            address=address.of(request),
            by=doors.who(request),
            at=clock.now(),
        ),
        gettext("Cảm ơn ông/bà đã đánh giá."),
    )
    return _back(page)
