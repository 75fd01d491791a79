"""A register's rows are not deleted; should that rule ever be lifted, whoever counts them still hears of it."""

from django.db import migrations

TABLES = ("registers_entry", "registers_past")
NOTED = """
CREATE TRIGGER {0}_gone AFTER DELETE ON {0} REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION base_note_gone();
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_versions"), ("base", "0004_what_is_gone")]
    operations = [
        migrations.RunSQL(NOTED.format(table), f"DROP TRIGGER {table}_gone ON {table}") for table in TABLES
    ]
