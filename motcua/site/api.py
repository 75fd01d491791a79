"""The API of the house: one contract at `/api/openapi.json` (OpenAPI 3.1), problems by RFC 9457.

A program comes with `Authorization: Bearer mct_…`, a page with its session (and then with its CSRF token for
whatever changes something); nobody is turned away here, a guest may do what is public: each operation's own
door decides. Rooms bring their routers; one line each in `ROUTERS`.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.security import APIKeyCookie, HttpBearer

from motcua.base import api as base, doors, problem
from motcua.spine import access, refusal
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.identity import queries

ROUTERS: tuple[tuple[str, str], ...] = (
    ("/procedures", "motcua.systems.procedures.api.router"),
    ("/dossiers", "motcua.systems.dossiers.api.router"),
    ("/documents", "motcua.systems.documents.api.router"),
    ("/plans", "motcua.systems.plans.api.router"),
    ("/registers", "motcua.systems.registers.api.router"),
)

# What pydantic finds wrong with a field, in words; the rest says only that the value is not right.
FAULTS: dict[str, str] = {
    "missing": _("Thiếu thông tin này."),
    "string_too_short": _("Ngắn quá."),
    "string_too_long": _("Dài quá."),
    "string_type": _("Phải là chữ."),
    "string_pattern_mismatch": _("Không đúng dạng."),
    "int_type": _("Phải là số nguyên."),
    "int_parsing": _("Phải là số nguyên."),
    "bool_parsing": _("Phải là true hoặc false."),
    "enum": _("Không thuộc các giá trị được chọn."),
    "literal_error": _("Không thuộc các giá trị được chọn."),
    "date_from_datetime_parsing": _("Phải là một ngày, dạng 2023-12-31."),
    "date_parsing": _("Phải là một ngày, dạng 2023-12-31."),
    "datetime_from_date_parsing": _("Phải là một thời điểm có múi giờ, dạng 2023-12-31T08:00:00+07:00."),
    "datetime_parsing": _("Phải là một thời điểm có múi giờ, dạng 2023-12-31T08:00:00+07:00."),
    "timezone_aware": _("Phải là một thời điểm có múi giờ, dạng 2023-12-31T08:00:00+07:00."),
    "moment_out_of_reach": _("Năm này ngoài khoảng hệ thống dùng được (1900 đến 2200)."),
    "greater_than_equal": _("Nhỏ quá."),
    "less_than_equal": _("Lớn quá."),
    "too_short": _("Ít quá."),
    "too_long": _("Nhiều quá."),
    "string_unicode": _("Có ký tự không đọc được."),
    "bool_type": _("Phải là true hoặc false."),
    "int_from_float": _("Phải là số nguyên."),
    "int_parsing_size": _("Lớn quá."),
    "finite_number": _("Phải là số nguyên."),
    "list_type": _("Phải là một danh sách."),
    "dict_type": _("Phải là một nhóm thông tin có tên."),
    "model_attributes_type": _("Phải là một nhóm thông tin có tên."),
    "model_type": _("Phải là một nhóm thông tin có tên."),
    "union_tag_invalid": _("Không có việc này."),
    "union_tag_not_found": _("Phải nói là việc gì."),
    "extra_forbidden": _("Không có thông tin này."),
    "json_invalid": _("Nội dung gửi lên không phải JSON."),
}
LONGEST_PLACE = 200
OTHER_FAULT = _("Giá trị không đúng.")

INPUT = refusal.Refusal(
    "api.input-not-valid", _("Thông tin gửi lên chưa hợp lệ; xem từng mục trong danh sách lỗi.")
)
UNREADABLE = refusal.Refusal("api.body-not-readable", _("Nội dung gửi lên không đọc được."))
TOO_LARGE = refusal.Refusal("api.too-large", _("Nội dung gửi lên quá lớn."))
TOKEN = access.Refusal(
    "access.token-not-valid", _("Khóa truy cập không đúng, đã hết hạn hoặc đã bị thu hồi.")
)


class Bearer(HttpBearer):
    """A program with a key."""

    def authenticate(self, request: HttpRequest, token: str) -> access.Actor:
        """Find for whom the program acts."""
        actor = queries.actor_for_token(token)
        if actor is None:
            raise TOKEN
        queries.remember(request=request, actor=actor)
        return actor


class Session(APIKeyCookie):
    """A page of the house in a browser; without a session, a guest."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        """Ask for the CSRF token only where there is a session to protect."""
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> access.Actor:  # noqa: ARG002 - the middleware has read the session
        """Find who is signed in."""
        return queries.actor_of(request)


class Api(NinjaAPI):
    """The API, its contract completed with the shapes of our own records."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """Return the contract."""
        contract = super().get_openapi_schema(**where)
        contract.setdefault("components", {}).setdefault("schemas", {}).update(base.schemas())
        for prefix, router in self._routers:
            for path, view in router.path_operations.items():
                for operation in view.operations:
                    for method in operation.methods:
                        _complete(contract["paths"][f"/api{prefix}{path}"][method.lower()], operation)
        return contract


def _complete(described: dict[str, Any], operation: Operation) -> None:
    """Say that a public door asks for no key; leave out the library's guess of an empty 200 beside another answer."""
    door = doors.sign_of(operation.view_func)
    if door and door.public_because:
        described["security"] = [*described["security"], {}]
    if any(str(status).startswith("2") and status != HTTPStatus.OK for status in described["responses"]):
        del described["responses"][HTTPStatus.OK]


api = Api(
    title="Một cửa",
    version="1",
    description="Thủ tục hành chính, hồ sơ, văn bản và chỉ tiêu kế hoạch. Lỗi theo RFC 9457, mã lỗi không đổi.",
    docs_url=None,
    auth=[Bearer(), Session()],
    urls_namespace="api",
)


@api.exception_handler(refusal.Refusal)
def refused(request: HttpRequest, exception: refusal.Refusal) -> HttpResponse:
    """Answer a refusal of any room."""
    return problem.as_json(problem.of(exception, instance=request.path))


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, exception: ValidationError) -> HttpResponse:
    """Answer input that is not of its shape, each field by its path."""
    faults = [
        problem.FieldFault(
            field=_place(fault["loc"]),
            code=fault["type"],
            detail=gettext(FAULTS.get(fault["type"], OTHER_FAULT)),
        )
        for fault in exception.errors
    ]
    return problem.as_json(problem.of(INPUT, instance=request.path, errors=faults))


def _place(where: Sequence[str | int]) -> str:
    """Say where a fault is as the caller wrote it: `body.applicant.name`; the body's name in our code is ours."""
    parts = [where[0], *where[2:]] if where[0] == "body" else where
    return ".".join(str(part) for part in parts).encode(errors="replace").decode()[:LONGEST_PLACE]


@api.exception_handler(AuthenticationError)
def not_known(request: HttpRequest, exception: AuthenticationError) -> HttpResponse:  # noqa: ARG001 - the library's signature
    """Answer a key that opens nothing."""
    return problem.as_json(problem.of(TOKEN, instance=request.path))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:  # noqa: ARG001 - the library's signature
    """Answer an address that leads nowhere."""
    return problem.as_json(problem.of(problem.NOT_FOUND, instance=request.path))


@api.exception_handler(SuspiciousOperation)
def suspicious(request: HttpRequest, exception: SuspiciousOperation) -> HttpResponse:
    """Answer what Django will not read: a body too large, too many fields, a host or a session that is not ours."""
    if isinstance(exception, RequestDataTooBig):
        return problem.as_json(problem.of(TOO_LARGE, instance=request.path))
    return problem.as_json(problem.of(UNREADABLE, instance=request.path))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, exception: HttpError) -> HttpResponse:
    """Answer what the library itself refuses: a body it cannot read, a missing CSRF token."""
    if exception.status_code == HTTPStatus.FORBIDDEN:  # what the library gives for CSRF
        return problem.as_json(problem.of(problem.FORM_EXPIRED, instance=request.path))
    return problem.as_json(problem.of(UNREADABLE, instance=request.path))


for prefix, router in ROUTERS:
    api.add_router(prefix, router)
