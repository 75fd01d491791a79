"""A refusal that leaves a page's view becomes a page: the sentence, its article, and the way back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from motcua.spine import refusal

FORBIDDEN, MISSING, CONFLICT = 403, 404, 409


def status_of(no: refusal.Refusal) -> int:
    """Return the HTTP status of a refusal: not allowed, not found, or forbidden by the state of things."""
    if no.code.startswith("access."):
        return FORBIDDEN
    if no.code.endswith("not-found"):
        return MISSING
    return CONFLICT


def sentence(no: refusal.Refusal) -> str:
    """Say a refusal in the reader's language, with its particulars filled in."""
    said = gettext(no.message)
    return said % no.params if no.params else said


class Refused:
    """Middleware: catch what a view did not catch itself; the API answers for itself before this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal with its page; anything else goes its way."""
        if not isinstance(exception, refusal.Refusal):
            return None
        said = {"sentence": sentence(exception), "article": exception.article, "code": exception.code}
        return render(request, "motcua/refused.html", said, status=status_of(exception))
