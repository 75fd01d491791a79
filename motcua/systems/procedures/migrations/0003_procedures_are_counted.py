"""A procedure says which transaction wrote it, or what is read beside it: its versions, its national entry."""

from django.db import migrations

COUNTED = """
ALTER TABLE procedures_procedure ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX procedures_procedure_changed ON procedures_procedure (changed);
CREATE FUNCTION procedures_mark_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    RETURN NEW;
END
$$;
CREATE TRIGGER procedures_procedure_changed BEFORE UPDATE ON procedures_procedure
    FOR EACH ROW EXECUTE FUNCTION procedures_mark_changed();

-- Marks the procedure beside which a version or a national entry is read.
CREATE FUNCTION procedures_mark_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE procedures_procedure SET changed = DEFAULT WHERE id = NEW.procedure_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER procedures_version_counts AFTER INSERT OR UPDATE ON procedures_version
    FOR EACH ROW EXECUTE FUNCTION procedures_mark_of_version();
CREATE FUNCTION procedures_mark_of_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE procedures_procedure SET changed = DEFAULT WHERE root IN (SELECT root FROM written);
    RETURN NULL;
END
$$;
CREATE TRIGGER procedures_entry_counts AFTER INSERT ON procedures_catalogue_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION procedures_mark_of_entries();
"""

UNDO = """
DROP TRIGGER procedures_entry_counts ON procedures_catalogue_entry;
DROP FUNCTION procedures_mark_of_entries();
DROP TRIGGER procedures_version_counts ON procedures_version;
DROP FUNCTION procedures_mark_of_version();
DROP TRIGGER procedures_procedure_changed ON procedures_procedure;
DROP FUNCTION procedures_mark_changed();
ALTER TABLE procedures_procedure DROP COLUMN changed;
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_forget_how_often_asked")]
    operations = [migrations.RunSQL(COUNTED, UNDO)]
