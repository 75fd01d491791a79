from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.base import clock
from motcua.spine import access, refusal
from motcua.spine.access import Act, Grant, Role, Subject
from motcua.systems.identity import actions, models, queries
from motcua.systems.ledger import queries as facts

pytestmark = pytest.mark.django_db

MONDAY = datetime(2023, 5, 8, 8, tzinfo=clock.VN)
DAY = timedelta(days=1)
ADMIN = access.system("test")
UNIT = "H31.13"


def hire(username: str, *grants: Grant) -> str:
    account_id = actions.open_account(
        by=ADMIN, at=MONDAY - DAY, username=username, name=username.title(), kind="staff"
    )
    for grant in grants:
        actions.give(by=ADMIN, at=MONDAY - DAY, account_id=account_id, grant=grant)
    return account_id


def as_actor(account_id: str, at: datetime = MONDAY) -> access.Actor:
    return queries.actor(account_id=account_id, at=at)


def lend(lender: str, borrower: str, *, role: Role = Role.UNIT_HEAD, unit: str = UNIT, days: int = 3) -> int:
    return actions.delegate(
        by=as_actor(lender),
        at=MONDAY,
        to=borrower,
        role=role,
        unit=unit,
        from_=MONDAY,
        until=MONDAY + days * DAY,
    )


@pytest.fixture
def binh() -> str:
    return hire("binh", Grant(role=Role.UNIT_HEAD, unit=UNIT))


@pytest.fixture
def chau() -> str:
    return hire("chau", Grant(role=Role.CASE_OFFICER, unit=UNIT))


def test_binh_lends_his_headship_to_chau_for_three_days(binh: str, chau: str) -> None:
    dossier = Subject(paths=(("H31", UNIT),))
    assert not access.may(actor=as_actor(chau), act=Act.DECIDE, subject=dossier)
    lend(binh, chau)
    assert access.may(actor=as_actor(chau), act=Act.DECIDE, subject=dossier)
    assert not access.may(actor=as_actor(chau, MONDAY + 3 * DAY), act=Act.DECIDE, subject=dossier)
    last = facts.read(stream=f"identity:{chau}")[-1].fact
    assert (last.kind, last.by, last.data["role"]) == ("identity.delegated", binh, "unit_head")


def test_what_was_lent_is_not_lent_again(binh: str, chau: str) -> None:
    lend(binh, chau)
    dung = hire("dung", Grant(role=Role.CASE_OFFICER, unit=UNIT))
    with pytest.raises(refusal.Refusal) as refused:
        lend(chau, dung)
    assert refused.value.code == "identity.not-held"
    with pytest.raises(refusal.Refusal) as refused:
        lend(chau, dung, role=Role.CASE_OFFICER)
    assert refused.value.code == "identity.not-passed-on"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": Role.SUPERVISOR}, "identity.not-held"),
        ({"unit": "H31.14"}, "access.outside-unit"),
        ({"days": 0}, "identity.period-empty"),
    ],
)
def test_only_what_binh_holds_where_he_holds_it(
    binh: str, chau: str, change: dict[str, object], code: str
) -> None:
    with pytest.raises(refusal.Refusal) as refused:
        lend(binh, chau, **change)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_not_from_a_day_gone_by_and_not_twice(binh: str, chau: str) -> None:
    lend(binh, chau)
    for from_, code in ((MONDAY - DAY, "identity.period-past"), (MONDAY, "identity.already-held")):
        with pytest.raises(refusal.Refusal) as refused:
            actions.delegate(
                by=as_actor(binh),
                at=MONDAY,
                to=chau,
                role=Role.UNIT_HEAD,
                unit=UNIT,
                from_=from_,
                until=MONDAY + DAY,
            )
        assert refused.value.code == code


def test_when_binh_loses_the_headship_or_his_account_what_he_lent_ends(binh: str, chau: str) -> None:
    lend(binh, chau)
    headship = queries.held(account_id=binh)[0].id
    actions.end_grant(by=ADMIN, at=MONDAY + DAY, grant_id=headship)
    assert [held.role for held in as_actor(chau, MONDAY + DAY).grants] == [Role.CASE_OFFICER]
    dung = hire("dung", Grant(role=Role.UNIT_HEAD, unit=UNIT))
    em = hire("em", Grant(role=Role.CASE_OFFICER, unit=UNIT))
    lend(dung, em)
    actions.close_account(by=ADMIN, at=MONDAY + DAY, account_id=dung)
    assert [held.role for held in as_actor(em, MONDAY + DAY).grants] == [Role.CASE_OFFICER]


def test_an_appointment_may_follow_a_loan_but_not_itself(binh: str, chau: str) -> None:
    lend(binh, chau)
    actions.give(by=ADMIN, at=MONDAY, account_id=chau, grant=Grant(role=Role.UNIT_HEAD, unit=UNIT))
    with pytest.raises(refusal.Refusal) as refused:
        actions.give(by=ADMIN, at=MONDAY, account_id=chau, grant=Grant(role=Role.UNIT_HEAD, unit=UNIT))
    assert refused.value.code == "identity.already-held"


@pytest.mark.parametrize("role", [Role.SYSTEM, Role.CITIZEN])
def test_nobody_is_made_the_system_or_a_citizen(chau: str, role: Role) -> None:
    with pytest.raises(refusal.Refusal) as refused:
        actions.give(by=ADMIN, at=MONDAY, account_id=chau, grant=Grant(role=role, unit=UNIT))
    assert refused.value.code == "identity.role-not-given"


def test_not_to_himself_nor_to_another_units_officer(binh: str) -> None:
    lan = hire("lan", Grant(role=Role.CASE_OFFICER, unit="H31.14"))
    for borrower, code in ((binh, "identity.lent-to-oneself"), (lan, "identity.not-a-colleague")):
        with pytest.raises(refusal.Refusal) as refused:
            lend(binh, borrower)
        assert refused.value.code == code


def test_a_case_officer_lends_nothing(binh: str, chau: str) -> None:
    with pytest.raises(access.Refusal) as refused:
        lend(chau, binh, role=Role.CASE_OFFICER)
    assert refused.value.code == "access.not-allowed"


def test_binh_comes_back_early_and_takes_the_role_back(binh: str, chau: str) -> None:
    grant = lend(binh, chau)
    actions.end_grant(by=as_actor(binh), at=MONDAY + DAY, grant_id=grant)
    roles = [held.role for held in as_actor(chau, MONDAY + DAY).grants]
    assert roles == [Role.CASE_OFFICER]
    with pytest.raises(refusal.Refusal) as refused:
        actions.end_grant(by=as_actor(binh), at=MONDAY + DAY, grant_id=grant)
    assert refused.value.code == "identity.already-ended"


def test_the_database_itself_refuses_a_period_that_ends_before_it_begins(chau: str) -> None:
    with pytest.raises(IntegrityError, match="identity_grant_from_before_until"), transaction.atomic():
        models.Grant.objects.create(
            account_id=int(chau), role="leader", from_at=MONDAY, until_at=MONDAY - DAY
        )


def test_who_works_at_a_unit(binh: str, chau: str) -> None:
    with clock.at(MONDAY):
        assert [person.id for person in queries.people(unit=UNIT)] == [binh, chau]
        assert [person.name for person in queries.people(role=Role.UNIT_HEAD)] == ["Binh"]
    assert queries.names([binh, "system:importer"]) == {binh: "Binh"}
    assert queries.actors(account_ids=[binh, chau], at=MONDAY)[chau].grants[0].role is Role.CASE_OFFICER
