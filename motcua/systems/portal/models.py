"""What the portal itself keeps: votes on its quality, and who is here now; neither knows a person."""

from django.db import models


class Answer(models.TextChoices):
    """What a visitor thinks of the online service."""

    SATISFIED = "satisfied", "satisfied"
    FAIR = "fair", "fair"
    DISSATISFIED = "dissatisfied", "dissatisfied"


class PortalVote(models.Model):
    """One visit's vote; a visit is a digest of a random cookie, never a person."""

    visit = models.BinaryField(max_length=32, unique=True)
    answer = models.CharField(max_length=12, choices=Answer)
    cast_at = models.DateTimeField()

    class Meta:
        db_table = "portal_vote"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values), name="portal_vote_answer_known"
            )
        ]


class Presence(models.Model):
    """When a visit was last seen; older rows are swept away as new ones come."""

    visit = models.BinaryField(max_length=32, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "portal_presence"
