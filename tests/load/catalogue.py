"""How long a national list of 1,376 procedures takes to be taken over, and to be found unchanged."""

from typing import Any

from tests.load import _messy

GOAL_S = 20.0

Row = dict[str, Any]


def run() -> list[Row]:
    """Import a made-up list of the portal's shape into an empty house, then once more."""
    first, second, taken = _messy.taken_over()
    if taken != _messy.ROWS:
        message = f"{taken} rows were taken over, not {_messy.ROWS}"
        raise RuntimeError(message)
    return [
        {
            "name": f"catalogue: {taken:,} rows taken over",
            "value": round(first, 2),
            "unit": "s",
            "goal": f"< {GOAL_S:g} s",
            "ratio": round(first / GOAL_S, 3),
        },
        {"name": "catalogue: the same again, nothing changed", "value": round(second, 2), "unit": "s"},
    ]


if __name__ == "__main__":
    for row in run():
        print("  ".join(f"{key}={value}" for key, value in row.items()))
