"""The catalogue, for programs."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from motcua.base import api, doors
from motcua.systems.procedures import queries

router = Router(tags=["procedures"])
_open = doors.public("the catalogue is published: Decree 61/2018/NĐ-CP, article 4")


@router.get("", openapi_extra=api.describes(api.Page[queries.Item]))
@_open
def procedures(
    request: HttpRequest,  # noqa: ARG001 - a view is called with its request
    *,
    q: Annotated[api.Line, Query("", description="words of the name, in any writing, or a code")] = "",
    field: Annotated[api.Line, Query("", description="the code of a field")] = "",
    level: Annotated[
        Literal["", "province", "district", "commune"], Query("", description="the level that settles it")
    ] = "",
    after: Annotated[
        api.After, Query("", description="go on from here: the `next` of the page before; empty: the first")
    ] = "",
    limit: Annotated[api.Limit, Query(20, description="how many at most")] = 20,
) -> HttpResponse:
    """Find procedures by words without accents, a field, a level of government; `next` is the following `after`."""
    page = max(1, int(after or 1))
    found = queries.search(text=q, field=field, level=level, page=page, size=limit)
    beyond = page > found.pages
    more = str(page + 1) if page < found.pages else None
    return api.answer(api.Page(items=() if beyond else found.items, next=more))


@router.get("/{code}", openapi_extra=api.describes(queries.ProcedurePage))
@_open
def procedure(
    request: HttpRequest,  # noqa: ARG001 - a view is called with its request
    *,
    code: Annotated[api.Line, Path(description="its code", example="1.004873")],
) -> HttpResponse:
    """Give all there is to show of a procedure: the province's definition, the national entry, or both."""
    return api.answer(queries.procedure_page(code))
