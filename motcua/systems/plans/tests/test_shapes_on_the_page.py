"""A change shows its baseline, its absolute and its relative figure at once; what is not kept shows no zero."""

import io
from datetime import datetime

import pytest
from django.core.management import call_command
from django.test import Client

from motcua.base import clock
from motcua.spine.worktime import VN
from motcua.systems.organisation import actions as organisation
from motcua.systems.plans.tests import dossiers, leaders
from motcua.systems.plans.tests.test_target_page import seen

pytestmark = pytest.mark.django_db
CHANGED = """
plan: change-2023
name: {vi: "Kế hoạch thử", en: "A plan to try"}
number: "1/KH"
issued: 2022-12-23
issuer: {vi: "Sở Nội vụ", en: "Department of Home Affairs"}
from: 2023-01-01
until: 2023-12-31
pillars:
  - {key: O, name: {vi: "Tổ chức", en: "Organisation"}}
targets:
  - id: O1
    statement: {vi: "Hồ sơ giảm", en: "Fewer dossiers"}
    shape: change
    goals: ["<= -20 %", "<= -5 units"]
    owner: {vi: "Sở Nội vụ", en: "Department of Home Affairs"}
    evidence: computed
    source: {vi: "thử", en: "a trial"}
    baseline: {what: {vi: "năm 2022", en: "2022"}, day: 2022-12-31, figure: 10, source: {vi: "thử", en: "a trial"}}
    readings:
      - key: all
        label: {vi: "Tất cả", en: "All"}
        sentence: "change of count of dossiers against stated 10"
"""


def page(client: Client, plan: str, target: str) -> str:
    with clock.at(dossiers.NOW):
        answer = client.get(f"/ke-hoach/{plan}/{target}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_change_shows_baseline_absolute_and_relative_at_once(client: Client) -> None:
    organisation.load(text=leaders.UNITS, at=leaders.SINCE, by="system:test")
    dossiers.load(CHANGED)
    due = datetime(2023, 5, 10, 16, tzinfo=VN)
    for number in range(6):
        dossiers.file(number, due=due, finished=due)
    said = seen(page(client, "change-2023", "O1"))
    assert "Mốc so sánh 10" in said
    assert "Hiện nay 6" in said
    assert "≤ -20 % -40 % đạt mức chỉ tiêu" in said
    assert "≤ -5 đơn vị -4 đơn vị chưa đạt mức chỉ tiêu" in said
    assert "hồ sơ thỏa mãn" not in said, "a change is of no share"
    assert "6 so với 10 · Chỉ tiêu ≤ -20 %" in said
    assert "None" not in said
    assert "Tất cả: 6 so với 10" in said, "what anybody can count again is what the page says"


def test_the_records_behind_a_change_have_no_sides(client: Client) -> None:
    organisation.load(text=leaders.UNITS, at=leaders.SINCE, by="system:test")
    dossiers.load(CHANGED)
    due = datetime(2023, 5, 10, 16, tzinfo=VN)
    dossiers.file(1, due=due, finished=due)
    with clock.at(dossiers.NOW):
        listed = client.get("/ke-hoach/change-2023/O1/ho-so/?side=of").content.decode()
    assert "1 hồ sơ đứng sau chỉ tiêu O1" in seen(listed)
    assert "thỏa mãn" not in seen(listed)


def test_a_baseline_that_the_records_give_otherwise_is_said_to_be_the_one_that_counts(
    client: Client,
) -> None:
    """The document says ten; of those filed in 2022 the house holds four, and six of 2023."""
    organisation.load(text=leaders.UNITS, at=leaders.SINCE, by="system:test")
    by_year = "change of count of dossiers where filed_at in period against 2022"
    dossiers.load(CHANGED.replace("change of count of dossiers against stated 10", by_year))
    for number in range(10):
        due = datetime(2022 if number < 4 else 2023, 5, 10, 16, tzinfo=VN)
        dossiers.file(number, due=due, finished=due)
    said = seen(page(client, "change-2023", "O1"))
    assert "6 so với 4" in said
    assert "năm 2022: 10 (thử); từ số liệu đang có đếm được 4, kết quả được xét theo số này" in said
    assert "Mốc so sánh: cũng câu hỏi ấy, với các thời điểm: $start = 00:00:00 01/01/2022" in said


def test_a_plan_of_next_year_says_that_it_has_not_begun(client: Client) -> None:
    leaders.province()
    text = dossiers.TEXT.replace("from: 2023-01-01", "from: 2024-01-01").replace(
        "until: 2023-12-31", "until: 2024-12-31"
    )
    dossiers.load(text.replace("plan: hung-yen-2023", "plan: hung-yen-2024"))
    said = seen(page(client, "hung-yen-2024", "P1"))
    assert "Kỳ của chỉ tiêu bắt đầu từ ngày 01/01/2024; vào thời điểm xem, kỳ chưa bắt đầu" in said
    with clock.at(dossiers.NOW):
        before = client.get(f"/ke-hoach/{dossiers.PLAN}/P1/?as_of=2019-01-01").content.decode()
    assert "Kỳ của chỉ tiêu bắt đầu từ ngày 01/01/2023" in seen(before)


def test_a_register_nobody_keeps_shows_no_zero(client: Client) -> None:
    leaders.province()
    said = seen(page(client, dossiers.PLAN, "O1"))
    assert "0 hồ sơ" not in said
    assert "nhập bảng đang có" in said


def test_an_index_is_not_yet_published_until_it_is(client: Client) -> None:
    leaders.province()
    told = seen(page(client, dossiers.PLAN, "G1"))
    assert told.count("Chưa công bố") == 2, "at the head and on the card of how it is counted"
    assert "Chưa có số liệu" not in told.replace("Chưa có số liệu: ", ""), "only of what is lacking"
    with clock.at(dossiers.NOW):
        out = io.StringIO()
        call_command("measure", dossiers.PLAN, stdout=out)
    assert "G1   Chưa công bố" in out.getvalue()
