from django.db import migrations

FOLD = r"""
CREATE FUNCTION base_fold(said text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    regexp_replace(normalize(said, NFD), '[\u0300-\u036f]', '', 'g'),
    'ABCDEFGHIJKLMNOPQRSTUVWXYZđĐ',
    'abcdefghijklmnopqrstuvwxyzdd'
)
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0001_application_role")]
    operations = [migrations.RunSQL(FOLD, "DROP FUNCTION base_fold(text)")]
