"""The tables of the plans: each version of a plan's file whole, as it was loaded."""

from django.db import models


class Plan(models.Model):
    """A plan, by the name its file gives it; `number` is its version in force."""

    id = models.TextField(primary_key=True)
    number = models.PositiveIntegerField(default=0)


class PlanVersion(models.Model):
    """One version of a plan: the text of its file and the text's digest. What measured once is never rewritten."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.TextField()
    body = models.TextField(help_text="the file, word for word")
    why = models.TextField(
        blank=True, db_default="", default="", help_text="why it was changed, as its maker says"
    )
    salt = models.TextField(
        blank=True, db_default="", default="", help_text="salt of the digest of `why` in the ledger"
    )
    loaded_at = models.DateTimeField()
    loaded_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_planversion_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plans_planversion_from_one"),
        ]


class WatchVersion(models.Model):
    """One version of a list of signs, by the name its file gives it; the highest number is in force."""

    list = models.TextField()
    number = models.PositiveIntegerField()
    digest = models.TextField()
    body = models.TextField(help_text="the file, word for word")
    why = models.TextField(
        blank=True, db_default="", default="", help_text="why it was changed, as its maker says"
    )
    salt = models.TextField(
        blank=True, db_default="", default="", help_text="salt of the digest of `why` in the ledger"
    )
    loaded_at = models.DateTimeField()
    loaded_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="plans_watchversion_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plans_watchversion_from_one"),
        ]


class TargetDefinition(models.Model):
    """One definition of a target: its digest, and the version of the plan it came with. Empty: the target left."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="definitions")
    target = models.TextField()
    number = models.PositiveIntegerField()
    digest = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "target", "number"], name="plans_targetdefinition_number_once"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plans_targetdefinition_from_one"),
        ]


class Draft(models.Model):
    """What somebody is writing of a target (or of a plan's head, where `target` is empty), as typed, faults and all.

    `base` is the version of the plan it was begun on, 0 for a plan that is not there yet. Of a list of signs, `plan` is
    the name of its stream (`watch:dossiers`) and `target` a sign.
    """

    plan = models.TextField()
    target = models.TextField(blank=True)
    account = models.TextField()
    base = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "plan", "target"], name="plans_draft_one_each"),
        ]


class Score(models.Model):
    """Points that a person gave a target: the province's own (`self`) or those of who appraises it. The last one holds."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="scores")
    target = models.TextField()
    kind = models.TextField()
    number = models.PositiveIntegerField()
    points = models.DecimalField(max_digits=8, decimal_places=3)
    note = models.TextField(help_text="what it rests on: for an appraised score the document that says it")
    salt = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "target", "kind", "number"], name="plans_score_number_once"
            ),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="plans_score_not_negative"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("self", "appraised")), name="plans_score_of_known_kind"
            ),
        ]


class EvidenceLink(models.Model):
    """Where the proof of a score may be read: an address and what it is; taken back it stays, but is not shown."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="links")
    target = models.TextField()
    number = models.PositiveIntegerField()
    title = models.TextField()
    address = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "target", "number"], name="plans_evidencelink_number_once"
            ),
        ]


class Note(models.Model):
    """What somebody noted beside a target, in which role; `number` counts the notes of that target from 1."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="notes")
    target = models.TextField()
    number = models.PositiveIntegerField()
    text = models.TextField()
    salt = models.TextField(help_text="salt of the digest of the text in the ledger")
    role = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "target", "number"], name="plans_note_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plans_note_from_one"),
            models.CheckConstraint(condition=~models.Q(text=""), name="plans_note_says_something"),
        ]


class ToldMonth(models.Model):
    """How a plan stood at the end of a month, as it was told when the month was over; by the `version` then in force.

    `figures` are each target's id, value (a fraction in the unit of its first goal, none for none) and verdict. A month is
    told once more, under the next `number`, where a table imported later has figures for what had no data (decision 0029);
    `imports` is how many tables there were when that was last looked for.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="told_months")
    month = models.DateField(help_text="its first day")
    number = models.PositiveIntegerField(db_default=1, help_text="which telling of the month, from 1")
    version = models.PositiveIntegerField()
    as_of = models.DateTimeField(help_text="the end of the month's last day")
    figures = models.JSONField()
    told_at = models.DateTimeField()
    imports = models.PositiveIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "month", "number"], name="plans_toldmonth_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plans_toldmonth_from_one"),
        ]
