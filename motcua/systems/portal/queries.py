"""What the portal tells of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count

from motcua.systems.portal import models

NOW = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Votes:
    """The votes so far, by answer."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All votes."""
        return sum(self.counts.values())

    def part(self, answer: str) -> Decimal | None:
        """Return the part of all votes that gave this answer; None while nobody has voted."""
        return Decimal(self.counts.get(answer, 0)) / self.total if self.total else None


def votes() -> Votes:
    """Count the votes on the quality of the online service."""
    rows = models.PortalVote.objects.values_list("answer").annotate(votes=Count("pk"))
    return Votes(counts=dict(rows))


def vote_of(*, visit: bytes) -> str | None:
    """Return what this visit voted, if it did."""
    return models.PortalVote.objects.filter(visit=visit).values_list("answer", flat=True).first()


def online(*, at: datetime) -> int:
    """Count the visits seen within five minutes before `at`."""
    return models.Presence.objects.filter(seen_at__gt=at - NOW, seen_at__lte=at).count()
