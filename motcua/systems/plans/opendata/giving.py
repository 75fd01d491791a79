"""How a file is given to anybody: from any site, kept for a while, asked again only when it changed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import override

from motcua.base import problem
from motcua.spine import refusal

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]

SAFE = ("GET", "HEAD", "OPTIONS")
LANGUAGES = ("vi", "en")
PRESENT = "public, max-age=60"
PAST = "public, max-age=86400"


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file: its bytes, its media type and name, and the moment its figures are of; `past` where that is over."""

    content: bytes
    kind: str
    name: str
    as_of: datetime
    past: bool
    about: str


def to_anybody(view: View[Params]) -> View[Params]:
    """Let a page of any site read an answer (Fetch standard, CORS protocol); a refusal is told as a problem.

    The answer depends on the address alone, `lang=en` for English labels: neither on a cookie nor on a header.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if request.method not in SAFE:
            response: HttpResponse = HttpResponseNotAllowed(SAFE)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": ", ".join(SAFE)})
        else:
            with override(language(request)):
                try:
                    response = view(request, *args, **kwargs)
                except refusal.Refusal as refused:
                    response = problem.as_json(problem.of(refused, instance=request.path))
        _open(response)
        return response

    return answered


def language(request: HttpRequest) -> str:
    """Read the language an address asks for: Vietnamese, or English."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def give(request: HttpRequest, file: File) -> HttpResponse:
    """Answer with a file, or with "not modified" where its figures are those the asker holds (RFC 9110, section 13).

    The tag is weak: the moment of counting is not part of it, so that two counts with the same figures are one.
    """
    stamp = file.as_of.isoformat().encode()
    digest = hashlib.sha256(file.content.replace(stamp, b"")).hexdigest()[:32]
    response = HttpResponse(file.content, content_type=file.kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return conditional(request, response, digest=digest, as_of=file.as_of, past=file.past, about=file.about)


def conditional(
    request: HttpRequest, response: HttpResponse, *, digest: str, as_of: datetime, past: bool, about: str = ""
) -> HttpResponse:
    """Say how long an answer may be kept and when it was counted; keep it back where the asker has it already.

    A date alone never says "not modified" of the present: a dossier can fall due between two equal dates.
    """
    response["ETag"] = tag = f'W/"{digest}"'
    response["Last-Modified"] = http_date(int(as_of.timestamp()))
    response["Cache-Control"] = PAST if past else PRESENT
    if about:
        response["Link"] = f'<{about}>; rel="describedby"; type="application/json"'
    when = int(as_of.timestamp()) if past else None
    found = get_conditional_response(request, etag=tag, last_modified=when, response=response)
    answered: HttpResponse = found if found is not None else response
    if answered is not response:
        answered["Cache-Control"] = response["Cache-Control"]
    return answered


def _open(response: HttpResponse) -> None:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(SAFE)
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Content-Disposition, Link"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
