"""Many dossiers on their way at once: where each would go, asked in a handful of questions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from motcua.spine import access, dossier, procedure
from motcua.systems.dossiers import models
from motcua.systems.dossiers.models import rows
from motcua.systems.dossiers.queries import bearings, lists, routing
from motcua.systems.dossiers.queries.records import Line
from motcua.systems.procedures import queries as procedures


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A dossier that somebody chose: how it stands, who has a part in it, and the step and unit it would go to."""

    line: Line
    state: dossier.State
    subject: access.Subject
    here: procedure.Step | None
    next: procedure.Step | None
    next_unit: str


def candidates(*, ids: Collection[str], reach: access.Reach, at: datetime) -> tuple[Candidate, ...]:
    """Give those of the dossiers `ids` that lie within reach, the most pressing first, each with its next step."""
    found = models.Dossier.objects.filter(lists.within(reach, on=at), id__in=ids).order_by("due_at", "id")
    states = {str(row.id): rows.state_of({name: getattr(row, name) for name in rows.STATE}) for row in found}
    return tuple(_candidate(line, states[line.id], at) for line in lists.lines(found))


def _candidate(line: Line, state: dossier.State, at: datetime) -> Candidate:
    definition = procedures.definition(code=state.procedure, version=state.version)
    return Candidate(
        line=line,
        state=state,
        subject=bearings.subject(state, on=at),
        here=next((step for step in definition.process if step.key == state.step), None),
        next=dossier.next_step(state.step, definition=definition),
        next_unit=routing.unit_of_step(state, step=None, on=at),
    )
