"""`./run bench`: the figures of tests/load, as a table or JSON."""

import json
import os
import sys
from collections.abc import Sequence

from motcua.site import database
from motcua.site.verbs import figures, program

SIZES = ("100k", "1m", "10m")
FOLDER = database.HOUSE / "tests" / "load"


def run(words: Sequence[str]) -> int:
    """Measure in a process of its own, so that what it clears away at its end still finds the database."""
    with database.at_hand():
        return program.python("-m", "motcua.site.verbs.bench", *words)


def measured(words: Sequence[str]) -> int:
    """Run every module of tests/load (or the ones named), and print its rows."""
    if "--size" in words:  # of a benchmark that grows: 100k, 1m or 10m
        at = list(words).index("--size")
        os.environ["MOTCUA_BENCH_SIZE"] = words[at + 1] if at + 1 < len(words) else ""
        words = [*words[:at], *words[at + 2 :]]
    if os.environ.get("MOTCUA_BENCH_SIZE", "1m") not in SIZES:
        print(f"--size is one of {', '.join(SIZES)}", file=sys.stderr)  # noqa: T201 - the terminal is its reader
        return 2
    rows = figures.gathered(FOLDER, words, package="tests.load", word="benchmark")
    if rows is None:
        return 2
    print(json.dumps(rows, ensure_ascii=False, indent=1) if "--json" in words else figures.table(rows))  # noqa: T201 - the terminal is its reader
    return 0


if __name__ == "__main__":
    sys.exit(measured(sys.argv[1:]))
