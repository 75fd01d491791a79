from datetime import datetime
from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.identity import actions, models, queries

pytestmark = pytest.mark.django_db

MONDAY = datetime(2023, 5, 8, 8, tzinfo=clock.VN)
SIGN_IN = "/tai-khoan/dang-nhap/"
VI = {"accept-language": "vi"}


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


@pytest.fixture
def people() -> None:
    actions.open_in_bulk(
        by=access.system("test"),
        at=MONDAY,
        newcomers=[
            actions.Newcomer(username="binh", name="Bình", signs_in=True),
            actions.Newcomer(username="lan", name="Lan", kind="citizen", phone="0912345678", signs_in=True),
            actions.Newcomer(username="robot", name="Không đăng nhập"),
        ],
        password="mat-khau-dai",
    )


@pytest.mark.parametrize(
    ("login", "place"),
    [
        ("binh", "/van-phong/"),
        ("BINH", "/van-phong/"),
        ("lan", "/ho-so-cua-toi/"),
        ("0912 345 678", "/ho-so-cua-toi/"),
    ],
)
def test_staff_go_to_the_office_and_citizens_to_their_dossiers(
    people: None, client: Client, login: str, place: str
) -> None:
    response = client.post(SIGN_IN, {"login": login, "password": "mat-khau-dai"})
    assert (response.status_code, response.headers.get("Location")) == (HTTPStatus.FOUND, place)


def test_whoever_was_on_the_way_somewhere_gets_there(people: None, client: Client) -> None:
    sent = client.get("/tai-khoan/mat-khau/doi/")
    assert sent.headers["Location"] == f"{SIGN_IN}?next=%2Ftai-khoan%2Fmat-khau%2Fdoi%2F"
    response = client.post(
        SIGN_IN, {"login": "binh", "password": "mat-khau-dai", "next": "/tai-khoan/mat-khau/doi/"}
    )
    assert response.headers["Location"] == "/tai-khoan/mat-khau/doi/"


def test_a_wrong_password_is_told_in_vietnamese_and_the_sixth_is_stopped(
    people: None, client: Client
) -> None:
    for _ in range(5):
        page = client.post(SIGN_IN, {"login": "binh", "password": "sai"}, headers=VI).content.decode()
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in page
    stopped = client.post(SIGN_IN, {"login": "binh", "password": "mat-khau-dai"}, headers=VI)
    assert "Đăng nhập sai quá nhiều lần" in stopped.content.decode()


def test_an_account_without_a_password_opens_to_nobody(people: None, client: Client) -> None:
    assert client.post(SIGN_IN, {"login": "robot", "password": ""}).status_code == HTTPStatus.OK
    assert "_auth_user_id" not in client.session


def test_a_citizen_signs_himself_up_with_name_telephone_and_password(client: Client) -> None:
    typed = {"full_name": "Trần Văn Minh", "phone": "0987 654 321", "password1": "con-trau-den"}
    with clock.at(MONDAY):
        response = client.post("/tai-khoan/dang-ky/", typed)
    assert (response.status_code, response.headers.get("Location")) == (HTTPStatus.FOUND, "/ho-so-cua-toi/")
    row = models.Account.objects.get(phone="+84987654321")
    assert (row.full_name, row.kind, row.joined_at) == ("Trần Văn Minh", "citizen", MONDAY)
    assert queries.actor(account_id=str(row.pk), at=MONDAY).kind == "citizen"


def test_a_second_sign_up_with_the_number_is_told_so_and_what_was_typed_stays(
    people: None, client: Client
) -> None:
    typed = {"full_name": "Lan", "phone": "+84 912 345 678", "password1": "con-trau-den"}
    page = client.post("/tai-khoan/dang-ky/", typed, headers=VI).content.decode()
    assert "Số điện thoại này đã có tài khoản" in page
    assert 'value="+84 912 345 678"' in page


@pytest.mark.parametrize(
    "path", ["dang-nhap", "dang-ky", "mat-khau/quen", "mat-khau/quen/da-gui", "mat-khau/moi/xong", "da-khoa"]
)
def test_every_page_before_signing_in_stands(client: Client, path: str) -> None:
    page = client.get(f"/tai-khoan/{path}/", headers=VI)
    assert page.status_code == HTTPStatus.OK
    assert page.content.decode().count("<h1") == 1


def test_signing_out_is_asked_and_done(people: None, client: Client) -> None:
    client.post(SIGN_IN, {"login": "binh", "password": "mat-khau-dai"})
    assert "Ông/bà muốn đăng xuất" in client.get("/tai-khoan/dang-xuat/", headers=VI).content.decode()
    assert client.post("/tai-khoan/dang-xuat/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_set_anew_by_letter(
    people: None, client: Client, mailoutbox: list[object]
) -> None:
    models.Account.objects.filter(username="lan").update(email="lan@example.org")
    client.post("/tai-khoan/mat-khau/quen/", {"email": "lan@example.org"})
    body = str(getattr(mailoutbox[0], "body"))  # noqa: B009 - the outbox is not typed
    link = next(word for word in body.split() if word.startswith("http"))
    form = client.get(link, follow=True)
    where = form.redirect_chain[-1][0]
    client.post(where, {"password1": "mat-khau-moi-1"})
    assert models.Account.objects.get(username="lan").check_password("mat-khau-moi-1")


def test_a_password_is_changed_by_whoever_knows_the_old_one(people: None, client: Client) -> None:
    client.post(SIGN_IN, {"login": "lan", "password": "mat-khau-dai"})
    change = "/tai-khoan/mat-khau/doi/"
    page = client.post(change, {"oldpassword": "sai", "password1": "mat-khau-moi-1"}, headers=VI)
    assert "Mật khẩu hiện nay không đúng." in page.content.decode()
    client.post(change, {"oldpassword": "mat-khau-dai", "password1": "mat-khau-moi-1"})
    assert models.Account.objects.get(username="lan").check_password("mat-khau-moi-1")


def test_opening_the_same_people_again_changes_nothing(people: None) -> None:
    before = list(models.Account.objects.values_list("pk", "password"))
    actions.open_in_bulk(
        by=access.system("test"),
        at=MONDAY,
        newcomers=[actions.Newcomer(username="binh", name="Khác")],
        password="x",
    )
    assert list(models.Account.objects.values_list("pk", "password")) == before
