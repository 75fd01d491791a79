from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.base import clock
from motcua.spine import access
from motcua.spine.access import Grant, Role
from motcua.systems.identity import actions, models, queries

pytestmark = pytest.mark.django_db

MONDAY = datetime(2023, 5, 8, 8, tzinfo=clock.VN)
ADMIN = access.system("test")


@pytest.fixture
def binh() -> str:
    account_id = actions.open_account(by=ADMIN, at=MONDAY, username="binh", name="Bình", kind="staff")
    actions.give(
        by=ADMIN, at=MONDAY, account_id=account_id, grant=Grant(role=Role.CASE_OFFICER, unit="H31.13")
    )
    queries.forget_tokens()
    return account_id


def test_a_token_acts_for_its_account_and_is_not_kept(
    binh: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token = actions.make_token(by=ADMIN, at=MONDAY, account_id=binh, label="máy quét")
    assert token.encode() not in b"".join(bytes(row.digest) for row in models.ApiToken.objects.all())
    with clock.at(MONDAY):
        actor = queries.actor_for_token(token)
        assert actor is not None
        assert (actor.id, actor.grants[0].role) == (binh, Role.CASE_OFFICER)
        with django_assert_num_queries(0):
            assert queries.actor_for_token(token) == actor
    assert queries.actor_for_token(token + "x") is None


def test_a_revoked_or_expired_token_opens_nothing(binh: str) -> None:
    token = actions.make_token(
        by=ADMIN, at=MONDAY, account_id=binh, label="máy quét", expires_at=MONDAY + timedelta(days=1)
    )
    with clock.at(MONDAY + timedelta(days=1)):
        assert queries.actor_for_token(token) is None
    with clock.at(MONDAY):
        assert queries.actor_for_token(token) is not None
        actions.revoke_token(by=ADMIN, at=MONDAY, token_id=models.ApiToken.objects.get().pk)
        assert queries.actor_for_token(token) is None


def test_nobody_makes_a_token_for_another_unless_he_manages_accounts(binh: str) -> None:
    lan = actions.open_account(by=ADMIN, at=MONDAY, username="lan", name="Lan", kind="citizen")
    with pytest.raises(access.Refusal):
        actions.make_token(by=queries.actor(account_id=lan, at=MONDAY), at=MONDAY, account_id=binh, label="x")


def test_a_closed_account_is_a_guest(binh: str) -> None:
    token = actions.make_token(by=ADMIN, at=MONDAY, account_id=binh, label="máy quét")
    actions.close_account(by=ADMIN, at=MONDAY, account_id=binh)
    assert queries.actor(account_id=binh, at=MONDAY) == access.GUEST
    assert queries.actor_for_token(token) is None
