from django.db import migrations, models

APPEND = """
-- The transaction that wrote a fact: followers read only below the oldest one still running.
ALTER TABLE ledger_fact ADD COLUMN tx xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX ledger_fact_tx ON ledger_fact (tx, id);

-- Adds facts to a stream whose last place is `expected`; a place already taken is a unique violation,
-- which the caller reads as "somebody acted meanwhile". Returns the stream's new last place.
CREATE FUNCTION ledger_append(in_stream text, expected int, bodies text[]) RETURNS int
LANGUAGE sql AS $$
    INSERT INTO ledger_fact (stream, seq, kind, at, by, body)
    SELECT in_stream, expected + place, b::jsonb->>'kind', (b::jsonb->>'at')::timestamptz, b::jsonb->>'by', b
    FROM unnest(bodies) WITH ORDINALITY AS given(b, place)
    ORDER BY place;
    SELECT expected + cardinality(bodies);
$$;

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER ledger_only_grows BEFORE UPDATE OR DELETE ON ledger_fact
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_fact FROM motcua_app, PUBLIC;
"""

UNDO = """
DROP FUNCTION ledger_append(text, int, text[]);
DROP TRIGGER ledger_only_grows ON ledger_fact;
DROP FUNCTION ledger_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0001_application_role")]
    operations = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("stream", models.TextField(help_text="what the fact is about: room, colon, identifier")),
                (
                    "seq",
                    models.PositiveIntegerField(help_text="its place in the stream, from 1 without gaps"),
                ),
                ("kind", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
                ("body", models.TextField(help_text="the canonical bytes, as UTF-8 text")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["stream", "seq"], name="ledger_fact_one_per_place"),
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="ledger_fact_seq_from_one"
                    ),
                ],
                "indexes": [models.Index(fields=["kind", "at"], name="ledger_fact_kind_at")],
            },
        ),
        migrations.RunSQL(APPEND, UNDO),
    ]
