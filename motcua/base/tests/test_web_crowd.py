"""Who opens connections and says nothing, or a byte now and then, keeps nobody else out for long."""

import contextlib
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from motcua.base import web
from motcua.base.signing import trial

NOW = datetime.now(UTC)
YEAR = timedelta(days=365)
HOUSE = trial.Holder(label="hung-yen", name="Hưng Yên", identifier="H31")


@pytest.fixture
def papers(tmp_path: Path) -> web.Papers:
    authority = trial.Authority(
        folder=tmp_path / "keys", holders=[HOUSE], since=NOW - YEAR, until=NOW + YEAR, port=9
    )
    certificate, key, roots = authority.into_files("hung-yen", tmp_path / "shown")
    return web.Papers(certificate=certificate, key=key, roots=roots)


@pytest.fixture
def port(papers: web.Papers, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(web, "MOST_AT_ONCE", 3)
    monkeypatch.setattr(web, "PATIENCE", 1.0)
    with web.serving(lambda _request: web.Answer(status=200), papers=papers) as found:
        yield found


def closed(line: socket.socket, *, within: float, dribbles: bool = False) -> bool:
    """Say whether the other side closes a line in time, also while one byte after the other is sent."""
    line.settimeout(0.1)
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if dribbles:
                line.sendall(b"\x16")
            if not line.recv(1):
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_a_byte_now_and_then_keeps_no_place(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"\x16\x03\x01\x40\x00")
        assert closed(line, within=10, dribbles=True)


def test_a_crowd_that_says_nothing_is_bounded_and_gone_soon(port: int, papers: web.Papers) -> None:
    caller = web.Caller(url=f"https://127.0.0.1:{port}", papers=papers, expects="H31", timeout=20)
    with contextlib.ExitStack() as open_lines:
        crowd = [open_lines.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(3)]
        late = open_lines.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert closed(late, within=0.9)
        assert all(closed(each, within=10) for each in crowd)
        assert caller.call("GET", "/").status == 200
    caller.close()
