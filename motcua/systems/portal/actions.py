"""What happens at the portal itself: a visit is seen, a visit votes."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.portal import models

KEPT = timedelta(hours=1)


class Refusal(refusal.Refusal):
    """What the portal does not take."""


def visit_of(token: str) -> bytes:
    """Turn a visit's random token into what is kept of it: a keyed digest of 32 bytes."""
    return hmac.new(settings.SECRET_KEY.encode(), token.encode(), hashlib.sha256).digest()


def see(*, visit: bytes, at: datetime) -> None:
    """Note that a visit was seen at `at`, and forget visits not seen for an hour."""
    _row, new = models.Presence.objects.update_or_create(visit=visit, defaults={"seen_at": at})
    if new:
        models.Presence.objects.filter(seen_at__lt=at - KEPT).delete()


def vote(*, visit: bytes, answer: str, at: datetime) -> None:
    """Take a visit's vote on the quality of the online service; a second one replaces the first."""
    if answer not in models.Answer.values:
        raise Refusal("portal.no-such-answer", _("Ông/bà hãy chọn một trong ba câu trả lời."))
    models.PortalVote.objects.update_or_create(visit=visit, defaults={"answer": answer, "cast_at": at})
