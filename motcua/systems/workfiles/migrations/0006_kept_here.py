"""With the first file of an agency in a year PostgreSQL notes that its files of that year are kept here (decision 0024)."""

from django.db import migrations, models

NOTE = """
ALTER TABLE workfiles_kept ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX workfiles_kept_changed ON workfiles_kept (changed);

INSERT INTO workfiles_kept (unit, year, since)
    SELECT unit, year, min(opened_at) FROM workfiles_file GROUP BY unit, year;

CREATE FUNCTION workfiles_note_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO workfiles_kept (unit, year, since) VALUES (NEW.unit, NEW.year, NEW.opened_at)
        ON CONFLICT (unit, year) DO NOTHING;
    RETURN NEW;
END
$$;
CREATE TRIGGER workfiles_file_note_kept AFTER INSERT ON workfiles_file
    FOR EACH ROW EXECUTE FUNCTION workfiles_note_kept();
CREATE TRIGGER workfiles_kept_stays BEFORE DELETE OR UPDATE ON workfiles_kept
    FOR EACH ROW EXECUTE FUNCTION workfiles_stays();
CREATE TRIGGER workfiles_kept_gone AFTER DELETE ON workfiles_kept REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION base_note_gone();
"""
UNDO = """
DROP TRIGGER workfiles_kept_gone ON workfiles_kept;
DROP TRIGGER workfiles_kept_stays ON workfiles_kept;
DROP TRIGGER workfiles_file_note_kept ON workfiles_file;
DROP FUNCTION workfiles_note_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("workfiles", "0005_supplemented_lists")]
    operations = [
        migrations.CreateModel(
            name="Kept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.TextField()),
                ("year", models.IntegerField()),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year"), name="workfiles_kept_once_a_year"),
                ],
            },
        ),
        migrations.RunSQL(NOTE, UNDO),
    ]
