"""Lists of one procedure, or of a stage that few dossiers are in, are read from where they begin."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_deletions_are_noted")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["procedure", "-recorded_at", "-id"], name="dossiers_by_procedure_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["stage", "-recorded_at", "-id"],
                name="dossiers_by_stage_newest",
                condition=models.Q(stage__lt=10),
            ),
        ),
    ]
