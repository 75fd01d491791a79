"""Fifty receptions at once at one counter: no number missing, none given twice."""

import threading
from datetime import datetime

import pytest
from django.db import connection

from motcua.spine.dossier import Refusal
from motcua.systems.dossiers import actions, models
from motcua.systems.dossiers.tests.people import BINH, COMMUNE, at_counter

AT_ONCE = 50


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double(office: datetime) -> None:
    gate = threading.Barrier(AT_ONCE)
    problems: list[Exception] = []
    refused: list[int] = []

    def receive(place: int) -> None:
        try:
            gate.wait()
            case = "khong-co" if place % 5 == 0 else ""  # every fifth is refused after its number was taken
            actions.receive_at_counter(filing=at_counter(case=case), by=BINH, at=office, key=f"k{place}")
        except Refusal:
            refused.append(place)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a thread must reach the test
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=receive, args=(place,)) for place in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(refused) == AT_ONCE // 5
    codes = sorted(models.Dossier.objects.values_list("code", flat=True))
    assert codes == [f"{COMMUNE}-230301-{n:04d}" for n in range(1, 41)]
