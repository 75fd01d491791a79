"""Where a dossier goes: which unit settles it, and who works there on which step."""

from datetime import datetime

from motcua.spine import access, dossier, procedure
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures


def unit_of_step(state: dossier.State, *, step: str | None, on: datetime) -> str:
    """Give the unit that does a step (None: the next one): the counter, or the unit that settles the matter."""
    definition = procedures.definition(code=state.procedure, version=state.version)
    found = definition.step(step) if step else dossier.next_step(state.step, definition=definition)
    if found is None:
        return state.unit
    if found.unit == "receiving":
        return state.receiving_unit
    return settling_unit(receiving=state.receiving_unit, field=definition.field, on=on)


def settling_unit(*, receiving: str, field: str, on: datetime) -> str:
    """Give the unit that settles a matter of `field` taken in at `receiving`."""
    level = organisation.unit(code=receiving, on=on.date()).level
    return organisation.settling(level=level, field=field, place=receiving, on=on.date()).code


def receiving_unit(
    *, definition: procedure.Definition, level: procedure.Level, place: str, on: datetime
) -> str:
    """Give the unit whose counter takes in an application for `definition`, filed from `place` (any unit there)."""
    settling = organisation.settling(level=level.value, field=definition.field, place=place, on=on.date())
    return organisation.receiving(handling=settling.code, on=on.date()).code


def colleagues(*, state: dossier.State, step: str | None, on: datetime) -> tuple[identity.Person, ...]:
    """Name who could take a step (None: the next one), at the unit that does it."""
    definition = procedures.definition(code=state.procedure, version=state.version)
    found = definition.step(step) if step else dossier.next_step(state.step, definition=definition)
    if found is None:
        return ()
    unit = unit_of_step(state, step=found.key, on=on)
    return identity.people(unit=unit, role=access.Role(found.role))
