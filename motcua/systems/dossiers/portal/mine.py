"""My dossiers: the list, one dossier whole, its files."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine import access, dossier
from motcua.spine.access import Act
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.portal import due, files, forms, line, summary, telling

WAITING = (dossier.Stage.SUPPLEMENT_ASKED.value, dossier.Stage.PAYMENT_ASKED.value)
A_PAGE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedPaper:
    """A paper that is asked for: its key or the officer's words, its name, and the files brought for it so far."""

    key: str
    paper: str
    name: str
    files: tuple[queries.File, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request for a supplement that waits for an answer."""

    at: datetime
    words: str
    article: str
    papers: tuple[AskedPaper, ...]


def own(request: HttpRequest, code: str) -> queries.Page:
    """Give one's own dossier; here an officer is a citizen like any other, without the rights of the desk."""
    page = queries.page(code=code, at=clock.now())
    actor = doors.who(request)
    in_person = access.Actor(id=actor.id, kind="citizen", name=actor.name)
    access.require(actor=in_person, act=Act.READ, subject=access.Subject(owner=page.state.owner))
    return page


@doors.guarded(Act.READ)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List one's dossiers: those that wait for their owner first, then what is being written, then all."""
    actor, at = doors.who(request), clock.now()
    reach = access.Reach(owner=actor.id)
    waiting = queries.work(reach=reach, by=queries.Filter(stages=WAITING), at=at)
    after = request.GET.get("sau", "")
    found = queries.recent(reach=reach, by=queries.Filter(), at=at, after=after, limit=A_PAGE)
    context = {
        "staff": actor.kind != "citizen",
        "waiting": [_shown(one, at) for one in waiting],
        "drafts": [(telling.said(one.procedure_name), one) for one in queries.drafts(by=actor)],
        "lines": [_shown(one, at) for one in found.lines],
        "after": found.after,
        "later": bool(after),
    }
    return render(request, "dossiers/portal/mine/mine.html", context)


def _shown(one: queries.Line, at: datetime) -> dict[str, object]:
    meaning, word = telling.status(one, at=at)
    return {"line": one, "name": telling.said(one.procedure_name), "meaning": meaning, "word": word}


@doors.guarded(Act.READ)
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one of my dossiers whole, with what I can do now."""
    page = own(request, code)
    return render(request, "dossiers/portal/mine/dossier.html", {**shown(page), "rating": forms.Rating()})


def shown(page: queries.Page) -> dict[str, object]:
    """Give what the pages of one dossier show."""
    now = clock.now()
    state = page.state
    meaning, word = telling.status(page.line, at=now)
    happened = telling.happened(page)
    beside = page.person.answers
    return {
        "page": page,
        "state": state,
        "acts": {act.value for act in state.acts},
        "procedure": telling.said(page.definition.name),
        "unit": telling.unit(state.unit),
        "receiving": telling.desk(state.receiving_unit),
        "stops": line.line(state, definition=page.definition, history=page.history, own=True),
        "happened": happened,
        "due": due.due(
            state,
            history=page.history,
            restart=page.definition.restart_after_supplement,
            calendar=queries.calendar(),
            now=now,
        ),
        "meaning": meaning,
        "word": word,
        "asked": asked(page),
        "ended": next((told for told in happened if told.words), None) if state.stage in line.OVER else None,
        "files": [(_named(file, page), file) for file in page.files],
        "returned": telling.RETURNED.get(state.return_channel, ""),
        "exemption": summary.exemption(page.definition, beside.get("exemption", "")),
        "score": dict(telling.SCORES).get(state.score or 0, ""),
        "can_rate": dossier.Act.RATE in state.acts and state.score is None,
    }


def _named(file: queries.File, page: queries.Page) -> str:
    """Name what a file is; what the office adds once it has decided is the result."""
    finished = page.state.finished_at
    if not file.paper and finished is not None and file.added_at >= finished:
        return gettext("Kết quả giải quyết")
    return telling.paper(file.paper, page.definition)


def asked(page: queries.Page) -> Asked | None:
    """Give the request for a supplement that waits for an answer; None when there is none."""
    if page.state.stage is not dossier.Stage.SUPPLEMENT_ASKED:
        return None
    request = next(each for each in reversed(page.history) if each.kind == "dossier.supplement_asked")
    fresh = [file for file in page.files if file.added_at >= request.at]
    return Asked(
        at=request.at,
        words=request.text or "",
        article=str(request.data.get("article") or ""),
        papers=tuple(
            AskedPaper(
                key=str(place),
                paper=paper,
                name=telling.paper(paper, page.definition),
                files=tuple(file for file in fresh if file.paper == paper),
            )
            for place, paper in enumerate(telling.asked_papers(request))
        ),
    )


@doors.guarded(Act.READ)
@require_safe
def filed(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm that an application was filed: its number large, and what happens next."""
    page = own(request, code)
    found = page.definition.deadline(case=page.state.case or None)
    context = {
        **shown(page),
        **summary.expected(found.allowed if found else None, filed_at=page.state.filed_at),
    }
    return render(request, "dossiers/portal/mine/filed.html", context)


@doors.guarded(Act.READ)
@require_safe
def file(request: HttpRequest, code: str, file_id: uuid.UUID) -> HttpResponseBase:
    """Give a file of one's own dossier."""
    page = own(request, code)
    return files.send(queries.attachment(attachment_id=str(file_id), dossier_id=page.state.id))
