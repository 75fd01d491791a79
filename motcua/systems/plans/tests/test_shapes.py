"""A plan of every shape: each target has its value, its verdict, and the records of the figure now."""

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from motcua.spine import access, measure
from motcua.spine.measure import Verdict
from motcua.spine.worktime import VN
from motcua.systems.organisation import actions as organisation
from motcua.systems.plans import actions, counting, queries
from motcua.systems.plans.tests.dossiers import INSERT

NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
UNITS = (Path(settings.LAW) / "organisation" / "hung-yen-2023.yaml").read_text("utf-8")
HEAD = """
plan: shapes-2023
name: {vi: "Kế hoạch thử", en: "A plan to try"}
number: "1/KH"
issued: 2022-12-23
issuer: {vi: "Sở Nội vụ", en: "Department of Home Affairs"}
from: 2023-01-01
until: 2023-12-31
pillars:
  - {key: O, name: {vi: "Tổ chức", en: "Organisation"}}
targets:
"""
TARGET = """
  - id: {id}
    statement: {{vi: "Chỉ tiêu {id}", en: "Target {id}"}}
    shape: {shape}
    goals: ["{goal}"]
    owner: {{vi: "Sở Nội vụ", en: "Department of Home Affairs"}}
    evidence: computed
    source: {{vi: "Kế hoạch thử", en: "A plan to try"}}
    readings:
      - key: only
        label: {{vi: "một cách", en: "one way"}}
        sentence: |
          {sentence}
"""


def made(id_: str, shape: str, goal: str, sentence: str) -> str:
    return TARGET.format(id=id_, shape=shape, goal=goal, sentence=sentence)


PLAN = HEAD + "".join(
    (
        made(
            "O1", "change", "<= -2,5 %", "change of count of units where level = 'commune' against stated 170"
        ),
        made(
            "O2",
            "change",
            "<= -15 units",
            "change of count of units where level = 'commune' against stated 170",
        ),
        made("O3", "change", "> 0 units", "change of count of units where valid_from <= as_of against 2018"),
        made(
            "O4",
            "rank",
            "<= 20 rank",
            "rank rank of index_scores where index = 'par' and year = year of period",
        ),
        made("O5", "level", ">= 80 points", "level score of index_scores where index = 'sipas'"),
        made("O6", "share", ">= 50 %", "of dossiers that score >= 4 each field in ('dat-dai', 'ho-tich')"),
        made("O7", "level", ">= 2 points", "level supplements of dossiers where score = 5"),
    )
)


@pytest.fixture
def read(db: None) -> dict[str, queries.TargetReading]:
    organisation.load(text=UNITS, at=NOW, by="system")
    for number, (field, score) in enumerate([("ho-tich", 5), ("ho-tich", 4), ("ho-tich", 4), ("dat-dai", 1)]):
        with connection.cursor() as cursor:
            at = datetime(2023, 5, 5, 9, tzinfo=VN)
            values: dict[str, Any] = {
                "code": f"H31-{number}",
                "unit": "H31",
                "stage": 10,
                "filed": at,
                "due": at,
            }
            cursor.execute(
                INSERT,
                {**values, "finished": at, "outcome": "approved", "district": None, "level": "commune"},
            )
            cursor.execute(
                "UPDATE dossiers_dossier SET score = %s, field = %s WHERE code = %s",
                [score, field, f"H31-{number}"],
            )
    actions.load_plan(text=PLAN, by=access.system("importer"), at=NOW)
    return {target.id: target for target in queries.read(plan="shapes-2023", now=NOW).targets}


def test_a_change_is_asked_in_its_own_unit_and_in_percent(read: dict[str, queries.TargetReading]) -> None:
    assert (
        read["O1"].measured
        == read["O2"].measured
        == measure.Change(baseline=Fraction(170), now=Fraction(161))
    )
    assert (read["O1"].value, read["O1"].verdict) == (Fraction(-900, 170), Verdict.ON_COURSE)
    assert (read["O2"].value, read["O2"].verdict) == (Fraction(-9), Verdict.BEHIND)
    assert (read["O3"].value, read["O3"].verdict) == (Fraction(205), Verdict.ON_COURSE)
    asked = queries.Asked(plan="shapes-2023", target="O1")
    for side, size in (("of", 161), ("that", 161), ("rest", 0)):
        assert queries.records(asked=asked, side=queries.side_of(side), now=NOW).count == size
    (line,) = queries.breakdown(asked=asked, by=("level",), now=NOW).lines
    assert line.value == measure.Level(recorded=Fraction(161))


def test_what_is_not_kept_yet_is_no_data_and_says_so(read: dict[str, queries.TargetReading]) -> None:
    for target in ("O4", "O5"):
        assert read[target].verdict is Verdict.NO_DATA
        assert read[target].value is None
        why = read[target].why
        assert why is not None
        assert why.vi.startswith("Chưa có số liệu: sổ")
    asked = queries.Asked(plan="shapes-2023", target="O4")
    with pytest.raises(counting.Refusal) as refused:
        queries.breakdown(asked=asked, by=("year",), now=NOW)
    assert refused.value.code == "plans.not-broken-down"


def test_each_named_value_must_reach_the_goal(read: dict[str, queries.TargetReading]) -> None:
    share = read["O6"].measured
    assert isinstance(share, measure.Share)
    assert (share.numerator, share.denominator) == (3, 4)
    assert [(part.value, part.share.numerator, part.share.denominator) for part in share.parts] == [
        ("dat-dai", 0, 1),
        ("ho-tich", 3, 3),
    ]
    assert read["O6"].verdict is Verdict.BEHIND


def test_a_level_reads_the_one_record_and_never_guesses_among_several(
    read: dict[str, queries.TargetReading],
) -> None:
    assert read["O7"].measured == measure.Level(recorded=Fraction(0))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET score = 5")
    (target,) = queries.target(plan="shapes-2023", id="O7", now=NOW).targets
    assert target.verdict is Verdict.NO_DATA
    assert target.why is not None
    assert "hơn một bản ghi" in target.why.vi
