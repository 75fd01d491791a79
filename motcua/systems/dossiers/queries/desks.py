"""What an officer at a desk asks besides: who could take a dossier, who has a part in it, what is usual here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from motcua.spine import access, dossier, procedure, worktime
from motcua.systems.dossiers import models, prints
from motcua.systems.dossiers.queries import bearings, routing
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

MOST_ENTRIES = 3_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Hand:
    """A step a dossier can be handed to, the unit that does it, and who there could take it."""

    step: procedure.Step
    unit: str
    unit_name: str
    people: tuple[identity.Person, ...]


def parties(state: dossier.State, *, on: datetime) -> access.Subject:
    """Name everybody with a part in a dossier, those asked for an opinion too: who of them may read it."""
    subject = bearings.subject(state, on=on)
    asked = dict.fromkeys(one.unit for one in state.consultations)
    return access.Subject(
        owner=subject.owner, paths=(*subject.paths, *(bearings.path(unit, on) for unit in asked))
    )


def hands(state: dossier.State, *, on: datetime) -> tuple[Hand, ...]:
    """Give the steps a dossier can be handed to, in order, each with the colleagues who hold its role there."""
    definition = procedures.definition(code=state.procedure, version=state.version)
    people: dict[str, tuple[identity.Person, ...]] = {}
    found = []
    for step in dossier.main_steps(definition):
        unit = routing.unit_of_step(state, step=step.key, on=on)
        if unit not in people:
            people[unit] = identity.people(unit=unit)
        name = organisation.unit(code=unit).short_name
        fitting = tuple(one for one in people[unit] if one.role == step.role)
        found.append(Hand(step=step, unit=unit, unit_name=name, people=fitting))
    return tuple(found)


def usual(*, unit: str, at: datetime, limit: int = 8) -> tuple[str, ...]:
    """Give the codes of the procedures most received at a unit in the last ninety days, the most usual first."""
    rows = models.Dossier.objects.filter(receiving_unit=unit, recorded_at__gte=at - timedelta(days=90))
    counted = rows.values("procedure").annotate(n=Count("id")).order_by("-n", "procedure")
    return tuple(row["procedure"] for row in counted[:limit])


def entries(*, unit: str, since: date, until: date) -> tuple[prints.Entry, ...]:
    """Give the register (form 06) of a unit: what it received from `since` up to and including `until`, in order."""
    begin = datetime(since.year, since.month, since.day, tzinfo=worktime.VN)
    end = datetime(until.year, until.month, until.day, tzinfo=worktime.VN) + timedelta(days=1)
    rows = models.Dossier.objects.select_related("applicant").filter(
        receiving_unit=unit, received_at__gte=begin, received_at__lt=end
    )
    units = organisation.register()
    return tuple(
        prints.Entry(
            code=row.code,
            request=procedures.definition(code=row.procedure, version=row.version).name.vi,
            applicant=row.applicant.name,
            handling=units.unit(code=row.unit).short_name,
            received_at=row.received_at or row.recorded_at,
            address=row.applicant.address,
            phone=row.applicant.phone,
            due_at=row.due_at,
            returned_at=row.returned_at,
            collected=procedure.Channel(row.returned_by or row.return_channel),
        )
        for row in rows.order_by("received_at", "id")[:MOST_ENTRIES]
    )
