"""The office of the work files' tests."""

from pathlib import Path
from typing import Any

import pytest

from motcua.systems.workfiles.tests.office import Office


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Path) -> Office:
    """Give the office at work."""
    settings.VAR = tmp_path
    return Office()
