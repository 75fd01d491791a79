"""Many clerks at once: no number is missing and none is given twice."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from motcua.base.signing import trial
from motcua.systems.documents import actions, models, rules
from motcua.systems.documents.tests import office as desk
from motcua.systems.documents.tests.office import HOME, NOW, Office

AT_ONCE = 24


@pytest.fixture
def office_for_all(transactional_db: None, authority: trial.Authority) -> Iterator[Office]:
    with desk.opened(authority) as opened:
        yield opened


def test_numbers_have_no_gap_and_no_double(office_for_all: Office) -> None:
    office = office_for_all
    lan, dung = office.actor("lan"), office.actor("dung")
    secret = actions.Drafting(unit=HOME, kind="bao-cao", subject="Báo cáo", secrecy="secret")
    drafts = [actions.draft(drafting=secret, by=lan, at=NOW) for _ in range(AT_ONCE)]
    for state in drafts:
        actions.submit(document_id=state.id, to=office.accounts["binh"], by=lan, at=NOW)
    gate = threading.Barrier(AT_ONCE)
    problems: list[Exception] = []
    refused: list[int] = []

    def number(place: int) -> None:
        try:
            gate.wait()
            mark = "không hợp lệ!" if place % 4 == 0 else ""  # every fourth is refused
            actions.number(
                document_id=drafts[place].id, mark=mark, by=dung, at=NOW + timedelta(seconds=place)
            )
        except rules.symbol.Refusal:
            refused.append(place)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a thread must reach the test
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=number, args=(place,)) for place in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(refused) == AT_ONCE // 4
    numbers = list(
        models.Document.objects.filter(number__isnull=False)
        .order_by("number")
        .values_list("number", flat=True)
    )
    assert numbers == list(range(1, AT_ONCE - AT_ONCE // 4 + 1))
