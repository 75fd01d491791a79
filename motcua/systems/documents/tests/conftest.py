"""The office of the documents' tests; its trial authority answers as long as the tests of a process run."""

import socket
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.base.signing import trial
from motcua.systems.documents.tests import office as desk


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


@pytest.fixture
def office(db: None, authority: trial.Authority) -> Iterator[desk.Office]:
    """Give the office at work."""
    with desk.opened(authority) as opened:
        yield opened
