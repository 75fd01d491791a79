import re
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.base import clock
from motcua.spine import access
from motcua.spine.access import Grant, Role
from motcua.systems.identity import actions, models, queries

pytestmark = pytest.mark.django_db

MONDAY = datetime(2023, 5, 8, 8, tzinfo=clock.VN)
MINE = "/van-phong/khoa-truy-cap/"
TYPED = {"label": "Máy quét", "days": "30"}


def hire(username: str) -> tuple[str, Client]:
    account_id = actions.open_account(
        by=access.system("test"), at=MONDAY, username=username, name=username.title(), kind="staff"
    )
    grant = Grant(role=Role.COUNTER_OFFICER, unit="H31.13")
    actions.give(by=access.system("test"), at=MONDAY, account_id=account_id, grant=grant)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(models.Account.objects.get(pk=account_id))
    return account_id, client


def page(client: Client, path: str = MINE, typed: dict[str, str] | None = None) -> str:
    with clock.at(MONDAY):
        answer = client.get(path) if typed is None else client.post(path, typed)
    assert answer.status_code == HTTPStatus.OK
    assert path != MINE or "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def key_in(said: str) -> str:
    found = re.search(r"mct_[\w-]{43}", said)
    assert found
    return found[0]


def test_binh_sees_his_key_once_and_a_program_acts_by_it_for_thirty_days() -> None:
    account_id, client = hire("binh")
    key = key_in(page(client, typed=TYPED))
    said = page(client)
    assert "Máy quét" in said
    assert key not in said
    for days, opens in ((29, True), (30, False)):
        queries.forget_tokens()
        with clock.at(MONDAY + timedelta(days=days)):
            actor = queries.actor_for_token(key)
        assert (actor is not None and actor.id == account_id) is opens


def test_a_revoked_key_opens_nothing_and_is_listed_as_over() -> None:
    account_id, client = hire("binh")
    key = key_in(page(client, typed=TYPED))
    revoke = f"{MINE}{queries.keys(account_id=account_id)[0].id}/thu-hoi/"
    assert "bị từ chối ngay" in page(client, revoke)
    with clock.at(MONDAY):
        assert client.post(revoke).headers["Location"] == MINE
        assert queries.actor_for_token(key) is None
        assert client.post(revoke).status_code == HTTPStatus.NOT_FOUND
    assert "thu hồi lúc" in page(client)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"label": " "}, "label", "Hãy đặt tên cho khóa."),
        ({"label": "x" * 101}, "label", "Tên khóa dài quá 100 ký tự."),
        ({"days": "36500"}, "days", "Hãy chọn thời hạn."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(changes: dict[str, str], field: str, sentence: str) -> None:
    account_id, client = hire("binh")
    assert sentence in page(client, typed=TYPED | changes).split(f'id="id_{field}_error"')[1][:300]
    assert queries.keys(account_id=account_id) == ()


def test_a_form_sent_twice_makes_one_key() -> None:
    account_id, client = hire("binh")
    page(client, typed=TYPED)
    said = page(client, typed=TYPED)
    assert "Đã có một khóa còn hiệu lực mang tên này." in said.split('id="id_label_error"')[1][:300]
    assert len(queries.keys(account_id=account_id)) == 1


def test_chau_neither_sees_nor_revokes_binhs_key() -> None:
    binh, his = hire("binh")
    _, hers = hire("chau")
    page(his, typed=TYPED)
    assert "Máy quét" not in page(hers)
    with clock.at(MONDAY):
        where = f"{MINE}{queries.keys(account_id=binh)[0].id}/thu-hoi/"
        assert hers.post(where).status_code == HTTPStatus.NOT_FOUND
        assert Client().get(MINE).status_code == HTTPStatus.FOUND


def test_many_keys_cost_no_more_questions(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    account_id, client = hire("binh")
    by = queries.actor(account_id=account_id, at=MONDAY)
    for place in range(12):
        actions.make_token(by=by, at=MONDAY, label=f"máy {place}")
    with django_assert_max_num_queries(6):
        assert page(client).count("data-row") == 12
