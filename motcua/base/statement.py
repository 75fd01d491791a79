"""One SQL statement, prepared once by the server: the hot road past the ORM."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection


def run(sql: str, params: Mapping[str, Any] | Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement in the caller's transaction, prepared on the server, and give its rows.

    `sql` is one of our own constants with `%(name)s` places; values are always parameters. Django's errors are
    raised for PostgreSQL's (`IntegrityError` and its kin), as everywhere else.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql, params, prepare=True)
        return cursor.fetchall() if cursor.description else []
