import django.db.models.deletion
from django.db import migrations, models

STAYS = """
CREATE TRIGGER documents_copy_stays BEFORE DELETE OR UPDATE ON documents_copy
    FOR EACH ROW EXECUTE FUNCTION documents_stays();
"""


class Migration(migrations.Migration):
    """Certified copies: files of a third role, each with its number in the agency's book of copies."""

    dependencies = [("documents", "0006_deletions_are_noted")]
    operations = [
        migrations.AlterField(
            model_name="file",
            name="made_by",
            field=models.TextField(
                help_text="`written`, `signed`, `numbered`, `sealed`, `received` or `copied`"
            ),
        ),
        migrations.RemoveConstraint(model_name="file", name="documents_file_role_known"),
        migrations.AddConstraint(
            model_name="file",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["main", "attached", "copy"])),
                name="documents_file_role_known",
            ),
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="documents.file",
                    ),
                ),
                ("unit", models.TextField(help_text="code of the agency that copies")),
                ("kind", models.TextField()),
                ("pages", models.TextField(blank=True, help_text="of an extract")),
                ("year", models.IntegerField()),
                ("number", models.IntegerField()),
                ("symbol", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies_made",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "year", "number"), name="documents_copy_number_once"
                    )
                ]
            },
        ),
        migrations.RunSQL(STAYS, "DROP TRIGGER documents_copy_stays ON documents_copy"),
    ]
