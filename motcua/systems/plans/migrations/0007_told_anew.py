from django.db import migrations, models


class Migration(migrations.Migration):
    """A month may be told once more where it had no data; the running version of the house tells it once, as number 1."""

    dependencies = [("plans", "0006_told_months")]

    operations = [
        migrations.AddField(
            "toldmonth",
            "number",
            models.PositiveIntegerField(db_default=1, help_text="which telling of the month, from 1"),
        ),
        migrations.AddField("toldmonth", "imports", models.PositiveIntegerField(db_default=0)),
        migrations.RemoveConstraint("toldmonth", "plans_toldmonth_once"),
        migrations.AddConstraint(
            "toldmonth",
            models.UniqueConstraint(fields=("plan", "month", "number"), name="plans_toldmonth_number_once"),
        ),
        migrations.AddConstraint(
            "toldmonth",
            models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="plans_toldmonth_from_one"),
        ),
    ]
