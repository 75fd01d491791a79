"""Many at once: fifty receptions at one counter miss no number and double none, eight identical calls file once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import connection
from django.test import Client

from motcua.base import clock
from motcua.spine.dossier import Refusal
from motcua.systems.dossiers import actions, models
from motcua.systems.dossiers.tests import citizens, programs
from motcua.systems.dossiers.tests.people import BINH, COMMUNE, at_counter

AT_ONCE = 50


def test_numbers_have_no_gap_and_no_double(office_for_all: datetime) -> None:
    gate = threading.Barrier(AT_ONCE)
    problems: list[Exception] = []
    refused: list[int] = []

    def receive(place: int) -> None:
        try:
            gate.wait()
            case = "khong-co" if place % 5 == 0 else ""  # every fifth is refused after its number was taken
            actions.receive_at_counter(
                filing=at_counter(case=case), by=BINH, at=office_for_all, key=f"k{place}"
            )
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


def test_eight_identical_calls_at_once_make_one_dossier(office_for_all: datetime) -> None:
    lan = programs.everybody(office_for_all)["lan"]
    gate = threading.Barrier(8)

    def file(_: int) -> tuple[int, str]:
        try:
            gate.wait()
            answer = lan.file(key="quay-3-0001")
            return answer.status, answer.body.get("code")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(file, range(8)))
    assert answers == {(201, f"{COMMUNE}-230301-0001")}
    assert models.Dossier.objects.count() == 1


def test_eight_clicks_at_once_file_one_dossier_and_all_are_led_to_it(office_for_all: datetime) -> None:
    led: list[str] = []
    with citizens.at_home() as lan:
        draft = citizens.write(lan)

        def click(browser: Client) -> None:
            try:
                with clock.at(office_for_all):
                    answer = browser.post(f"{citizens.APPLY}kiem-tra/", {"draft": draft.id})
                led.append(answer.headers.get("Location", str(answer.status_code)))
            finally:
                connection.close()

        clicks = []
        for _ in range(8):
            browser = Client()
            browser.cookies = lan.browser.cookies
            clicks.append(threading.Thread(target=click, args=(browser,)))
        for each in clicks:
            each.start()
        for each in clicks:
            each.join()
    filed = models.Dossier.objects.get()
    assert led == [f"/ho-so-cua-toi/{filed.code}/da-nop/"] * 8
