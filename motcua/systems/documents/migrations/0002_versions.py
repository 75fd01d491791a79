"""Numbers, past versions and what is never taken away: kept by PostgreSQL, so that no road to the rows can forget them."""

from django.db import migrations

COUNTED = [
    "sender",
    "receiver",
    "number",
    "sent_on",
    "secret",
    "electronic",
    "signed_by_person",
    "signed_by_agency",
    "signatures_valid",
    "verdict",
]
KEPT = ("documents_file", "documents_finding", "documents_evidence", "documents_ground", "documents_past")

VERSIONS = f"""
ALTER TABLE documents_exchanged ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE documents_past ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX documents_exchanged_changed ON documents_exchanged (changed);
CREATE INDEX documents_past_changed ON documents_past (changed);

-- Keeps how an exchange stood before a change of any column that can be counted.
CREATE FUNCTION documents_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    IF ({", ".join("OLD." + c for c in COUNTED)})
        IS DISTINCT FROM ({", ".join("NEW." + c for c in COUNTED)}) THEN
        IF OLD.since < NEW.acted_at THEN
            INSERT INTO documents_past (exchanged, since, until, {", ".join(COUNTED)})
            VALUES (OLD.id, OLD.since, NEW.acted_at, {", ".join("OLD." + c for c in COUNTED)});
        END IF;
        NEW.since := NEW.acted_at;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER documents_version BEFORE UPDATE ON documents_exchanged
    FOR EACH ROW EXECUTE FUNCTION documents_keep_version();

-- Gives the next number of a unit's book in a year; the caller's transaction holds it until it commits, and gives
-- it back when it does not: no gap, no double.
CREATE FUNCTION documents_next_number(in_unit text, in_series text, in_year int) RETURNS int LANGUAGE sql AS $$
    INSERT INTO documents_counter (unit, series, year, last) VALUES (in_unit, in_series, in_year, 1)
    ON CONFLICT (unit, series, year) DO UPDATE SET last = documents_counter.last + 1
    RETURNING last;
$$;

-- Versions of a paper and findings about it stay: whoever signed or relied on them must find them again.
CREATE FUNCTION documents_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a file, a finding or its evidence is kept as it was';
END
$$;
{"".join(f"CREATE TRIGGER {table}_stays BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION documents_stays();" for table in KEPT)}
"""

UNDO = f"""
{"".join(f"DROP TRIGGER {table}_stays ON {table};" for table in KEPT)}
DROP FUNCTION documents_stays();
DROP FUNCTION documents_next_number(text, text, int);
DROP TRIGGER documents_version ON documents_exchanged;
DROP FUNCTION documents_keep_version();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents"), ("ledger", "0001_facts")]
    operations = [migrations.RunSQL(VERSIONS, UNDO)]
