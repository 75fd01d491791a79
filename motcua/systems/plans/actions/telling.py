"""Writing down how a plan stood at the end of a month, once, when the month is over, and what it then had no data for."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.spine import access, event, measure
from motcua.systems.ledger import actions as ledger
from motcua.systems.plans import events, models, queries
from motcua.systems.registers import queries as registers

BY = access.system("plans")
Figures = Sequence[tuple[str, str | None, str]]


def tell_months(*, at: datetime) -> list[str]:
    """Write down how every plan stood at the end of each month that is over, each month once; gives which are new.

    What was told stays, whatever is entered later of a day before: who reads the news is told nothing otherwise. Only what
    had no data is told anew where a table imported since has it (decision 0029).
    """
    # counted before anything is read: what is imported meanwhile is looked at next time
    imports = registers.imports_so_far()
    return [
        f"{each.plan.id} {month:%Y-%m}"
        for each in queries.plans_in_force()
        for month in (*_close(each.plan.id, imports, at=at), *_complete(each.plan.id, imports, at=at))
    ]


def _close(plan: str, imports: int, *, at: datetime) -> list[date]:
    """Tell the months that were not told yet."""
    return [
        closed.month
        for closed in queries.untold(plan=plan, now=at)
        if _tell(closed.reading, closed.month, _figures(closed.reading), number=1, imports=imports, at=at)
    ]


def _complete(plan: str, imports: int, *, at: datetime) -> list[date]:
    """Tell anew the months of which something had no data and has it by now."""
    anew = []
    for each in queries.lacking(plan=plan, imports=imports, now=at):
        found = {one[0]: one for one in _figures(each.reading) if one[2] != measure.Verdict.NO_DATA}
        if not found:
            rows = models.ToldMonth.objects.filter(plan=plan, month=each.month, number=each.number)
            rows.update(imports=imports)
            continue
        whole = [found.get(one[0], one) for one in each.figures]
        if _tell(each.reading, each.month, whole, number=each.number + 1, imports=imports, at=at):
            anew.append(each.month)
    return anew


def _figures(read: queries.PlanReading) -> Figures:
    return [
        (one.id, None if one.value is None else str(one.value), one.verdict.value) for one in read.targets
    ]


def _tell(
    read: queries.PlanReading, month: date, figures: Figures, *, number: int, imports: int, at: datetime
) -> bool:
    """Write one month down; False where another was faster."""
    digest = hashlib.sha256(json.dumps(figures, separators=(",", ":")).encode()).hexdigest()
    with transaction.atomic():
        plan = models.Plan.objects.select_for_update().get(id=read.plan.id)
        before = plan.told_months.count()
        if plan.told_months.filter(month=month, number=number).exists():
            return False
        plan.told_months.create(
            month=month,
            number=number,
            version=read.version,
            as_of=read.as_of,
            figures=figures,
            told_at=at,
            imports=imports,
        )
        ledger.append(
            stream=events.told_stream(plan.id),
            expected=before,
            facts=[_fact(read, month, number=number, digest=digest, at=at)],
        )
    return True


def _fact(read: queries.PlanReading, month: date, *, number: int, digest: str, at: datetime) -> event.Fact:
    plan, version, told = read.plan.id, read.version, f"{month:%Y-%m}"
    if number == 1:
        return events.told(plan=plan, month=told, version=version, digest=digest, by=BY.id, at=at)
    return events.told_anew(
        plan=plan, month=told, number=number, version=version, digest=digest, by=BY.id, at=at
    )
