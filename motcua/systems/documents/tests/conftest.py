"""The office of the documents' tests; its trial authority answers as long as the tests of a process run."""

import socket
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.base.signing import trial
from motcua.systems.documents.tests import office as desk
from motcua.systems.organisation import queries as units


@pytest.fixture(scope="session")
def authority() -> Iterator[trial.Authority]:
    """Give the trial authority, answering on loopback."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        made = trial.Authority(
            folder=Path(folder),
            holders=desk.HOLDERS,
            since=desk.NOW - timedelta(days=400),
            until=desk.NOW + timedelta(days=4000),
            port=port,
        )
        with made.serving():
            yield made


@pytest.fixture(scope="module")
def hired(held: None, authority: trial.Authority) -> Iterator[desk.Office]:
    """Hire everybody once for all tests of a file."""
    with desk.believed(authority):
        made = desk.hired(authority)
    yield made
    units.doubt()


@pytest.fixture
def office(hired: desk.Office, db: None, authority: trial.Authority) -> Iterator[desk.Office]:
    """Give the office at work."""
    units.believe()  # as after a commit, or every page would ask for the register's edition again and again
    with desk.believed(authority):
        yield hired
    units.doubt()
