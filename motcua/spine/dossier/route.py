"""Where a dossier goes next along its procedure's internal process."""

from motcua.spine import procedure

CONSULTED = "consulted:"


def main_steps(definition: procedure.Definition) -> tuple[procedure.Step, ...]:
    """Give the steps that hold the dossier itself, in order; units only asked for an opinion stand beside them."""
    return tuple(step for step in definition.process if not step.unit.startswith(CONSULTED))


def next_step(key: str | None, *, definition: procedure.Definition) -> procedure.Step | None:
    """Give the step after `key`, the last one when there is none after it, the first when nothing has begun."""
    steps = main_steps(definition)
    if not steps:
        return None
    for place, step in enumerate(steps):
        if step.key == key:
            return steps[min(place + 1, len(steps) - 1)]
    return steps[0]
