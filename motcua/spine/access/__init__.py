"""Who may do what: one table of roles and acts, and the one question asked of it.

`require(actor=…, act=Act.DECIDE, subject=Subject(…))` passes or refuses; `reach` gives a list its filter.
"May this person?" is answered here; "may this happen now?" is answered by the dossier's own table of steps.
"""

from motcua.spine.access.decision import (
    GUEST,
    Actor,
    Grant,
    Kind,
    Reach,
    Refusal,
    Subject,
    in_force,
    may,
    reach,
    require,
    roles_for,
    system,
)
from motcua.spine.access.drawing import draw
from motcua.spine.access.roles import ACT_LABELS, ROLE_LABELS, SCOPE_LABELS, Act, Role, Scope
from motcua.spine.access.table import PUBLIC_ACTS, TABLE

__all__ = [
    "ACT_LABELS",
    "GUEST",
    "PUBLIC_ACTS",
    "ROLE_LABELS",
    "SCOPE_LABELS",
    "TABLE",
    "Act",
    "Actor",
    "Grant",
    "Kind",
    "Reach",
    "Refusal",
    "Role",
    "Scope",
    "Subject",
    "draw",
    "in_force",
    "may",
    "reach",
    "require",
    "roles_for",
    "system",
]
