"""The simulated year has months that close in a batch, so that what looks for them has something to show."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from motcua.spine import worktime
from motcua.systems.dossiers import models
from motcua.systems.dossiers.management import simulator
from motcua.systems.dossiers.management.simulator.chances import Chances

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BEGIN = datetime(2023, 5, 2, 7, 0, tzinfo=worktime.VN)
UNTIL = datetime(2023, 6, 10, 17, 0, tzinfo=worktime.VN)
FEW = Chances(batch_for_each=20, batch_size=16)


@pytest.fixture(autouse=True)
def house() -> None:
    """Hưng Yên with its procedures, and the officers of the demonstration."""
    said = StringIO()
    call_command("load_organisation", str(settings.LAW / "organisation" / "hung-yen-2023.yaml"), stdout=said)
    call_command("load_law", stdout=said)
    call_command("demo_accounts", stdout=said)


def pass_time(seed: int) -> list[tuple[str, datetime | None, int | None]]:
    for _ in simulator.simulate(dossiers=20, seed=seed, begin=BEGIN, until=UNTIL, likely=FEW):
        pass
    return list(
        models.Dossier.objects.order_by("finished_at").values_list("unit", "finished_at", "closed_before")
    )


def test_a_busy_commune_closes_many_in_the_last_hour_of_may() -> None:
    rows = pass_time(204)
    assert len(rows) == 20, "a batch is of the dossiers there are, not besides them"
    batch = [row for row in rows if (row[2] or 0) >= 10]
    assert batch, "from the eleventh on they know of ten before them"
    assert {unit for unit, _, _ in batch} == {batch[0][0]}, "all of them at one desk"
    for _, finished_at, _ in batch:
        assert finished_at is not None
        local = finished_at.astimezone(worktime.VN)
        assert (local.month, local.day) == (5, 31)
        assert (local + timedelta(days=3)).month == 6
