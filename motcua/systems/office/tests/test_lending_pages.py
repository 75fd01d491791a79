from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.base import clock
from motcua.spine import access
from motcua.spine.access import Act, Grant, Role
from motcua.systems.identity import actions as identity, queries as people
from motcua.systems.office.tests import desk

pytestmark = pytest.mark.django_db

NEW = "/van-phong/uy-quyen/moi/"
ALL = "/van-phong/uy-quyen/"
SUBJECT = access.Subject(paths=(("H31", desk.BUILDING),))


@pytest.fixture(autouse=True)
def house() -> None:
    desk.house()


def asked(step: str, whom: str, **changes: str) -> dict[str, str]:
    return {
        "step": step,
        "what": f"unit_head@{desk.BUILDING}",
        "to": whom,
        "first": "2023-05-09",
        "last": "2023-05-11",
    } | changes


def page(client: Client, path: str, typed: dict[str, str] | None = None, hour: int = 8) -> str:
    with clock.at(desk.MONDAY.replace(hour=hour)):
        answer = client.get(path) if typed is None else client.post(path, typed)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def may_decide(account_id: str, day: int) -> bool:
    actor = people.actor(account_id=account_id, at=desk.MONDAY.replace(day=day))
    return access.may(actor=actor, act=Act.DECIDE, subject=SUBJECT)


def test_binh_reads_what_will_happen_before_anything_happens_then_lends(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    binh, chau = desk.binh(), desk.chau()
    client = desk.signed_in(binh)
    with django_assert_max_num_queries(9):
        form = page(client, NEW)
    assert "Lê Minh Châu – Chuyên viên thụ lý" in form
    assert "Trần Thị Bình –" not in form
    said = page(client, NEW, asked("check", chau))
    assert "quyết định giải quyết hồ sơ" in said
    assert "11/05/2023" in said
    assert not may_decide(chau, 10)
    with clock.at(desk.MONDAY):
        answer = client.post(NEW, asked("do", chau))
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, ALL)
    assert [may_decide(chau, day) for day in (8, 9, 11, 12)] == [False, True, True, False]


def test_both_see_what_is_lent_and_binh_takes_it_back(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    binh, chau = desk.binh(), desk.chau()
    client = desk.signed_in(binh)
    with clock.at(desk.MONDAY):
        client.post(NEW, asked("do", chau, first="2023-05-08"))
    with django_assert_max_num_queries(8):
        lent = page(client, ALL)
    assert "Lê Minh Châu" in lent
    assert "đang có hiệu lực" in lent
    assert "Trần Thị Bình" in page(desk.signed_in(chau), ALL)
    grant = people.lent(by=binh)[0].id
    assert "không làm được các việc sau" in page(client, f"{ALL}{grant}/thu-hoi/")
    with clock.at(desk.MONDAY.replace(hour=10)):
        assert client.post(f"{ALL}{grant}/thu-hoi/").status_code == HTTPStatus.FOUND
    assert not may_decide(chau, 9)
    assert "đã kết thúc" in page(client, ALL, hour=10)


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"to": ""}, "Hãy chọn người được ủy quyền.", "to"),
        ({"what": ""}, "Hãy chọn vai trò.", "what"),
        ({"what": "leader@H31"}, "Ông/bà không còn giữ vai trò này.", "what"),
        ({"first": "hôm nay"}, "Hãy ghi ngày theo dạng ngày/tháng/năm", "first"),
        ({"first": "2023-05-01"}, "Ngày này đã qua.", "first"),
        ({"last": "2023-05-08"}, "Ngày cuối phải từ ngày bắt đầu trở đi.", "last"),
        ({"last": "9999-12-31"}, "Hãy chọn một ngày gần hơn.", "last"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_stays(
    changes: dict[str, str], sentence: str, field: str
) -> None:
    binh, chau = desk.binh(), desk.chau()
    said = page(desk.signed_in(binh), NEW, asked("check", chau, **changes))
    assert sentence in said.split(f'id="id_{field}_error"')[1][:400]
    assert people.lent(by=binh) == ()


def test_a_second_click_lends_once_and_says_so_beside_the_name() -> None:
    binh, chau = desk.binh(), desk.chau()
    client = desk.signed_in(binh)
    with clock.at(desk.MONDAY):
        client.post(NEW, asked("do", chau))
    said = page(client, NEW, asked("do", chau))
    assert "Người này đã có vai trò đó" in said.split('id="id_to_error"')[1][:400]
    assert len(people.lent(by=binh)) == 1


def test_longer_than_held_is_refused_beside_the_last_day() -> None:
    until = desk.MONDAY.replace(day=10)
    binh = desk.hire("binh", "Bình", Grant(role=Role.UNIT_HEAD, unit=desk.BUILDING, until=until))
    said = page(desk.signed_in(binh), NEW, asked("check", desk.chau()))
    assert "quá thời gian chính mình giữ" in said.split('id="id_last_error"')[1][:400]


def test_what_was_typed_is_still_there_when_binh_goes_back_to_change_it() -> None:
    said = page(desk.signed_in(desk.binh()), NEW, asked("edit", desk.chau()))
    assert 'value="2023-05-11"' in said
    assert "errorlist" not in said


def test_chau_cannot_lend_what_was_lent_to_her() -> None:
    binh, chau = desk.binh(), desk.chau()
    with clock.at(desk.MONDAY):
        desk.signed_in(binh).post(NEW, asked("do", chau, first="2023-05-08"))
    assert "không ủy lại được" in page(desk.signed_in(chau), NEW)


def test_a_case_officer_has_no_door_to_lending_and_a_guest_none_at_all() -> None:
    client = desk.signed_in(desk.chau())
    with clock.at(desk.MONDAY):
        assert client.get(NEW).status_code == HTTPStatus.FORBIDDEN
        assert Client().get(ALL).status_code == HTTPStatus.FOUND
    assert "Ủy quyền mới" not in page(client, ALL)


@pytest.mark.parametrize("number", ["1", "9" * 30])
def test_nobody_takes_back_what_he_did_not_lend(number: str) -> None:
    client = desk.signed_in(desk.binh())
    with clock.at(desk.MONDAY):
        assert client.get(f"{ALL}{number}/thu-hoi/").status_code == HTTPStatus.NOT_FOUND


def test_when_binh_is_no_longer_head_what_she_lent_ends_too() -> None:
    binh, chau = desk.binh(), desk.chau()
    with clock.at(desk.MONDAY):
        desk.signed_in(binh).post(NEW, asked("do", chau, first="2023-05-08"))
    identity.end_grant(
        by=desk.BY, at=desk.MONDAY.replace(hour=9), grant_id=people.held(account_id=binh)[0].id
    )
    assert not may_decide(chau, 9)


def test_alone_in_the_unit_there_is_nobody_to_lend_to() -> None:
    assert "Đơn vị chưa có ai khác" in page(desk.signed_in(desk.binh()), NEW)
