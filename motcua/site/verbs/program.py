"""Starting this house's own programs: in its folder, with its Python."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from motcua.site import database

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
GRACE = 5.0  # seconds for a child that heard the Ctrl-C as well
LIBC = ctypes.CDLL(None)


def python(*words: str, quiet: bool = False, **environment: str) -> int:
    """Run `python WORDS` to its end and return its exit code; a Ctrl-C reaches it too, and is waited for."""
    command = [sys.executable, *words]
    out = subprocess.DEVNULL if quiet else None
    with child(command, stdout=out, environment=environ(**environment)) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
            process.terminate()
            raise


def child(
    command: Sequence[str], *, environment: dict[str, str], stdout: int | None = None, apart: bool = False
) -> "subprocess.Popen[bytes]":
    """Start a program that ends when this process ends, however it does; `apart`: no Ctrl-C of the terminal's."""
    parent = os.getpid()

    def end_with_parent() -> None:
        if sys.platform == "linux":
            LIBC.prctl(DIE_WITH_PARENT, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)

    return subprocess.Popen(  # noqa: S603 - our own words
        command,
        cwd=database.HOUSE,
        stdout=stdout,
        env=environment,
        start_new_session=apart,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - this process has no threads when it starts another
    )


def environ(**more: str) -> dict[str, str]:
    """Return this process's environment, with the house on Python's path."""
    path = os.pathsep.join(filter(None, [str(database.HOUSE), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, "MOTCUA_VAR": str(database.var()), **more}


def manage(command: str, *words: str, quiet: bool = False, **environment: str) -> int:
    """Run one Django command in a process of its own."""
    return python("-m", "motcua.site.verbs", "manage", command, *words, quiet=quiet, **environment)


def all_of(commands: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Run programs of the environment one after the other, name each, and return 1 if any failed."""
    failed = []
    for name, words in commands:
        print(f"— {name}", flush=True)  # noqa: T201 - the terminal is this verb's reader
        if python(*words):
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)  # noqa: T201 - the same
    return 1 if failed else 0
