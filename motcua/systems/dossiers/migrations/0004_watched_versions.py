"""What is watched has its past too; and how many dossiers a unit closed just before one is written when it closes.

That count speaks of earlier moments only, so it is the same for ever: a row may carry it, and a copy may follow it.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("motcua.systems.dossiers.migrations.0002_versions")
COUNTED = [
    *BEFORE.COUNTED,
    "supplement_asked_at",
    "supplement_left",
    "supplement_of",
    "rated_desk_days",
    "closed_before",
]

VERSIONS = """
CREATE OR REPLACE FUNCTION dossiers_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    {closing}
    IF ({old}) IS DISTINCT FROM ({new}) THEN
        IF OLD.since < NEW.acted_at THEN
            INSERT INTO dossiers_past (dossier, since, until, {names})
            VALUES (OLD.id, OLD.since, NEW.acted_at, {old});
        END IF;
        NEW.since := NEW.acted_at;
    END IF;
    RETURN NEW;
END
$$;
"""
CLOSING = """
    IF OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL THEN
        NEW.closed_before := (
            SELECT count(*) FROM dossiers_dossier
            WHERE unit = NEW.unit AND id <> NEW.id
              AND finished_at > NEW.finished_at - interval '1 hour' AND finished_at <= NEW.finished_at
        );
    END IF;
"""


def written(columns: list[str], closing: str) -> str:
    """Write the trigger's function for the columns that are counted."""
    return VERSIONS.format(
        closing=closing,
        names=", ".join(columns),
        old=", ".join(f"OLD.{name}" for name in columns),
        new=", ".join(f"NEW.{name}" for name in columns),
    )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_what_is_watched")]
    operations = [migrations.RunSQL(written(COUNTED, CLOSING), written(BEFORE.COUNTED, ""))]
