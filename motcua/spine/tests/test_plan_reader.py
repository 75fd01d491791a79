"""A plan's file says all 38 targets, or every fault by its line."""

import re
from collections import Counter
from pathlib import Path

import pytest

from motcua.spine import plan as plans
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
