"""A unit says which transaction wrote it, so that the counting engine follows it as it follows every other row."""

from django.db import migrations

COUNTED = """
ALTER TABLE organisation_unit ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX organisation_unit_changed ON organisation_unit (changed);
CREATE FUNCTION organisation_mark_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    RETURN NEW;
END
$$;
CREATE TRIGGER organisation_unit_changed BEFORE UPDATE ON organisation_unit
    FOR EACH ROW EXECUTE FUNCTION organisation_mark_changed();
"""

UNDO = """
DROP TRIGGER organisation_unit_changed ON organisation_unit;
DROP FUNCTION organisation_mark_changed();
ALTER TABLE organisation_unit DROP COLUMN changed;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_units")]
    operations = [migrations.RunSQL(COUNTED, UNDO)]
