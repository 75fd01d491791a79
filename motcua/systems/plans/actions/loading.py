"""Putting a plan in force from its file, and remembering which definitions that changed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.base import salted
from motcua.spine import access, event, plan as plans
from motcua.systems.ledger import actions as ledger, queries as facts
from motcua.systems.plans import counting, events, models, queries


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """Which version of which plan is in force, whether loading made it so, and which targets it defined anew.

    `kept` tells that another's version was left in force.
    """

    plan: str
    version: int
    changed: bool
    redefined: tuple[str, ...] = ()
    kept: bool = False


def load_plan(*, text: str, by: access.Actor, at: datetime, why: str = "", keep: bool = False) -> Loaded:
    """Put the plan in `text`, a plan's YAML file, in force; the version in force loaded again changes nothing.

    `why` is what the person who changed it says; its words stay beside the version, a salted digest goes into the
    fact. `keep` leaves in force what somebody else than `by` put there, and asks for no unit: what is shipped may come
    before the organisation. Raises Refusal `plan.file-has-faults` with every fault of the file, and of `access`.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    units = () if keep else queries.unit_codes()
    read = plans.read(text, collections=counting.engine().collections, units=units, new=True)
    with transaction.atomic():
        models.Plan.objects.get_or_create(id=read.id)
        plan = models.Plan.objects.select_for_update().get(id=read.id)
        others = plan.versions.filter(number=plan.number).exclude(loaded_by=by.id).exclude(body=text)
        if keep and others.exists():
            return Loaded(plan=plan.id, version=plan.number, changed=False, kept=True)
        return put_in_force(plan, read, text, by=by, at=at, why=why)


def put_in_force(
    plan: models.Plan, read: plans.Plan, text: str, *, by: access.Actor, at: datetime, why: str
) -> Loaded:
    """Make `text` the next version of a plan whose row is locked, unless it is the one in force."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    if plan.versions.filter(number=plan.number, digest=digest).exists():
        _define(plan, read, version=plan.number, at=at)
        return Loaded(plan=plan.id, version=plan.number, changed=False)
    plan.number += 1
    salt, reason = sealed(why)
    plan.versions.create(
        number=plan.number, digest=digest, body=text, why=why, salt=salt, loaded_at=at, loaded_by=by.id
    )
    plan.save(update_fields=["number"])
    known = plan.definitions.exists()
    changed = _define(plan, read, version=plan.number, at=at)
    loaded = events.loaded(plan=plan.id, number=plan.number, digest=digest, reason=reason, by=by.id, at=at)
    anew = [
        events.defined(plan=plan.id, target=one.target, number=one.number, digest=one.digest, by=by.id, at=at)
        for one in (changed if known else ())
    ]
    _record(plan.id, [loaded, *anew])
    return Loaded(
        plan=plan.id,
        version=plan.number,
        changed=True,
        redefined=tuple(one.target for one in changed) if known else (),
    )


def sealed(why: str) -> tuple[str, str]:
    """Give a salt and the salted digest of a reason, whose words stay outside the ledger; both empty where nobody said."""
    digest, salt = salted.words(why) if why else ("", "")
    return salt, digest


def _define(
    plan: models.Plan, read: plans.Plan, *, version: int, at: datetime
) -> list[models.TargetDefinition]:
    """Write down the definition of every target that is new, other than before, or gone (its digest is then empty)."""
    latest = {one.target: one for one in plan.definitions.order_by("number")}
    now = {target.id: plans.digest(read, target) for target in read.targets}
    gone = {name: "" for name, one in latest.items() if name not in now and one.digest}
    made = [
        models.TargetDefinition(
            plan=plan,
            target=name,
            number=latest[name].number + 1 if name in latest else 1,
            digest=digest,
            version=version,
            since=at,
        )
        for name, digest in (now | gone).items()
        if name not in latest or latest[name].digest != digest
    ]
    return models.TargetDefinition.objects.bulk_create(made)


def _record(plan: str, said: list[event.Fact]) -> None:
    stream = events.stream(plan)
    ledger.append(stream=stream, expected=len(facts.read(stream=stream)), facts=said)
