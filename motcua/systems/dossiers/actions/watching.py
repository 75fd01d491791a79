"""What must be written down when it happens, or could never be asked: from where a dossier's desk is worked."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from motcua.spine import dossier
from motcua.systems.dossiers import models

SEEN_ANEW_AFTER = timedelta(days=1)  # an address counts by whole days, so once a day is enough
KEPT = timedelta(days=366)


def note_desk(*, address: str, unit: str, at: datetime) -> None:
    """Note that a dossier of `unit` was worked on from a network address, of which a keyed digest is kept for a year."""
    if not address:
        return
    digest = _digest(address)
    known = models.Desk.objects.filter(digest=digest, unit=unit)
    if known.filter(seen_at__gt=at - SEEN_ANEW_AFTER).exists():
        return
    _row, new = models.Desk.objects.update_or_create(digest=digest, unit=unit, defaults={"seen_at": at})
    if new:
        models.Desk.objects.filter(seen_at__lt=at - KEPT).delete()


def desk_days(state: dossier.State, *, address: str, at: datetime) -> int | None:
    """Tell how many days ago the dossier's own units worked from a network address; None where they never did.

    Nothing is kept of the address that is asked about.
    """
    if not address:
        return None
    desks = models.Desk.objects.filter(
        digest=_digest(address), unit__in={state.unit, state.receiving_unit}, seen_at__lte=at
    )
    latest = desks.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return None if latest is None else (at - latest).days


def _digest(address: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
