"""The catalogue's door for citizens: finding a procedure, and reading what it asks and gives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.base import doors
from motcua.systems.procedures import forms, queries, rules
from motcua.systems.procedures.portal import telling


@doors.public("the catalogue of procedures is published for everybody (Decree 63/2010/NĐ-CP, Article 13)")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find procedures; htmx asks for the results alone, as the words are typed."""
    text, field, level = (forms.said(request.GET, name) for name in ("q", "field", "level"))
    found = queries.search(text=text, field=field, level=level, page=forms.page(request.GET))
    live = request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
    context = {
        "text": text,
        "found": found,
        "items": [_shown(each) for each in found.items],
        "near": [_shown(each) for each in found.near],
        "same": urlencode(
            {name: value for name, value in (("q", text), ("field", field), ("level", level)) if value}
        ),
        "field": field,
        "level": level,
    }
    if live:
        return render(request, "procedures/results.html", context)
    english = _english()
    context["fields"] = [
        (each.field, (english and each.name_en) or each.name, each.count) for each in queries.fields()
    ]
    context["levels"] = [(level, telling.LEVELS[level]) for level in rules.OURS]
    return render(request, "procedures/search.html", context)


@doors.public("what a procedure asks and gives is published for everybody (Decree 63/2010/NĐ-CP, Article 13)")
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show a procedure: how long, how much, what to bring, then all the rest; another province's code leads to ours."""
    page = queries.procedure_page(code)
    if page.item.code != code:
        return redirect("procedures:procedure", code=page.item.code)
    context = {"page": page, "item": _shown(page.item), "sheet": telling.sheet(page)}
    return render(request, "procedures/procedure.html", context)


def _shown(item: queries.Item) -> dict[str, object]:
    english = _english()
    return {
        "code": item.code,
        "name": (english and item.name_en) or item.name,
        "field": (english and item.field_name_en) or item.field_name,
        "field_key": item.field,
        "levels": [telling.LEVELS[level] for level in item.levels],
        "service_level": telling.SERVICE_LEVELS.get(item.service_level, ""),
        "ours": item.source == "law",
    }


def _english() -> bool:
    return (get_language() or "").startswith("en")
