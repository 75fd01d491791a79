"""`./run faults` says by its exit code whether anything was lost, and names what it knows."""

import json
from typing import Any

import pytest

from motcua.site.verbs import faults, figures


def rows(lost: int) -> list[dict[str, Any]]:
    return [
        {"name": "dossiers received meanwhile", "value": 12, "unit": ""},
        {"name": "dossiers told and lost", "value": lost, "unit": "", "goal": "0"},
    ]


@pytest.mark.parametrize(("lost", "code"), [(0, 0), (1, 1)])
def test_one_lost_dossier_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lost: int, code: int
) -> None:
    monkeypatch.setattr(figures, "gathered", lambda *_, **__: rows(lost))
    assert faults.broken(["--json"]) == code
    assert json.loads(capsys.readouterr().out) == rows(lost)


def test_a_fault_that_nobody_wrote_is_named_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert faults.broken(["earthquake"]) == 2
    assert "no fault earthquake; there are creation, exchange" in capsys.readouterr().err
