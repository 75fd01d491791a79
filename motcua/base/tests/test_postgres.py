"""The embedded server in the conditions of real machines."""

import os
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from motcua.base.postgres import binaries, cluster, keys, lease, place, roles

HOLD = """
    import sys, time
    from pathlib import Path
    from motcua.base.postgres import lease, place
    with lease.running(place.place(var=Path(sys.argv[1]), durable=False)):
        print("running", flush=True)
        time.sleep(600)
"""


@pytest.fixture
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that an unprivileged user may walk to, whoever runs the tests."""
    made = Path("/tmp", f"motcua-t-{secrets.token_hex(4)}")  # noqa: S108 - made here, with a random name
    made.mkdir(mode=0o755)
    yield made
    assert cluster.alive(place.place(var=made)) is None, "the test left its server running"
    shutil.rmtree(made)


def ask(known: keys.Keys, query: str, *, role: str = keys.APPLICATION) -> object:
    with psycopg.connect(known.url(role=role)) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def hold(var: Path, *, wait: bool = True) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", textwrap.dedent(HOLD), str(var)]
    other = subprocess.Popen(  # noqa: S603 - this very test's words
        command, stdout=subprocess.PIPE, text=True, env=environment
    )
    assert other.stdout is not None
    if wait:
        assert other.stdout.readline() == "running\n"
    other.stdout.close()
    return other


def test_what_is_written_is_there_at_the_next_start(var: Path) -> None:
    at = place.place(var=var)
    with lease.running(at) as known:
        assert cluster.alive(at)
        assert ask(known, "SHOW fsync") == "on"
        with psycopg.connect(known.url(role=keys.OWNER)) as connection:
            connection.execute("CREATE TABLE said AS SELECT 'đất đai' AS word")
    assert cluster.alive(at) is None
    with lease.running(at) as known:
        assert ask(known, "SELECT word FROM said") == "đất đai"


def test_the_server_is_never_root_and_never_heard_on_the_network(var: Path) -> None:
    at = place.place(var=var, durable=False)
    with lease.running(at) as known:
        pid = cluster.alive(at)
        assert Path(f"/proc/{pid}").stat().st_uid != 0
        assert ask(known, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(Path(known.socket).stat().st_mode) == 0o700
        assert stat.S_IMODE(at.keys.stat().st_mode) == 0o600
        assert stat.S_IMODE(at.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(var.stat().st_mode) == 0o755, "the folder above was left as it was"


def test_nobody_enters_without_the_password(var: Path) -> None:
    with lease.running(place.place(var=var, durable=False)) as known:
        for role in (keys.SUPERUSER, keys.OWNER, keys.APPLICATION):
            url = known.url(role=role).replace(f"//{role}:", f"//{role}:not")
            with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                psycopg.connect(url)
        methods = ask(
            known, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules", role=keys.SUPERUSER
        )
        assert methods == "scram-sha-256"


def test_the_application_can_neither_own_nor_become_the_owner(var: Path) -> None:
    with lease.running(place.place(var=var, durable=False)) as known:
        with psycopg.connect(known.url(role=keys.OWNER)) as connection:
            connection.execute("CREATE TABLE paper (id int)")
        assert ask(known, "SELECT count(*) FROM paper") == 0
        for forbidden in (
            "CREATE TABLE mine (id int)",
            "TRUNCATE paper",
            "DROP TABLE paper",
            "SET ROLE motcua",
        ):
            with (
                pytest.raises(psycopg.errors.InsufficientPrivilege),
                psycopg.connect(known.url(role=keys.APPLICATION)) as c,
            ):
                c.execute(forbidden.encode())


def test_a_killed_parent_leaves_a_server_that_the_next_one_finds_and_stops(var: Path) -> None:
    at = place.place(var=var, durable=False)
    parent = hold(var)
    orphan = cluster.alive(at)
    parent.kill()
    parent.wait()
    assert cluster.alive(at) == orphan
    with lease.running(at) as known:
        assert cluster.alive(at) == orphan
        assert ask(known, "SELECT 1") == 1
    assert cluster.alive(at) is None


def test_a_killed_server_starts_again(var: Path) -> None:
    at = place.place(var=var)
    with lease.running(at) as known:
        with psycopg.connect(known.url(role=keys.OWNER)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        pid = cluster.alive(at)
        assert pid
        os.kill(pid, signal.SIGKILL)
        while cluster.alive(at):
            time.sleep(0.01)
        assert (at.data / "postmaster.pid").exists()
    with lease.running(at) as known:
        assert ask(known, "SELECT number FROM kept") == 7


def test_a_first_start_cut_off_while_the_cluster_is_being_made_is_made_anew(var: Path) -> None:
    at = place.place(var=var, durable=False)
    first = hold(var, wait=False)
    until = time.monotonic() + 60
    while not any(at.home.glob(f"{cluster.MAKING}*/data/PG_VERSION")):
        assert time.monotonic() < until
        time.sleep(0.002)
    first.kill()
    first.wait()
    assert not at.data.exists()
    with lease.running(at) as known:
        assert ask(known, "SELECT 1") == 1
    with lease.running(at):  # by now nobody writes to the unfinished one any more
        assert not any(at.home.glob(f"{cluster.MAKING}*"))


def test_a_lock_file_with_somebody_elses_number_is_not_believed(var: Path) -> None:
    at = place.place(var=var, durable=False)
    with lease.running(at):
        written = (at.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    (at.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *written[1:], ""]), encoding="utf-8")
    assert cluster.alive(at) is None
    with lease.running(at) as known:
        assert ask(known, "SELECT 1") == 1


def test_the_last_who_leaves_stops_it(var: Path) -> None:
    at = place.place(var=var, durable=False)
    other = hold(var)
    with lease.running(at):
        pass
    assert cluster.alive(at), "the other still holds it"
    with lease.running(at):
        other.terminate()  # ends without leaving in order; the kernel lets go of its lock
        other.wait()
    assert cluster.alive(at) is None


def test_who_comes_while_others_work_never_stops_the_server(var: Path) -> None:
    at = place.place(var=var, durable=False)
    with lease.running(at) as known:
        pid = cluster.alive(at)
        with psycopg.connect(known.url(role=keys.SUPERUSER, database="postgres"), autocommit=True) as server:
            server.execute("DROP DATABASE motcua")
        with lease.running(at):
            pass
        assert cluster.alive(at) == pid
        roles.afresh(known)
        assert ask(known, "SELECT 1") == 1


def test_many_who_come_at_once_share_one_server(var: Path) -> None:
    at = place.place(var=var, durable=False)
    seen: list[object] = []
    together = threading.Barrier(4)

    def come() -> None:
        with lease.running(at) as known:
            seen.append(ask(known, "SELECT pg_postmaster_start_time()"))
            together.wait(60)

    people = [threading.Thread(target=come) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(seen) == 4
    assert len(set(seen)) == 1


def test_two_checkouts_have_a_server_each(var: Path) -> None:
    one = place.place(var=var / "one", durable=False)
    two = place.place(var=var / "two", durable=False)
    with lease.running(one) as here, lease.running(two) as there:
        assert cluster.alive(one) != cluster.alive(two)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(there.url(role=keys.OWNER).replace(there.owner, here.owner))


def test_a_path_too_long_for_a_socket_or_with_strange_letters_will_do(var: Path) -> None:
    deep = var / "một cửa, \"hai\" 'ba'" / ("x" * 120)
    at = place.place(var=deep, durable=False)
    with lease.running(at) as known:
        assert ask(known, "SELECT 1") == 1
        assert len(known.socket) < 90
        assert stat.S_IMODE(Path(known.socket).stat().st_mode) == 0o700
    assert not Path(known.socket).exists()
    with lease.running(at) as known:
        assert ask(known, "SELECT 1") == 1


def test_lost_passwords_are_said_and_the_data_left_alone(var: Path) -> None:
    at = place.place(var=var, durable=False)
    with lease.running(at):
        pass
    at.keys.unlink()
    with pytest.raises(psycopg.OperationalError, match="passwords"), lease.running(at):
        pass
    assert (at.data / "PG_VERSION").exists()


def test_a_checkout_closed_to_others_keeps_its_server_where_it_can_be_reached(var: Path) -> None:
    closed = var / "closed"
    closed.mkdir(mode=0o700)
    at = place.place(var=closed / "var", for_root=var / "lib", durable=False)
    assert at.home.is_relative_to(var / "lib" if os.geteuid() == 0 else closed)
    with lease.running(at) as known:
        assert ask(known, "SELECT 1") == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_programs_that_cannot_be_reached_are_copied_once_for_everyone_to_read(var: Path) -> None:
    first = binaries.copied_under(folder=var / "lib", binaries=binaries.of_the_wheel())
    again = binaries.copied_under(folder=var / "lib", binaries=binaries.of_the_wheel())
    assert first == again
    for path in (var / "lib").rglob("*"):
        assert path.stat().st_mode & 0o004, path
    with lease.running(place.place(var=var, binaries=first, durable=False)) as known:
        assert "PostgreSQL 18" in str(ask(known, "SELECT version()"))
