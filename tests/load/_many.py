"""Simulated dossiers by the million, written straight into the tables: for benchmarks only.

The tables are made bare first (no index, no log, no trigger), filled over two connections, and made whole again.
"""

import concurrent.futures
from pathlib import Path

import psycopg

TABLES = ("dossiers_dossier", "dossiers_past", "dossiers_outside", "dossiers_applicant")
CHUNK = 200_000
OUTSIDE = 0.005  # the share of dossiers that a sector's own system knows and ours does not
QUICK = "-c synchronous_commit=off -c work_mem=128MB -c maintenance_work_mem=512MB -c jit=off"
HERE = Path(__file__).parent
STORY = "unit, level, district, procedure, field, service_level, channel"
BODIES = {
    "dossiers_dossier": f"""
        INSERT INTO dossiers_dossier (
            id, code, seq, stage, version, "case", {STORY}, return_channel, receiving_unit, owner, filed_by, filed_at,
            recorded_at, acted_at, since, received_at, allowed_amount, allowed_unit, due_original, due_at,
            due_session_start, appointed_at, supplements, handed_on_paper, outcome, finished_at, returned_at,
            returned_by, score, fee_asked, fee_paid, consultations)
        SELECT id, unit || '-' || to_char(filed, 'YYMMDD') || '-' || lpad(n::text, 8, '0'), 6, stage, 1, '', {STORY},
               channel, unit, NULL, '1', filed, recorded, greatest(since, recorded), since, received, days,
               'working_day', due, due, due - interval '3 hours', appointed, supplements, on_paper, outcome, finished,
               returned, CASE WHEN returned IS NULL THEN NULL ELSE channel END, score, 0, 0, '[]'
        FROM pg_temp.bench_versions() WHERE until IS NULL
    """,
    "dossiers_past": f"""
        INSERT INTO dossiers_past (
            dossier, code, stage, {STORY}, return_channel, receiving_unit, filed_at, recorded_at, since, until,
            received_at, due_original, due_at, due_session_start, appointed_at, supplements, handed_on_paper, outcome,
            finished_at, returned_at, returned_by, score)
        SELECT id, unit || '-' || to_char(filed, 'YYMMDD') || '-' || lpad(n::text, 8, '0'), stage, {STORY}, channel,
               unit, filed, recorded, since, until, received, due, due, due - interval '3 hours', appointed,
               supplements, on_paper, outcome, finished, returned,
               CASE WHEN returned IS NULL THEN NULL ELSE channel END, score
        FROM pg_temp.bench_versions() WHERE until IS NOT NULL
    """,
    "dossiers_outside": f"""
        INSERT INTO dossiers_outside (source, number, procedure, unit, level, district, field, filed_at, seen_at)
        SELECT 'sector', 'N-' || n, procedure, unit, level, district, field, filed, filed + interval '1 day'
        FROM bench_story WHERE bench_chance(n, 20) < {OUTSIDE}
    """,
    "dossiers_applicant": """
        INSERT INTO dossiers_applicant (dossier_id, name, folded, id_number, phone, email, address, answers)
        SELECT id, 'Người nộp (mô phỏng)', 'nguoi nop (mo phong)', '', '', '', '', '{}'
        FROM bench_story
    """,
}
INDEXES = """
SELECT tablename, indexname, indexdef, conname, pg_get_constraintdef(c.oid), coalesce(contype, 'i')
FROM pg_indexes LEFT JOIN pg_constraint AS c ON c.conname = indexname AND c.conrelid = tablename::regclass
WHERE tablename = ANY(%s)
"""
POINTERS = """
SELECT DISTINCT conrelid::regclass::text, conname FROM pg_constraint
WHERE contype = 'f' AND (confrelid = ANY(%s::text[]::regclass[]) OR conrelid = ANY(%s::text[]::regclass[]))
"""


def write(url: str, many: int, *, after: int = 0, applicants: bool = True) -> None:
    """Write `many` dossiers after the first `after`, with past versions, ratings and sightings from outside.

    A year's work each time, whatever its size. Foreign keys are not put back: the database is thrown away.
    """
    wanted = [table for table in TABLES if applicants or table != "dossiers_applicant"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((HERE / "_many.sql").read_text(encoding="utf-8"))
        whole = _made_bare(connection)
        works = [
            {"first": first, "last": min(first + CHUNK, after + many + 1) - 1, "start": after, "many": many}
            for first in range(after + 1, after + many + 1, CHUNK)
        ]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda work: _tell(url, wanted, work), works))
            list(pool.map(lambda statement: _do(url, statement), whole))
        for table in wanted:
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        connection.execute("VACUUM (ANALYZE) " + ", ".join(wanted))


def _tell(url: str, wanted: list[str], work: dict[str, int]) -> None:
    """Write one stretch of stories into every table."""
    with psycopg.connect(url, autocommit=True, options=QUICK) as connection:
        connection.execute((HERE / "_versions.sql").read_text(encoding="utf-8"))
        connection.execute(
            "INSERT INTO bench_story SELECT * FROM bench_told(%(first)s, %(last)s, %(start)s, %(many)s)", work
        )
        for table in wanted:
            connection.execute(BODIES[table])


def _do(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True, options=QUICK) as connection:
        connection.execute(statement)


def _made_bare(connection: psycopg.Connection) -> list[str]:
    """Take off what slows a load down; give the statements that put the indexes back."""
    whole = []
    for table, name in connection.execute(POINTERS, [list(TABLES), list(TABLES)]).fetchall():
        connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for table, name, definition, constraint, written, _ in connection.execute(
        INDEXES, [list(TABLES)]
    ).fetchall():
        if constraint:
            connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            whole.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {written}')
        else:
            connection.execute(f'DROP INDEX "{name}"')
            whole.append(definition)
    for table in TABLES:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        connection.execute(f"ALTER TABLE {table} SET UNLOGGED")
    return whole
