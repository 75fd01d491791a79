"""`./run faults`: what tests/faults breaks on purpose, and what was lost by it."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.base.postgres import lease, place
from motcua.site import database
from motcua.site.verbs import figures, program

FOLDER = database.HOUSE / "tests" / "faults"


def run(words: Sequence[str]) -> int:
    """Break things in a process of its own, on a PostgreSQL of its own that may be killed, which goes with it."""
    with tempfile.TemporaryDirectory(prefix="motcua-faults-") as folder:
        at = place.place(var=Path(folder))
        try:
            with lease.running(at):
                os.environ.pop("DATABASE_URL", None)
                return program.python("-m", "motcua.site.verbs.faults", *words, MOTCUA_VAR=folder)
        finally:
            shutil.rmtree(at.home, ignore_errors=True)


def broken(words: Sequence[str]) -> int:
    """Run every module of tests/faults (or the ones named) and print its rows; 1 where a figure is not its goal."""
    rows = figures.gathered(FOLDER, words, package="tests.faults", word="fault")
    if rows is None:
        return 2
    print(json.dumps(rows, ensure_ascii=False, indent=1) if "--json" in words else figures.table(rows))  # noqa: T201 - the terminal is its reader
    return 1 if any(_missed(row) for row in rows) else 0


def _missed(row: dict[str, Any]) -> bool:
    return "goal" in row and str(row["value"]) != row["goal"]


if __name__ == "__main__":
    sys.exit(broken(sys.argv[1:]))
