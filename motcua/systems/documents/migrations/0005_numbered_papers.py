from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_day_of_force")]
    operations = [
        migrations.AlterField(
            model_name="file",
            name="made_by",
            field=models.TextField(help_text="`written`, `signed`, `numbered`, `sealed` or `received`"),
        ),
    ]
