"""Dossiers known from a sector's own system, against which ours are counted (target P8)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.spine import access
from motcua.systems.dossiers import events, models
from motcua.systems.dossiers.actions import desk
from motcua.systems.ledger import actions as ledger
from motcua.systems.procedures import queries as procedures


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """One dossier in a sector's list: which system, its number there, and when it was filed."""

    source: str
    number: str
    procedure: str
    unit: str
    filed_at: datetime
    dossier_code: str = ""


def note_outside(*, sighting: Sighting, by: access.Actor, at: datetime) -> bool:
    """Note a dossier that a sector's system knows; False when it was noted before."""
    access.require(actor=by, act=access.Act.CATALOGUE_IMPORT)
    definition = procedures.definition(code=sighting.procedure, on=at.date())
    where = desk.placing(unit=sighting.unit, field=definition.field, on=at)
    ours = (
        models.Dossier.objects.filter(code=sighting.dossier_code).first() if sighting.dossier_code else None
    )
    with transaction.atomic():
        _, new = models.Outside.objects.get_or_create(
            source=sighting.source,
            number=sighting.number,
            defaults={
                "procedure": sighting.procedure,
                "unit": sighting.unit,
                "level": where.level,
                "district": where.district,
                "field": where.field,
                "filed_at": sighting.filed_at,
                "seen_at": at,
                "dossier": ours,
            },
        )
        if new:
            fact = events.seen_outside(
                source=sighting.source,
                number=sighting.number,
                ours=ours.code if ours else None,
                by=by.id,
                at=at,
            )
            ledger.append(stream=f"outside:{sighting.source}:{sighting.number}", expected=0, facts=[fact])
    return new
