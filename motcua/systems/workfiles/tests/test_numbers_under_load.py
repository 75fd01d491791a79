"""Many open files outside of the list and hand files over at once: no number is missing, none is given twice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from motcua.systems.workfiles import actions, models
from motcua.systems.workfiles.tests.office import COMMUNE, NOW, Office, opened

HANDS, EACH = 6, 5


@pytest.mark.django_db(transaction=True)
def test_files_opened_at_once_get_the_numbers_one_after_the_other(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    office = Office()
    lan = office.actor("lan")

    def work(_hand: int) -> list[str]:
        try:
            made = [opened(office, secrecy="secret") for _ in range(EACH)]
            for one in made:
                actions.close(file_id=one.id, by=lan, at=NOW)
            actions.hand_over(unit=COMMUNE, files=[one.id for one in made], by=lan, at=NOW)
            return [one.code for one in made]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        codes = [code for given in hands.map(work, range(HANDS)) for code in given]
    assert sorted(codes) == [f"{number:02d}.PS" for number in range(1, HANDS * EACH + 1)]
    numbers = models.Batch.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, HANDS + 1))
