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
    loaded_at = models.DateTimeField()
    loaded_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_planversion_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plans_planversion_from_one"),
        ]
