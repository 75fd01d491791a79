"""What a command of the house refuses is said in its own words."""

from pathlib import Path

import pytest

from motcua.site import command


def test_a_refusal_is_one_sentence_and_no_name_of_a_class(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = tmp_path / "ke-hoach.yaml"
    with pytest.raises(SystemExit) as left:
        command.Commands(["./run manage", "plan_check", str(missing)]).execute()
    assert left.value.code == 1
    assert capsys.readouterr().err == f"Không có tệp {missing}.\n"


def test_a_command_line_that_cannot_be_read_is_answered_by_the_verb_that_was_typed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        command.Commands(["./run manage", "plan_check"], verb="plan check").execute()
    assert left.value.code == 2
    assert capsys.readouterr().err.splitlines() == [
        "usage: ./run plan check [-h] [--json] FILE",
        "./run plan check: error: the following arguments are required: FILE",
    ]
