"""What happens at the portal itself: a visit is seen, a visit votes."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from motcua.base.statement import Statement
from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.portal import models

KEPT = timedelta(hours=1)
_SEE = Statement("""
WITH seen AS (
    INSERT INTO portal_presence (visit, seen_at) VALUES (%(visit)s, %(at)s)
    ON CONFLICT (visit) DO UPDATE SET seen_at = excluded.seen_at
)
DELETE FROM portal_presence WHERE seen_at < %(gone)s AND visit <> %(visit)s
""")


class Refusal(refusal.Refusal):
    """What the portal does not take."""


def visit_of(token: str) -> bytes:
    """Turn a visit's random token into what is kept of it: a keyed digest of 32 bytes."""
    return hmac.new(settings.SECRET_KEY.encode(), token.encode(), hashlib.sha256).digest()


def see(*, visit: bytes, at: datetime) -> None:
    """Note that a visit was seen at `at`, and forget visits not seen for an hour."""
    _SEE.run({"visit": visit, "at": at, "gone": at - KEPT})


def vote(*, visit: bytes, answer: str, at: datetime) -> None:
    """Take a visit's vote on the quality of the online service; a second one replaces the first."""
    if answer not in models.Answer.values:
        raise Refusal("portal.no-such-answer", _("Ông/bà hãy chọn một trong ba câu trả lời."))
    models.PortalVote.objects.update_or_create(visit=visit, defaults={"answer": answer, "cast_at": at})
