"""The demonstration's year of work files goes through the real actions, in working time, and shows both kinds of work."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from motcua.base import clock
from motcua.spine import access, worktime
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.dossiers import queries as dossiers
from motcua.systems.workfiles import models, rules
from motcua.systems.workfiles.tests.office import COMMUNE, DISTRICT, HOME, SCAN


@pytest.mark.django_db
def test_a_simulated_year_has_files_of_every_level_some_on_paper_some_in_the_archive(
    settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    call_command("load_organisation", str(settings.LAW / "organisation" / "hung-yen-2023.yaml"), verbosity=0)
    call_command("demo_accounts", json=True, verbosity=0)
    by = access.system("simulator")
    for number, unit in enumerate((COMMUNE, DISTRICT, HOME) * 3):
        at = datetime(2023, 2, 6, 9, tzinfo=clock.VN) + timedelta(days=20 * number)
        receiving = documents.Receiving(
            unit=unit,
            origin=papers.SCAN,
            sender="G15",
            sender_name="Bộ (mô phỏng)",
            symbol=f"{number + 1}/BTP-VP",
            subject=f"Về việc thứ {number}",
            dated=date(2023, 2, 1),
            files=[documents.Upload(name="quet.png", chunks=[SCAN, bytes([number])])],
        )
        came = documents.receive(receiving=receiving, by=by, at=at)
        documents.register(document_id=came.id, by=by, at=at)
    call_command("simulate_work_files", files=40, seed=204, verbosity=0)
    files = models.File.objects.all()
    assert set(files.values_list("level", flat=True)) == {"province", "district", "commune"}
    assert {one.stage for one in files} >= {rules.Stage.OPEN, rules.Stage.CLOSED, rules.Stage.ARCHIVED}
    assert {one.steps == one.steps_online for one in files} == {True, False}
    assert {one.listed for one in files} == {True, False}
    assert files.filter(tasks_late__gt=0).exists()
    assert models.Past.objects.exists()
    for one in files:
        day = one.opened_at.astimezone(clock.VN).date()
        assert worktime.is_working_day(day=day, calendar=dossiers.calendar())
