"""What the API of every room shares: answers written by msgspec, described from the same frozen records.

    router = Router(tags=["procedures"])

    @router.get("/{code}", openapi_extra=api.describes(queries.ProcedureRecord, summary_of="…"))
    @doors.public("the catalogue is open to everybody")
    def procedure(request: HttpRequest, code: str) -> HttpResponse:
        return api.answer(queries.procedure(code=code))

A list is answered whole, `{"items": […], "next": "…"}`, never object by object; its `next` is the `after` of the
following page (keyset pages: none is skipped or doubled when records are added meanwhile).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar, get_args

import msgspec
from annotated_types import Interval
from django.http import HttpResponse
from pydantic import StringConstraints

from motcua.base import problem

Item = TypeVar("Item")

# Input as programs send it: one line of text that PostgreSQL can hold, the place to go on from, how many at most.
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
After = Annotated[str, StringConstraints(max_length=9, pattern=r"^[0-9]*$")]
Limit = Annotated[int, Interval(ge=1, le=100)]

_encode = msgspec.json.Encoder().encode
_SCHEMAS: dict[str, Any] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[Item]):
    """One page of a list; `next` is None on the last."""

    items: Sequence[Item]
    next: str | None = None


def answer(value: object, *, status: int = 200) -> HttpResponse:
    """Answer frozen records, lists, moments and enumerations as JSON."""
    return HttpResponse(_encode(value), status=status, content_type="application/json")


def describes(shape: Any, *, status: int = 200) -> dict[str, Any]:
    """Describe an operation's answer for the contract: the type it answers, and the problems it may answer instead."""
    return {
        "responses": {
            status: {"description": "", "content": {"application/json": {"schema": _schema(shape)}}},
            "4XX": {
                "description": "a refusal (RFC 9457)",
                "content": {"application/problem+json": {"schema": _schema(problem.Problem)}},
            },
        }
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
