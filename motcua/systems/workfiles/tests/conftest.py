"""The office of the work files' tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.systems.organisation import queries as units
from motcua.systems.workfiles.tests.office import Office


@pytest.fixture(scope="module")
def hired(held: None) -> Iterator[Office]:
    """Enter the province and hire everybody, once for all tests of a file."""
    yield Office()
    units.doubt()


@pytest.fixture
def office(hired: Office, db: None, settings: Any, tmp_path: Path) -> Iterator[Office]:
    """Give the office at work."""
    settings.VAR = tmp_path
    units.believe()  # as after a commit, or every page would ask for the register's edition again and again
    yield hired
    units.doubt()
