"""Keeping what a counterpart gives halfway through a message, so that a second try goes on from there."""

from datetime import datetime

from motcua.systems.exchange import models, queries


def keep(*, channel: str, name: str, value: str, at: datetime) -> str:
    """Keep what was given, at once, and give what is kept: of two that came at the same time the first stands."""
    models.Memo.objects.bulk_create(
        [models.Memo(channel=channel, name=name, value=value, at=at)], ignore_conflicts=True
    )
    return queries.kept(channel=channel, name=name)


def forget(*, channel: str, name: str) -> None:
    """Keep it no longer; what is not kept is not missed."""
    models.Memo.objects.filter(channel=channel, name=name).delete()
