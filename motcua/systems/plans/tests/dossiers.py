"""Dossiers put straight into the tables, due and finished when a test says so."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.plans import actions

PLAN = "hung-yen-2023"
NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
TEXT = (Path(settings.LAW) / "plans" / f"{PLAN}.yaml").read_text(encoding="utf-8")
INSERT = """
INSERT INTO dossiers_dossier (id, code, stage, procedure, service_level, channel, return_channel, receiving_unit, unit,
    district, level, field, filed_at, recorded_at, received_at, due_original, due_at, due_session_start, supplements,
    handed_on_paper, outcome, finished_at, returned_at, returned_by, seq, version, "case", filed_by, acted_at, since,
    fee_asked, fee_paid, consultations)
VALUES (gen_random_uuid(), %(code)s, %(stage)s, '1.001193', 'full', 'online', 'online', 'H31.01.1', %(unit)s,
    %(district)s, %(level)s, 'ho-tich', %(filed)s, %(filed)s, %(filed)s, %(due)s, %(due)s, %(due)s, 0,
    false, %(outcome)s, %(finished)s, %(finished)s, 'online', 1, 1, '', 'lan', %(filed)s, %(filed)s, 0, 0, '[]')
"""


def load(text: str = TEXT, *, at: datetime = NOW, why: str = "") -> actions.Loaded:
    """Put a plan in force as it is shipped: few of its units are here."""
    return actions.load_plan(text=text, by=access.system("importer"), at=at, why=why, keep=True)


def file(
    number: int, *, due: datetime, finished: datetime | None, outcome: str | None = "approved", unit: str = ""
) -> None:
    """Put in a dossier with its due time; `finished` None: it is still open."""
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            {
                "code": f"H31.1-230501-{number:04}",
                "unit": unit or f"H31.{number % 2}",
                "district": unit[:6] or None,
                "level": "commune" if unit.count(".") != 1 else "district",
                "stage": 4 if finished is None else 10,
                "filed": due - timedelta(days=5),
                "due": due,
                "finished": finished,
                "outcome": outcome if finished else None,
            },
        )
