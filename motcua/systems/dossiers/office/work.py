"""My work today: what is owed at left, the most pressing first; the dossier at right."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine import access
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.forms import lists
from motcua.systems.dossiers.office import acts, dossier_page, showing
from motcua.systems.dossiers.queries import boards

MOST = 100
ALL, MINE, ASKED = "all", "mine", "asked"
PILES: tuple[tuple[str, Promise, str], ...] = (
    (ALL, _("Việc của đơn vị"), ""),
    (MINE, _("Của tôi"), ""),
    ("late", _("Quá hạn"), "late"),
    ("soon", _("Sắp đến hạn"), "soon"),
    ("new", _("Chờ tiếp nhận"), ""),
    ("to_return", _("Chờ trả kết quả"), ""),
    ("waiting", _("Chờ công dân"), ""),
    (ASKED, _("Được hỏi ý kiến"), ""),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pile:
    """One pile of the desk: its number is the length of its list."""

    key: str
    label: Promise
    count: int
    meaning: str
    url: str
    here: bool


@doors.guarded(access.Act.OFFICE_ENTER)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Show what is owed today, and the dossier that is open beside it."""
    by, at = doors.who(request), clock.now()
    reach = access.reach(actor=by, act=access.Act.READ)
    if not reach:
        return render(
            request,
            "dossiers/office/no_work.html",
            {"editor": access.may(actor=by, act=access.Act.CATALOGUE_EDIT)},
        )
    code = lists.said(request.GET, "mo")
    if code and _asks_for_part(request):
        matter = showing.opened(request, code)
        return dossier_page.answer(request, matter, buttons=acts.buttons(matter))
    answering = access.reach(actor=by, act=access.Act.ANSWER)
    counts = boards.owed(reach=reach, at=at, officer=by.id, answering=answering)
    text = lists.said(request.GET, "q")
    pile = _pile(request, counts)
    lines = _lines(pile, text=text, by=by, reach=reach, answering=answering)
    context = {
        "piles": _piles(pile, counts, text=text),
        "counts": counts,
        "rows": showing.rows(lines, at=at),
        "total": len(lines) if text else counts.get(pile, len(lines)),
        "pile": pile,
        "text": text,
        "code": code,
        "same": _same(pile, text),
        "now": at,
        "may_receive": access.may(actor=by, act=access.Act.RECEIVE),
        "may_apologise": access.may(actor=by, act=access.Act.APOLOGISE),
    }
    if code:
        matter = showing.opened(request, code)
        context |= dossier_page.part(matter, buttons=acts.buttons(matter))
    response = render(request, "dossiers/office/work.html", context)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request, HX-Target"
    return response


def _asks_for_part(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return bool(htmx and htmx.target == "dossier" and not htmx.history_restore_request)


def _pile(request: HttpRequest, counts: dict[str, int]) -> str:
    asked = lists.said(request.GET, "pile")
    return asked if asked in {key for key, _, _ in PILES} & {*counts} else ALL


def _lines(
    pile: str, *, text: str, by: access.Actor, reach: access.Reach, answering: access.Reach
) -> tuple[queries.Line, ...]:
    """Give the lines of a pile; a search looks at everything within reach, whatever the pile."""
    at = clock.now()
    if text:
        return queries.recent(reach=reach, by=queries.Filter(text=text), at=at, limit=MOST).lines
    if pile == ASKED:
        return boards.asked(reach=answering)
    narrowed = queries.Filter(
        pile=pile if pile not in {ALL, MINE} else "", officer=by.id if pile == MINE else ""
    )
    return queries.work(reach=reach, by=narrowed, at=at, limit=MOST)


def _piles(here: str, counts: dict[str, int], *, text: str) -> list[Pile]:
    return [
        Pile(
            key=key,
            label=label,
            count=counts[key],
            meaning=meaning if counts[key] else "",
            url=f"{reverse('desk:work')}?{_same(key, '')}",
            here=key == here and not text,
        )
        for key, label, meaning in PILES
        if key != ASKED or counts[key]
    ]


def _same(pile: str, text: str) -> str:
    return urlencode({"q": text} if text else {"pile": pile})
