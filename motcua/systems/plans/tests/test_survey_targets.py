"""A survey says how many of those asked have answered, beside its figure and its bound, wherever the figure stands."""

import csv
import io
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client

from motcua.base import clock
from motcua.base.tests import paper
from motcua.spine import measure, plan as plans
from motcua.systems.plans import counting, models, queries
from motcua.systems.plans.tests import dossiers, registers
from motcua.systems.plans.tests.test_target_page import seen

pytestmark = pytest.mark.django_db
ASKED = """    asked: |
      of survey_answers
      where sector = "administration" and asked_on in period
      that answered_on <= as_of
"""
O4 = "/ke-hoach/hung-yen-2023/O4/"


def hand_out(forms: int, *, answered: int, satisfied: int, sector: str = "administration") -> None:
    """Hand out forms on the first of May; the first of them come back a day later, the first of these satisfied."""
    blank = {"answered_on": "", "valid": "", "score": ""}
    answer = {"answered_on": "2/5/2023", "valid": "Có"}
    rows = [
        {"survey": "1", "form": f"{sector}-{form}", "sector": sector, "asked_on": "1/5/2023"}
        | (answer | {"score": 4 if form < satisfied else 3} if form < answered else blank)
        for form in range(forms)
    ]
    registers.bring("survey_answers", rows, at=dossiers.NOW)


@pytest.fixture(autouse=True)
def province(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path
    law = django_settings.LAW
    call_command("load_organisation", str(law / "organisation" / "hung-yen-2023.yaml"), verbosity=0)
    dossiers.load()


def read(target: str) -> queries.TargetReading:
    return queries.target(plan=dossiers.PLAN, id=target, now=dossiers.NOW).targets[0]


def page(client: Client, address: str) -> str:
    with clock.at(dossiers.NOW):
        answer = client.get(address)
    assert answer.status_code == 200
    return seen(answer.content.decode())


def test_four_hundred_satisfied_of_a_thousand_asked_say_how_few_answered(client: Client) -> None:
    hand_out(1000, answered=412, satisfied=400)
    found = read("O4")
    assert (found.numerator, found.denominator) == (400, 412)
    assert found.response is not None
    assert (found.response.share.numerator, found.response.share.denominator) == (412, 1000)
    told = page(client, O4)
    assert "412 trên 1.000 lượt hỏi đã có trả lời (41,2 %)" in told
    assert "tỷ lệ thật nằm từ 95" in told, "the bound stands beside it"
    assert "412 trên 1.000 lượt hỏi" in page(client, "/ke-hoach/hung-yen-2023/")


def test_a_program_reads_the_bound_and_the_response(client: Client) -> None:
    hand_out(1000, answered=412, satisfied=400)
    with clock.at(dossiers.NOW):
        told = client.get("/api/plans/hung-yen-2023/targets/O4").json()
        given = client.get("/du-lieu-mo/hung-yen-2023/O4.json").json()
        cube = client.get("/du-lieu-mo/hung-yen-2023/O4.jsonstat").json()
        table = client.get("/du-lieu-mo/hung-yen-2023.csv").content.decode("utf-8-sig")
        plain = client.get("/api/plans/hung-yen-2023/targets/P1").json()
    bound = measure.wilson(measure.Share(numerator=400, denominator=412))
    assert bound is not None
    assert told["judged"] == "lower-bound"
    assert told["interval"]["low"] == pytest.approx(float(bound.low), abs=1e-6)
    response = told["response"]
    assert (response["answered"], response["asked"], response["rate"]) == (412, 1000, 41.2)
    assert "asked_on in period" in response["sentence"]
    assert (plain["judged"], plain["interval"], plain["response"]) == ("point", None, None)
    assert (given["survey"]["answered"], given["survey"]["asked"]) == (412, 1000)
    assert cube["extension"]["survey"]["response_percent"] == 41.2
    (row,) = [one for one in csv.DictReader(io.StringIO(table)) if one["target"] == "O4"]
    assert (row["asked"], row["answered"], row["judged"]) == ("1000", "412", "lower-bound")
    assert float(row["low"]) == pytest.approx(float(bound.low), abs=1e-6)


def test_each_part_of_a_survey_has_its_own_response(client: Client) -> None:
    hand_out(100, answered=90, satisfied=80, sector="health")
    hand_out(200, answered=20, satisfied=20, sector="education")
    with clock.at(dossiers.NOW):
        parts = client.get("/api/plans/hung-yen-2023/targets/O5").json()["response"]["parts"]
    assert {part["part"]: (part["answered"], part["asked"], part["rate"]) for part in parts} == {
        "health": (90, 100, 90.0),
        "education": (20, 200, 10.0),
    }
    told = page(client, "/ke-hoach/hung-yen-2023/O5/")
    assert "20 trên 200 lượt hỏi đã có trả lời (10 %)" in told


def test_each_part_says_beside_its_goal_what_it_has_come_to_and_what_judges_it(client: Client) -> None:
    """Hà sees why O5 is behind: nine in ten patients are satisfied, but of thirty asked that is surely no nine in ten."""
    hand_out(30, answered=30, satisfied=28, sector="health")
    hand_out(100, answered=100, satisfied=100, sector="education")
    told = page(client, "/ke-hoach/hung-yen-2023/")
    assert "y tế: ≥ 85 % (nay 93,3 %, cận dưới 78,7 %)" in told
    assert "giáo dục: ≥ 85 % (nay 100 %, cận dưới 96,3 %)" in told
    assert "xét theo cận dưới (độ tin cậy 95 %: từ" in told


def test_parts_that_are_judged_by_themselves_say_only_what_they_have_come_to(client: Client) -> None:
    file: dict[str, Any] = {"unit": "H31.31", "level": "district", "opened_on": "1/3/2023", "secret": "Không"}
    rows = [
        file | {"code": f"{number}.TH", "steps": 4, "steps_online": 4 if number < 3 else 3}
        for number in range(4)
    ]
    registers.bring("work_files", rows, at=dossiers.NOW)
    told = page(client, "/ke-hoach/hung-yen-2023/")
    assert "cấp huyện: ≥ 50 % (nay 75 %)" in told
    assert "cấp xã: ≥ 30 % (" not in told, "nothing is said of what has not arisen"


@paper.POPPLER
def test_it_is_printed_too(client: Client) -> None:
    hand_out(1000, answered=412, satisfied=400)
    with clock.at(dossiers.NOW):
        made = bytes(client.get("/ke-hoach/hung-yen-2023.pdf").content)
    words = paper.text(made).replace("\N{NO-BREAK SPACE}", " ")
    assert "412 trên 1.000 lượt hỏi" in words
    assert "Trang 1/2" in words


def test_nobody_asked_is_no_rate_and_a_register_not_kept_says_nothing(client: Client) -> None:
    assert read("O4").response is None
    hand_out(10, answered=5, satisfied=5, sector="health")
    assert read("O4").response is not None
    with clock.at(dossiers.NOW):
        response = client.get("/api/plans/hung-yen-2023/targets/O4").json()["response"]
    assert (response["asked"], response["rate"]) == (0, None)


def test_a_survey_that_does_not_say_whom_it_asked_is_not_put_in_force() -> None:
    bare = dossiers.TEXT.replace(ASKED, "", 1)
    assert bare != dossiers.TEXT
    (fault,) = plans.faults(bare, collections=counting.engine().collections)
    assert fault.code == "asked-missing"
    assert bare.split("\n")[fault.line - 1][fault.column - 1 :].startswith("lower-bound")
    with pytest.raises(plans.Refusal):
        dossiers.load(bare)


def test_one_that_was_in_force_before_is_still_read_and_says_so(client: Client) -> None:
    """A version is never rewritten: what was put in force without saying whom it asked shows no rate."""
    bare = dossiers.TEXT.replace(ASKED, "", 1)
    plan = plans.read(bare, collections=counting.engine().collections)
    assert plan.target("O4") is not None
    hand_out(10, answered=5, satisfied=5)
    row = models.PlanVersion.objects.get(plan=dossiers.PLAN, number=1)
    models.PlanVersion.objects.filter(pk=row.pk).update(body=bare, digest="0" * 64)
    assert "chưa biết tỷ lệ trả lời" in page(client, O4)


def test_to_ask_others_is_another_definition() -> None:
    other = dossiers.TEXT.replace(
        'where sector = "administration" and asked_on in period', "where asked_on in period", 1
    )
    loaded = dossiers.load(other)
    assert loaded.redefined == ("O4",)
    last = queries.definition_history(plan=dossiers.PLAN, target="O4")[-1]
    assert last.before is not None
    assert last.sentences[queries.WHO_ASKED] != last.before[queries.WHO_ASKED]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    judged: lower-bound\n" + ASKED, ASKED, "asked-not-of-survey"),
        (ASKED, '    asked: "change of count of survey_answers against 2021"\n', "not-a-share"),
        (ASKED, ASKED.replace("asked_on", "askedon"), "column-not-known"),
    ],
)
def test_a_wrong_asking_is_a_fault(old: str, new: str, code: str) -> None:
    wrong = dossiers.TEXT.replace(old, new, 1)
    assert wrong != dossiers.TEXT
    assert [one.code for one in plans.faults(wrong, collections=counting.engine().collections)] == [code]
