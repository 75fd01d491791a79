"""What people come for: the procedures that dossiers are filed under."""

from django.db import connection

LAST = 5_000  # dossiers that are looked at; the newest are read off the index, however many there are

SQL = """
SELECT procedure FROM (
    SELECT procedure FROM dossiers_dossier ORDER BY recorded_at DESC, id DESC LIMIT %(last)s
) AS newest
GROUP BY procedure ORDER BY count(*) DESC, procedure LIMIT %(limit)s
"""


def most_filed(*, limit: int = 10) -> tuple[str, ...]:
    """Give the codes of the procedures most filed among the last 5,000 dossiers, the most first; none in an empty house."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"last": LAST, "limit": limit})
        return tuple(row[0] for row in cursor.fetchall())
