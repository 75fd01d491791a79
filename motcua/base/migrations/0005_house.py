"""A name for what is kept in this database, so that two that serve the same province are told apart."""

from django.db import migrations

CREATE = """
CREATE TABLE base_house (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO base_house DEFAULT VALUES;
REVOKE INSERT, UPDATE, DELETE ON base_house FROM motcua_app;
COMMENT ON TABLE base_house IS 'What this database is called: a copy restored elsewhere goes on by the same name';
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0004_what_is_gone")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE base_house")]
