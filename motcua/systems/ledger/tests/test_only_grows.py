"""The ledger only grows, and PostgreSQL itself sees to it."""

from datetime import datetime, timedelta, timezone

import pytest
from django.db import ProgrammingError, connection, transaction

from motcua.spine import event
from motcua.systems.ledger import actions, queries

VN = timezone(timedelta(hours=7))


def fact(kind: str = "dossier.received", **data: event.JSON) -> event.Fact:
    return event.Fact(kind=kind, at=datetime(2023, 3, 1, 9, 0, tzinfo=VN), by="binh", data=data)


@pytest.mark.django_db
def test_what_binh_writes_is_read_back_in_order() -> None:
    first, second = fact(step=1), fact(step=2)
    assert actions.append(stream="dossier:1", expected=0, facts=[first, second]) == 2
    assert [entry.fact for entry in queries.read(stream="dossier:1")] == [first, second]


@pytest.mark.django_db
def test_the_second_of_two_who_saw_the_same_page_is_told_so() -> None:
    actions.append(stream="dossier:1", expected=0, facts=[fact()])
    with pytest.raises(actions.Refusal) as refused, transaction.atomic():
        actions.append(stream="dossier:1", expected=0, facts=[fact(step=2)])
    assert refused.value.code == "ledger.stale"
    assert len(queries.read(stream="dossier:1")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_fact SET body = '{}'",
        "DELETE FROM ledger_fact",
        "TRUNCATE ledger_fact",
    ],
)
@pytest.mark.django_db
def test_the_applications_role_cannot_change_or_erase_a_fact(statement: str) -> None:
    actions.append(stream="dossier:1", expected=0, facts=[fact()])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE motcua_app")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("RESET ROLE")
    assert len(queries.read(stream="dossier:1")) == 1


@pytest.mark.parametrize("statement", ["UPDATE ledger_fact SET by = 'x'", "DELETE FROM ledger_fact"])
@pytest.mark.django_db
def test_even_the_owner_cannot_change_a_fact_by_accident(statement: str) -> None:
    actions.append(stream="dossier:1", expected=0, facts=[fact()])
    with (
        pytest.raises(ProgrammingError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_applications_role_can_add() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE motcua_app")
        actions.append(stream="dossier:1", expected=0, facts=[fact()])
        cursor.execute("RESET ROLE")
    assert len(queries.read(stream="dossier:1")) == 1
