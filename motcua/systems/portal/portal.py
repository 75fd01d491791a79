"""The portal's own pages: home, help, contact, accessibility, and the vote on its quality."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, doors
from motcua.spine.collection import TYPES
from motcua.systems.dossiers import queries as dossiers
from motcua.systems.plans import queries as plans
from motcua.systems.portal import actions, queries, wording
from motcua.systems.portal.models import Answer
from motcua.systems.procedures import queries as procedures
from motcua.systems.registers import queries as registers

VISIT = "motcua_visit"
MOST_SHOWN = 10  # procedures on the first page
SEEN_ANEW_AFTER = 60.0  # seconds
VISITS_REMEMBERED = 50_000
QUIET = ("/api/", "/static/", "/healthz")

ANSWERS: tuple[tuple[str, Promise], ...] = (
    (Answer.SATISFIED, _("Hài lòng")),
    (Answer.FAIR, _("Bình thường")),
    (Answer.DISSATISFIED, _("Chưa hài lòng")),
)

_ATTRIBUTE = "_motcua_visit"
_seen: dict[bytes, float] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class VoteLine:
    """One answer as the page shows it."""

    key: str
    label: Promise
    count: int
    part: Decimal | None
    mine: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLine:
    """A plan in one line: how many of its targets are met or on course."""

    id: str
    good: int
    total: int


class Visits:
    """Middleware: give each visit a random cookie that lasts as long as its window, and see it once a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """See people who ask for pages; programs and files go by unseen."""
        if request.path.startswith(QUIET) or "text/html" not in request.headers.get("Accept", ""):
            return self.get_response(request)
        known = request.COOKIES.get(VISIT, "")
        token = known or secrets.token_urlsafe(18)
        visit = actions.visit_of(token)
        setattr(request, _ATTRIBUTE, visit)
        _see(visit)
        response = self.get_response(request)
        if not known and "public" not in response.get("Cache-Control", ""):  # what is shared is nobody's
            response.set_cookie(VISIT, token, httponly=True, samesite="Lax", secure=request.is_secure())
        return response


def _see(visit: bytes) -> None:
    """Write that a visit is here, at most once a minute in each process."""
    moment = time.monotonic()
    if moment - _seen.get(visit, -SEEN_ANEW_AFTER) < SEEN_ANEW_AFTER:
        return
    if len(_seen) >= VISITS_REMEMBERED:
        _seen.clear()
    _seen[visit] = moment
    actions.see(visit=visit, at=clock.now())


def _visit(request: HttpRequest) -> bytes:
    """Return whose visit this is; one without a cookie votes for itself alone."""
    return getattr(request, _ATTRIBUTE, None) or actions.visit_of(secrets.token_urlsafe(18))


def _vote_lines(mine: str | None) -> list[VoteLine]:
    votes = queries.votes()
    return [
        VoteLine(key=key, label=label, count=votes.counts.get(key, 0), part=votes.part(key), mine=key == mine)
        for key, label in ANSWERS
    ]


def _plan_lines() -> list[PlanLine]:
    now = clock.now()
    read = (
        plans.read(plan=known.plan.id, now=now) for known in plans.plans_in_force() if not known.plan.scored
    )
    return [PlanLine(id=each.plan.id, good=each.good, total=len(each.targets)) for each in read]


@doors.public("the portal is open to everybody")
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the search box, what is filed most, tracking, the plan in one line, the vote, and who is here."""
    mine = queries.vote_of(visit=_visit(request))
    lines = _vote_lines(mine)
    filed = procedures.items(codes=dossiers.most_filed(limit=MOST_SHOWN))
    shown = {
        "plans": _plan_lines(),
        "most_filed": filed,
        "procedures": filed or procedures.search(size=MOST_SHOWN).items,
        "votes": lines,
        "votes_total": sum(line.count for line in lines),
        "voted": mine is not None,
        "online": queries.online(at=clock.now()),
    }
    return render(request, "portal/home.html", shown)


@doors.public("anybody may say what they think of the service")
@require_POST
def vote(request: HttpRequest) -> HttpResponse:
    """Take a vote and show the results."""
    try:
        actions.vote(visit=_visit(request), answer=request.POST.get("answer", ""), at=clock.now())
    except actions.Refusal as no:
        messages.error(request, gettext(no.message))
    else:
        messages.success(request, gettext("Cảm ơn ông/bà. Đánh giá đã được ghi nhận."))
    return redirect("/#danh-gia")


@doors.public("help is for everybody")
@require_GET
def show_help(request: HttpRequest) -> HttpResponse:
    """Explain how to find, apply, track and collect."""
    return render(request, "portal/help.html")


@doors.public("everybody may ask whom to call")
@require_GET
def contact(request: HttpRequest) -> HttpResponse:
    """Say whom to ask about what."""
    return render(request, "portal/contact.html")


@doors.public("the statement is for everybody")
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the pages are and what to do about a barrier."""
    return render(request, "portal/accessibility.html")


@doors.public("what is counted, and what each word of it means, is open to everybody")
@require_GET
def dictionary(request: HttpRequest) -> HttpResponse:
    """List everything that a plan may count."""
    books = registers.registers()
    listed = [
        {
            "name": each.name,
            "meaning": wording.said(each.meaning),
            "title": wording.say(books[each.name].title) if each.name in books else "",
            "room": wording.room(each.room),
            "columns": len(each.columns),
        }
        for each in plans.collections()
    ]
    return render(request, "portal/dictionary.html", {"collections": listed})


@doors.public("what is counted, and what each word of it means, is open to everybody")
@require_GET
def collection(request: HttpRequest, name: str) -> HttpResponse:
    """Tell each column of a collection: its type, its meaning, its values, and whether it tells who a person is."""
    found = plans.collection(name)
    book = registers.registers().get(name)
    context = {
        "name": found.name,
        "meaning": wording.said(found.meaning),
        "room": wording.room(found.room),
        "key": found.key,
        "book": book and {"title": wording.say(book.title), "source": wording.say(book.source)},
        "columns": [
            {
                "name": column.name,
                "meaning": wording.said(column.meaning),
                "type": wording.say(TYPES[column.type]),
                "values": [(value, wording.say(words)) for value, words in column.values.items()],
                "personal": column.personal,
                "required": bool(book and (field := book.field(column.name)) and field.required),
            }
            for column in found.columns
        ],
    }
    return render(request, "portal/collection.html", context)
