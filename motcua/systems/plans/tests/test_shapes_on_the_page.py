"""A change shows its baseline, its absolute and its relative figure at once; what is not kept shows no zero."""

from datetime import datetime

import pytest
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


def test_a_register_nobody_keeps_shows_no_zero(client: Client) -> None:
    leaders.province()
    said = seen(page(client, dossiers.PLAN, "O1"))
    assert "0 hồ sơ" not in said
    assert "nhập bảng đang có" in said


def test_an_index_is_not_yet_published_until_it_is(client: Client) -> None:
    leaders.province()
    assert "Chưa công bố" in seen(page(client, dossiers.PLAN, "G1"))
