"""One cluster: made, started, found again, stopped."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from motcua.base.postgres import keys, place

PATIENCE = 60.0
MAKING = "making-"
TUNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "logging_collector": "off",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on"}
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
}
OLD_MEMORY = "pre-existing shared memory block"


def make(at: place.Place, *, superuser: str) -> None:
    """Run initdb for a cluster that answers only to passwords; what an earlier attempt left unfinished is thrown away.

    The cluster is made aside and takes its name when it is whole, so a power cut never leaves half of one.
    """
    for unfinished in at.home.glob(f"{MAKING}*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    if (at.data / "PG_VERSION").is_file():
        return
    aside = Path(tempfile.mkdtemp(prefix=MAKING, dir=at.home))
    secret = aside / "password"
    with place.private_file(secret) as file:
        file.write(superuser.encode())
    if at.runner.switch:
        for path in (aside, secret):
            os.chown(path, at.runner.uid, at.runner.gid)
    command = [
        str(at.binaries.program("initdb")),
        f"--pgdata={aside / 'data'}",
        f"--username={keys.SUPERUSER}",
    ]
    command += ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8"]
    done = _run([*command, "--no-instructions", *([] if at.durable else ["--no-sync"])], at=at)
    if done.returncode:
        raise psycopg.OperationalError(f"initdb refused: {_last_lines(done.stdout)}")
    (aside / "data").rename(at.data)
    shutil.rmtree(aside)


def start(at: place.Place, *, socket: Path) -> None:
    """Start the server and return once it takes connections."""
    deadline = time.monotonic() + PATIENCE
    while True:
        _clear_stale(at, socket=socket)
        began = at.log.stat().st_size if at.log.exists() else 0
        process = _launch(at, socket=socket)
        while process.poll() is None and time.monotonic() < deadline:
            if _status(at) == (process.pid, "ready"):
                process.returncode = 0  # it outlives this object; whoever stops it will wait for it
                return
            time.sleep(0.02)
        if process.poll() is None:
            stop(at)
            raise psycopg.OperationalError(
                f"PostgreSQL was not ready within {PATIENCE:.0f} seconds; see {at.log}"
            )
        said = at.log.read_bytes()[began:].decode(errors="replace")
        if OLD_MEMORY not in said or time.monotonic() > deadline:
            raise psycopg.OperationalError(f"PostgreSQL did not start: {_last_lines(said)}")
        time.sleep(0.3)  # the last backends of a killed server are still leaving


def alive(at: place.Place) -> int | None:
    """Return the process id of the server that keeps this cluster, or None."""
    status = _status(at)
    if status is None:
        return None
    pid = status[0]
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        return None
    return pid if os.fsencode(at.data) in command else None


def stop(at: place.Place) -> None:
    """Stop the server in good order; insist when it takes too long."""
    pid = alive(at)
    if pid is None:
        return
    for wanted, seconds in ((signal.SIGINT, PATIENCE), (signal.SIGQUIT, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, wanted)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if _gone(pid):
                return
            time.sleep(0.02)


def _gone(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return True
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _status(at: place.Place) -> tuple[int, str] | None:
    """Read the server's own lock file: its process id and its word on being ready."""
    try:
        lines = (at.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""  # noqa: PLR2004 - the eighth line is the status
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _clear_stale(at: place.Place, *, socket: Path) -> None:
    """Remove the lock files of a server that is no more, whose number another process may bear by now."""
    if alive(at) is None:
        (at.data / "postmaster.pid").unlink(missing_ok=True)
        for name in (place.SOCKET, f"{place.SOCKET}.lock"):
            (socket / name).unlink(missing_ok=True)


def _launch(at: place.Place, *, socket: Path) -> subprocess.Popen[bytes]:
    settings = TUNING | (DURABLE if at.durable else FORGETFUL) | {"unix_socket_directories": f'"{socket}"'}
    command = [str(at.binaries.program("postgres")), "-D", str(at.data), "-p", str(keys.PORT)]
    command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with place.private_file(at.log) as log:
        return subprocess.Popen(  # noqa: S603 - our own program with our own words
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            start_new_session=True,
            umask=0o077,
            user=at.runner.uid if at.runner.switch else None,
            group=at.runner.gid if at.runner.switch else None,
            extra_groups=[] if at.runner.switch else None,
        )


def _run(command: Sequence[str], *, at: place.Place) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program with our own words
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        env=_environment(),
        umask=0o077,
        user=at.runner.uid if at.runner.switch else None,
        group=at.runner.gid if at.runner.switch else None,
        extra_groups=[] if at.runner.switch else None,
    )


def _environment() -> dict[str, str]:
    """Pass nothing on that could move the server: no PG* variables, no foreign locale."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def _last_lines(text: str) -> str:
    return " / ".join(line.strip() for line in text.strip().splitlines()[-4:])
