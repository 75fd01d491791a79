"""Where one embedded server lives on this machine, and as whom it runs."""

import contextlib
import hashlib
import os
import pwd
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from motcua.base.postgres import binaries as programs

FOR_ROOT = Path("/var/lib/motcua")
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 100  # sockaddr_un holds 107 bytes; some for the lock file's ending
PRIVATE = 0o700
PASSABLE = 0o711
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True, kw_only=True, slots=True)
class Runner:
    """The user of the machine as whom the server runs; `switch` when that is not ourselves."""

    name: str
    uid: int
    gid: int
    switch: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The folders of one server: `home` is ours (keys, log, locks), `data` belongs to the server's user."""

    home: Path
    runner: Runner
    binaries: programs.Binaries
    durable: bool = True

    @property
    def data(self) -> Path:
        """The cluster's own folder."""
        return self.home / "data"

    @property
    def keys(self) -> Path:
        """The file of passwords, which only its owner reads."""
        return self.home / "keys.json"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "log"


def runner() -> Runner:
    """Choose as whom the server runs: ourselves, or for root an unprivileged user that already exists."""
    if os.geteuid() != 0:
        return Runner(
            name=pwd.getpwuid(os.geteuid()).pw_name, uid=os.geteuid(), gid=os.getegid(), switch=False
        )
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Runner(name=name, uid=entry.pw_uid, gid=entry.pw_gid, switch=True)
    message = "PostgreSQL does not run as root, and this machine has no user postgres or nobody; sign in as another user"
    raise psycopg.OperationalError(message)


def home_of(*, var: Path, for_root: Path = FOR_ROOT) -> Path:
    """Return the folder of the server that belongs to `var`: inside it, or for root where the runner can reach."""
    who = runner()
    if who.switch and not reachable(path=nearest(var), uid=who.uid, gid=who.gid):
        return for_root / hashlib.sha256(str(var.resolve()).encode()).hexdigest()[:12]
    return var.resolve() / "postgres"


def place(
    *, var: Path, binaries: programs.Binaries | None = None, durable: bool = True, for_root: Path = FOR_ROOT
) -> Place:
    """Settle where the server of `var` lives, copying the programs when its user could not reach them.

    Args:
        var: the checkout's folder of changing things; every `var` has a server of its own.
        binaries: another installation than the wheel's.
        durable: False for a test's server, which may forget everything in a power cut.
        for_root: where root keeps what an unprivileged user must reach, when `var` is closed to that user.

    """
    who = runner()
    found = binaries or programs.of_the_wheel()
    if who.switch and not reachable(path=found.program("postgres"), uid=who.uid, gid=who.gid):
        found = programs.copied_under(folder=for_root, binaries=found)
    return Place(home=home_of(var=var, for_root=for_root), runner=who, binaries=found, durable=durable)


def nearest(path: Path) -> Path:
    """Return `path`, or the nearest folder above it that exists."""
    resolved = path.resolve()
    return next(each for each in (resolved, *resolved.parents) if each.exists())


def reachable(*, path: Path, uid: int, gid: int) -> bool:
    """Tell whether this user may walk down to `path` and through it, by the modes of the folders."""
    resolved = path.resolve()
    return all(_open(each.stat(), uid=uid, gid=gid) for each in (resolved, *resolved.parents))


def _open(status: os.stat_result, *, uid: int, gid: int) -> bool:
    if status.st_uid == uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def socket_folder(*, at: Place, before: Path | None) -> Path:
    """Return a private folder for the socket: in the home, or where the path is short enough for a socket.

    Args:
        at: the server's place.
        before: the folder used last time, taken again while it is still private and the runner's.

    """
    inside = at.home / "socket"
    if len(os.fsencode(inside / SOCKET)) <= LONGEST_SOCKET:
        inside.mkdir(mode=PRIVATE, exist_ok=True)
        return _given_to_the_runner(inside, at=at)
    if before is not None and before != inside and _private(before, at=at):
        return before
    roots = [Path("/run")] if at.runner.switch else []
    if "XDG_RUNTIME_DIR" in os.environ and not at.runner.switch:
        roots.append(Path(os.environ["XDG_RUNTIME_DIR"]))
    for root in (*roots, Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - mkdtemp makes it private
        long = len(os.fsencode(root / "motcua-12345678" / SOCKET)) > LONGEST_SOCKET
        if long or not os.access(root, os.W_OK):
            continue
        if reachable(path=root, uid=at.runner.uid, gid=at.runner.gid):
            return _given_to_the_runner(Path(tempfile.mkdtemp(prefix="motcua-", dir=root)), at=at)
    message = "no folder of this machine is short enough and ours for PostgreSQL's socket; set TMPDIR to one"
    raise psycopg.OperationalError(message)


def _given_to_the_runner(folder: Path, *, at: Place) -> Path:
    if at.runner.switch:
        os.chown(folder, at.runner.uid, at.runner.gid)
    folder.chmod(PRIVATE)
    return folder


def _private(folder: Path, *, at: Place) -> bool:
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and (status.st_uid, stat.S_IMODE(status.st_mode)) == (
        at.runner.uid,
        PRIVATE,
    )


def prepare(at: Place) -> None:
    """Make the home and the folders above it that are missing, so that the runner can walk through what is ours."""
    missing = [each for each in (at.home, *at.home.parents) if not each.exists()]
    for folder in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another start was quicker
            folder.mkdir(mode=PRIVATE)
            if at.runner.switch:
                folder.chmod(PASSABLE)


def private_file(path: Path) -> IO[bytes]:
    """Open a file of ours to append to, readable to nobody else."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600), "ab")


def password() -> str:
    """Return a fresh random password, safe in a URL."""
    return secrets.token_urlsafe(24)
