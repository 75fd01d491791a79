"""Somebody who works at the same time, in a connection of his own."""

import psycopg
from django.db import connection


def connected() -> psycopg.Connection:
    """Connect once more to the database at hand."""
    given = connection.settings_dict
    return psycopg.connect(
        dbname=given["NAME"],
        user=given["USER"],
        password=given["PASSWORD"],
        host=given["HOST"],
        port=given["PORT"] or None,
    )
