"""My work today: what is owed at left, the most pressing first; the dossier at right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.base import clock, doors, fold, owed
from motcua.spine import access
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.forms import lists
from motcua.systems.dossiers.office import acts, dossier_page, showing
from motcua.systems.dossiers.queries import boards

MOST = 100
ALL, MINE, ASKED, LATE, SOON = "all", "mine", "asked", "late", "soon"
COMMON = (ALL, MINE, LATE, SOON)  # where the work of other rooms lies among the dossiers
PILES: tuple[tuple[str, Promise, str], ...] = (
    (ALL, _("Việc của đơn vị"), ""),
    (MINE, _("Của tôi"), ""),
    (LATE, _("Quá hạn"), "late"),
    (SOON, _("Sắp đến hạn"), "soon"),
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
    tasks = owed.by(actor=by, at=at)
    if not reach and not tasks:
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
    for key in COMMON:
        counts[key] += len(_tasks(tasks, key, at=at))
    text = lists.said(request.GET, "q")
    pile = _pile(request, counts)
    lines = _lines(pile, text=text, by=by, reach=reach, answering=answering)
    rows = _merged(lines, _tasks(tasks, pile, text=text, at=at), at=at)
    context = {
        "piles": _piles(pile, counts, text=text),
        "counts": counts,
        "rows": rows,
        "total": len(rows) if text else counts.get(pile, len(rows)),
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


def _tasks(tasks: Sequence[owed.Owed], pile: str, *, text: str = "", at: datetime) -> list[owed.Owed]:
    """Give those of one's tasks that lie on a pile, or that have the words looked for."""
    if text:
        words = fold.fold(text)
        return [one for one in tasks if words in fold.fold(f"{one.title} {one.code} {one.about}")]
    if pile not in COMMON:
        return []
    soon = boards.soon_until(at) if pile == SOON else None
    return [
        one
        for one in tasks
        if pile in {ALL, MINE}
        or (one.due_at and (one.due_at < at if soon is None else at <= one.due_at <= soon))
    ]


def _merged(
    lines: Sequence[queries.Line], tasks: Sequence[owed.Owed], *, at: datetime
) -> list[showing.Row | showing.Task]:
    """Lay the tasks among the dossiers, each where its time puts it; dossiers stay in their own order."""
    rows: list[showing.Row | showing.Task] = []
    waiting = list(tasks)
    for row in showing.rows(lines, at=at):
        presses = queries.presses_at(row.line)
        while waiting and (presses is None or ((due := waiting[0].due_at) and due < presses)):
            rows.append(showing.task(waiting.pop(0), at=at))
        rows.append(row)
    return [*rows, *(showing.task(one, at=at) for one in waiting)][:MOST]


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
