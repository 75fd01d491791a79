"""What stands behind the codes that columns hold: units, procedures and their fields by their names."""

from motcua.spine.collection import Names
from motcua.spine.procedure import Words
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

_kept: tuple[object, object, Names] | None = None


def names() -> Names:
    """Give the names of now: of units the short ones; one and the same object as long as nothing is called otherwise."""
    global _kept  # noqa: PLW0603 - one for the process, replaced whole
    register, called = organisation.register(), procedures.called()
    kept = _kept
    if kept is None or kept[0] is not register or kept[1] is not called:
        units = {one.code: Words(vi=one.short_name, en=one.short_name) for one in register.units()}
        found = Names({"units": units, "procedures": called.procedures, "fields": called.fields})
        kept = _kept = (register, called, found)
    return kept[2]
