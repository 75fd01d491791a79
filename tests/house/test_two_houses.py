"""Hưng Yên and Hà Nội, two houses with two databases and two servers, write to each other over mutual TLS."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from motcua.base.signing import trial
from motcua.site import database
from motcua.systems.exchange.rules import patience

pytestmark = pytest.mark.slow
NOW = datetime.now(UTC)
YEAR = timedelta(days=365)
PATIENCE = (
    patience.LEASE.total_seconds() + 60
)  # what a killed house had taken in hand is free only after the lease


@dataclass
class House:
    """A house that can be opened, closed, and asked how it stands."""

    code: str
    environ: dict[str, str]
    desk: list["subprocess.Popen[str]"] = field(default_factory=list)
    open_: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def does(self, *words: str) -> Any:
        """Have the house's desk do something; it sits down at the first."""
        if not self.desk:
            command = [sys.executable, "-m", "tests.house.houses"]
            pipe = subprocess.PIPE
            self.desk.append(
                subprocess.Popen(
                    command, env=self.environ, cwd=database.HOUSE, stdin=pipe, stdout=pipe, text=True
                )
            )
        (desk,) = self.desk
        assert desk.stdin
        assert desk.stdout
        desk.stdin.write(json.dumps(words) + "\n")
        desk.stdin.flush()
        return json.loads(desk.stdout.readline())

    def tells(self) -> Any:
        return self.does("tell")

    def opens(self) -> None:
        command = [sys.executable, "manage.py", "exchange"]
        self.open_.append(
            subprocess.Popen(command, env=self.environ, cwd=database.HOUSE, stdout=subprocess.DEVNULL)
        )

    def closes(self, how: int = signal.SIGTERM) -> None:
        while self.open_:
            process = self.open_.pop()
            process.send_signal(how)
            process.wait(30)

    def gives_up(self) -> None:
        """Close for ever: the desk too."""
        self.closes()
        for desk in self.desk:
            desk.communicate(timeout=30)

    def until(self, **expected: Any) -> Any:
        deadline = time.monotonic() + PATIENCE
        said = self.tells()
        while any(said[key] != value for key, value in expected.items()):
            assert time.monotonic() < deadline, said
            time.sleep(0.1)
            said = self.tells()
        return said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def empty(database_url: str) -> Iterator[str]:
    """Give the name of a database with tables and nothing in them, to be copied."""
    name = f"house_empty_{os.getpid()}"
    made = {"DATABASE_URL": f"{database_url.rpartition('/')[0]}/{name}", "MOTCUA_AS_OWNER": "1"}
    created(database_url, name)
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, env={**os.environ, **made}, cwd=database.HOUSE, check=True)
    yield name
    dropped(database_url, name)


@pytest.fixture
def houses(database_url: str, empty: str, tmp_path: Path) -> Iterator[tuple[House, House]]:
    codes = {"H31": free_port(), "H26": free_port()}
    holders = [trial.Holder(label=code.lower(), name=code, identifier=code) for code in codes]
    authority = trial.Authority(
        folder=tmp_path / "keys", holders=holders, since=NOW - YEAR, until=NOW + YEAR, port=9
    )
    made = []
    with contextlib.ExitStack() as stack:
        for code, other in (("H31", "H26"), ("H26", "H31")):
            house = House(
                code, environ(database_url, authority, tmp_path / code, code=code, other=other, ports=codes)
            )
            name = house.environ["DATABASE_URL"].rpartition("/")[2]
            created(database_url, name, like=empty)
            stack.callback(dropped, database_url, name)
            stack.callback(house.gives_up)
            house.does("found", code, f"tỉnh {code}")
            made.append(house)
        yield made[0], made[1]


def environ(
    url: str, authority: trial.Authority, folder: Path, *, code: str, other: str, ports: dict[str, int]
) -> dict[str, str]:
    for path, end in zip(
        authority.into_files(code.lower(), folder / "papers"), ("crt", "key", "roots"), strict=True
    ):
        path.rename(path.with_name(f"own.{end}"))
    return {
        **os.environ,
        "DATABASE_URL": f"{url.rpartition('/')[0]}/house_{code.lower()}_{os.getpid()}",
        "MOTCUA_AS_OWNER": "1",
        "MOTCUA_VAR": str(folder),
        "MOTCUA_EXCHANGE_PAPERS": str(folder / "papers"),
        "MOTCUA_EXCHANGE_GATE": str(ports[code]),
        "MOTCUA_EXCHANGE_PEERS": f"{other}=https://127.0.0.1:{ports[other]}",
    }


def created(url: str, name: str, *, like: str = "template1") -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")


def dropped(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_letters_arrive_and_their_statuses_come_back(houses: tuple[House, House]) -> None:
    """The other house is closed at first, and killed later: nothing is lost and nothing comes twice."""
    hung_yen, ha_noi = houses
    hung_yen.does("write", "H31.09", "H26.09", "1", "3")
    hung_yen.opens()
    assert hung_yen.until(in_vain=3)["waiting"] == 3
    ha_noi.opens()
    three = [f"{number}/BC-SNV" for number in (1, 2, 3)]
    ha_noi.until(came=three)
    said = hung_yen.until(waiting=0)
    assert said["stuck"] == []
    ha_noi.closes(signal.SIGKILL)
    hung_yen.does("write", "H31.09", "H26.09", "1", "5")
    ha_noi.opens()
    said = ha_noi.until(came=[f"{number}/BC-SNV" for number in range(1, 6)], waiting=0)
    told = {f"H31.09,2023/06/14,{number}/BC-SNV": ["01"] for number in range(1, 6)}
    assert hung_yen.until(told=told)["delivered"] == 5


def test_a_receiver_the_other_house_does_not_know_is_said(houses: tuple[House, House]) -> None:
    hung_yen, ha_noi = houses
    ha_noi.opens()
    hung_yen.does("write", "H31.09", "H26.77", "1", "1")
    hung_yen.opens()
    hung_yen.until(stuck=[["H26.77", "exchange.receiver-unknown"]])
    assert ha_noi.tells()["came"] == []
