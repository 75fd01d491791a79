"""One SQL statement, read once by us and planned once by the server: the hot road past the ORM."""

import re
from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection

# Django puts a loader of its own in Python for moments: a list of a hundred spends most of its time there.
_MOMENT = psycopg.adapters.types["timestamptz"].oid
_READ_MOMENT = psycopg.adapters.get_loader(_MOMENT, psycopg.pq.Format.TEXT)
_PLACE = re.compile(r"%\((\w+)\)s")


class Statement:
    """A statement of our own with `%(name)s` places; values are always parameters, never text."""

    __slots__ = ("_names", "_sql")

    def __init__(self, sql: str) -> None:
        """Read the places once, so that no call has to."""
        self._names = tuple(dict.fromkeys(_PLACE.findall(sql)))
        numbers = {name: f"${number}" for number, name in enumerate(self._names, 1)}
        self._sql = _PLACE.sub(lambda place: numbers[place[1]], sql)

    def run(self, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Run it in the caller's transaction and give its rows; Django's errors are raised for PostgreSQL's."""
        given = params or {}
        connection.ensure_connection()
        with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
            if _READ_MOMENT is not None:
                cursor.adapters.register_loader(_MOMENT, _READ_MOMENT)
            cursor.execute(self._sql, [given[name] for name in self._names], prepare=True)
            return [] if cursor.rownumber is None else cursor.fetchall()
