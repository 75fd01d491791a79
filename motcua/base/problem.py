"""How a refusal reads at each kind of door: problem+json to programs (RFC 9457), a clear page to people."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from http import HTTPStatus

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views import csrf, defaults

from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop as _

# The first pattern that fits a code gives its status.
STATUSES: Sequence[tuple[str, int]] = (
    ("access.sign-in-needed", 401),
    ("access.token-not-valid", 401),
    ("access.*", 403),
    ("page.not-found", 404),
    ("page.method-not-allowed", 405),
    ("page.broken", 500),
    ("page.form-expired", 403),
    ("api.body-not-readable", 400),
    ("dossier.no-such-case", 422),
    ("dossier.no-such-channel", 422),
    ("*.no-such-*", 404),
    ("*.stale", 409),
    ("*.exists", 409),
    ("*.already-*", 409),
    ("*.export-under-way", 409),
    ("*.export-of-another-house", 409),
    ("*.act-not-allowed", 409),
    ("*.consultation-open", 409),
    ("*.key-reused", 409),
    ("*.too-large", 413),
    ("*.wrong-kind", 415),
    ("*.too-many-requests", 429),
    ("*", 422),
)

TITLES: dict[int, str] = {
    400: _("Yêu cầu không đọc được"),
    401: _("Cần đăng nhập"),
    403: _("Không được phép"),
    404: _("Không tìm thấy"),
    405: _("Cách gọi không đúng"),
    409: _("Không thực hiện được lúc này"),
    413: _("Tệp quá lớn"),
    415: _("Loại tệp không nhận được"),
    422: _("Thông tin chưa hợp lệ"),
    429: _("Quá nhiều yêu cầu"),
    500: _("Hệ thống gặp lỗi"),
}

NOT_FOUND = refusal.Refusal("page.not-found", _("Không có trang này. Ông/bà hãy kiểm tra lại địa chỉ."))
BROKEN = refusal.Refusal(
    "page.broken",
    _("Hệ thống gặp lỗi nên chưa làm được việc này; chưa có gì bị mất. Ông/bà hãy thử lại sau ít phút."),
)
FORM_EXPIRED = refusal.Refusal(
    "page.form-expired",
    _("Trang đã mở quá lâu. Ông/bà hãy quay lại, tải lại trang rồi gửi lại."),
)

METHOD_NOT_ALLOWED = refusal.Refusal(
    "page.method-not-allowed", _("Địa chỉ này không nhận cách gọi đó; xem các cách gọi ở tiêu đề Allow.")
)

View = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldFault:
    """One field of the input that is not right: its path (`body.papers.0.key`), and a sentence."""

    field: str
    code: str
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A refusal said in the reader's language; the members are those of RFC 9457, section 3, and our own."""

    type: str
    status: int
    title: str
    detail: str
    code: str
    instance: str
    article: str | None = None
    errors: tuple[FieldFault, ...] = ()


def status_of(code: str) -> int:
    """Return the HTTP status that a refusal's code stands for."""
    return next(status for pattern, status in STATUSES if fnmatchcase(code, pattern))


def say(refused: refusal.Refusal) -> str:
    """Say a refusal's sentence in the active language; words within it are translated where they are ours."""
    sentence = gettext(refused.message)
    if not refused.params:
        return sentence
    words = {
        key: gettext(value) if isinstance(value, str) and value else value
        for key, value in refused.params.items()
    }
    return sentence % words


def of(
    refused: refusal.Refusal, *, instance: str, status: int | None = None, errors: Sequence[FieldFault] = ()
) -> Problem:
    """Turn a refusal met at the path `instance` into a problem in the active language."""
    status = status or status_of(refused.code)
    return Problem(
        type=f"urn:motcua:problem:{refused.code}",
        status=status,
        title=gettext(TITLES[status]),
        detail=say(refused),
        code=refused.code,
        instance=instance,
        article=refused.article,
        errors=tuple(errors),
    )


def as_json(problem: Problem) -> HttpResponse:
    """Answer a program (RFC 9457, section 3)."""
    body = {key: value for key, value in asdict(problem).items() if value not in (None, ())}
    return HttpResponse(
        msgspec.json.encode(body), status=problem.status, content_type="application/problem+json"
    )


def as_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer a person: a page, or where htmx asked for a part of one, the frame's place for refusals."""
    if not getattr(request, "htmx", False):
        return render(request, "motcua/refused.html", {"problem": problem}, status=problem.status)
    response = render(request, "motcua/refused_part.html", {"problem": problem}, status=problem.status)
    response["HX-Retarget"] = "#refused"
    response["HX-Reswap"] = "outerHTML show:top"
    return response


def answer(request: HttpRequest, refused: refusal.Refusal) -> HttpResponse:
    """Answer a refusal in the manner of the door it was met at; a guest is shown to the sign-in page."""
    problem = of(refused, instance=request.path)
    if wants_json(request):
        return as_json(problem)
    if refused.code == "access.sign-in-needed":
        return _to_sign_in(request)
    return as_page(request, problem)


def wants_json(request: HttpRequest) -> bool:
    """Say whether a program asks: at the API, or by what it accepts."""
    accepted = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accepted and "html" not in accepted)


class RefusalMiddleware:
    """Turn a refusal that a page let through into the page that says it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass; say a wrong method to a program as a problem, with what is allowed."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and wants_json(request):
            said = as_json(of(METHOD_NOT_ALLOWED, instance=request.path))
            said["Allow"] = response["Allow"]
            return said
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer refusals; anything else is an error and goes its way."""
        return answer(request, exception) if isinstance(exception, refusal.Refusal) else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer for an address that leads nowhere (`handler404`)."""
    return answer(request, NOT_FOUND) if wants_json(request) else defaults.page_not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponseBase:
    """Answer for an error of ours (`handler500`)."""
    return answer(request, BROKEN) if wants_json(request) else defaults.server_error(request)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer for a form whose proof of origin is missing or old (`CSRF_FAILURE_VIEW`)."""
    return answer(request, FORM_EXPIRED) if wants_json(request) else csrf.csrf_failure(request, reason)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a guest to sign in, and back afterwards; htmx is told to take the whole window there."""
    htmx = getattr(request, "htmx", None)
    if htmx:
        back = htmx.current_url_abs_path or "/"
    else:
        back = request.get_full_path() if request.method == "GET" else "/"
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    if htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponse(status=302, headers={"Location": address})
