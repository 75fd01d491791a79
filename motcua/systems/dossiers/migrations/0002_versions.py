"""Past versions are written by PostgreSQL, so that no road to the row can forget them."""

from django.db import migrations

COUNTED = [
    "code",
    "stage",
    "procedure",
    "service_level",
    "channel",
    "return_channel",
    "receiving_unit",
    "unit",
    "level",
    "district",
    "field",
    "filed_at",
    "recorded_at",
    "received_at",
    "due_original",
    "due_at",
    "due_session_start",
    "appointed_at",
    "supplements",
    "handed_on_paper",
    "outcome",
    "finished_at",
    "returned_at",
    "returned_by",
    "score",
]

VERSIONS = f"""
ALTER TABLE dossiers_dossier ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE dossiers_past ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE dossiers_outside ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX dossiers_dossier_changed ON dossiers_dossier (changed);
CREATE INDEX dossiers_past_changed ON dossiers_past (changed);
CREATE INDEX dossiers_outside_changed ON dossiers_outside (changed);

-- Keeps how a dossier stood before a change of any column that can be counted.
CREATE FUNCTION dossiers_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    IF ({", ".join("OLD." + c for c in COUNTED)})
        IS DISTINCT FROM ({", ".join("NEW." + c for c in COUNTED)}) THEN
        IF OLD.since < NEW.acted_at THEN
            INSERT INTO dossiers_past (dossier, since, until, {", ".join(COUNTED)})
            VALUES (OLD.id, OLD.since, NEW.acted_at, {", ".join("OLD." + c for c in COUNTED)});
        END IF;
        NEW.since := NEW.acted_at;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER dossiers_version BEFORE UPDATE ON dossiers_dossier
    FOR EACH ROW EXECUTE FUNCTION dossiers_keep_version();

CREATE FUNCTION dossiers_mark_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    RETURN NEW;
END
$$;
CREATE TRIGGER dossiers_outside_changed BEFORE UPDATE ON dossiers_outside
    FOR EACH ROW EXECUTE FUNCTION dossiers_mark_changed();

-- Gives a unit's next number of the day; the caller's transaction holds it until it commits, and gives it
-- back when it does not: no gap, no double.
CREATE FUNCTION dossiers_next_place(in_unit text, in_day date) RETURNS int LANGUAGE sql AS $$
    INSERT INTO dossiers_counter (unit, day, last) VALUES (in_unit, in_day, 1)
    ON CONFLICT (unit, day) DO UPDATE SET last = dossiers_counter.last + 1
    RETURNING last;
$$;
"""

UNDO = """
DROP TRIGGER dossiers_version ON dossiers_dossier;
DROP FUNCTION dossiers_keep_version();
DROP TRIGGER dossiers_outside_changed ON dossiers_outside;
DROP FUNCTION dossiers_mark_changed();
DROP FUNCTION dossiers_next_place(text, date);
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_dossiers"), ("ledger", "0001_facts")]
    operations = [migrations.RunSQL(VERSIONS, UNDO)]
