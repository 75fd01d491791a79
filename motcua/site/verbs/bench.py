"""`./run bench`: the figures of tests/load, as a table or JSON."""

import importlib
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from motcua.site import database
from motcua.site.verbs import program

SIZES = ("100k", "1m", "10m")
FOLDER = database.HOUSE / "tests" / "load"


def run(words: Sequence[str]) -> int:
    """Measure in a process of its own, so that what it clears away at its end still finds the database."""
    with database.at_hand():
        return program.python("-m", "motcua.site.verbs.bench", *words)


def measured(words: Sequence[str]) -> int:
    """Run every module of tests/load (or the ones named), each a `run() -> list of rows`, and print its rows.

    A row has name, value and unit, and may have goal (a sentence or figure) and ratio.
    """
    if "--size" in words:  # of a benchmark that grows: 100k, 1m or 10m
        at = list(words).index("--size")
        os.environ["MOTCUA_BENCH_SIZE"] = words[at + 1] if at + 1 < len(words) else ""
        words = [*words[:at], *words[at + 2 :]]
    if os.environ.get("MOTCUA_BENCH_SIZE", "1m") not in SIZES:
        print(f"--size is one of {', '.join(SIZES)}", file=sys.stderr)  # noqa: T201 - the terminal is its reader
        return 2
    names = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
    asked = [word for word in words if not word.startswith("-")]
    unknown = [word for word in asked if word not in names]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(names)}", file=sys.stderr)  # noqa: T201 - the terminal is its reader
        return 2
    rows: list[dict[str, Any]] = []
    for name in asked or names:
        rows += importlib.import_module(f"tests.load.{name}").run()
    print(json.dumps(rows, ensure_ascii=False, indent=1) if "--json" in words else table(rows))  # noqa: T201 - the same
    return 0


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Lay the rows out in columns."""
    heads = ("name", "value", "unit", "goal", "ratio")
    cells = [heads, *(tuple(_said(row.get(head)) for head in heads) for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at in {1, 4} else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )


def _said(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(measured(sys.argv[1:]))
