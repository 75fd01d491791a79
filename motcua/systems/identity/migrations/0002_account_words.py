from django.db import migrations

# People are looked for by the words of their names, without accents; the same expression stands in queries/finding.py.
INDEX = """
CREATE INDEX identity_account_words ON identity_account USING gin (
    to_tsvector('simple'::regconfig, translate(base_fold(full_name || ' ' || username), '-._@/+:', '       '))
)
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_accounts_grants_tokens"), ("base", "0002_fold")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX identity_account_words")]
