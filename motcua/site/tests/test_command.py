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
