"""Starting this house's own programs: in its folder, with its Python."""

import os
import subprocess
import sys
from collections.abc import Sequence

from motcua.site import database


def python(*words: str, quiet: bool = False, **environment: str) -> int:
    """Run `python WORDS` to its end and return its exit code; a Ctrl-C reaches it too, and is waited for."""
    command = [sys.executable, *words]
    out = subprocess.DEVNULL if quiet else None
    with subprocess.Popen(command, cwd=database.HOUSE, stdout=out, env=environ(**environment)) as process:  # noqa: S603 - our own words
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                if process.wait() == 0:
                    raise


def environ(**more: str) -> dict[str, str]:
    """Return this process's environment, with the house on Python's path."""
    path = os.pathsep.join(filter(None, [str(database.HOUSE), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, **more}


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
