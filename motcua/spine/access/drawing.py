"""The table of access, drawn for people who do not read code."""

from motcua.spine.access.roles import ACT_LABELS, ROLE_LABELS, SCOPE_LABELS, Act, Role, Scope
from motcua.spine.access.table import TABLE

_HEAD = """# Who may do what

Drawn from `motcua/spine/access/table.py`; do not edit. A test fails when this page is stale.

"""


def draw() -> str:
    """Return the page `docs/drawn/access.md`: one row an act, one column a role, a scope in each cell."""
    rows = [
        ["Việc", *(ROLE_LABELS[role] for role in Role)],
        ["---"] * (1 + len(Role)),
        *([f"{ACT_LABELS[act]} `{act}`", *(_cell(TABLE[role][act]) for role in Role)] for act in Act),
    ]
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(scope: Scope | None) -> str:
    """Say a scope in words, nothing where nothing is granted."""
    return SCOPE_LABELS[scope] if scope else ""
