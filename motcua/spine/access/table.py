"""The one table of the house: which role may do what, and how far."""

from collections.abc import Mapping
from types import MappingProxyType

from motcua.spine.access.roles import Act, Role, Scope

# One letter a cell, so that a row is read at a glance.
_CELLS: Mapping[str, Scope | None] = {
    "o": Scope.OWN,
    "u": Scope.UNIT,
    "s": Scope.SUBTREE,
    "p": Scope.PROVINCE,
    "*": Scope.PUBLIC,
    "-": None,
}

_COLUMNS = (
    Role.CITIZEN,
    Role.COUNTER_OFFICER,
    Role.CASE_OFFICER,
    Role.UNIT_HEAD,
    Role.CLERK,
    Role.SUPERVISOR,
    Role.PLAN_KEEPER,
    Role.LEADER,
    Role.CATALOGUE_EDITOR,
    Role.ADMINISTRATOR,
    Role.SYSTEM,
)

# fmt: off
_ROWS: Mapping[Act, str] = {
    #                       citizen counter case head clerk supervisor plan leader catalogue admin system
    Act.APPLY:             "o       u       -    -    -     -          -    -      -         -     p",
    Act.READ:              "o       u       u    u    -     s          p    p      -         -     p",
    Act.TRACK:             "*       *       *    *    *     *          *    *      *         *     *",
    Act.RECEIVE:           "-       u       -    -    -     -          -    -      -         -     p",
    Act.REFUSE_RECEIPT:    "-       u       -    -    -     -          -    -      -         -     -",
    Act.ASK_SUPPLEMENT:    "-       u       u    u    -     -          -    -      -         -     -",
    Act.SUPPLEMENT:        "o       u       -    -    -     -          -    -      -         -     -",
    Act.REQUIRE_PAYMENT:   "-       u       u    -    -     -          -    -      -         -     -",
    Act.PAY:               "o       u       -    -    -     -          -    -      -         -     p",
    Act.HAND_OVER:         "-       u       u    u    -     -          -    -      -         -     -",
    Act.CONSULT:           "-       -       u    u    -     -          -    -      -         -     -",
    Act.ANSWER:            "-       -       u    u    -     -          -    -      -         -     -",
    Act.DECIDE:            "-       -       -    u    -     -          -    -      -         -     -",
    Act.WITHDRAW:          "o       u       -    -    -     -          -    -      -         -     -",
    Act.STOP:              "-       -       u    u    -     -          -    -      -         -     -",
    Act.RETURN_RESULT:     "-       u       -    -    -     -          -    -      -         -     -",
    Act.APOLOGISE:         "-       u       u    u    -     -          -    -      -         -     -",
    Act.CORRECT:           "-       u       u    u    -     -          -    -      -         -     -",
    Act.RATE:              "o       -       -    -    -     -          -    -      -         -     -",
    Act.REVEAL:            "o       u       u    u    -     -          -    -      -         -     -",
    Act.HAND_OVER_BULK:    "-       u       -    u    -     -          -    -      -         -     -",
    Act.BOARD_READ:        "-       -       -    u    -     s          p    p      -         -     -",
    Act.CATALOGUE_READ:    "*       *       *    *    *     *          *    *      *         *     *",
    Act.CATALOGUE_EDIT:    "-       -       -    -    -     -          -    -      p         -     -",
    Act.CATALOGUE_IMPORT:  "-       -       -    -    -     -          -    -      p         -     p",
    Act.PLAN_READ:         "*       *       *    *    *     *          *    *      *         *     *",
    Act.PLAN_NOTE:         "-       -       -    -    -     -          p    p      -         -     -",
    Act.PLAN_EDIT:         "-       -       -    -    -     -          p    -      -         -     p",
    Act.REGISTER_IMPORT:   "-       -       -    -    -     -          p    -      -         -     p",
    Act.PLAN_SCORE:        "-       -       -    -    -     -          p    -      -         -     -",
    Act.WATCH_READ:        "-       -       -    -    -     -          p    p      -         -     -",
    Act.DOCUMENT_READ:     "-       u       u    u    u     u          u    p      u         -     p",
    Act.DOCUMENT_WRITE:    "-       u       u    u    u     u          u    u      u         -     p",
    Act.DOCUMENT_SIGN:     "-       -       -    u    -     -          -    u      -         -     -",
    Act.DOCUMENT_CLERK:    "-       -       -    -    u     -          -    -      -         -     p",
    Act.DOCUMENT_ASSIGN:   "-       -       -    u    -     -          -    u      -         -     -",
    Act.DOCUMENT_HANDLE:   "-       u       u    u    u     u          u    u      u         -     -",
    Act.WORKFILE_READ:     "-       u       u    u    u     u          u    p      u         -     p",
    Act.WORKFILE_KEEP:     "-       u       u    u    u     u          u    u      u         -     -",
    Act.WORKFILE_LEAD:     "-       -       -    u    -     -          -    u      -         -     -",
    Act.WORKFILE_ARCHIVE:  "-       -       -    -    u     -          -    -      -         -     -",
    Act.EXCHANGE_DECIDE:   "-       -       -    -    -     -          -    -      -         p     p",
    Act.OFFICE_ENTER:      "-       p       p    p    p     p          p    p      p         p     -",
    Act.ACCOUNT_OWN:       "o       o       o    o    o     o          o    o      o         o     -",
    Act.ACCOUNT_MANAGE:    "-       -       -    -    -     -          -    -      -         p     p",
    Act.DELEGATION_GRANT:  "-       -       -    u    -     -          -    -      -         -     -",
}
# fmt: on

TABLE: Mapping[Role, Mapping[Act, Scope | None]] = MappingProxyType(
    {
        role: MappingProxyType({act: _CELLS[row.split()[column]] for act, row in _ROWS.items()})
        for column, role in enumerate(_COLUMNS)
    },
)

PUBLIC_ACTS = frozenset(act for act in Act if all(TABLE[role][act] is Scope.PUBLIC for role in Role))
