"""How a file could be counted before is kept by PostgreSQL, so that no road to the rows can forget it."""

from django.db import migrations

COUNTED = [
    "unit",
    "level",
    "code",
    "listed",
    "secrecy",
    "opened_on",
    "opened_at",
    "closed_on",
    "closed_at",
    "archived_at",
    "steps",
    "steps_online",
    "tasks",
    "tasks_late",
]
READ = ("workfiles_file", "workfiles_past")
KEPT = ("workfiles_file", "workfiles_item", "workfiles_task", "workfiles_paper")

VERSIONS = f"""
ALTER TABLE workfiles_file ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE workfiles_past ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX workfiles_file_changed ON workfiles_file (changed);
CREATE INDEX workfiles_past_changed ON workfiles_past (changed);

-- Keeps how a file stood before a change of any column that can be counted.
CREATE FUNCTION workfiles_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    IF ({", ".join("OLD." + c for c in COUNTED)})
        IS DISTINCT FROM ({", ".join("NEW." + c for c in COUNTED)}) THEN
        IF OLD.since < NEW.acted_at THEN
            INSERT INTO workfiles_past (file, since, until, {", ".join(COUNTED)})
            VALUES (OLD.id, OLD.since, NEW.acted_at, {", ".join("OLD." + c for c in COUNTED)});
        END IF;
        NEW.since := NEW.acted_at;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER workfiles_version BEFORE UPDATE ON workfiles_file
    FOR EACH ROW EXECUTE FUNCTION workfiles_keep_version();

-- A file, what was in it and what was done for it stay, also once taken out or done.
CREATE FUNCTION workfiles_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a work file and what belongs to it are never deleted';
END
$$;
{"".join(f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION workfiles_stays();" for table in KEPT)}
CREATE TRIGGER workfiles_past_stays BEFORE DELETE OR UPDATE ON workfiles_past
    FOR EACH ROW EXECUTE FUNCTION workfiles_stays();

-- Should that rule ever be lifted, whoever counts them still hears of a deletion (decision 0015).
{"".join(f"CREATE TRIGGER {table}_gone AFTER DELETE ON {table} REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION base_note_gone();" for table in READ)}
"""

UNDO = f"""
{"".join(f"DROP TRIGGER {table}_gone ON {table};" for table in READ)}
DROP TRIGGER workfiles_past_stays ON workfiles_past;
{"".join(f"DROP TRIGGER {table}_stays ON {table};" for table in KEPT)}
DROP FUNCTION workfiles_stays();
DROP TRIGGER workfiles_version ON workfiles_file;
DROP FUNCTION workfiles_keep_version();
"""


class Migration(migrations.Migration):
    dependencies = [("workfiles", "0001_workfiles"), ("ledger", "0001_facts"), ("base", "0004_what_is_gone")]
    operations = [migrations.RunSQL(VERSIONS, UNDO)]
