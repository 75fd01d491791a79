"""A deletion of what is counted is noted, so that no copy goes on counting it."""

from django.db import migrations

TABLES = ("documents_exchanged", "documents_past")
NOTED = """
CREATE TRIGGER {0}_gone AFTER DELETE ON {0} REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION base_note_gone();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_numbered_papers"), ("base", "0004_what_is_gone")]
    operations = [
        migrations.RunSQL(NOTED.format(table), f"DROP TRIGGER {table}_gone ON {table}") for table in TABLES
    ]
