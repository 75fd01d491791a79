"""How long a million deadlines take in one process, and how the calendar itself is read."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from motcua.spine import worktime

Row = dict[str, str | float]

LAW = Path(__file__).resolve().parents[2] / "law" / "calendars" / "viet-nam.yaml"
MILLION = 1_000_000
GOAL_S = 5.0
MOST = {
    worktime.Unit.MINUTE: 2400,
    worktime.Unit.WORKING_HOUR: 120,
    worktime.Unit.WORKING_DAY: 45,
    worktime.Unit.CALENDAR_DAY: 90,
    worktime.Unit.MONTH: 6,
}


def run() -> list[Row]:
    """Time a million deadlines in all units, mixed; then in each unit; then a million pauses and times left."""
    text = LAW.read_text(encoding="utf-8")
    calendar = worktime.read(text)
    chance = random.Random(204)  # noqa: S311 - the same dossiers in every run, nothing secret
    receipts = [_receipt(chance) for _ in range(MILLION)]
    allowed = [_allowed(chance, chance.choice(list(worktime.Unit))) for _ in range(MILLION)]
    dues: list[datetime] = []

    def deadlines() -> None:
        due = worktime.due
        for received_at, duration in zip(receipts, allowed, strict=True):
            dues.append(due(received_at=received_at, allowed=duration, calendar=calendar))

    def pauses() -> None:
        wait = timedelta(days=3, hours=5)
        for received_at, due_at, duration in zip(receipts, dues, allowed, strict=True):
            worktime.after_pause(
                due_at=due_at,
                paused_at=received_at,
                resumed_at=received_at + wait,
                allowed=duration,
                calendar=calendar,
            )

    def times_left() -> None:
        for received_at, due_at in zip(receipts, dues, strict=True):
            worktime.left(at=received_at, due_at=due_at, calendar=calendar)

    rows = [_row("worktime: 1,000,000 deadlines, mixed units", deadlines, GOAL_S)]
    for unit in worktime.Unit:
        durations = [_allowed(chance, unit) for _ in range(MILLION // 10)]

        def of_one_unit(durations: list[worktime.Duration] = durations) -> None:
            for received_at, duration in zip(receipts, durations, strict=False):
                worktime.due(received_at=received_at, allowed=duration, calendar=calendar)

        rows.append(_row(f"worktime: 100,000 deadlines in {unit}", of_one_unit, GOAL_S / 10))
    rows.append(_row("worktime: 1,000,000 pauses, mixed units", pauses, None))
    rows.append(_row("worktime: 1,000,000 times left", times_left, None))
    rows.append(_row("worktime: the calendar of six years read once", lambda: worktime.read(text), None))
    return rows


def _receipt(chance: random.Random) -> datetime:
    day = datetime(2021, 1, 1, tzinfo=worktime.VN) + timedelta(days=chance.randrange(5 * 365))
    return day + timedelta(seconds=chance.randrange(6 * 3600, 20 * 3600))


def _allowed(chance: random.Random, unit: worktime.Unit) -> worktime.Duration:
    return worktime.Duration(chance.randint(1, MOST[unit]), unit)


def _row(name: str, work: Callable[[], object], goal: float | None) -> Row:
    began = time.perf_counter()
    work()
    value = time.perf_counter() - began
    row: Row = {"name": name, "value": round(value, 3), "unit": "s"}
    if goal is not None:
        row |= {"goal": f"< {goal:g} s", "ratio": round(value / goal, 3)}
    return row


if __name__ == "__main__":
    for row in run():
        print("  ".join(f"{key}={value}" for key, value in row.items()))
