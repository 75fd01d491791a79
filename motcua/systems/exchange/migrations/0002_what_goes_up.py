from django.db import migrations, models


class Migration(migrations.Migration):
    """An index for the list of what went to the national systems."""

    dependencies = [("exchange", "0001_outbox_and_inbox")]

    operations = [
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(
                condition=models.Q(("channel__in", ("portal", "law", "reporting"))),
                fields=["-id"],
                name="exchange_outgoing_national",
            ),
        ),
    ]
