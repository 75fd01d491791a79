from django.db import migrations, models

COUNTED = (
    "sender",
    "receiver",
    "number",
    "sent_on",
    "secret",
    "electronic",
    "signed_by_person",
    "signed_by_agency",
    "signatures_valid",
    "verdict",
)
# As in 0002, for one more column.
VERSION = """
CREATE OR REPLACE FUNCTION documents_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    IF ({old}) IS DISTINCT FROM ({new}) THEN
        IF OLD.since < NEW.acted_at THEN
            INSERT INTO documents_past (exchanged, since, until, {names})
            VALUES (OLD.id, OLD.since, NEW.acted_at, {old});
        END IF;
        NEW.since := NEW.acted_at;
    END IF;
    RETURN NEW;
END
$$;
"""
UNSENT = """
UPDATE documents_document AS d SET copies_unsent = c.made
FROM (SELECT document_id, count(*) AS made FROM documents_copy GROUP BY document_id) AS c WHERE c.document_id = d.id;
"""


def version(*names: str) -> str:
    """Write the function that keeps how an exchange stood, for these columns."""
    old, new = (", ".join(f"{which}.{name}" for name in names) for which in ("OLD", "NEW"))
    return VERSION.format(old=old, new=new, names=", ".join(names))


class Migration(migrations.Migration):
    """Certified copies go to others as documents of their own, and are told apart where exchanges are counted."""

    dependencies = [("documents", "0008_for_programs")]
    operations = [
        migrations.AddField(
            model_name="document",
            name="copied",
            field=models.TextField(help_text="the file of the certified copy that it is", null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="copies_unsent",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("copied__isnull", False)),
                fields=("copied",),
                name="documents_document_copy_sent_once",
            ),
        ),
        migrations.AddField(
            model_name="exchanged",
            name="certified_copy",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="past",
            name="certified_copy",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(version(*COUNTED, "certified_copy"), version(*COUNTED)),
        migrations.RunSQL(UNSENT, migrations.RunSQL.noop),
    ]
