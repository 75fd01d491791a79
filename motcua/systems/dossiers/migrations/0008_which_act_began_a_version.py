"""A version that is over says by which transaction it began: so the versions alone tell which of them stood when.

What stands now says so in `changed`; that goes with it into its version.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("motcua.systems.dossiers.migrations.0007_known_changes")
KEEPING = (
    f"INSERT INTO dossiers_past (dossier, since, until, known_changed, {', '.join(BEFORE.BEFORE.COUNTED)})"
)
KEPT = "VALUES (OLD.id, OLD.since, NEW.acted_at, known, "

FUNCTION = BEFORE.KNOWN_CHANGES[BEFORE.KNOWN_CHANGES.index("CREATE OR REPLACE FUNCTION") :]
BEGAN = "ALTER TABLE dossiers_past ADD COLUMN began xid8;\n" + FUNCTION.replace(
    KEEPING, KEEPING.replace("known_changed, ", "known_changed, began, ")
).replace(KEPT, f"{KEPT}OLD.changed, ")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_known_changes")]
    operations = [
        migrations.RunSQL(BEGAN, f"{FUNCTION}\nALTER TABLE dossiers_past DROP COLUMN began;"),
    ]
