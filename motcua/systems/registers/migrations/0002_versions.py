"""Past versions are written by PostgreSQL, so that no road to the row can forget them; a row ends, it is not deleted."""

from django.db import migrations

VERSIONS = """
ALTER TABLE registers_entry ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE registers_past ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX registers_entry_changed ON registers_entry (changed);
CREATE INDEX registers_past_changed ON registers_past (changed);
CREATE INDEX registers_past_register ON registers_past (register);

-- Keeps how a row stood before it changed or ended. The end of a row is always kept, however short its time: it is
-- by its past that whoever follows the rows learns that it is over.
CREATE FUNCTION registers_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends boolean := OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL;
    until_ timestamptz := greatest(OLD.since, coalesce(NEW.ended_at, NEW.since));
BEGIN
    NEW.changed := pg_current_xact_id();
    IF OLD.ended_at IS NULL AND (ends OR (OLD.body IS DISTINCT FROM NEW.body AND OLD.since < until_)) THEN
        INSERT INTO registers_past (register, key, body, import_id, since, until)
        VALUES (OLD.register, OLD.key, OLD.body, OLD.import_id, OLD.since, until_);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER registers_version BEFORE UPDATE ON registers_entry
    FOR EACH ROW EXECUTE FUNCTION registers_keep_version();

CREATE FUNCTION registers_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of a register ends, it is not deleted';
END
$$;
CREATE TRIGGER registers_entry_stays BEFORE DELETE ON registers_entry
    FOR EACH ROW EXECUTE FUNCTION registers_never_deleted();
CREATE TRIGGER registers_past_stays BEFORE DELETE OR UPDATE ON registers_past
    FOR EACH ROW EXECUTE FUNCTION registers_never_deleted();
"""

UNDO = """
DROP TRIGGER registers_past_stays ON registers_past;
DROP TRIGGER registers_entry_stays ON registers_entry;
DROP FUNCTION registers_never_deleted();
DROP TRIGGER registers_version ON registers_entry;
DROP FUNCTION registers_keep_version();
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_registers"), ("ledger", "0001_facts")]
    operations = [migrations.RunSQL(VERSIONS, UNDO)]
