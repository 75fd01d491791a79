"""A program comes in with its key, a page with its session; each refusal is a problem in the reader's language."""

import json
from datetime import datetime
from http import HTTPStatus

import pytest
from django.test import Client, RequestFactory
from ninja.errors import HttpError

from motcua.base import clock
from motcua.site.api import Session
from motcua.spine import access
from motcua.systems.identity import actions, models, queries

pytestmark = pytest.mark.django_db

ADMIN = access.system("test")
MONDAY = datetime(2023, 5, 8, 8, tzinfo=clock.VN)
VI = {"accept-language": "vi"}


@pytest.fixture
def binh() -> str:
    queries.forget_tokens()
    return actions.open_account(by=ADMIN, at=MONDAY, username="binh", name="Bình", kind="staff")


def test_a_wrong_key_is_told_so_even_where_everybody_may_enter(client: Client) -> None:
    response = client.get("/api/procedures", headers={**VI, "authorization": "Bearer mct_khong-co"})
    assert response.status_code == HTTPStatus.UNAUTHORIZED
    problem = json.loads(response.content)
    assert problem["code"] == "access.token-not-valid"
    assert problem["title"] == "Cần đăng nhập"


def test_a_right_key_and_no_key_enter_where_everybody_may(client: Client, binh: str) -> None:
    token = actions.make_token(by=ADMIN, at=MONDAY, account_id=binh, label="máy")
    with_key = client.get("/api/procedures", headers={"authorization": f"Bearer {token}"})
    assert with_key.status_code == client.get("/api/procedures").status_code == HTTPStatus.OK


def test_a_session_changes_nothing_without_its_csrf_token(binh: str) -> None:
    client = Client()
    client.force_login(models.Account.objects.get(pk=binh))
    request = RequestFactory(enforce_csrf_checks=True).post("/api/x")
    request.COOKIES = {key: morsel.value for key, morsel in client.cookies.items()}
    with pytest.raises(HttpError, match="CSRF"):
        Session()(request)


def test_faults_of_input_are_named_by_field_in_vietnamese(client: Client) -> None:
    response = client.get("/api/procedures?limit=nhieu&level=xa", headers=VI)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    problem = json.loads(response.content)
    assert problem["errors"] == [
        {"field": "query.level", "code": "literal_error", "detail": "Không thuộc các giá trị được chọn."},
        {"field": "query.limit", "code": "int_parsing", "detail": "Phải là số nguyên."},
    ]


def test_an_unknown_procedure_is_a_problem_that_names_it(client: Client) -> None:
    response = client.get("/api/procedures/9.999999", headers=VI)
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "9.999999" in json.loads(response.content)["detail"]
