"""What may be done to the plans: load one from its file."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.spine import access, plan as plans
from motcua.systems.ledger import actions as ledger
from motcua.systems.plans import counting, events, models


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """Which version of which plan is in force, and whether loading made it so."""

    plan: str
    version: int
    changed: bool


def load_plan(*, text: str, by: access.Actor, at: datetime) -> Loaded:
    """Put the plan in `text`, a plan's YAML file, in force; the version in force loaded again changes nothing.

    Raises Refusal `plan.file-has-faults` with every fault of the file, and of `access`.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    read = plans.read(text, collections=counting.engine().collections)
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        models.Plan.objects.get_or_create(id=read.id)
        plan = models.Plan.objects.select_for_update().get(id=read.id)
        if plan.versions.filter(number=plan.number, digest=digest).exists():
            return Loaded(plan=plan.id, version=plan.number, changed=False)
        plan.number += 1
        plan.versions.create(number=plan.number, digest=digest, body=text, loaded_at=at, loaded_by=by.id)
        plan.save(update_fields=["number"])
        fact = events.loaded(plan=plan.id, number=plan.number, digest=digest, by=by.id, at=at)
        ledger.append(stream=events.stream(plan.id), expected=plan.number - 1, facts=[fact])
    return Loaded(plan=plan.id, version=plan.number, changed=True)
