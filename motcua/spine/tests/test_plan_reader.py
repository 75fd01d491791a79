"""A plan's file says all 38 targets, or every fault by its line."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from motcua.spine import measure, plan as plans
from motcua.spine.collection import Collection, Column, Type
from motcua.spine.procedure import Words

FILE = Path(__file__).resolve().parents[3] / "law" / "plans" / "hung-yen-2023.yaml"
NOTHING = Words(vi="x", en="x")


def _collection(name: str, **columns: Type) -> Collection:
    made = tuple(Column(name=column, type=type_, meaning=NOTHING) for column, type_ in columns.items())
    return Collection(name=name, meaning=NOTHING, key="id", room="dossiers", columns=made)


COLLECTIONS = {
    "dossiers": _collection(
        "dossiers",
        **dict.fromkeys(("id", "outcome", "service_level", "channel"), Type.TEXT),
        **dict.fromkeys(("open", "paused", "handled_online", "returned_online"), Type.BOOLEAN),
        **dict.fromkeys(("due_at", "due_session_start", "finished_at"), Type.MOMENT),
    ),
    "known_dossiers": _collection(
        "known_dossiers",
        id=Type.TEXT,
        filed_at=Type.MOMENT,
        recorded_at=Type.MOMENT,
        record_due_at=Type.MOMENT,
    ),
}


@pytest.fixture(scope="module")
def text() -> str:
    return FILE.read_text(encoding="utf-8")


def test_the_plan_of_hung_yen_has_its_38_targets(text: str) -> None:
    plan = plans.read(text, collections=COLLECTIONS)
    assert Counter(target.pillar for target in plan.targets) == {
        "G": 5, "T": 4, "P": 10, "O": 5, "C": 3, "F": 3, "E": 8,
    }  # fmt: skip
    assert [target.id for target in plan.targets if target.readings] == ["P1", "P2", "P8", "E8"]
    assert all(bool(target.readings) != bool(target.why) for target in plan.targets)
    assert {target.id for target in plan.targets if target.strive} == {"P2", "E7"}


def test_on_time_asks_for_more_than_95_percent_and_has_two_readings(text: str) -> None:
    plan = plans.read(text, collections=COLLECTIONS)
    target = plan.target("P1")
    assert target is not None
    assert [goal.said("vi") for goal in target.goals] == ["> 95 %"]
    assert [reading.key for reading in target.readings] == ["due", "returned"]
    assert plan.begins.isoformat() == "2023-01-01T00:00:00+07:00"
    assert plan.ends.isoformat() == "2024-01-01T00:00:00+07:00"


@pytest.mark.parametrize(
    ("old", "new", "code", "marked"),
    [
        ("  and outcome not in", "  and outcom not in", "column-not-known", "outcom not in"),
        ('- "> 95 %"', '- "over 95 %"', "goal-not-read", '"over 95 %"'),
        ("    shape: share", "    shape: shore", "unknown-word", "shore"),
        ("  - id: P2\n", "  - id: P1\n", "repeated", "P1"),
        ("    evidence: computed\n", "", "missing-key", "id: T1"),
        ("    why:\n", "    wy:\n", "unknown-key", "wy:"),
        ("until: 2023-12-31", "until: 2022-12-31", "period-backwards", "2022-12-31"),
        ("number: ", "number: [", "not-yaml", None),
    ],
)
def test_a_fault_is_found_on_its_line(text: str, old: str, new: str, code: str, marked: str | None) -> None:
    assert old in text
    wrong = text.replace(old, new, 1)
    found = [fault for fault in plans.faults(wrong, collections=COLLECTIONS) if fault.code == code]
    assert found, [fault.said() for fault in plans.faults(wrong, collections=COLLECTIONS)]
    if marked is not None:
        line = wrong.split("\n")[found[0].line - 1]
        assert line[found[0].column - 1 :].startswith(marked)
    with pytest.raises(plans.Refusal) as refused:
        plans.read(wrong, collections=COLLECTIONS)
    assert refused.value.code == "plan.file-has-faults"


def test_a_target_without_sentence_says_why(text: str) -> None:
    wrong = re.sub(r"    why:\n      vi: .*\n      en: .*\n", "", text, count=1)
    codes = [fault.code for fault in plans.faults(wrong, collections=COLLECTIONS)]
    assert codes == ["readings-or-why"]


def test_every_target_says_whom_it_covers_and_which_unit_answers(text: str) -> None:
    plan = plans.read(text, collections=COLLECTIONS)
    assert all(target.scope and target.units for target in plan.targets)
    lower = {target.id for target in plan.targets if target.judged is measure.Judged.LOWER_BOUND}
    assert lower == {"P4", "P5", "O4", "O5"}
    units = plan.target("O1")
    assert units is not None
    assert units.baseline is not None
    assert (units.baseline.day.isoformat(), units.baseline.figure) == ("2021-12-31", Fraction(600))
    assert units.baseline.source is not None, "a figure that was derived says so"


HEAD = """\
plan: cao-son-2026
name: {vi: "Kế hoạch", en: "Plan"}
number: "12/KH-UBND"
issued: 2025-12-20
issuer: {vi: "Ủy ban", en: "Committee"}
from: 2026-01-01
until: 2026-12-31
pillars:
  - {key: "1", name: {vi: "Một", en: "One"}, max: 10}
  - {key: "2.1", name: {vi: "Hai", en: "Two"}}
  - {key: TC, name: {vi: "Tài chính", en: "Finance"}}
targets:
"""
TARGET = """\
  - id: {id}
    statement: {{vi: "a", en: "a"}}
    shape: {shape}
    goals: ["{goal}"]
    owner: {{vi: "Sở", en: "Department"}}
    evidence: recorded
    source: {{vi: "a", en: "a"}}
    why: {{vi: "a", en: "a"}}
"""


def one(*more: str, id: str = '"1.2"', shape: str = "share", goal: str = "> 1 %") -> str:  # noqa: A002 - a target's id is what the plan calls it
    added = "".join(f"    {line}\n" for line in more)
    return HEAD + TARGET.format(id=id, shape=shape, goal=goal) + added


@pytest.mark.parametrize(
    ("id", "pillar"), [('"1.2"', "1"), ('"2.1.3a"', "2.1"), ("TC4", "TC"), ('"1"', "1"), ("TC1.2", "TC")]
)
def test_a_province_numbers_its_targets_in_its_own_way(id: str, pillar: str) -> None:  # noqa: A002 - as above
    plan = plans.read(one(id=id), collections={})
    assert plan.targets[0].pillar == pillar


def test_a_target_may_look_a_year_back_and_give_points() -> None:
    text = one(
        "period: {from: 2025-01-01, until: 2025-12-31}",
        'points: {max: 6, rule: full-at, figure: "80", nothing: zero}',
        "pillar: TC",
    )
    plan = plans.read(text, collections={})
    target = plan.targets[0]
    assert plan.period_of(target).begins.isoformat() == "2025-01-01T00:00:00+07:00"
    assert plan.period_of(target).ends.isoformat() == "2026-01-01T00:00:00+07:00"
    assert target.pillar == "TC"
    assert target.points == plans.Points(
        rule=plans.Rule.FULL_AT, limit=Fraction(6), figure=Fraction(80), nothing=plans.Nothing.ZERO
    )
    assert plan.scored
    assert plan.pillars[0].limit == 10


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        (one(id="3.1"), "not-text", "3.1"),
        (one(id='"3.1"'), "unknown-word", '"3.1"'),
        (one(id="12x3"), "bad-pattern", "12x3"),
        (one(goal="> 1 units"), "goal-unit", '"> 1 units"'),
        (one("judged: lower-bound", shape="change"), "judged-not-of-shape", "lower-bound"),
        (one("period: {from: 2025-02-01, until: 2025-01-01}"), "period-backwards", "2025-01-01"),
        (one('baseline: {what: {vi: "a", en: "a"}, day: 2025-12-31, figure: 3}'), "figure-and-source", "{what"),
        (one("points: {max: 6, rule: full-at}"), "points-figure", "full-at"),
        (one("points: {max: 6, figure: 3}"), "points-figure", "{max"),
        (one("points: {max: sáu}"), "not-a-figure", "sáu"),
        (one("points: {max: 0}"), "figure-too-small", "0"),
        (one("pillar: TX"), "unknown-word", "TX"),
        (one("readings: []").replace('    why: {vi: "a", en: "a"}\n', ""), "empty-list", "[]"),
    ],
)  # fmt: skip
def test_a_wrong_word_of_a_target_is_named_at_its_place(text: str, code: str, marked: str) -> None:
    found = plans.faults(text, collections={})
    assert [fault.code for fault in found] == [code], [fault.said() for fault in found]
    line = text.split("\n")[found[0].line - 1]
    assert line[found[0].column - 1 :].startswith(marked)
    assert "%(" not in found[0].said()


def test_grades_fall_from_the_highest() -> None:
    grades = (
        'grades: {source: {vi: "a", en: "a"}, steps: [{from: 90, name: {vi: "Tốt", en: "Good"}}, '
        '{from: %s, name: {vi: "Khá", en: "Fair"}}]}\n'
    )
    good = plans.read(grades % 80 + one(), collections={}).grades
    assert good is not None
    assert [words.vi if (words := good.of(Fraction(score))) else None for score in (95, 90, 85, 12)] == [
        "Tốt", "Tốt", "Khá", None,
    ]  # fmt: skip
    assert [fault.code for fault in plans.faults(grades % 95 + one(), collections={})] == [
        "grades-not-falling"
    ]
