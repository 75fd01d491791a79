"""Figures at the terminal: the modules that give them, and the table they are laid out in."""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def gathered(folder: Path, words: Sequence[str], *, package: str, word: str) -> list[dict[str, Any]] | None:
    """Run every module of a folder, or the ones named, each a `run() -> list of rows`; None where one is not there.

    A row has name, value and unit, and may have goal (a sentence or figure) and ratio.
    """
    names = sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))
    asked = [each for each in words if not each.startswith("-")]
    if unknown := [each for each in asked if each not in names]:
        print(f"no {word} {', '.join(unknown)}; there are {', '.join(names)}", file=sys.stderr)  # noqa: T201 - the terminal is its reader
        return None
    rows: list[dict[str, Any]] = []
    for name in asked or names:
        rows += importlib.import_module(f"{package}.{name}").run()
    return rows


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
