import json
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from motcua.spine.access import Role
from motcua.systems.identity import queries as people
from motcua.systems.organisation import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_ins() -> list[dict[str, str]]:
    call_command(
        "load_organisation", str(settings.LAW / "organisation" / "hung-yen-2023.yaml"), stdout=StringIO()
    )
    return demo()


def demo() -> list[dict[str, str]]:
    said = StringIO()
    call_command("demo_accounts", json=True, stdout=said)
    found: list[dict[str, str]] = json.loads(said.getvalue())
    return found


def test_every_role_has_a_sign_in_that_works(sign_ins: list[dict[str, str]]) -> None:
    assert len(sign_ins) == 16
    assert all("(mô phỏng)" in row["name"] for row in sign_ins)
    held = {person.role for person in people.people() if not person.username.startswith("mp-")}
    assert held == set(Role) - {Role.CITIZEN, Role.SYSTEM}
    assert Client().login(username="lanhdao-so", password=sign_ins[0]["password"])


def test_every_unit_has_somebody_at_the_counter_at_work_and_at_its_head(
    sign_ins: list[dict[str, str]],
) -> None:
    units = {unit.code for unit in queries.units(on=date(2023, 6, 1))}
    for role in (Role.COUNTER_OFFICER, Role.CASE_OFFICER, Role.UNIT_HEAD):
        assert units <= {person.unit for person in people.people(role=role)}


def test_a_second_time_changes_nothing(sign_ins: list[dict[str, str]]) -> None:
    before = people.people()
    assert demo() == sign_ins
    assert people.people() == before
