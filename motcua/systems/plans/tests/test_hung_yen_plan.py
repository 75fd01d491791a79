"""The plan of Hưng Yên as it is shipped: all 38 targets, each counted or saying why not, every fault by its line."""

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from motcua.spine import measure, plan as plans, sentence
from motcua.spine.collection import Collection
from motcua.systems.plans import counting

FILE = Path(settings.LAW) / "plans" / "hung-yen-2023.yaml"
COLLECTIONS: Mapping[str, Collection] = {
    name: source.collection for name, source in counting.declared().items()
}


@pytest.fixture(scope="module")
def text() -> str:
    return FILE.read_text(encoding="utf-8")


def test_the_plan_of_hung_yen_has_its_38_targets(text: str) -> None:
    plan = plans.read(text, collections=COLLECTIONS)
    assert Counter(target.pillar for target in plan.targets) == {
        "G": 5, "T": 4, "P": 10, "O": 5, "C": 3, "F": 3, "E": 8,
    }  # fmt: skip
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
        ("    notes:\n", "    note:\n", "unknown-key", "note:"),
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
    wrong = re.sub(r"    readings:\n(?:      .*\n)+", "", text, count=1)
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


def test_each_sentence_is_of_the_shape_of_its_target(text: str) -> None:
    shapes = {
        sentence.Share: measure.Shape.SHARE,
        sentence.Change: measure.Shape.CHANGE,
        sentence.Rank: measure.Shape.RANK,
        sentence.Level: measure.Shape.LEVEL,
    }
    for target in plans.read(text, collections=COLLECTIONS).targets:
        assert {shapes[type(reading.sentence)] for reading in target.readings} <= {target.shape}, target.id


def test_a_goal_of_one_part_names_a_value_that_is_asked_for(text: str) -> None:
    wrong = text.replace("part: province", "part: provins", 1)
    (fault,) = plans.faults(wrong, collections=COLLECTIONS)
    assert fault.code == "unknown-word"
    assert wrong.split("\n")[fault.line - 1][fault.column - 1 :].startswith("provins")
