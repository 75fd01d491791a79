"""How long one printed form takes once the typesetter is warm."""

import time
from dataclasses import replace

from motcua.systems.dossiers import prints
from motcua.systems.dossiers.prints import sheets
from motcua.systems.dossiers.prints.tests import examples
from tests.load import _house

GOAL_MS = 100
ROUNDS = 30


def run() -> list[dict[str, str | float]]:
    """Time each form `ROUNDS` times with a new number each time, so that no page is only remembered; give medians."""
    _house.opened()
    rows: list[dict[str, str | float]] = []
    for form in examples.ALL:
        prints.render(form)
        spent: list[float] = []
        for turn in range(ROUNDS):
            began = time.perf_counter()
            prints.render(replace(form, number=f"{turn:04d}/BM"))
            spent.append(time.perf_counter() - began)
        spent.sort()
        name = f"form {sheets.NUMBER[type(form)]}"
        rows.append(_row(f"{name}, median", spent[ROUNDS // 2]))
        rows.append(_row(f"{name}, slowest", spent[-1]))
    return rows


def _row(name: str, seconds: float) -> dict[str, str | float]:
    taken = seconds * 1000
    return {
        "name": name,
        "value": round(taken, 1),
        "unit": "ms",
        "goal": f"< {GOAL_MS} ms",
        "ratio": round(taken / GOAL_MS, 3),
    }
