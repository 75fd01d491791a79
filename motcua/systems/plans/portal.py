"""The plans' door for people: the plans, a plan, a target, and the records behind its number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from motcua.base import clock, doors
from motcua.spine import access, measure, plan as definition, refusal
from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import counting, drawing, queries, tables, wording
from motcua.systems.plans.office import watch

PUBLIC = "whoever is governed may read how the plan stands"
SHOWN = (
    "code",
    "procedure",
    "unit",
    "filed_at",
    "received_at",
    "due_at",
    "finished_at",
    "recorded_at",
    "record_due_at",
)
FIRST_LINES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A target as a row of the plan's page."""

    id: str
    statement: str
    owner: str
    value: str | None
    fraction: str | None
    goal: str
    strive: bool
    verdict: str
    meaning: str
    why: str | None
    spark: drawing.Drawing | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A pillar with its rows, and how many of its targets are met or on course."""

    name: str
    rows: tuple[Row, ...]
    good: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a breakdown, each of its numbers with the list behind it."""

    name: str
    that: str
    of: str
    rest: str
    percent: str
    reached: bool
    to_that: str
    to_of: str
    to_rest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A breakdown: its heading, the lines first shown, and the others."""

    key: str
    heading: str
    first: tuple[Line, ...]
    more: tuple[Line, ...]


@require_GET
@doors.public(PUBLIC)
def plans(request: HttpRequest) -> HttpResponse:
    """Lead to the plan where there is one, to a list where there are several."""
    known = queries.plans_in_force()
    if len(known) == 1:
        return redirect("plan", plan=known[0].plan.id)
    read = [queries.read(plan=one.plan.id, now=clock.now()) for one in known]
    return render(request, "plans/plans.html", {"plans": [wording.listed(one) for one in read]})


@require_GET
@doors.public(PUBLIC)
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """Show a plan as a document: pillars as headings, each target a row."""
    as_of = queries.day(request.GET.get("as_of"))
    reading = queries.read(plan=plan, as_of=as_of, now=clock.now())
    parts = [_part(pillar, reading) for pillar in reading.plan.pillars]
    context = {**_head(reading, as_of), "parts": [part for part in parts if part.rows]}
    return render(request, "plans/plan.html", context)


@require_GET
@doors.public(PUBLIC)
def target(request: HttpRequest, plan: str, target: str) -> HttpResponse:
    """Show a target: the number, its sentence, its readings, its trend, its breakdowns."""
    as_of = queries.day(request.GET.get("as_of"))
    now = clock.now()
    reading = queries.target(plan=plan, id=target, as_of=as_of, now=now)
    found = reading.targets[0]
    context = {**_head(reading, as_of), "row": _row(found), "source": wording.say(found.source)}
    context["evidence"] = _evidence(found.evidence)
    if found.readings:
        context["beside"] = watch.beside(request, plan=plan, target=target)
        links = _Links(plan=plan, target=target, reading="", as_of=as_of)
        context |= {
            "readings": [_reading(found, value, links) for value in found.readings],
            "chart": drawing.chart(found, trend=found.trend, language=wording.language()),
            "finding": wording.finding(found),
            "tables": _tables(found, links, queries.Asked(plan=plan, target=target, as_of=as_of), now),
        }
    return render(request, "plans/target.html", context)


@require_GET
@doors.public(PUBLIC)
def records(request: HttpRequest, plan: str, target: str) -> HttpResponse:
    """List the records behind a number; nothing personal is among their columns."""
    asked, side, only = _asked(request, plan, target)
    found = queries.records(
        asked=asked, side=side, only=only, after=request.GET.get("after", ""), now=clock.now()
    )
    links = _Links(plan=plan, target=target, reading=found.reading.key, as_of=asked.as_of)
    units = wording.unit_names()
    names = [column.name for column in found.collection.public if column.name in SHOWN]
    context = {
        "plan_id": plan,
        "target": found.target.id,
        "statement": wording.say(found.target.statement),
        "reading": wording.say(found.reading.label),
        "as_of": asked.as_of,
        "side": side.value,
        "count": wording.whole(found.count),
        "only": [
            (
                wording.column(found.collection, name),
                wording.value(found.collection, name, _typed(name, value), units),
            )
            for name, value in only.items()
        ],
        "sides": [(one.value, word, links.records(one, only)) for one, word in _sides()],
        "heads": [wording.column(found.collection, name) for name in names],
        "rows": [
            (
                _to_record(item, request),
                [wording.value(found.collection, name, item[name], units) for name in names],
            )
            for item in found.items
        ],
        "next": links.records(side, only, after=found.next) if found.next else None,
        "first": links.records(side, only) if request.GET.get("after") else None,
        "csv": links.export(side, only, "csv"),
        "xlsx": links.export(side, only, "xlsx"),
        "api": f"/api/plans/{plan}/targets/{target}/records?{urlencode({'side': side.value, 'reading': found.reading.key})}",
    }
    return render(request, "plans/records.html", context)


def _to_record(item: Mapping[str, Any], request: HttpRequest) -> str | None:
    """Lead to the very dossier: on its desk for whoever may read it there, else where anybody may follow it."""
    if item.get("source", "system") != "system":
        return None  # known from another system: there is no page of it here
    unit = organisation.register().by_code.get(str(item["unit"]))
    about = access.Subject(paths=(unit.path,) if unit else ())
    if access.may(actor=doors.who(request), act=access.Act.READ, subject=about):
        return reverse("desk:dossier", args=[item["code"]])
    return f"{reverse('citizen:track')}?{urlencode({'ma': item['code']})}"


@require_GET
@doors.public(PUBLIC)
def export(request: HttpRequest, plan: str, target: str, kind: str) -> HttpResponse:
    """Give every record of a list as a file, in the columns that tell nothing of a person."""
    if kind not in tables.KINDS:
        raise queries.Refusal(
            "plans.no-such-format",
            refusal.gettext_noop("Không xuất được tệp loại “%(kind)s”; hãy chọn csv hoặc xlsx."),
            params={"kind": kind[:20]},
        )
    asked, side, only = _asked(request, plan, target)
    found = queries.records(asked=asked, side=side, only=only, after=None, now=clock.now())
    write = tables.as_csv if kind == "csv" else tables.as_xlsx
    response = HttpResponse(write(found.collection, found.items), content_type=tables.KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{plan}-{target}-{side.value}.{kind}"'
    return response


@dataclass(frozen=True, kw_only=True, slots=True)
class _Links:
    """The addresses of the lists behind one reading."""

    plan: str
    target: str
    reading: str
    as_of: date | None

    def records(self, side: queries.Side, only: Mapping[str, str | None], *, after: str | None = None) -> str:
        """Lead to the list of a side, held to the values of `only`."""
        where = reverse("plan_records", kwargs={"plan": self.plan, "target": self.target})
        return f"{where}?{self._query(side, only, after)}"

    def export(self, side: queries.Side, only: Mapping[str, str | None], kind: str) -> str:
        """Lead to the same list as a file."""
        where = reverse("plan_export", kwargs={"plan": self.plan, "target": self.target, "kind": kind})
        return f"{where}?{self._query(side, only, None)}"

    def _query(self, side: queries.Side, only: Mapping[str, str | None], after: str | None) -> str:
        asked = {"side": side.value, "reading": self.reading, "as_of": self.as_of, "after": after}
        held = {name: value or "" for name, value in only.items()}
        return urlencode({**{key: value for key, value in asked.items() if value}, **held})


def _asked(
    request: HttpRequest, plan: str, target: str
) -> tuple[queries.Asked, queries.Side, Mapping[str, str | None]]:
    given = request.GET.dict()
    asked = queries.Asked(
        plan=plan,
        target=target,
        reading=given.pop("reading", None),
        as_of=queries.day(given.pop("as_of", None)),
    )
    side = queries.side_of(given.pop("side", "of"))
    given.pop("after", None)
    return asked, side, {name: value or None for name, value in given.items()}


def _head(reading: queries.PlanReading, as_of: date | None) -> dict[str, Any]:
    plan = reading.plan
    return {
        "plan_id": plan.id,
        "name": wording.say(plan.name),
        "number": plan.number,
        "issued": plan.issued,
        "issuer": wording.say(plan.issuer),
        "start": plan.start,
        "last": plan.last,
        "version": reading.version,
        "as_of": as_of,
        "read_at": clock.now() if not reading.past else None,
        "today": clock.now().date(),
        "past": reading.past,
        "good": reading.good,
        "measured": reading.measured,
        "total": len(plan.targets),
    }


def _part(pillar: definition.Pillar, reading: queries.PlanReading) -> Part:
    rows = tuple(_row(target) for target in reading.targets if target.pillar == pillar.key)
    good = sum(row.meaning == "on-course" for row in rows)
    return Part(name=wording.say(pillar.name), rows=rows, good=good)


def _row(target: queries.TargetReading) -> Row:
    fraction = None
    if target.denominator:
        fraction = gettext("%(that)s trên %(of)s") % {
            "that": wording.whole(target.numerator or 0),
            "of": wording.whole(target.denominator),
        }
    return Row(
        id=target.id,
        statement=wording.say(target.statement),
        owner=wording.say(target.owner),
        value=wording.percent(target),
        fraction=fraction,
        goal=wording.goal(target),
        strive=target.strive,
        verdict=wording.say(measure.WORDS[target.verdict]),
        meaning=wording.MEANING[target.verdict],
        why=wording.say(target.why) if target.why else None,
        spark=drawing.spark(target),
    )


def _evidence(kind: definition.Evidence) -> str:
    return {
        definition.Evidence.COMPUTED: gettext("Hệ thống tự đếm từ hồ sơ, sổ sách"),
        definition.Evidence.RECORDED: gettext("Ghi nhận kèm văn bản"),
        definition.Evidence.EXTERNAL: gettext("Cơ quan khác công bố"),
    }[kind]


def _reading(target: queries.TargetReading, value: queries.ReadingValue, links: _Links) -> dict[str, Any]:
    own = _Links(plan=links.plan, target=links.target, reading=value.key, as_of=links.as_of)
    share = value.share
    figure = share.figure(measure.Unit.PERCENT)
    shown = None if figure is None else wording.figure(figure, target)
    return {
        "label": wording.say(value.label),
        "words": wording.say(value.words),
        "sentence": value.sentence,
        "shown": shown,
        "that": wording.whole(share.numerator),
        "of": wording.whole(share.denominator),
        "rest": wording.whole(share.denominator - share.numerator),
        "verdict": wording.say(measure.WORDS[value.verdict]),
        "meaning": wording.MEANING[value.verdict],
        "to_that": own.records(queries.Side.THAT, {}),
        "to_of": own.records(queries.Side.OF, {}),
        "to_rest": own.records(queries.Side.REST, {}),
    }


def _tables(target: queries.TargetReading, links: _Links, asked: queries.Asked, now: Any) -> list[Table]:
    if not isinstance(target.measured, measure.Share):
        return []
    collection = queries.records(asked=asked, side=queries.Side.OF, limit=1, now=now).collection
    ways = [(name,) for name in ("unit", "level") if collection.column(name)]
    ways += [(counting.MONTH,)] if target.trend else []
    units = wording.unit_names()
    return [
        _table(target, found, links, units) for found in queries.breakdowns(asked=asked, by=ways, now=now)
    ]


def _table(
    target: queries.TargetReading, found: queries.Breakdown, links: _Links, units: Mapping[str, str]
) -> Table:
    (name,) = found.by
    lines: Iterable[counting.Line] = found.lines
    if name != counting.MONTH:
        lines = sorted(lines, key=lambda line: line.share.numerator - line.share.denominator)
    shown = tuple(_line(target, found, line, links, units) for line in lines)
    return Table(
        key=name,
        heading=wording.column(found.collection, name),
        first=shown[:FIRST_LINES],
        more=shown[FIRST_LINES:],
    )


def _line(
    target: queries.TargetReading,
    found: queries.Breakdown,
    line: counting.Line,
    links: _Links,
    units: Mapping[str, str],
) -> Line:
    (name,), (value,) = found.by, line.values
    only = {name: None if value is None else str(value)}
    own = _Links(plan=links.plan, target=links.target, reading=found.reading.key, as_of=links.as_of)
    figure = line.share.figure(measure.Unit.PERCENT)
    return Line(
        name=wording.value(found.collection, name, value, units),
        that=wording.whole(line.share.numerator),
        of=wording.whole(line.share.denominator),
        rest=wording.whole(line.share.denominator - line.share.numerator),
        percent="–" if figure is None else wording.figure(figure, target),
        reached=figure is not None and target.reached(figure),
        to_that=own.records(queries.Side.THAT, only),
        to_of=own.records(queries.Side.OF, only),
        to_rest=own.records(queries.Side.REST, only),
    )


def _sides() -> tuple[tuple[queries.Side, str], ...]:
    return (
        (queries.Side.OF, gettext("Tất cả hồ sơ được tính")),
        (queries.Side.THAT, gettext("Hồ sơ thỏa mãn")),
        (queries.Side.REST, gettext("Hồ sơ chưa thỏa mãn")),
    )


def _typed(name: str, value: str | None) -> Any:
    return queries.day(value) if name == counting.MONTH else value
