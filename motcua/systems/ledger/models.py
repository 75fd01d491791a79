"""The ledger's tables: facts in order, and how far each follower has read."""

from django.db import models


class Fact(models.Model):
    """One fact, kept as its canonical bytes; the other columns only repeat what those bytes say.

    The application's role may add and read; UPDATE, DELETE and TRUNCATE are refused by PostgreSQL itself.
    """

    id = models.BigAutoField(primary_key=True)
    stream = models.TextField(help_text="what the fact is about: room, colon, identifier")
    seq = models.PositiveIntegerField(help_text="its place in the stream, from 1 without gaps")
    kind = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()
    body = models.TextField(help_text="the canonical bytes, as UTF-8 text")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="ledger_fact_one_per_place"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="ledger_fact_seq_from_one"),
        ]
        indexes = [models.Index(fields=["kind", "at"], name="ledger_fact_kind_at")]


class Follower(models.Model):
    """How far a follower has read: the transaction and the position of the last fact it acted on."""

    name = models.TextField(unique=True)
    tx = models.BigIntegerField(default=0)
    position = models.BigIntegerField(default=0)

    class Meta:
        db_table = "ledger_follower"
