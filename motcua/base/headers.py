"""What every answer tells the browser it may do with it: run no script but ours, be framed by nobody, keep nothing.

No page has a script of its own; some lines have a `style` attribute (how far a bar is), hence that one exception.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A page that any other site may show within its own: it runs nothing, and leads out only by its links.
FRAMED = (
    "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors *"
)
# A program's answer, a picture, a file: nothing in it is to be run or drawn. A PDF is drawn by the browser's own viewer.
REST = "default-src 'none'; frame-ancestors 'none'"
PDF = "frame-ancestors 'none'"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

OFFICE = "/van-phong/"
LEAVING = "/tai-khoan/dang-xuat/"

View = Callable[[HttpRequest], HttpResponseBase]


class Headers:
    """Put on every answer what it does not say itself (Content Security Policy Level 3; RFC 9111 for what is kept)."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass, and complete its answer."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy(response.get("Content-Type", "")))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if "Cache-Control" not in response.headers and not request.path.startswith("/static/"):
            _keep(request, response)
        if request.path == LEAVING and request.method == "POST":
            response["Clear-Site-Data"] = (
                '"cache"'  # the next at this machine goes back to no page of the last
            )
        return response


def _policy(kind: str) -> str:
    if kind.startswith("text/html"):
        return PAGE
    return PDF if kind.startswith("application/pdf") else REST


def _keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let nothing shared keep a page that may be somebody's; of the desk's pages, not even the browser."""
    if request.path.startswith(OFFICE):
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
