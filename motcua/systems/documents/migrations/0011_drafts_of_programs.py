from django.db import migrations, models


class Migration(migrations.Migration):
    """A key under which a program began a document names that document alone."""

    dependencies = [("documents", "0010_receivers_are_removed")]
    operations = [
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key__isnull", False), ("origin__isnull", True)),
                fields=("key",),
                name="documents_document_begun_once",
            ),
        ),
    ]
