"""The watch list at the desk of those who answer for the province: a sign is a question, never a publication."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine import access, measure, plan as plans
from motcua.spine.collection import RECORD
from motcua.systems.plans import queries, wording

FIRST_UNITS = 12
MOST_COLUMNS = 6
SHOWN = {
    "dossiers": ("code", "procedure", "unit", "received_at", "due_at", "finished_at"),
    "workfiles": ("code", "unit", "opened_on", "closed_on", "entered_on", "closing_entered_on"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SignLine:
    """A sign on the page: what it is, how many bear it of how many, and where its records are."""

    key: str
    statement: str
    note: str
    words: str
    why: str
    counted: str
    percent: str
    some: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BesideLine:
    """A target's headline, the same without what bears a sign, and how many are left out."""

    plan: str
    plan_number: str
    id: str
    statement: str
    headline: str
    without: str
    verdict: str
    meaning: str
    nouns: str
    marked: str
    that: str
    of: str
    list: str
    version: int
    since: datetime


@require_safe
@doors.guarded(access.Act.WATCH_READ)
def watch(request: HttpRequest) -> HttpResponse:
    """Show every sign with its count, and the targets that can be read without what bears one."""
    as_of = queries.day(request.GET.get("as_of"))
    now = clock.now()
    found = queries.watch(as_of=as_of, now=now)
    lists = [
        {
            "id": one.list.id,
            "name": wording.say(one.list.name),
            "nouns": (one.collection.noun if one.collection else RECORD).said(wording.language(), 2),
            "year": str(one.year),
            "signs": [_sign(sign) for sign in one.signs],
            "versions": [
                (version, [_named(one.list, key) for key in version.signs]) for version in one.versions
            ],
        }
        for one in found
    ]
    beside_ = [_beside(one) for one in queries.every_beside(as_of=as_of, now=now)]
    context = {
        "lists": lists,
        "beside": beside_,
        "may_write": access.may(actor=doors.who(request), act=access.Act.PLAN_EDIT),
        **_when(request, as_of, now),
    }
    return render(request, "plans/watch/watch.html", context)


@require_safe
@doors.guarded(access.Act.WATCH_READ)
def sign(request: HttpRequest, key: str) -> HttpResponse:
    """List the records that bear a sign, by unit and one by one."""
    as_of, now = queries.day(request.GET.get("as_of")), clock.now()
    found = queries.suspects(sign=key, narrowed=_narrowed(request), as_of=as_of, now=now)
    detector = next(one for known in queries.watch_lists() if (one := known.list.detector(key)) is not None)
    heading = {"heading": wording.say(detector.statement), "note": wording.say(detector.note)}
    return _listed(request, found, {**heading, **_when(request, as_of, now)})


@require_safe
@doors.guarded(access.Act.WATCH_READ)
def left_out(request: HttpRequest, plan: str, target: str) -> HttpResponse:
    """List the records that a target counts and that bear a sign."""
    as_of, now = queries.day(request.GET.get("as_of")), clock.now()
    found = queries.left_out(plan=plan, target=target, narrowed=_narrowed(request), as_of=as_of, now=now)
    told = {"id": target, "nouns": wording.nouns(found.collection)}
    heading = {
        "heading": gettext("%(id)s: %(nouns)s có dấu hiệu cần xem lại") % told,
        "note": "",
        "target": (plan, target),
    }
    return _listed(request, found, {**heading, **_when(request, as_of, now)})


def beside(request: HttpRequest, *, plan: str, target: str) -> list[BesideLine]:
    """Give a target's headline beside itself without what bears a sign; nothing to whoever may not see it."""
    if not access.may(actor=doors.who(request), act=access.Act.WATCH_READ):
        return []
    as_of = queries.day(request.GET.get("as_of"))
    return [_beside(one) for one in queries.beside(plan=plan, target=target, as_of=as_of, now=clock.now())]


def turns(shown: Sequence[BesideLine]) -> list[datetime]:
    """Tell when the signs that a target is read without were changed; nothing where none is shown."""
    names = {line.list for line in shown}
    return [one.at for name in sorted(names) for one in queries.watch_history(name) if one.number > 1]


def _when(request: HttpRequest, as_of: Any, now: Any) -> dict[str, Any]:
    past = as_of is not None and as_of < now.date()
    return {"as_of": as_of, "past": past, "read_at": now, "today": now.date(), "query": _kept(request)}


def _kept(request: HttpRequest) -> str:
    as_of = request.GET.get("as_of", "")
    return f"?{urlencode({'as_of': as_of})}" if as_of else ""


def _narrowed(request: HttpRequest) -> queries.Narrowed:
    return queries.Narrowed(unit=request.GET.get("unit") or None, after=request.GET.get("after", ""))


def _sign(one: queries.Sign) -> SignLine:
    share = one.share or measure.Share(numerator=0, denominator=0)
    figure = share.figure(measure.Unit.PERCENT)
    return SignLine(
        key=one.detector.key,
        statement=wording.say(one.detector.statement),
        note=wording.say(one.detector.note),
        words=wording.say(one.words) if one.words else "",
        why=wording.say(one.detector.why) if one.detector.why else "",
        counted=wording.fraction(share),
        percent="–" if figure is None else wording.plain_percent(figure),
        some=bool(share.numerator),
    )


def _beside(one: queries.Beside) -> BesideLine:
    headline, without = (share.figure(measure.Unit.PERCENT) for share in (one.headline, one.without))
    return BesideLine(
        plan=one.plan.id,
        plan_number=one.plan.number,
        id=one.target.id,
        statement=wording.say(one.target.statement),
        headline=_figure(headline, one.target),
        without=_figure(without, one.target),
        verdict=wording.say(measure.WORDS[one.verdict]),
        meaning=wording.MEANING[one.verdict],
        nouns=wording.nouns(one.collection),
        marked=wording.counted(one.collection, one.marked),
        that=wording.whole(one.without.numerator),
        of=wording.counted(one.collection, one.without.denominator),
        list=one.list.list.id,
        version=one.list.version,
        since=one.list.since,
    )


def _named(found: plans.WatchList, key: str) -> str:
    """Say a sign by its statement; one that the list no longer has, by its key."""
    detector = found.detector(key)
    return wording.say(detector.statement) if detector else key


def _figure(value: Any, target: plans.Target) -> str:
    def reached(figure: Any) -> bool:
        return all(goal.reached(figure) for goal in target.goals)

    return "–" if value is None else wording.plain_percent(value, reached=reached)


def _listed(request: HttpRequest, found: queries.Suspects, context: Mapping[str, Any]) -> HttpResponse:
    units, known = wording.unit_names(), queries.names()
    public = [column.name for column in found.collection.public]
    telling = SHOWN.get(found.collection.room, public[:MOST_COLUMNS])
    names = [name for name in public if name in telling]
    kept = {name: given for name in ("as_of", "unit") if (given := request.GET.get(name))}
    unit = request.GET.get("unit", "")
    lines = [_unit(line, units, kept) for line in _most_first(found.by_unit)]
    shown = {
        "words": wording.say(found.words),
        "nouns": wording.nouns(found.collection),
        "counted": wording.counted(found.collection, found.count),
        "unit": units.get(unit, unit),
        "units": {"first": lines[:FIRST_UNITS], "more": lines[FIRST_UNITS:]},
        "heads": [wording.head(found.collection, name) for name in names],
        "rows": [
            (
                wording.own_page(found.collection, item),
                [wording.value(found.collection, name, item[name], known) for name in names],
            )
            for item in found.items
        ],
        "next": f"?{urlencode({**kept, 'after': found.next})}" if found.next else None,
        "first": f"?{urlencode(kept)}" if request.GET.get("after") else None,
        "whole": f"?{urlencode({key: value for key, value in kept.items() if key != 'unit'})}",
    }
    return render(request, "plans/watch/list.html", {**context, **shown})


def _most_first(lines: Iterable[Any]) -> list[Any]:
    return sorted(lines, key=lambda line: (-line.share.numerator, str(line.values[0])))


def _unit(line: Any, units: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    code = str(line.values[0] or "")
    figure = line.share.figure(measure.Unit.PERCENT)
    return {
        "name": units.get(code, code) or "–",
        "to": f"?{urlencode({**kept, 'unit': code})}",
        "count": wording.whole(line.share.numerator),
        "of": wording.whole(line.share.denominator),
        "percent": "–" if figure is None else wording.plain_percent(figure),
    }
