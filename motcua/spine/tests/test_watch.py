"""A watch list is read like a plan, its faults by line; a share with and without what bears a sign is the whole."""

from datetime import datetime

import pytest

from motcua.spine import plan as plans, sentence
from motcua.spine.collection import Collection, Column, Type
from motcua.spine.procedure import Words
from motcua.spine.worktime import VN

W = Words(vi="x", en="x")
DOSSIERS = Collection(
    name="dossiers",
    meaning=W,
    key="id",
    room="dossiers",
    columns=(
        Column(name="id", type=Type.TEXT, meaning=W),
        Column(name="supplements", type=Type.INTEGER, meaning=W),
        Column(name="late", type=Type.BOOLEAN, meaning=W),
    ),
)
FILES = Collection(name="files", meaning=W, key="id", room="files", columns=DOSSIERS.columns)
ASKED = sentence.Asked(
    as_of=datetime(2023, 6, 1, tzinfo=VN),
    start=datetime(2023, 1, 1, tzinfo=VN),
    end=datetime(2024, 1, 1, tzinfo=VN),
)
KNOWN = {"dossiers": DOSSIERS, "files": FILES}
GOOD = """\
watch: dossiers
name: {vi: "Dấu hiệu", en: "Signs"}
detectors:
  - key: second
    statement: {vi: "Hai lần", en: "Twice"}
    note: {vi: "Vì sao", en: "Why"}
    sentence: |
      of dossiers that supplements >= 2
  - key: later
    statement: {vi: "Chưa có", en: "Not yet"}
    note: {vi: "Vì sao", en: "Why"}
    why: {vi: "Chưa lập sổ", en: "No register yet"}
"""


def codes(text: str) -> list[tuple[str, int]]:
    with pytest.raises(plans.Refusal) as refused:
        plans.read_watch(text, collections=KNOWN)
    assert refused.value.code == "plan.watch-has-faults"
    return [(fault.code, fault.line) for fault in refused.value.faults]


def share(text: str) -> sentence.Share:
    said = sentence.parse(text, collections=KNOWN)
    assert isinstance(said, sentence.Share)
    return said


def test_a_list_is_read() -> None:
    found = plans.read_watch(GOOD, collections=KNOWN)
    assert [one.key for one in found.detectors] == ["second", "later"]
    assert found.collection == "dossiers"
    assert found.detector("later") is found.detectors[1]
    assert found.detector("never") is None


def test_every_fault_has_its_line() -> None:
    assert codes(GOOD.replace("supplements", "suplements")) == [("column-not-known", 8)]
    assert codes(GOOD.replace("key: later", "key: second")) == [("repeated", 9)]
    assert codes(GOOD.replace('    why: {vi: "Chưa lập sổ", en: "No register yet"}\n', "")) == [
        ("sentence-or-why", 9)
    ]
    other = GOOD.replace(
        '    why: {vi: "Chưa lập sổ", en: "No register yet"}', '    sentence: "of files that late"'
    )
    assert [code for code, _ in codes(other)] == ["many-collections"]
    level = GOOD.replace("of dossiers that supplements >= 2", "change of dossiers count against 10")
    assert codes(level)
    assert codes("")


def test_with_and_without_the_signs_are_the_whole() -> None:
    found = plans.read_watch(GOOD, collections=KNOWN)
    said = share("of dossiers where supplements < 9 that late")
    marked, unmarked = found.marked(said), found.unmarked(said)
    assert marked is not None
    assert unmarked is not None
    assert marked.of == said.of
    assert unmarked.that == said.that
    for supplements in (0, 1, 2, 8, 9):
        row = {"id": "a", "supplements": supplements, "late": True}
        whole, without, signs = (
            sentence.holds(condition, row, ASKED) for condition in (said.of, unmarked.of, marked.that)
        )
        assert whole is (without or (signs and whole))
        assert not (without and signs)


def test_what_does_not_flatter_is_never_left_out() -> None:
    text = GOOD.replace("    sentence: |", "    flatters: false\n    sentence: |")
    found = plans.read_watch(text, collections=KNOWN)
    assert found.bears is None
    assert found.unmarked(share("of dossiers that late")) is None


def test_a_share_of_other_records_is_left_alone() -> None:
    found = plans.read_watch(GOOD, collections=KNOWN)
    said = share("of files that late")
    assert found.marked(said) is None
    assert found.unmarked(said) is None
