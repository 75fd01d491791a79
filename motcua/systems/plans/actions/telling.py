"""Writing down how a plan stood at the end of a month, once, when the month is over."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from motcua.spine import access
from motcua.systems.ledger import actions as ledger
from motcua.systems.plans import events, models, queries

BY = access.system("plans")


def tell_months(*, at: datetime) -> list[str]:
    """Write down how every plan stood at the end of each month that is over, each month once; gives which are new.

    What was told stays, whatever is entered later of a day before: who reads the news is told nothing otherwise.
    """
    return [
        f"{each.plan.id} {closed.month:%Y-%m}"
        for each in queries.plans_in_force()
        for closed in queries.untold(plan=each.plan.id, now=at)
        if _tell(closed, at=at)
    ]


def _tell(closed: queries.Closed, *, at: datetime) -> bool:
    """Write one month down; False where another was faster."""
    read = closed.reading
    figures = [
        [one.id, None if one.value is None else str(one.value), one.verdict.value] for one in read.targets
    ]
    digest = hashlib.sha256(json.dumps(figures, separators=(",", ":")).encode()).hexdigest()
    with transaction.atomic():
        plan = models.Plan.objects.select_for_update().get(id=read.plan.id)
        before = plan.told_months.count()
        if plan.told_months.filter(month=closed.month).exists():
            return False
        plan.told_months.create(
            month=closed.month, version=read.version, as_of=read.as_of, figures=figures, told_at=at
        )
        fact = events.told(
            plan=plan.id,
            month=f"{closed.month:%Y-%m}",
            version=read.version,
            digest=digest,
            by=BY.id,
            at=at,
        )
        ledger.append(stream=events.told_stream(plan.id), expected=before, facts=[fact])
    return True
