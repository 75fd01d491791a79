"""Putting a list of signs in force from its file, as a plan is: a version, a fact, and what it changed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from motcua.spine import access, plan as plans
from motcua.systems.ledger import actions as ledger
from motcua.systems.plans import counting, events, models


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedWatch:
    """Which version of which list of signs is in force, whether loading made it so, and which signs it changed."""

    list: str
    version: int
    changed: bool
    signs: tuple[str, ...] = ()


def load_watch(*, text: str, by: access.Actor, at: datetime) -> LoadedWatch:
    """Put the list of signs in `text`, its YAML file, in force; the version in force loaded again changes nothing.

    Raises Refusal `plan.watch-has-faults` with every fault of the file, and of `access`.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    collections = counting.engine().collections
    read = plans.read_watch(text, collections=collections)
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [events.watch_stream(read.id)])
        last = models.WatchVersion.objects.filter(list=read.id).order_by("-number").first()
        if last is not None and last.digest == digest:
            return LoadedWatch(list=read.id, version=last.number, changed=False)
        number = last.number + 1 if last else 1
        signs = plans.signs_changed(_known(last), read)
        models.WatchVersion.objects.create(
            list=read.id, number=number, digest=digest, body=text, loaded_at=at, loaded_by=by.id
        )
        fact = events.watched(
            name=read.id, number=number, digest=digest, changed=",".join(signs), by=by.id, at=at
        )
        ledger.append(stream=events.watch_stream(read.id), expected=number - 1, facts=[fact])
    return LoadedWatch(list=read.id, version=number, changed=True, signs=signs)


def _known(last: models.WatchVersion | None) -> plans.WatchList | None:
    """Read the version before; None where there was none, or today's collections can no longer read it."""
    if last is None:
        return None
    try:
        return plans.read_watch(last.body, collections=counting.engine().collections)
    except plans.Refusal:
        return None
