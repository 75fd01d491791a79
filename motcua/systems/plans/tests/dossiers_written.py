"""Dossiers written straight into the table, for tests of counting alone: half of them finished, a fifth of those late."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

WRITE = """
INSERT INTO dossiers_dossier (
    id, code, seq, stage, procedure, version, service_level, "case", channel, return_channel, receiving_unit, unit, level,
    district, field, filed_by, filed_at, recorded_at, acted_at, since, received_at, due_original, due_at,
    due_session_start, supplements, handed_on_paper, outcome, finished_at, returned_at, returned_by, score, fee_asked,
    fee_paid, consultations)
SELECT gen_random_uuid(), 'T-' || to_char(%(filed)s::timestamptz, 'MMDD') || '-' || n || '-' || floor(random() * 1e9), 6,
       CASE WHEN n %% 2 = 0 THEN 10 ELSE 4 END, '1.004873', 1, CASE WHEN n %% 3 = 0 THEN 'full' ELSE 'partial' END, '',
       CASE WHEN n %% 4 = 0 THEN 'counter' ELSE 'online' END, 'online', 'H31.26.101', 'H31.26.' || 101 + n %% 5, 'commune',
       'H31.26', (%(fields)s::text[])[1 + n %% cardinality(%(fields)s::text[])], '1', at, at, at, at, at, at + interval '5 days', at + interval '5 days',
       at + interval '5 days' - interval '3 hours', 0, n %% 7 = 0, CASE WHEN n %% 2 = 0 THEN 'approved' END,
       CASE WHEN n %% 10 = 0 THEN at + interval '6 days' WHEN n %% 2 = 0 THEN at + interval '2 days' END,
       CASE WHEN n %% 2 = 0 THEN at + interval '7 days' END, CASE WHEN n %% 2 = 0 THEN 'online' END,
       CASE WHEN %(rated)s AND n %% 2 = 0 THEN 3 + n %% 3 END, 0, 0, '[]'
FROM generate_series(1, %(many)s) AS n, LATERAL (SELECT %(filed)s::timestamptz + make_interval(mins => n) AS at) AS t
"""


def write(many: int, *, filed: datetime, fields: Sequence[str] = ("ho-tich",), rated: bool = False) -> None:
    """Write that many, filed a minute apart from `filed` on, of each of the fields in turn."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, {"many": many, "filed": filed, "fields": list(fields), "rated": rated})
