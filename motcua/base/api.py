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
from typing import Any, Generic, TypeVar

import msgspec
from django.http import HttpResponse

from motcua.base import problem

Item = TypeVar("Item")

_encode = msgspec.json.Encoder().encode
_REF = "#/components/schemas/{name}"
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
    """Return the JSON Schema of a type, keeping its components."""
    (schema,), components = msgspec.json.schema_components([shape], ref_template=_REF)
    _SCHEMAS.update(components)
    return schema
