import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """How a plan stood at the end of each month is kept as it was told; the running version of the house counts it anew."""

    dependencies = [("plans", "0005_watch_reasons")]

    operations = [
        migrations.CreateModel(
            name="ToldMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="its first day")),
                ("version", models.PositiveIntegerField()),
                ("as_of", models.DateTimeField(help_text="the end of the month's last day")),
                ("figures", models.JSONField()),
                ("told_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_months",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "month"), name="plans_toldmonth_once")
                ],
            },
        ),
    ]
