"""The tables of the room: imports, the rows they left, and how rows were before. Written only by `actions`."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Import(models.Model):
    """One table taken in: whose, when, of which file, and what it changed.

    `digest` names the file's bytes in the store; `document` those of the paper that issued the figures. `whole` says
    that the table was the register in full: rows that it did not have ended.
    """

    register = models.TextField()
    number = models.PositiveIntegerField()
    file_name = models.TextField()
    digest = models.TextField()
    document = models.TextField(blank=True)
    document_name = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.TextField()
    valid_since = models.DateTimeField()
    whole = models.BooleanField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()

    class Meta:
        db_table = "registers_import"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "number"], name="registers_import_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="registers_import_from_one"),
            models.CheckConstraint(condition=~Q(digest=""), name="registers_import_of_a_file"),
        ]


class Entry(models.Model):
    """A row of a register as it reads now. What it counts by stands in `body`; SQL of `collections` gives it types.

    The database keeps `changed` (the transaction that wrote the row) and, before a change, the version that was.
    """

    register = models.TextField()
    key = models.TextField()
    body = models.JSONField()
    source = models.ForeignKey(Import, on_delete=models.PROTECT, db_column="import_id", related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "registers_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "key"], name="registers_entry_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="registers_entry_keyed"),
        ]


class Past(models.Model):
    """A row as it read from `since` to `until`; written by PostgreSQL alone."""

    register = models.TextField()
    key = models.TextField()
    body = models.JSONField()
    source = models.ForeignKey(Import, on_delete=models.PROTECT, db_column="import_id", related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "registers_past"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="registers_past_forward"),
        ]
