from datetime import datetime

import pytest

from motcua.base import clock
from motcua.spine import access, event, refusal
from motcua.systems.identity import actions, models, queries, rules
from motcua.systems.ledger import queries as facts

MONDAY = datetime(2023, 5, 8, 8, tzinfo=clock.VN)
ADMIN = access.system("test")
NUMBER = "033123456712"


@pytest.fixture
def lan(db: None) -> str:
    account_id = actions.open_account(
        by=ADMIN, at=MONDAY, username="lan", name="Nguyễn Thị Lan", kind="citizen", phone="0912 345 678"
    )
    actions.record_id_number(by=ADMIN, account_id=account_id, number=NUMBER)
    return account_id


def test_lans_number_is_shown_masked_and_kept_apart(lan: str) -> None:
    profile = queries.profile(account_id=lan)
    assert profile is not None
    assert (profile.id_number_masked, profile.phone) == ("0331******12", "+84912345678")
    assert queries.id_number(account_id=lan) == NUMBER


def test_the_ledger_knows_nothing_personal_and_erasing_leaves_nothing(lan: str) -> None:
    actions.erase(by=queries.actor(account_id=lan, at=MONDAY), at=MONDAY, account_id=lan)
    bodies = b"".join(event.canonical(entry.fact) for entry in facts.read(stream=f"identity:{lan}"))
    row = models.Account.objects.get(pk=lan)
    left = f"{row.username} {row.full_name} {row.phone} {row.email} {row.id_number_masked} {bodies.decode()}"
    assert not any(word in left for word in ("Lan", "lan", "912345678", NUMBER))
    assert queries.id_number(account_id=lan) is None
    assert [entry.fact.kind for entry in facts.read(stream=f"identity:{lan}")] == [
        "identity.opened",
        "identity.erased",
    ]


def test_one_number_one_account(lan: str) -> None:
    minh = actions.open_account(by=ADMIN, at=MONDAY, username="minh", name="Minh", kind="citizen")
    with pytest.raises(refusal.Refusal) as refused:
        actions.record_id_number(by=ADMIN, account_id=minh, number=NUMBER)
    assert refused.value.code == "identity.already-taken"
    with pytest.raises(refusal.Refusal):
        actions.open_account(by=ADMIN, at=MONDAY, username="LAN", name="Lan khác", kind="citizen")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "+84912345678"),
        ("(0221) 386-3333", "+842213863333"),
        ("+1 202 555 0100", "+12025550100"),
    ],
)
def test_a_telephone_number_is_kept_one_way(typed: str, kept: str) -> None:
    assert rules.phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "12", "nguoidan", "0912 345", "+0912345678", "09123456789012345"])
def test_what_is_no_telephone_number_is_refused(typed: str) -> None:
    with pytest.raises(rules.Refusal):
        rules.phone(typed)
