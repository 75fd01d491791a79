"""The agencies that sign: by their code in the register of units, else by what they are called."""

from motcua.systems.documents import rules
from motcua.systems.organisation import queries as organisation


def agency(code: str | None, *, name: str = "") -> rules.Agency:
    """Give an agency with every name it goes by: those of the register, and what it calls itself."""
    known = organisation.register().by_code.get(code or "")
    names = (known.name, known.short_name) if known else ()
    return rules.Agency(code=code or "", names=tuple(one for one in (*names, name) if one))


def called(code: str, *, otherwise: str = "") -> str:
    """Say an agency by its short name; a code that no unit bears by what is known otherwise."""
    known = organisation.register().by_code.get(code)
    return known.short_name if known else otherwise or code
