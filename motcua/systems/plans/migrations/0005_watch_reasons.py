from django.db import migrations, models


class Migration(migrations.Migration):
    """A version of a list of signs says why it was made; the running version of the house leaves it empty."""

    dependencies = [("plans", "0004_watch_versions")]

    operations = [
        migrations.AddField(
            model_name="watchversion",
            name="why",
            field=models.TextField(
                blank=True, db_default="", default="", help_text="why it was changed, as its maker says"
            ),
        ),
        migrations.AddField(
            model_name="watchversion",
            name="salt",
            field=models.TextField(
                blank=True, db_default="", default="", help_text="salt of the digest of `why` in the ledger"
            ),
        ),
    ]
