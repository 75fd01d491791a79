"""As whom the house works on its database, and what it says when there is none."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from motcua.base.postgres import keys, lease, place
from motcua.site import database, milestones
from motcua.site.verbs import program, serve

WHO = "from django.db import connection; print(connection.cursor().execute('SELECT current_user').fetchone()[0])"
NOBODY = "postgres://motcua:a-secret@127.0.0.1:1/motcua"


def done(*words: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "motcua.site.verbs", *words]
    return subprocess.run(
        command, cwd=database.HOUSE, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.django_db
def test_a_command_works_as_the_application_and_only_a_migration_as_the_owner(
    environment: Callable[..., dict[str, str]], tests_database_url: str
) -> None:
    asked = ("manage", "shell", "--no-imports", "-c", WHO)
    assert done(*asked, environment=environment()).stdout.strip() == keys.APPLICATION
    owner = str(psycopg.conninfo.conninfo_to_dict(tests_database_url)["user"])
    assert done(*asked, environment=environment(MOTCUA_AS_OWNER="1")).stdout.strip() == owner
    assert "migrate" in database.OWNERS_COMMANDS


@pytest.mark.parametrize("words", [("manage", "showmigrations"), ("serve",), ("psql", "-c", "SELECT 1")])
@pytest.mark.parametrize("url", [NOBODY, "postgres:?a-secret"])
def test_a_database_that_is_not_there_is_said_in_a_sentence_and_at_once(
    words: tuple[str, ...], url: str
) -> None:
    began = time.monotonic()
    failed = done(*words, environment=program.environ(DATABASE_URL=url, PORT=str(free_port())))
    assert failed.returncode == 1
    assert "DATABASE_URL" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert "a-secret" not in failed.stderr
    assert time.monotonic() - began < 28  # a pool alone would go on asking for thirty seconds


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", [("explain", "of dossiers that paused"), ("import-table", "no-such", __file__)]
)
def test_a_database_without_tables_is_said_in_a_sentence(words: tuple[str, ...], database_url: str) -> None:
    name = f"empty_{secrets.token_hex(4)}"
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}")
        try:
            url = f"{database_url.rpartition('/')[0]}/{name}"
            failed = done(*words, environment=settings(DATABASE_URL=url, MOTCUA_AS_OWNER="1"))
        finally:
            owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    assert ("./run demo" in failed.stderr) is (words[0] == "explain")


@pytest.mark.django_db
def test_a_command_lives_in_the_time_of_the_demonstration_on_whose_database_it_works(
    environment: Callable[..., dict[str, str]], tests_database_url: str
) -> None:
    ask = ("manage", "shell", "--no-imports", "-c", "from motcua.base import clock; print(clock.now().year)")
    real = done(*ask, environment=environment()).stdout.strip()
    milestones.say(
        tests_database_url, name="clock", value="2023-06-15T08:30:00+07:00 2026-01-01T08:30:00+07:00"
    )
    try:
        demonstration = done(*ask, environment=environment()).stdout.strip()
    finally:
        with psycopg.connect(tests_database_url) as connection:
            connection.execute("DELETE FROM base_milestone WHERE name = 'clock'")
    assert int(real) - int(demonstration) in {2, 3}


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Path, keys.Keys]]:
    """An embedded server of its own with the tables of the house and nothing in them."""
    var = Path("/tmp", f"motcua-t-{secrets.token_hex(4)}")  # noqa: S108 - made here, with a random name
    var.mkdir(mode=0o755)
    with lease.running(place.place(var=var, durable=False)) as known:
        made = done(
            "manage",
            "migrate",
            "--verbosity=0",
            environment=settings(DATABASE_URL=known.url(role=keys.OWNER)),
        )
        assert made.returncode == 0, made.stderr
        yield var, known
    shutil.rmtree(var)


def settings(**more: str) -> dict[str, str]:
    ours = ("DATABASE_URL", "APP_DATABASE_URL", "MOTCUA_", "PYTEST_")
    known = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**known, "MOTCUA_WORKERS": "1", **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """What `./run serve` serves, by address."""
    port = free_port()
    command = [sys.executable, "-m", "motcua.site.verbs", "serve"]
    with program.child(command, environment={**environment, "PORT": str(port)}, apart=True) as server:
        try:
            serve.wait_for(server, host="127.0.0.1", port=port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def answer(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as said:  # noqa: S310 - our own server on loopback
            return int(said.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.slow
@pytest.mark.parametrize("way", ["embedded", "DATABASE_URL", "APP_DATABASE_URL"])
def test_what_the_applications_role_may_not_the_served_house_cannot(
    running: tuple[Path, keys.Keys], way: str
) -> None:
    var, known = running
    owner = known.url(role=keys.OWNER)
    ways = {
        "embedded": {"MOTCUA_VAR": str(var)},
        "DATABASE_URL": {"MOTCUA_VAR": str(var / "other"), "DATABASE_URL": owner},
        "APP_DATABASE_URL": {
            "MOTCUA_VAR": str(var / "other"),
            "DATABASE_URL": owner,
            "APP_DATABASE_URL": known.url(role=keys.APPLICATION),
        },
    }
    with served(settings(**ways[way])) as address, psycopg.connect(owner, autocommit=True) as connection:
        assert answer(f"{address}/healthz") == 200
        assert answer(f"{address}/thu-tuc/") == 200
        connection.execute("REVOKE SELECT ON procedures_procedure FROM motcua_app")
        try:
            assert answer(f"{address}/thu-tuc/") == 500, "the owner itself would have been let in"
        finally:
            connection.execute("GRANT SELECT ON procedures_procedure TO motcua_app")
        assert answer(f"{address}/thu-tuc/") == 200
        asked = "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'motcua' AND pid <> pg_backend_pid()"
        signed_in = {name for (name,) in connection.execute(asked)}
        assert signed_in == {keys.OWNER if way == "DATABASE_URL" else keys.APPLICATION}
