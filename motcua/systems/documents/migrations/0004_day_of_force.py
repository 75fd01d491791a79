from django.db import migrations, models


class Migration(migrations.Migration):
    """The day a legal document comes into force; a new column, empty for what was issued before."""

    dependencies = [("documents", "0003_signing_keys")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="effective_on",
            field=models.DateField(null=True, help_text="the day a legal document comes into force"),
        ),
    ]
