"""A change divided by a column shows now and before, on the page as in the API, and its lines add up to the whole."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client

from motcua.base import clock
from motcua.spine import plan as plans
from motcua.systems.plans import counting
from motcua.systems.plans.tests import dossiers, registers
from motcua.systems.plans.tests.test_target_page import seen

pytestmark = pytest.mark.django_db
O3 = "/ke-hoach/hung-yen-2023/O3/"
API = "/api/plans/hung-yen-2023/targets/O3/breakdown"


def assign(*rows: Sequence[Any]) -> None:
    """Assign quotas of civil servants: unit, year, posts."""
    told = [{"unit": unit, "year": year, "kind": "civil", "assigned": posts} for unit, year, posts in rows]
    registers.bring("staff_quotas", told, at=dossiers.NOW)


@pytest.fixture(autouse=True)
def province(settings: Any, tmp_path: Any) -> None:
    """The province with a district of two communes; the district grows by two posts while a department loses thirty."""
    settings.VAR = tmp_path
    law = django_settings.LAW
    call_command("load_organisation", str(law / "organisation" / "hung-yen-2023.yaml"), verbosity=0)
    dossiers.load()
    assign(
        ("H31.09", 2021, 100), ("H31.09", 2023, 70),
        ("H31.33", 2021, 50), ("H31.33", 2023, 51),
        ("H31.33.111", 2021, 20), ("H31.33.111", 2023, 21),
    )  # fmt: skip


def page(client: Client, query: str = "") -> str:
    with clock.at(dossiers.NOW):
        answer = client.get(O3 + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_unit_shows_what_it_is_and_what_it_was(client: Client) -> None:
    told = seen(page(client))
    assert "Hiện nay Mốc so sánh Tăng, giảm Tỷ lệ" in told
    assert "70 100 -30 -30 % đạt mức chỉ tiêu" in told
    assert "và đơn vị trực thuộc 72 70 +2 +2,9 % chưa đạt mức chỉ tiêu" in told
    assert "Tổng cộng 142 170 -28 -16,5 %" in told
    assert "xa mức chỉ tiêu nhất" in told
    assert "thỏa mãn" not in told, "nothing of it is a share"


def test_the_bars_show_now_against_before(client: Client) -> None:
    shown = page(client)
    assert 'style="--goal:1.0000"><span style="--part:0.7000">' in shown
    assert "vạch đứng: mốc so sánh" in shown


def test_the_page_says_what_the_api_says(client: Client) -> None:
    with clock.at(dossiers.NOW):
        lines = client.get(API, {"by": "unit"}).json()
        whole = client.get("/api/plans/hung-yen-2023/targets/O3").json()
    assert {line["values"]["unit"]: (line["now"], line["before"]) for line in lines} == {
        "H31.09": (70, 100),
        "H31.33": (51, 50),
        "H31.33.111": (21, 20),
    }
    assert [line["value"] for line in lines if line["values"]["unit"] == "H31.09"] == [-30.0]
    assert {(line["numerator"], line["denominator"]) for line in lines} == {(None, None)}
    (reading,) = whole["readings"]
    assert reading["values"] == {"percent": whole["value"], "posts": -28.0}
    assert (reading["numerator"], reading["denominator"]) == (None, None)


def test_two_columns_cross(client: Client) -> None:
    told = seen(page(client, "?theo=kind&va=unit"))
    assert "Mỗi ô: con số hiện nay theo" in told
    assert "142 70 51 21" in told


def test_a_number_of_a_line_opens_onto_its_records(client: Client) -> None:
    shown = page(client)
    assert "under_unit=H31.33" in shown
    with clock.at(dossiers.NOW):
        listed = client.get("/ke-hoach/hung-yen-2023/O3/ho-so/?side=of&under_unit=H31.33")
    assert "Xã Xuân Quan" in listed.content.decode()


def stated(baseline: str = "") -> str:
    """The plan with O3 held against a figure that it states."""
    text = dossiers.TEXT.replace(
        'where kind = "civil" and year = year of period\n          against 2021',
        'where kind = "civil" and year = year of period\n          against stated 170',
        1,
    )
    place = text.index("  - id: O3\n")
    if baseline:
        at = text.index("    baseline:", place)
        text = text[:at] + baseline + text[text.index("    owner:", at) :]
    assert text != dossiers.TEXT
    return text


BY_UNIT = """\
    baseline:
      what: {vi: "Biên chế năm 2021"}
      day: 2021-12-31
      figure: 170
      source: {vi: "Quyết định giao biên chế"}
      units: {H31.09: 90, H31.33: 60, H31.12: 20}
"""


def test_months_are_not_offered_and_a_stated_figure_is_said_to_be_of_the_whole(client: Client) -> None:
    assert 'value="month"' not in page(client)
    dossiers.load(stated())
    told = seen(page(client))
    assert "Mốc so sánh (170) là con số nêu chung cho cả chỉ tiêu, không chia theo" in told
    assert "Cả chỉ tiêu: -28." in told
    assert "Hiện nay Mốc so sánh Tăng, giảm" not in told
    assert "Lớn nhất: " in told
    assert "xa mức chỉ tiêu nhất" not in told
    assert "70 – – –" not in told


def test_a_stated_figure_may_be_divided_among_units(client: Client) -> None:
    dossiers.load(stated(BY_UNIT))
    told = seen(page(client))
    assert "70 90 -20 -22,2 %" in told
    assert "và đơn vị trực thuộc 72 60 +12" in told
    assert "0 20 -20 -100 %" in told, "a unit that has nothing any more"
    assert "Tổng cộng 142 170 -28" in told
    with clock.at(dossiers.NOW):
        lines = client.get(API, {"by": "unit"}).json()
    assert {line["values"]["unit"]: (line["now"], line["before"]) for line in lines} == {
        "H31.09": (70, 90),
        "H31.33": (51, 60),
        "H31.33.111": (21, 0),
        "H31.12": (0, 20),
    }
    assert "Mốc so sánh (170) là con số nêu chung" in seen(page(client, "?theo=kind"))


def test_parts_that_are_not_the_whole_are_refused() -> None:
    wrong = stated(BY_UNIT).replace("H31.12: 20", "H31.12: 21")
    (fault,) = plans.faults(wrong, collections=counting.engine().collections)
    assert (fault.code, fault.params["total"]) == ("units-add-up", "171")


def test_a_mean_does_not_add_up_and_so_follows_no_tree(client: Client) -> None:
    mean = dossiers.TEXT.replace(
        'change of sum assigned of staff_quotas\n          where kind = "civil"',
        'change of mean assigned of staff_quotas\n          where kind = "civil"',
        1,
    )
    assert mean != dossiers.TEXT
    dossiers.load(mean)
    told = seen(page(client))
    assert "và đơn vị trực thuộc" not in told
    assert "70 100 -30 -30 %" in told
    assert "– 70 51 21" in seen(page(client, "?theo=kind&va=unit"))
