"""A deletion leaves a note: whoever keeps a copy of the rows could not tell otherwise that some are no more."""

from django.db import migrations

CREATE = """
CREATE TABLE base_gone (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    of_table text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX base_gone_of_table ON base_gone (of_table);
COMMENT ON TABLE base_gone IS 'From which counted table rows were deleted, once for each statement that did';

CREATE FUNCTION base_note_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM gone) THEN
        INSERT INTO base_gone (of_table) VALUES (TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END
$$;
"""
UNDO = """
DROP FUNCTION base_note_gone();
DROP TABLE base_gone;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0003_milestones")]
    operations = [migrations.RunSQL(CREATE, UNDO)]
