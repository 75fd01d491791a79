"""A dossier tells of changes to what is counted of it, and apart from those of changes to what is known of it.

Most acts change nothing that is known, and some nothing that is counted.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("motcua.systems.dossiers.migrations.0004_watched_versions")
KNOWN = ["code", "procedure", "field", "level", "unit", "district", "filed_at", "recorded_at"]


def _of(row: str, columns: list[str]) -> str:
    return ", ".join(f"{row}.{name}" for name in columns)


KNOWN_CHANGES = f"""
ALTER TABLE dossiers_dossier ADD COLUMN known_changed xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE dossiers_past ADD COLUMN known_changed xid8;
CREATE INDEX dossiers_dossier_known_changed ON dossiers_dossier (known_changed);
CREATE INDEX dossiers_past_known_changed ON dossiers_past (known_changed) WHERE known_changed IS NOT NULL;

CREATE OR REPLACE FUNCTION dossiers_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    known xid8;
BEGIN
    {BEFORE.CLOSING}
    IF ({_of("OLD", BEFORE.COUNTED)}) IS DISTINCT FROM ({_of("NEW", BEFORE.COUNTED)}) THEN
        NEW.changed := pg_current_xact_id();
        IF ({_of("OLD", KNOWN)}) IS DISTINCT FROM ({_of("NEW", KNOWN)}) THEN
            known := NEW.changed;
            NEW.known_changed := known;
        END IF;
        IF OLD.since < NEW.acted_at THEN
            INSERT INTO dossiers_past (dossier, since, until, known_changed, {", ".join(BEFORE.COUNTED)})
            VALUES (OLD.id, OLD.since, NEW.acted_at, known, {_of("OLD", BEFORE.COUNTED)});
        END IF;
        NEW.since := NEW.acted_at;
    END IF;
    RETURN NEW;
END
$$;
"""
UNDONE = f"""
{BEFORE.written(BEFORE.COUNTED, BEFORE.CLOSING)}
ALTER TABLE dossiers_past DROP COLUMN known_changed;
ALTER TABLE dossiers_dossier DROP COLUMN known_changed;
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_lists_by_procedure_and_stage")]
    operations = [migrations.RunSQL(KNOWN_CHANGES, UNDONE)]
