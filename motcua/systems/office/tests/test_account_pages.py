import re
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.base import clock
from motcua.spine.access import Grant, Role
from motcua.systems.identity import actions as identity, queries as people
from motcua.systems.office.tests import desk

pytestmark = pytest.mark.django_db

ALL = "/van-phong/tai-khoan/"
LAN = {"kind": "staff", "name": "Nguyễn Thị Lan", "username": "lan", "phone": "0912 345 678"}
TYPED = {"role": "case_officer", "unit": "so xay dung", "first": "2023-05-08", "last": ""}


@pytest.fixture
def quan() -> Client:
    desk.house()
    return desk.signed_in(desk.quan())


def page(client: Client, path: str, typed: dict[str, str] | None = None) -> str:
    with clock.at(desk.MONDAY):
        answer = client.get(path) if typed is None else client.post(path, typed)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def sent(client: Client, path: str, typed: dict[str, str] | None = None) -> str:
    with clock.at(desk.MONDAY):
        answer = client.post(path, typed or {})
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()
    return answer.headers["Location"]


def beside(said: str, field: str) -> str:
    return said.split(f'id="id_{field}_error"')[1][:400]


@pytest.mark.parametrize("typed", ["le minh chau", "CHÂU", "chau le", "chau", "lê mi"])
def test_chau_is_found_however_her_name_is_typed(quan: Client, typed: str) -> None:
    desk.binh()
    chau = desk.chau()
    said = page(quan, f"{ALL}?q={typed}")
    assert f"{ALL}{chau}/" in said
    assert "Chuyên viên thụ lý, Sở Xây dựng" in said
    assert "Trần Thị Bình" not in said


def test_by_telephone_by_unit_by_kind_and_nothing_for_signs_alone(quan: Client) -> None:
    identity.open_account(
        by=desk.BY, at=desk.SINCE, username="", name="Minh", kind="citizen", phone="0987654321"
    )
    desk.chau()
    assert "Minh" in page(quan, f"{ALL}?q=0987 654 321")
    assert "•••" in page(quan, f"{ALL}?q=0987654321")
    assert "Lê Minh Châu" in page(quan, f"{ALL}?don-vi={desk.BUILDING}")
    assert "Không tìm thấy tài khoản nào" in page(quan, f"{ALL}?don-vi={desk.LAND}")
    assert "Lê Minh Châu" not in page(quan, f"{ALL}?q=minh&loai=citizen")
    assert "Không tìm thấy tài khoản nào" in page(quan, f"{ALL}?q=!!%00%27")


def test_a_page_of_people_costs_the_same_questions_whatever_their_number(
    quan: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    grant = Grant(role=Role.CASE_OFFICER, unit=desk.LAND, from_=desk.SINCE)
    newcomers = [
        identity.Newcomer(username=f"nguoi-{place}", name=f"Người {place}", grants=(grant,))
        for place in range(70)
    ]
    identity.open_in_bulk(by=desk.BY, at=desk.SINCE, newcomers=newcomers)
    with django_assert_max_num_queries(8):
        first = page(quan, f"{ALL}?q=nguoi")
    assert 'rel="next"' in first
    last = page(quan, f"{ALL}?q=nguoi&trang=3")
    assert last.count("data-row") == 10
    assert 'rel="next"' not in last
    page(quan, f"{ALL}?trang=99999999")
    page(quan, f"{ALL}?trang=-1")


def test_quan_opens_an_account_and_lan_signs_in_with_the_password_shown_once(quan: Client) -> None:
    said = page(quan, f"{ALL}moi/", LAN)
    found = re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", said)
    assert found
    answer = Client().post("/tai-khoan/dang-nhap/", {"login": "lan", "password": found[0]})
    assert answer.headers.get("Location") == "/van-phong/"
    lan = people.find(username="lan")
    assert lan is not None
    assert found[0] not in page(quan, f"{ALL}{lan.id}/")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": " "}, "name", "Hãy ghi họ và tên."),
        ({"username": ""}, "username", "Hãy ghi tên đăng nhập của cán bộ."),
        ({"username": "chau"}, "username", "Tên đăng nhập này đã có người dùng."),
        ({"username": "0912345678"}, "username", "có ít nhất một chữ cái"),
        ({"username": "da-xoa-7"}, "username", "Tên đăng nhập gồm"),
        ({"phone": "12"}, "phone", "Số điện thoại gồm 10 chữ số"),
        ({"phone": "0987654321"}, "phone", "Số điện thoại này đã có tài khoản."),
        ({"kind": "citizen", "phone": ""}, "phone", "người dân đăng nhập bằng số này"),
        ({"kind": ""}, "kind", "Hãy chọn loại tài khoản."),
    ],
)
def test_what_is_wrong_with_a_new_account_stands_beside_its_field(
    quan: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    desk.chau()
    identity.open_account(
        by=desk.BY, at=desk.SINCE, username="", name="Minh", kind="citizen", phone="0987654321"
    )
    assert sentence in beside(page(quan, f"{ALL}moi/", LAN | changes), field)


def test_a_role_is_given_at_a_unit_found_without_accents_and_ended(quan: Client) -> None:
    lan = desk.hire("lan", "Nguyễn Thị Lan")
    where = f"{ALL}{lan}/"
    assert "Chưa có vai trò nào" in page(quan, where)
    assert sent(quan, f"{where}vai-tro/", TYPED) == where
    assert "Sở Xây dựng" in page(quan, where)
    held = people.held(account_id=lan)[0]
    assert (held.role, held.unit, held.from_at) == (Role.CASE_OFFICER, desk.BUILDING, desk.MONDAY)
    end = f"{where}vai-tro/{held.id}/ket-thuc/"
    assert "không làm được các việc sau nữa" in page(quan, end)
    sent(quan, end)
    assert people.grants(account_id=lan, at=desk.MONDAY) == []


def test_where_several_units_fit_the_page_asks_which(quan: Client) -> None:
    lan = desk.hire("lan", "Nguyễn Thị Lan")
    give = f"{ALL}{lan}/vai-tro/"
    several = TYPED | {"unit": "so tai"}
    said = page(quan, give, several)
    assert "Có nhiều đơn vị tên như vậy." in beside(said, "unit")
    assert f'value="{desk.LAND}"' in said
    assert 'value="so tai"' in said
    sent(quan, give, several | {"unit_code": desk.LAND})
    assert people.held(account_id=lan)[0].unit == desk.LAND


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"unit": ""}, "unit", "Hãy gõ tên đơn vị."),
        ({"unit": "bo ngoai giao"}, "unit", "Không có đơn vị nào tên như vậy."),
        ({"unit": "so tai", "unit_code": "H31.13"}, "unit", "Có nhiều đơn vị tên như vậy."),
        ({"role": ""}, "role", "Hãy chọn vai trò."),
        ({"role": "system"}, "role", ""),
        ({"first": "2023-05-07"}, "first", "Ngày này đã qua."),
        ({"last": "2023-05-07"}, "last", "Ngày cuối phải từ ngày bắt đầu trở đi."),
    ],
)
def test_what_is_wrong_with_a_role_stands_beside_its_field(
    quan: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    lan = desk.hire("lan", "Nguyễn Thị Lan")
    assert sentence in beside(page(quan, f"{ALL}{lan}/vai-tro/", TYPED | changes), field)
    assert people.held(account_id=lan) == ()


def test_the_same_role_twice_is_said_beside_the_role(quan: Client) -> None:
    chau = desk.chau()
    assert "đã có vai trò đó" in beside(page(quan, f"{ALL}{chau}/vai-tro/", TYPED), "role")


def test_units_are_shown_while_somebody_types(quan: Client) -> None:
    assert "Sở Tài chính" in page(quan, "/van-phong/don-vi/?unit=tai chinh")
    assert "Không có đơn vị nào tên như vậy." in page(quan, "/van-phong/don-vi/?unit=xyz")
    assert page(quan, "/van-phong/don-vi/").strip() == ""


def test_a_closed_account_signs_in_no_longer_and_is_opened_again(quan: Client) -> None:
    chau = desk.chau()
    hers = desk.signed_in(chau)
    assert "không đăng nhập được nữa" in page(quan, f"{ALL}{chau}/khoa/")
    sent(quan, f"{ALL}{chau}/khoa/")
    with clock.at(desk.MONDAY):
        assert hers.get("/van-phong/uy-quyen/").status_code == HTTPStatus.FOUND
    assert "Tài khoản này đã khóa" in page(quan, f"{ALL}{chau}/")
    with clock.at(desk.MONDAY):
        assert quan.post(f"{ALL}{chau}/khoa/").status_code == HTTPStatus.CONFLICT
        assert quan.get(f"{ALL}{chau}/vai-tro/").status_code == HTTPStatus.NOT_FOUND
    sent(quan, f"{ALL}{chau}/mo-lai/")
    with clock.at(desk.MONDAY):
        assert people.actor(account_id=chau, at=desk.MONDAY).grants[0].role is Role.CASE_OFFICER


def test_erasing_asks_for_the_name_once_more_and_leaves_nothing_of_it(quan: Client) -> None:
    chau = desk.chau()
    erase = f"{ALL}{chau}/xoa-du-lieu/"
    assert "Tên vừa gõ khác" in beside(page(quan, erase, {"confirm": "binh"}), "confirm")
    assert "Hãy gõ lại tên đăng nhập." in beside(page(quan, erase, {"confirm": ""}), "confirm")
    sent(quan, erase, {"confirm": "Chau"})
    said = page(quan, f"{ALL}{chau}/")
    assert "Lê Minh Châu" not in said
    assert "Dữ liệu cá nhân của tài khoản này đã xóa." in said
    with clock.at(desk.MONDAY):
        assert quan.post(f"{ALL}{chau}/mo-lai/").status_code == HTTPStatus.CONFLICT


def test_quan_cannot_shut_himself_out(quan: Client) -> None:
    himself = people.find(username="quan")
    assert himself is not None
    where = f"{ALL}{himself.id}/"
    assert "Đây là tài khoản của chính ông/bà" in page(quan, where)
    role = people.held(account_id=himself.id)[0].id
    with clock.at(desk.MONDAY):
        for path in ("khoa/", f"vai-tro/{role}/ket-thuc/"):
            assert quan.post(f"{where}{path}").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert quan.post(f"{where}xoa-du-lieu/", {"confirm": "quan"}).status_code == 422
        assert quan.get(where).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "path",
    ["", "moi/", "1/", "1/vai-tro/", "1/khoa/", "1/mo-lai/", "1/xoa-du-lieu/", "1/vai-tro/1/ket-thuc/"],
)
def test_the_doors_are_shut_to_everybody_else(path: str) -> None:
    desk.house()
    binh = desk.signed_in(desk.binh())
    with clock.at(desk.MONDAY):
        for answer in (binh.get(f"{ALL}{path}"), binh.post(f"{ALL}{path}")):
            assert answer.status_code == HTTPStatus.FORBIDDEN
        assert Client().get(f"{ALL}{path}").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("number", ["424242", "9" * 30])
def test_an_account_that_is_not_there_is_not_found(quan: Client, number: str) -> None:
    with clock.at(desk.MONDAY):
        for path in ("", "khoa/", "vai-tro/", f"vai-tro/{number}/ket-thuc/"):
            assert quan.get(f"{ALL}{number}/{path}").status_code == HTTPStatus.NOT_FOUND


def test_each_sees_only_the_entries_of_the_menu_that_open_to_him(quan: Client) -> None:
    menu = "/van-phong/ban-phim/"
    assert f'href="{ALL}"' in page(quan, menu)
    assert 'href="/van-phong/uy-quyen/"' not in page(quan, menu)
    binhs = page(desk.signed_in(desk.binh()), menu)
    assert f'href="{ALL}"' not in binhs
    assert 'href="/van-phong/uy-quyen/"' in binhs
    assert 'href="/van-phong/khoa-truy-cap/"' in binhs
