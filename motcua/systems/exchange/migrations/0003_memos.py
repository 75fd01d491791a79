from django.db import migrations, models


class Migration(migrations.Migration):
    """What counterparts give halfway through a message."""

    dependencies = [("exchange", "0002_what_goes_up")]

    operations = [
        migrations.CreateModel(
            name="Memo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.TextField()),
                ("name", models.TextField()),
                ("value", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "exchange_memo",
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "name"), name="exchange_memo_once")
                ],
            },
        ),
    ]
