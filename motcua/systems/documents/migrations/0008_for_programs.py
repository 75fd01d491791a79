from django.db import migrations, models


class Migration(migrations.Migration):
    """Lists for programs go by the beginning of documents; a call that is repeated is found by its key."""

    dependencies = [("documents", "0007_copies")]
    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["-began_at", "-id"], name="documents_by_beginning"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("key__isnull", False)), fields=["key"], name="documents_by_key"
            ),
        ),
    ]
