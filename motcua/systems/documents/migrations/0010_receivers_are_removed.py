from django.db import migrations, models


class Migration(migrations.Migration):
    """An update may take receivers off a document's list; that they had it stays."""

    dependencies = [("documents", "0009_copies_are_sent")]
    operations = [
        migrations.AddField(
            model_name="receiver",
            name="removed_at",
            field=models.DateTimeField(help_text="when an update took it off the list", null=True),
        ),
    ]
