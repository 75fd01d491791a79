from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workfiles", "0002_versions")]
    operations = [
        migrations.AddField(
            model_name="paperstep",
            name="struck",
            field=models.BooleanField(db_default=False, default=False, help_text="written down by mistake"),
        ),
    ]
