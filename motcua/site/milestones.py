"""What was loaded into the database and when it began, kept in the database itself."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import psycopg

SAY = """
INSERT INTO base_milestone (name, value) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, reached_at = now()
"""


def read(url: str) -> dict[str, str]:
    """Return every milestone by name; none where the table is not made yet."""
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('base_milestone')").fetchone() == (None,):
            return {}
        return dict(connection.execute("SELECT name, value FROM base_milestone").fetchall())


def say(url: str, *, name: str, value: str) -> None:
    """Write down that `name` is reached, in the state `value`."""
    with psycopg.connect(url) as connection:
        connection.execute(SAY, (name, value))


def clock(url: str) -> dict[str, str]:
    """Return, as environment, the time a demonstration runs on since its first start; nothing where time is real."""
    told = read(url).get("clock")
    if told is None:
        return {}
    starts, _, since = told.partition(" ")
    return {"MOTCUA_CLOCK_STARTS": starts, "MOTCUA_CLOCK_SINCE": since, "MOTCUA_SIMULATED": "1"}


def digest(paths: Iterable[Path]) -> str:
    """Return one digest of files and folders, by their names and contents."""
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(f"{file.relative_to(path.parent)} {file.stat().st_size} ".encode())
                total.update(file.read_bytes())
    return total.hexdigest()[:16]
