"""A list may be supplemented: each entry says with which approval it came into force; what was approved so far, with the first."""

from django.db import migrations, models

APPROVED = 3
IN_FORCE = f"""
UPDATE workfiles_list SET version = 1 WHERE stage = {APPROVED};
UPDATE workfiles_entry SET version = 1
    FROM workfiles_list WHERE workfiles_list.id = of_id AND workfiles_list.stage = {APPROVED};
"""


class Migration(migrations.Migration):
    dependencies = [("workfiles", "0004_sheets_and_pages")]
    operations = [
        migrations.AddField(
            model_name="filelist",
            name="version",
            field=models.PositiveIntegerField(db_default=0, default=0, help_text="how often it was approved"),
        ),
        migrations.AddField(
            model_name="entry",
            name="version",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                help_text="with which approval it came into force; 0 while only proposed",
            ),
        ),
        migrations.RunSQL(IN_FORCE, migrations.RunSQL.noop),
    ]
