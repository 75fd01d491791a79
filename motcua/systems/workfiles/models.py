"""The tables of the room. Rows are written only by `actions`; what was in a file or done for it is never taken away."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL


class FileList(models.Model):
    """A unit's list of files for a year, as it stands."""

    unit = models.TextField()
    year = models.IntegerField()
    seq = models.PositiveIntegerField(help_text="the last fact's place in the list's stream")
    stage = models.SmallIntegerField()
    acted_at = models.DateTimeField()
    proposed_by = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    approved_by = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0, db_default=0, help_text="how often it was approved")

    class Meta:
        db_table = "workfiles_list"
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="workfiles_list_one_a_year"),
        ]


class Entry(models.Model):
    """A file that a list foresees: with the words that facts do not hold."""

    of = models.ForeignKey(FileList, on_delete=models.CASCADE, related_name="entries")
    place = models.PositiveIntegerField()
    code = models.TextField()
    digest = models.TextField(help_text="of the title, salted")
    title = models.TextField()
    retention = models.TextField()
    keeper = models.TextField()
    basis_digest = models.TextField(blank=True, default="")
    basis = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(
        default=0, db_default=0, help_text="with which approval it came into force; 0 while only proposed"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "code"], name="workfiles_entry_code_once"),
        ]


class Batch(models.Model):
    """One hand-over of closed files to the agency's archive: its number in the year, who gave, who took."""

    id = models.UUIDField(primary_key=True)
    unit = models.TextField()
    year = models.IntegerField()
    number = models.IntegerField()
    given_by = models.TextField()
    given_at = models.DateTimeField()
    taken_by = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="workfiles_batch_number_once"),
        ]


class File(models.Model):
    """A work file as it stands today: the fold of its facts, and beside it the words that facts do not hold.

    PostgreSQL keeps how it read before a change of what can be counted (`Past`), and the transaction that wrote it.
    """

    id = models.UUIDField(primary_key=True)
    seq = models.PositiveIntegerField(help_text="the last fact's place in the file's stream")
    stage = models.SmallIntegerField()
    unit = models.TextField(help_text="code of the agency")
    level = models.TextField()
    year = models.IntegerField()
    code = models.TextField()
    listed = models.BooleanField()
    secrecy = models.TextField()
    retention = models.TextField()
    keeper = models.TextField()
    opened_on = models.DateField(help_text="the day the work began")
    opened_by = models.TextField()
    opened_at = models.DateTimeField(help_text="when it was opened in the system")
    acted_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    batch = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    archived_at = models.DateTimeField(null=True)
    # what is counted of its parts
    steps = models.IntegerField()
    steps_online = models.IntegerField()
    tasks = models.IntegerField()
    tasks_late = models.IntegerField()
    since = models.DateTimeField()
    # words
    title = models.TextField(blank=True, default="")
    searched = models.TextField(blank=True, default="", help_text="number and title, folded")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "code"], name="workfiles_file_code_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="workfiles_file_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(steps_online__gte=0) & Q(steps_online__lte=F("steps")),
                name="workfiles_file_steps_online_are_steps",
            ),
            models.CheckConstraint(
                condition=Q(secrecy="none") | Q(title=""), name="workfiles_file_secret_has_no_title"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "stage", "-acted_at"], name="workfiles_by_unit_and_stage"),
            models.Index(fields=["keeper", "stage"], name="workfiles_by_keeper"),
            models.Index(fields=["batch"], name="workfiles_by_batch"),
            GinIndex(
                RawSQL("to_tsvector('simple'::regconfig, searched)", ()), name="workfiles_file_searched"
            ),
        ]


class Kept(models.Model):
    """That an agency keeps its files of a year here, since when; written by PostgreSQL with the first (decision 0024)."""

    unit = models.TextField()
    year = models.IntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="workfiles_kept_once_a_year"),
        ]


class Item(models.Model):
    """A document in a file, under its order number; it stays readable once taken out."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    document = models.TextField(db_index=True)
    paper = models.BooleanField()
    added_by = models.TextField()
    added_at = models.DateTimeField()
    out = models.BooleanField(default=False)
    extent = models.PositiveIntegerField(null=True, help_text="sheets on paper, or electronic pages")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="workfiles_item_number_once"),
            models.UniqueConstraint(
                fields=["file", "document"], condition=Q(out=False), name="workfiles_item_inside_once"
            ),
        ]


class Task(models.Model):
    """Something an officer is to do for a file."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="given")
    number = models.PositiveIntegerField()
    officer = models.TextField()
    given_by = models.TextField()
    given_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    paper = models.BooleanField(default=False)
    dropped = models.BooleanField(default=False)
    said = models.TextField(help_text="digest of what is to be done")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="workfiles_task_number_once"),
        ]
        indexes = [
            models.Index(
                fields=["officer", "due_at"],
                condition=Q(done_at__isnull=True, dropped=False),
                name="workfiles_task_waiting",
            ),
        ]


class PaperStep(models.Model):
    """A step of a file that was done on paper."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    done_on = models.DateField()
    by = models.TextField()
    at = models.DateTimeField()
    what = models.TextField(help_text="digest of what was done")
    why = models.TextField(help_text="digest of why on paper")
    struck = models.BooleanField(default=False, db_default=False, help_text="written down by mistake")

    class Meta:
        db_table = "workfiles_paper"
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="workfiles_paper_number_once"),
        ]


class Words(models.Model):
    """Words that an official wrote; the ledger holds only their salted digest."""

    digest = models.TextField(primary_key=True)
    salt = models.TextField()
    text = models.TextField()
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="said")
    list = models.ForeignKey(FileList, null=True, on_delete=models.PROTECT, related_name="said")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(list__isnull=False), name="workfiles_words_of_something"
            ),
        ]


class Past(models.Model):
    """A file as it could be counted from `since` until `until`; written by PostgreSQL when the row changes."""

    file = models.UUIDField()
    unit = models.TextField()
    level = models.TextField()
    code = models.TextField()
    listed = models.BooleanField()
    secrecy = models.TextField()
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    steps = models.IntegerField()
    steps_online = models.IntegerField()
    tasks = models.IntegerField()
    tasks_late = models.IntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
