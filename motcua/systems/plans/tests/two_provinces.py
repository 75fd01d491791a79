"""Two provinces that keep every book: rows for each target of the shipped plans, not the same in both, changed later.

The second has the first's tables with some rows twice, other figures, and its own names in the place of the first's.
A third has a name, and nothing else yet.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from motcua.spine import plan as plans
from motcua.spine.worktime import VN
from motcua.systems.plans.tests import dossiers_written
from motcua.systems.plans.tests.test_targets_of_registers import bring_everything

HOMES = {
    "H31": plans.Home(code="H31", key="hung-yen"),
    "H32": plans.Home(code="H32", key="ha-nam"),
    "H33": plans.Home(code="H33", key="thai-binh"),
}  # H32 and H33 are codes of these tests: which province has them is not said
FIELDS = ("ho-tich", "dat-dai", "hoat-dong-xay-dung", "dau-tu", "dat-dai")
FILED = {"H31": (90, datetime(2023, 3, 6, 9, tzinfo=VN)), "H32": (75, datetime(2023, 6, 5, 9, tzinfo=VN))}
CHANGED = datetime(2023, 12, 22, 10, tzinfo=VN)
# Four documents that went from one agency to another; the last is not signed.
SENT = """
WITH document AS (
    INSERT INTO documents_document (id, seq, stage, unit, kind, urgency, secrecy, legal, began_by, began_at, acted_at,
        version, subject, sender_name, signer_name, signer_position, copies, pages, note, searched)
    SELECT gen_random_uuid(), n, 6, 'H31.09', 'cv', 0, 'none', false, '1', at, at, 0, 'x', '', '', '', 1, 0, '', ''
    FROM generate_series(1, 4) AS n, LATERAL (SELECT '2023-05-08 09:00+07'::timestamptz AS at) AS t
    RETURNING id, seq, began_at
)
INSERT INTO documents_exchanged (id, document_id, sender, receiver, number, sent_on, secret, electronic,
    signed_by_person, signed_by_agency, signatures_valid, verdict, since, acted_at)
SELECT id || '-1', id, 'H31.09', 'H31.15', seq || '/SNV', '2023-05-08', false, true, seq < 4, seq < 4,
       CASE WHEN seq < 4 THEN true END, CASE WHEN seq < 4 THEN 'full' ELSE 'unsigned' END, began_at, began_at
FROM document
"""
TWICE = """
INSERT INTO registers_entry (register, key, body, import_id, since)
SELECT DISTINCT ON (register) register, key || '-again', body, import_id, since
FROM registers_entry WHERE register <> 'index_scores' ORDER BY register, id
"""
OTHER_RANKS = """
UPDATE registers_entry SET body = jsonb_set(jsonb_set(body, '{rank}', to_jsonb((body->>'rank')::int + 4)),
    '{score}', to_jsonb(round((body->>'score')::numeric * 1.1 - (body->>'year')::int % 10, 3)))
WHERE register = 'index_scores'
"""
# The names of the first province, wherever they stand in a row or its key, become those of the second.
RENAMED = """
UPDATE registers_entry SET body = replace(replace(body::text, %(code)s, %(its_code)s), %(key)s, %(its_key)s)::jsonb,
    key = replace(replace(key, %(code)s, %(its_code)s), %(key)s, %(its_key)s)
"""
LATER = (
    "UPDATE dossiers_dossier SET score = 5, acted_at = %(at)s WHERE score = 3",
    """
    UPDATE registers_entry SET body = body || '{"steps_online": 3}', since = %(at)s
    WHERE register = 'work_files' AND body->>'steps_online' <> '3'
    """,
    """
    UPDATE registers_entry SET body = body || '{"assigned": 19900}', since = %(at)s
    WHERE register = 'staff_quotas' AND body->>'kind' = 'service' AND body->>'year' = '2023'
    """,
)


def write(province: str) -> None:
    """Write what a province has on 15 December 2023, where there was nothing; it may be nothing."""
    if province not in FILED:
        return
    units = Path(settings.LAW) / "organisation" / "hung-yen-2023.yaml"
    call_command("load_organisation", str(units), verbosity=0)
    call_command("load_law", verbosity=0)
    many, filed = FILED[province]
    dossiers_written.write(many, filed=filed, fields=FIELDS, rated=True)
    bring_everything()
    with connection.cursor() as cursor:
        cursor.execute(SENT)
    if province != "H31":
        with connection.cursor() as cursor:
            cursor.execute(TWICE)
            cursor.execute(OTHER_RANKS)
            cursor.execute(RENAMED, _names(province))


def change() -> None:
    """Have some rows read otherwise from 22 December on."""
    with connection.cursor() as cursor:
        for words in LATER:
            cursor.execute(words, {"at": CHANGED})


def own(text: str, province: str) -> str:
    """Give a plan's file as that province would have written it."""
    home, its = HOMES["H31"], HOMES[province]
    return text.replace(f'"{home.code}"', f'"{its.code}"').replace(f'"{home.key}"', f'"{its.key}"')


def _names(province: str) -> Mapping[str, str]:
    home, its = HOMES["H31"], HOMES[province]
    return {"code": home.code, "its_code": its.code, "key": home.key, "its_key": its.key}
