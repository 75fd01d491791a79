"""The catalogue, for programs."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from motcua.base import api, doors
from motcua.systems.procedures import queries

router = Router(tags=["procedures"])
_open = doors.public("the catalogue is published: Decree 61/2018/NĐ-CP, article 4")


@router.get("", openapi_extra=api.describes(api.Page[queries.Item]))
@_open
def procedures(
    request: HttpRequest,  # noqa: ARG001 - a view is called with its request
    *,
    q: api.Line = "",
    field: api.Line = "",
    level: Literal["", "province", "district", "commune"] = "",
    after: api.After = "",
    limit: api.Limit = 20,
) -> HttpResponse:
    """Find procedures by words without accents, a field, a level of government; `next` is the following `after`."""
    page = max(1, int(after or 1))
    found = queries.search(text=q, field=field, level=level, page=page, size=limit)
    beyond = page > found.pages
    more = str(page + 1) if page < found.pages else None
    return api.answer(api.Page(items=() if beyond else found.items, next=more))


@router.get("/{code}", openapi_extra=api.describes(queries.ProcedurePage))
@_open
def procedure(request: HttpRequest, *, code: api.Line) -> HttpResponse:  # noqa: ARG001 - a view is called with its request
    """Give all there is to show of a procedure: the province's definition, the national entry, or both."""
    return api.answer(queries.procedure_page(code))
