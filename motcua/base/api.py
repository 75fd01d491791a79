"""What the API of every room shares: answers written by msgspec, described from the same frozen records.

    router = Router(tags=["procedures"])

    @router.get("/{code}", openapi_extra=api.describes(queries.ProcedureRecord))
    @doors.public("the catalogue is open to everybody")
    def procedure(request: HttpRequest, code: str) -> HttpResponse:
        return api.answer(queries.procedure(code=code))

A list is answered whole, `{"items": […], "next": "…"}`, never object by object; its `next` is the `after` of the
following page (keyset pages: none is skipped or doubled when records are added meanwhile).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Generic, TypeVar, get_args

import msgspec
from annotated_types import Interval
from django.http import HttpResponse
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from motcua.base import problem

Item = TypeVar("Item")

# Years a moment may have: beyond them another zone's calendar, or the database's, may have no such day.
FIRST_YEAR, LAST_YEAR = 1900, 2200

_encode = msgspec.json.Encoder().encode
_SCHEMAS: dict[str, Any] = {}


def _written(value: object) -> object:
    """Refuse a moment that is not written out: a bare number says neither its unit nor its zone."""
    if isinstance(value, str) and "T" in value.upper():
        return value
    raise PydanticCustomError("datetime_parsing", "not a moment written as 2023-12-31T08:00:00+07:00")


def _within_reach(value: datetime) -> datetime:
    if FIRST_YEAR <= value.year <= LAST_YEAR:
        return value
    raise PydanticCustomError("moment_out_of_reach", "not of a year an office reckons with")


# Input as programs send it: one line of text that PostgreSQL can hold, a moment with its zone, the place to go on
# from, how many at most.
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_within_reach)]
After = Annotated[str, StringConstraints(max_length=9, pattern=r"^[0-9]*$")]
Limit = Annotated[int, Interval(ge=1, le=100)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[Item]):
    """One page of a list; `next` is None on the last."""

    items: Sequence[Item]
    next: str | None = None


def answer(value: object, *, status: int = 200) -> HttpResponse:
    """Answer frozen records, lists, moments and enumerations as JSON."""
    return HttpResponse(_encode(value), status=status, content_type="application/json")


def describes(
    shape: Any, *, status: int = 200, example: object = None, refuses: Sequence[str] = ()
) -> dict[str, Any]:
    """Describe an operation's answers for the contract: the type it answers, and the problems it may answer instead.

    `example` is such an answer; `refuses` names the codes of `docs/reference/problems.md` a caller should be ready
    for, beside those that any operation may give.
    """
    good: dict[str, Any] = {"schema": _schema(shape)}
    if example is not None:
        good["example"] = msgspec.to_builtins(example)
    responses: dict[int | str, Any] = {
        status: {"description": HTTPStatus(status).phrase, "content": {"application/json": good}}
    }
    by_status: dict[int, list[str]] = {}
    for code in refuses:
        by_status.setdefault(problem.status_of(code), []).append(code)
    for refused, codes in sorted(by_status.items()):
        responses[refused] = _refusal("; ".join(f"`{code}`" for code in codes))
    responses["4XX"] = _refusal("a refusal (RFC 9457)")
    return {"responses": responses}


def _refusal(said: str) -> dict[str, Any]:
    return {
        "description": said,
        "content": {"application/problem+json": {"schema": _schema(problem.Problem)}},
    }


def schemas() -> dict[str, Any]:
    """Return the components that `describes` has referred to, for the contract."""
    return _SCHEMAS


def _schema(shape: Any) -> dict[str, Any]:
    """Return the JSON Schema of a type, keeping its components under the name of their room."""
    room = _room(shape)
    (schema,), components = msgspec.json.schema_components(
        [shape], ref_template=f"#/components/schemas/{room}.{{name}}"
    )
    _SCHEMAS.update({f"{room}.{name}": component for name, component in components.items()})
    return schema


def _room(shape: Any) -> str:
    """Return the room a type comes from, `procedures` for `Page[procedures.queries.Item]`."""
    inner = next((part for part in get_args(shape) if part is not type(None)), shape)
    parts = inner.__module__.split(".")
    return parts[2] if parts[:2] == ["motcua", "systems"] else "motcua"
