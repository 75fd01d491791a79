"""Records are counted by their own word: forms are no dossiers, on the page, in lists and in files."""

import io
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from python_calamine import CalamineWorkbook

from motcua.base import clock
from motcua.spine import plan as plans
from motcua.spine.collection import RECORD
from motcua.systems.plans import counting, queries
from motcua.systems.plans.tests import dossiers, registers
from motcua.systems.plans.tests.test_target_page import seen

O4 = "/ke-hoach/hung-yen-2023/O4/"


def test_everything_that_is_counted_has_a_word_of_its_own() -> None:
    for name, source in counting.declared().items():
        noun = source.collection.noun
        assert noun != RECORD, name
        assert all((noun.vi, noun.one, noun.many)), name
        assert noun.one != noun.vi, name


def test_one_form_is_one_and_two_are_forms() -> None:
    noun = counting.declared()["survey_answers"].collection.noun
    assert [noun.said("en", count) for count in (0, 1, 2)] == ["forms", "form", "forms"]
    assert [noun.said("vi", count) for count in (1, 2)] == ["phiếu", "phiếu"]


@pytest.fixture
def answers(db: None, settings: Any, tmp_path: Any) -> None:
    """Two forms about the administration, one of them satisfied."""
    settings.VAR = tmp_path
    law = django_settings.LAW
    call_command("load_organisation", str(law / "organisation" / "hung-yen-2023.yaml"), verbosity=0)
    dossiers.load()
    form = {
        "survey": "1",
        "sector": "administration",
        "asked_on": "1/5/2023",
        "answered_on": "2/5/2023",
        "valid": "Có",
    }
    rows = [{**form, "form": str(score), "score": score} for score in (3, 4)]
    registers.bring("survey_answers", rows, at=dossiers.NOW)


def page(client: Client, address: str) -> str:
    with clock.at(dossiers.NOW):
        answer = client.get(address)
    assert answer.status_code == 200
    return seen(answer.content.decode())


def test_a_survey_s_page_and_lists_speak_of_forms(client: Client, answers: None) -> None:
    told = page(client, O4)
    for said in (
        "1 phiếu thỏa mãn",
        "2 phiếu được tính",
        "1 phiếu chưa thỏa mãn",
        "phiếu dự kiến còn phát sinh",
    ):
        assert said in told
    assert "hồ sơ thỏa mãn" not in told
    listed = page(client, f"{O4}ho-so/?side=of")
    assert "2 phiếu đứng sau chỉ tiêu O4" in listed
    assert "Tất cả phiếu được tính" in listed
    assert "Không có phiếu nào" in page(client, f"{O4}ho-so/?side=of&unit=H31.09")


def test_in_english_one_form_is_not_forms(client: Client, answers: None) -> None:
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    told = page(client, O4)
    assert "1 form satisfying" in told
    assert "2 forms counted" in told


def test_an_exported_sheet_is_named_by_what_it_lists(client: Client, answers: None) -> None:
    with clock.at(dossiers.NOW):
        made = client.get(f"{O4}ho-so.xlsx")
    assert CalamineWorkbook.from_filelike(io.BytesIO(made.getvalue())).sheet_names == ["Phiếu"]


def test_nothing_arisen_says_of_what(client: Client, answers: None) -> None:
    (target,) = queries.target(plan=dossiers.PLAN, id="O5", now=dossiers.NOW).targets
    assert target.why is not None
    assert target.why.vi == "Trong kỳ không phát sinh phiếu nào thuộc phạm vi chỉ tiêu này."
    assert target.why.en.startswith("No form within")


def test_what_was_left_out_is_told_and_not_judged(client: Client, answers: None) -> None:
    """Of the documents exchanged, how many are secret is no question of late or in time."""
    with clock.at(dossiers.NOW):
        readings = client.get("/api/plans/hung-yen-2023/targets/E1").json()["readings"]
    assert {one["key"]: one["verdict"] is None for one in readings} == {
        "sent": False,
        "electronic": False,
        "secret": True,
    }
    told = page(client, "/ke-hoach/hung-yen-2023/E1/")
    last = told[told.index("Văn bản mật được loại trừ") :]
    assert "Chậm tiến độ" not in last[:300]
    assert "Không phát sinh" not in last[:60]


def test_the_headline_is_always_judged() -> None:
    wrong = dossiers.TEXT.replace("      - key: sent\n", "      - key: sent\n        judged: false\n", 1)
    (fault,) = plans.faults(wrong, collections=counting.engine().collections)
    assert fault.code == "headline-not-judged"
