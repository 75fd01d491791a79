from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workfiles", "0003_struck_steps")]
    operations = [
        migrations.AddField(
            model_name="item",
            name="extent",
            field=models.PositiveIntegerField(help_text="sheets on paper, or electronic pages", null=True),
        ),
    ]
