"""The server ends when it is told to, whatever it is doing."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from motcua.site.verbs import program, serve

STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork():
    os.write(1, b"deaf\\n")
time.sleep(600)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def members(group: int) -> list[str]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
        except FileNotFoundError:
            continue
        if int(pgrp) == group and state != "Z":
            found.append(stat.parent.name)
    return found


@pytest.mark.parametrize("after", [0.2, 0.5, 1.0])
def test_a_server_told_to_end_while_it_still_loads_ends(after: float) -> None:
    environment = program.environ(HOST="127.0.0.1", PORT=str(free_port()))
    command = [sys.executable, "-m", "motcua.site.serving"]
    with program.child(command, environment=environment, apart=True) as server:
        time.sleep(after)
        server.terminate()
        server.wait(20)
    assert members(server.pid) == []


def test_a_server_that_does_not_listen_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "PATIENCE_AT_END", 0.2)
    command = [sys.executable, "-c", STUBBORN]
    with program.child(command, environment=dict(os.environ), apart=True, stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline() == b"deaf\n"
        serve.end(server)
    until = time.monotonic() + 10
    while members(server.pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert members(server.pid) == []
