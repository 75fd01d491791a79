"""A target's page: the number, how it is counted, where it goes, what stands behind it, what was noted beside it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, doors, problem
from motcua.spine import access, measure, plan as definition, sentence
from motcua.spine.measure import figures
from motcua.systems.plans import actions, counting, drawing, queries, wording
from motcua.systems.plans.office import watch
from motcua.systems.plans.portal import breakdown, records, rows, shapes, telling
from motcua.systems.plans.portal.links import Links
from motcua.systems.plans.portal.plan import PUBLIC


@require_GET
@doors.public(PUBLIC)
def target(request: HttpRequest, plan: str, target: str) -> HttpResponse:
    """Show a target: the number, its sentence, its readings, its trend, its breakdown, its records, its proof."""
    return _page(request, plan, target)


@require_POST
@doors.guarded(access.Act.PLAN_NOTE)
def note(request: HttpRequest, plan: str, target: str) -> HttpResponse:
    """Write a note beside a target; one that says nothing, or too much, comes back with what was typed."""
    try:
        actions.note(
            plan=plan, target=target, text=request.POST.get("text", ""), by=doors.who(request), at=clock.now()
        )
    except actions.NotNoted as no:
        return _page(
            request, plan, target, typed=request.POST.get("text", ""), wrong=problem.say(no), status=422
        )
    messages.success(request, gettext("Đã lưu ghi chú; mọi người đều đọc được."))
    return redirect(reverse("plan_target", kwargs={"plan": plan, "target": target}) + "#ghi-chu")


def _page(
    request: HttpRequest, plan: str, target: str, *, typed: str = "", wrong: str = "", status: int = 200
) -> HttpResponse:
    as_of = queries.day(request.GET.get("as_of"))
    asked = queries.Asked(plan=plan, target=target, reading=request.GET.get("reading"), as_of=as_of)
    now = clock.now()
    said = queries.target_of(queries.in_force(plan).plan, target)
    by = _by(request, said)
    page = queries.target_page(asked=asked, by=by, now=now)
    found, standing = page.target, page.standing
    context = {
        **rows.head(page.reading, as_of),
        "row": rows.row(found),
        "source": wording.say(found.source),
        "scope": wording.say(said.scope) if said.scope else "",
        "remark": wording.say(said.notes) if said.notes else "",
        "baseline": _baseline(said.baseline, found),
        "evidence": _evidence(found.evidence),
        "notes": [(one, wording.say_role(one.role)) for one in page.notes],
        "may_note": access.may(actor=doors.who(request), act=access.Act.PLAN_NOTE),
        "typed": typed,
        "wrong": wrong,
        "definition": page.reading.definitions[found.id].number,
        "definitions": [_definition(found, one) for one in page.definitions],
        "how": _how_to_fill(found),
        "published": found.published,
    }
    if found.readings:
        context["beside"] = watch.beside(request, plan=plan, target=target)
        links = Links(plan=plan, target=target, reading="", as_of=as_of)
        headline = counting.engine().collections[said.readings[0].sentence.collection]
        turns = [
            drawing.Turned(at=one.definition.since, what=gettext("Đổi định nghĩa"))
            for one in page.definitions
            if one.before is not None
        ]
        turns += [
            drawing.Turned(at=at, what=gettext("Đổi dấu hiệu")) for at in watch.turns(context["beside"])
        ]
        context |= {
            "readings": [
                _reading(found, value, one, links)
                for value, one in zip(found.readings, said.readings, strict=True)
            ],
            "ahead": telling.ahead(
                found,
                standing,
                that=_that(said),
                over=page.over,
                nouns=wording.nouns(headline),
                named=lambda course: shapes.part_name(course, said.readings[0].sentence),
            ),
            "interval": wording.interval(found),
            "response": shapes.response(found, said),
            "chart": drawing.chart(found, standing=standing, turns=turns, language=wording.language()),
            "finding": telling.finding(found, standing),
            "proof": page.proof,
            "sql": [(one, _label(found, one.key), wording.made_of(one.value)) for one in page.proof.counted]
            if page.proof
            else [],
            **_breakdown(page, links, by),
        }
    return render(request, "plans/target.html", context, status=status)


def _by(request: HttpRequest, target: definition.Target) -> tuple[tuple[str, ...], ...]:
    """Give what the page is broken down by: the columns the reader chose, else the unit; of a share the month too."""
    said = target.readings[0].sentence if target.readings else None
    if not isinstance(said, sentence.Share | sentence.Change):
        return ()
    usual = breakdown.usual(said)
    chosen = [name for key in ("theo", "va") if (name := request.GET.get(key, "").strip())]
    columns = tuple(dict.fromkeys(chosen)) or ((usual,) if usual else ())
    if not columns:
        return ()
    monthly = isinstance(said, sentence.Share) and sentence.period_column(said) is not None
    return (columns, (counting.MONTH,)) if monthly else (columns,)


def _breakdown(page: queries.TargetPage, links: Links, by: tuple[tuple[str, ...], ...]) -> Mapping[str, Any]:
    if not page.breakdowns:
        return {}
    chosen = by[0]
    first, *others = page.breakdowns
    of_change = isinstance(first.reading.sentence, sentence.Change)
    return {
        "choices": breakdown.choices(first.reading.sentence),
        "theo": chosen[0],
        "va": chosen[1] if len(chosen) > 1 else "",
        "table": None if of_change else breakdown.shares(page.target, first, links),
        "changes": breakdown.changes(page.target, first, links) if of_change else None,
        "months": breakdown.shares(page.target, others[0], links) if others else None,
        "by": ",".join(chosen),
    }


def _evidence(kind: definition.Evidence) -> str:
    return {
        definition.Evidence.COMPUTED: gettext("Hệ thống tự đếm từ hồ sơ, sổ sách"),
        definition.Evidence.RECORDED: gettext("Ghi nhận kèm văn bản"),
        definition.Evidence.EXTERNAL: gettext("Cơ quan khác công bố"),
    }[kind]


def _that(target: definition.Target) -> str:
    """Say what a record must do to satisfy the headline's sentence."""
    said = target.readings[0].sentence
    if not isinstance(said, sentence.Share):
        return ""
    collections = counting.engine().collections
    words = sentence.condition_in_words(
        said.that, collections=collections, collection=said.collection, names=queries.names()
    )
    return wording.say(words)


def _baseline(baseline: definition.Baseline | None, found: queries.TargetReading) -> str:
    """Say what a target is compared with, as its document has it; where the records give another figure, which is judged."""
    if baseline is None:
        return ""
    what = wording.say(baseline.what)
    if baseline.figure is None:
        return what
    figure = figures.exact(baseline.figure, language=wording.language())
    source = f" ({wording.say(baseline.source)})" if baseline.source else ""
    said = f"{what}: {figure}{source}"
    counted = found.measured.baseline if isinstance(found.measured, measure.Change) else baseline.figure
    if counted == baseline.figure:
        return said
    return gettext("%(said)s; từ số liệu đang có đếm được %(counted)s, kết quả được xét theo số này") % {
        "said": said,
        "counted": wording.exact(counted),
    }


def _how_to_fill(target: queries.TargetReading) -> str:
    """Say what to do about a target without figures, by where its figures are to come from."""
    if target.verdict is not measure.Verdict.NO_DATA:
        return ""
    return {
        definition.Evidence.COMPUTED: gettext(
            "Việc cần làm: nhập bảng đang có của đơn vị vào hệ thống, rồi viết câu đo trong tệp kế hoạch."
        )
        if not target.readings
        else gettext("Việc cần làm: nhập bảng đang có của đơn vị vào sổ; chỉ tiêu được đo ngay sau đó."),
        definition.Evidence.RECORDED: gettext("Việc cần làm: ghi số liệu kèm văn bản làm căn cứ."),
        definition.Evidence.EXTERNAL: gettext(
            "Việc cần làm: khi cơ quan chủ trì công bố, nhập bảng chỉ số kèm văn bản công bố. Trước đó, kết quả là “chưa công bố”."
        ),
    }[target.evidence]


def _label(target: queries.TargetReading, key: str) -> str:
    return next(wording.say(one.label) for one in target.readings if one.key == key)


def _definition(target: queries.TargetReading, one: queries.Change) -> dict[str, Any]:
    labels = {value.key: wording.say(value.label) for value in target.readings}
    labels[queries.WHO_ASKED] = gettext("Ai được hỏi, ai đã trả lời")
    return {
        "number": one.definition.number,
        "version": one.definition.version,
        "at": one.definition.since,
        "left": not one.definition.digest,
        "counted": [(labels.get(key, key), said) for key, said in one.sentences.items()],
        "counted_anew": one.before is not None and one.before != one.sentences,
        "asked_anew": one.before is not None and one.before == one.sentences,
    }


def _reading(
    target: queries.TargetReading, value: queries.ReadingValue, defined: definition.Reading, links: Links
) -> dict[str, Any]:
    own = links.of(value.key)
    share = value.share
    counted = value.value
    collection = counting.engine().collections[defined.sentence.collection]
    figure = None if isinstance(counted, measure.Missing) else counted.figure(target.unit)
    return {
        "label": wording.say(value.label),
        "is_share": isinstance(counted, measure.Share),
        "kept": not isinstance(counted, measure.Missing),
        "why": wording.say(counted.why) if isinstance(counted, measure.Missing) else "",
        "facts": [
            *shapes.facts(counted, defined, target),
            *shapes.asked(counted, target.goals),
        ],
        "words": wording.say(value.words),
        "sentence": value.sentence,
        "shown": None if figure is None else wording.figure(figure, target),
        "verdict": wording.verdict(target, value.verdict) if value.verdict else "",
        "meaning": wording.MEANING[value.verdict] if value.verdict else "",
        "lists": [(said, own.records(side, {})) for side, said in records.sides(collection, share)],
        "to_of": own.records(queries.Side.OF, {}),
    }
