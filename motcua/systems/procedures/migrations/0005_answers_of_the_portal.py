"""What the national portal answered of each procedure; how an answer was before is kept by PostgreSQL."""

from django.db import migrations, models

COUNTED = ("online", "integrated_on", "standardised_on", "matches", "differs", "answered_on", "source")
NAMES = ", ".join(COUNTED)
VERSIONS = f"""
ALTER TABLE procedures_portal_answer ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE procedures_portal_answer_past ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX procedures_portal_answer_changed ON procedures_portal_answer (changed);
CREATE INDEX procedures_portal_answer_past_changed ON procedures_portal_answer_past (changed);

-- Keeps how an answer stood before it changed or ended; the end is always kept, for followers learn of it by the past.
CREATE FUNCTION procedures_keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends boolean := OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL;
    until_ timestamptz := greatest(OLD.since, coalesce(NEW.ended_at, NEW.since));
BEGIN
    NEW.changed := pg_current_xact_id();
    IF OLD.ended_at IS NULL AND (ends OR OLD.since < until_) THEN
        INSERT INTO procedures_portal_answer_past (code, since, until, {NAMES})
        VALUES (OLD.code, OLD.since, until_, {", ".join("OLD." + name for name in COUNTED)});
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER procedures_answer_version BEFORE UPDATE ON procedures_portal_answer
    FOR EACH ROW EXECUTE FUNCTION procedures_keep_answer();
CREATE TRIGGER procedures_portal_answer_gone AFTER DELETE ON procedures_portal_answer
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION base_note_gone();
CREATE TRIGGER procedures_portal_answer_past_gone AFTER DELETE ON procedures_portal_answer_past
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION base_note_gone();
"""

UNDO = """
DROP TRIGGER procedures_portal_answer_past_gone ON procedures_portal_answer_past;
DROP TRIGGER procedures_portal_answer_gone ON procedures_portal_answer;
DROP TRIGGER procedures_answer_version ON procedures_portal_answer;
DROP FUNCTION procedures_keep_answer();
"""


def _answered() -> list[tuple[str, models.Field]]:
    return [
        ("online", models.BooleanField(help_text="whether the procedure is offered online")),
        ("integrated_on", models.DateField(null=True)),
        ("standardised_on", models.DateField(null=True)),
        ("matches", models.BooleanField(null=True)),
        ("differs", models.TextField(blank=True)),
        ("answered_on", models.DateField(null=True)),
        ("source", models.TextField(choices=[("portal", "Cổng Dịch vụ công quốc gia"), ("table", "Bảng")])),
        ("since", models.DateTimeField()),
    ]


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_deletions_are_noted"), ("ledger", "0001_facts")]
    operations = [
        migrations.CreateModel(
            name="PortalAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField(unique=True)),
                *_answered(),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "procedures_portal_answer",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["portal", "table"])),
                        name="procedures_portal_answer_source_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortalAnswerPast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField()),
                *_answered(),
                ("until", models.DateTimeField()),
            ],
            options={"db_table": "procedures_portal_answer_past"},
        ),
        migrations.RunSQL(VERSIONS, UNDO),
    ]
