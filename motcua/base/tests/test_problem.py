import json
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxMiddleware

from motcua.base import problem
from motcua.spine import access, refusal

STALE = refusal.Refusal(
    "dossier.stale", "Hồ sơ vừa có %(who)s xử lý.", params={"who": "Bình"}, article="Điều 5"
)


def met(path: str, refused: refusal.Refusal, **headers: str) -> HttpResponse:
    request: HttpRequest = RequestFactory().get(path, headers=headers)
    HtmxMiddleware(lambda _: HttpResponse())(request)
    return problem.answer(request, refused)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("access.sign-in-needed", 401),
        ("access.outside-unit", 403),
        ("dossier.no-such-dossier", 404),
        ("dossier.no-such-case", 422),
        ("ledger.stale", 409),
        ("dossier.act-not-allowed", 409),
        ("files.too-large", 413),
        ("files.wrong-kind", 415),
        ("dossier.reason-missing", 422),
    ],
)
def test_a_code_stands_for_one_status(code: str, status: int) -> None:
    assert problem.status_of(code) == status


def test_every_status_has_its_title() -> None:
    assert {status for _, status in problem.STATUSES} <= set(problem.TITLES)


def test_a_program_gets_problem_json_with_a_stable_code() -> None:
    with translation.override("vi"):
        response = met("/api/dossiers/x", STALE)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "urn:motcua:problem:dossier.stale",
        "status": 409,
        "title": "Không thực hiện được lúc này",
        "detail": "Hồ sơ vừa có Bình xử lý.",
        "code": "dossier.stale",
        "instance": "/api/dossiers/x",
        "article": "Điều 5",
    }


@pytest.mark.django_db
def test_a_person_gets_a_page_that_says_it() -> None:
    with translation.override("vi"):
        response = met("/van-phong/", STALE, accept="text/html")
    assert response.status_code == HTTPStatus.CONFLICT
    page = response.content.decode()
    assert "Hồ sơ vừa có Bình xử lý." in page
    assert "Điều 5" in page


def test_htmx_gets_the_sentence_into_its_place() -> None:
    response = met("/van-phong/", STALE, **{"hx-request": "true"})
    assert (response.status_code, response.headers["HX-Retarget"]) == (HTTPStatus.CONFLICT, "#refused")
    assert response.content.decode().strip().startswith('<div id="refused"')


def test_a_guest_is_led_to_sign_in_and_back_and_a_program_is_told() -> None:
    guest = access.Refusal("access.sign-in-needed", "Ông/bà cần đăng nhập.")
    page = met("/van-phong/?a=1", guest, accept="text/html")
    assert (page.status_code, page.headers["Location"]) == (
        HTTPStatus.FOUND,
        "/tai-khoan/dang-nhap/?next=%2Fvan-phong%2F%3Fa%3D1",
    )
    part = met(
        "/van-phong/x/", guest, **{"hx-request": "true", "hx-current-url": "http://testserver/van-phong/"}
    )
    assert part.headers["HX-Redirect"] == "/tai-khoan/dang-nhap/?next=%2Fvan-phong%2F"
    assert met("/api/x", guest).status_code == HTTPStatus.UNAUTHORIZED


def test_a_lost_address_under_the_api_is_a_problem_too(client: Client) -> None:
    response = client.get("/api/khong-co")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert json.loads(response.content)["code"] == "page.not-found"
