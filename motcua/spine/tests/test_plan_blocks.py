"""One target of a file is written anew, and no other letter of it changes."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from motcua.spine.plan import blocks

LAW = Path(__file__).resolve().parents[3] / "law" / "plans"
FILES = sorted(LAW.glob("*.yaml"))
TEXT = (LAW / "hung-yen-2023.yaml").read_text(encoding="utf-8")
BEFORE = blocks.blocks(TEXT)
SMALL = """\
plan: a   # the id
targets:
  - id: P1   # first
    shape: share
  # about the second
  - id: "2.1"
    shape: rank
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_block_put_back_leaves_the_file_as_it_was(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = blocks.blocks(text)
    for name, block in found.items():
        assert blocks.replaced(text, name, block.text) == text, name
        first = text.split("\n")[block.line - 1]
        assert first[block.column - 1 :] == block.text.split("\n")[0]


@given(name=st.sampled_from(sorted(set(BEFORE) - {blocks.HEAD})), word=st.sampled_from("abc"))
def test_a_changed_target_changes_nothing_else(name: str, word: str) -> None:
    after = blocks.blocks(blocks.replaced(TEXT, name, BEFORE[name].text + f"notes: {word}\n"))
    assert list(after) == list(BEFORE)
    assert {key for key in BEFORE if after[key].text != BEFORE[key].text} == {name}


def test_remarks_are_kept() -> None:
    changed = blocks.replaced(SMALL, "P1", "- id: P1   # first\n  shape: level")
    assert changed == SMALL.replace("share", "level")


def test_a_new_target_comes_last_and_one_can_be_taken_out() -> None:
    more = blocks.replaced(SMALL, "P3", "id: P3\nshape: change\n")
    assert list(blocks.blocks(more)) == ["head", "P1", "2.1", "P3"]
    assert blocks.replaced(more, "P3", "") == SMALL


def test_the_first_target_of_a_plan_that_had_none() -> None:
    empty = "plan: a\ntargets: []\n"
    assert list(blocks.blocks(empty)) == ["head"]
    one = blocks.replaced(empty, "P1", "- id: P1\n  shape: share")
    assert one == "plan: a\ntargets:\n  - id: P1\n    shape: share\n"
    assert blocks.replaced(one, "P1", "") == empty


@pytest.mark.parametrize("text", ["", "[", "- a", "plan: a", "a: *b", "\0"])
def test_what_is_no_plan_has_no_targets(text: str) -> None:
    assert set(blocks.blocks(text)) <= {"head"}
