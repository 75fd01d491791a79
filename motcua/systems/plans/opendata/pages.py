"""What is given and where: the page of open data, the files, the catalogue, the feed, and the plot to embed."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from motcua.base import clock, doors, headers
from motcua.systems.plans import drawing, queries, wording
from motcua.systems.plans.opendata import catalogue, feed, files, giving, shapes

OPEN = "open data are for everybody, from any site"
EMBED_SIZE = (720, 560)  # CSS pixels the snippet asks for; the plot itself takes any width


@require_safe
@doors.public(OPEN)
def everything(request: HttpRequest) -> HttpResponse:
    """List every published measure with its files, and say how to subscribe and embed."""
    plans = [_plan(read, request) for read in _reads(clock.now())]
    context = {
        "plans": plans,
        "licence": wording.say(shapes.LICENCE),
        "forms": list(files.FORMATS.values()),
        "catalogue": request.build_absolute_uri(reverse("opendata_catalogue")),
    }
    return render(request, "plans/opendata/everything.html", context)


@giving.to_anybody
@doors.public(OPEN)
def measured(request: HttpRequest, plan: str, target: str, end: str) -> HttpResponse:
    """Give one measure as a file."""
    files.format_of(end, known=tuple(files.FORMATS))
    as_of = queries.day(request.GET.get("as_of"))
    found = queries.dataset(plan=plan, target=target, as_of=as_of, now=clock.now())
    return giving.give(request, files.measure(found, end=end))


@giving.to_anybody
@doors.public(OPEN)
def whole_plan(request: HttpRequest, plan: str, end: str) -> HttpResponse:
    """Give every measure of a plan as one file."""
    files.format_of(end, known=files.PLAN_FORMATS)
    read = queries.read(plan=plan, as_of=queries.day(request.GET.get("as_of")), now=clock.now())
    return giving.give(request, files.plan(read, end=end))


@giving.to_anybody
@doors.public(OPEN)
def catalogued(request: HttpRequest) -> HttpResponse:
    """Give the catalogue of all measures."""
    now = clock.now()
    content = msgspec.json.encode(catalogue.catalogue(_reads(now), address=_address(request)))
    about = reverse("opendata")
    file = giving.File(
        content=content,
        kind="application/ld+json",
        name="danh-muc.jsonld",
        as_of=now,
        past=False,
        about=about,
    )
    return giving.give(request, file)


@giving.to_anybody
@doors.public(OPEN)
def fed(request: HttpRequest, plan: str) -> HttpResponse:
    """Give a plan's news as a feed."""
    found = queries.news(plan=plan, now=clock.now())
    address = _address(request)
    news = feed.entries(found, address=address)
    content = feed.written(found, news, address=address)
    response = HttpResponse(content, content_type=feed.KIND)
    digest = hashlib.sha256(content).hexdigest()[:32]
    return giving.conditional(request, response, digest=digest, as_of=news[0].at, past=False)


@xframe_options_exempt
@giving.to_anybody
@doors.public(OPEN)
def embedded(request: HttpRequest, plan: str, target: str) -> HttpResponse:
    """Show a measure's plot on a page that any site may frame: the finding, the goal, when it was counted, its source."""
    now = clock.now()
    read = queries.target(plan=plan, id=target, as_of=queries.day(request.GET.get("as_of")), now=now)
    found = read.targets[0]
    context = {
        "language": get_language(),
        "target": found,
        "statement": wording.say(found.statement),
        "value": wording.percent(found),
        "why": wording.say(found.why) if found.why else "",
        "goal": wording.goal(found),
        "verdict": wording.verdict(found),
        "meaning": wording.MEANING[found.verdict],
        "chart": drawing.chart(found, language=wording.language()),
        "finding": wording.finding(found),
        "as_of": read.as_of,
        "simulated": shapes.simulated(),
        "source": f"{wording.say(read.plan.issuer)}, {read.plan.number}",
        "page": _address(request)("plan_target", plan=plan, target=found.id),
    }
    response = render(request, "plans/opendata/embedded.html", context)
    response["Content-Security-Policy"] = headers.FRAMED
    response["Cache-Control"] = giving.PAST if read.past else giving.PRESENT
    return response


def snippet(address: str, *, title: str) -> str:
    """Write the line by which another site shows a plot."""
    width, height = EMBED_SIZE
    quoted = title.replace("&", "&amp;").replace('"', "&quot;")
    return (
        f'<iframe src="{address}" title="{quoted}" width="{width}" height="{height}" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>'
    )


def _reads(now: datetime) -> tuple[queries.PlanReading, ...]:
    return tuple(queries.read(plan=known.plan.id, now=now) for known in queries.plans_in_force())


def _address(request: HttpRequest) -> catalogue.Address:
    def whole(name: str, **parts: str) -> str:
        return request.build_absolute_uri(reverse(name, kwargs=parts or None))

    return whole


def _plan(read: queries.PlanReading, request: HttpRequest) -> Mapping[str, Any]:
    address = _address(request)
    plan = read.plan.id
    return {
        "id": plan,
        "name": wording.say(read.plan.name),
        "number": read.plan.number,
        "version": read.version,
        "feed": address("plan_feed", plan=plan),
        "whole": [
            (files.FORMATS[end].label, address("opendata_plan", plan=plan, end=end))
            for end in files.PLAN_FORMATS
        ],
        "measures": [_measure(read, target, address) for target in read.targets if target.published],
        "waiting": sum(not target.published for target in read.targets),
    }


def _measure(
    read: queries.PlanReading, target: queries.TargetReading, address: catalogue.Address
) -> Mapping[str, Any]:
    where = {"plan": read.plan.id, "target": target.id}
    statement = wording.say(target.statement)
    return {
        "id": target.id,
        "statement": statement,
        "words": wording.say(target.readings[0].words),
        "value": wording.percent(target),
        "files": [
            (form.label, address("opendata_measure", **where, end=form.end))
            for form in files.FORMATS.values()
        ],
        "embed": address("plan_embed", **where),
        "snippet": snippet(address("plan_embed", **where), title=f"{target.id}. {statement}"),
    }
