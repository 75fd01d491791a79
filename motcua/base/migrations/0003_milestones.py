"""What was loaded into this database, so that a start does nothing twice."""

from django.db import migrations

CREATE = """
CREATE TABLE base_milestone (
    name text PRIMARY KEY,
    value text NOT NULL,
    reached_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE base_milestone IS 'What was loaded into this database, and from which state of the files';
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0002_fold")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE base_milestone")]
