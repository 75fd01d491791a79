"""Long lists for programs: one prepared statement, plain records, no object for each row on the way."""

import functools
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.base.statement import Statement
from motcua.spine import access
from motcua.systems.dossiers.queries import lists
from motcua.systems.organisation import queries as organisation

_COLUMNS = (
    "code",
    "seq",
    "stage",
    "procedure",
    "version",
    "case",
    "channel",
    "return_channel",
    "unit",
    "level",
    "step",
    "officer",
    "filed_at",
    "received_at",
    "due_at",
    "appointed_at",
    "finished_at",
    "returned_at",
    "outcome",
    "supplements",
)

# Lists dossiers within reach, the newest first, from where the last page ended.
_ROLL = """
SELECT id::text, recorded_at, {columns} FROM dossiers_dossier
WHERE {reach} {stages} {procedure} {after}
ORDER BY recorded_at DESC, id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Roll:
    """A page of plain rows by column name, and where the next page begins (None at the end)."""

    items: list[dict[str, Any]]
    next: str | None


def roll(
    *,
    reach: access.Reach,
    at: datetime,
    stages: tuple[int, ...] = (),
    procedure: str = "",
    after: str = "",
    limit: int = 100,
) -> Roll:
    """List dossiers as they stand, without anybody's name; keyset pages that neither repeat nor skip."""
    params: dict[str, Any] = {"limit": limit + 1}
    where = {
        "columns": ", ".join(f'"{name}"' for name in _COLUMNS),
        "reach": _reach(reach, at, params),
        "stages": "",
        "procedure": "",
        "after": "",
    }
    if stages:
        where["stages"] = "AND stage = ANY(%(stages)s)"
        params["stages"] = list(stages)
    if procedure:
        where["procedure"] = "AND procedure = %(procedure)s"
        params["procedure"] = procedure
    if after:
        where["after"] = "AND (recorded_at, id) < (%(moment)s, %(last)s::uuid)"
        params["moment"], params["last"] = lists.read_place(after)
    rows = _shaped(_ROLL.format(**where)).run(params)
    following = None
    if len(rows) > limit:
        rows = rows[:limit]
        following = f"{rows[-1][1].isoformat()}~{rows[-1][0]}"
    return Roll(items=[dict(zip(_COLUMNS, row[2:], strict=True)) for row in rows], next=following)


@functools.cache
def _shaped(sql: str) -> Statement:
    """Keep the few shapes a list can have, each read and planned once."""
    return Statement(sql)


def _reach(reach: access.Reach, at: datetime, params: dict[str, Any]) -> str:
    if reach.everything:
        return "true"
    units = set(reach.units)
    for root in reach.subtrees:
        units |= {unit.code for unit in organisation.units(on=at.date(), under=root)}
    params["units"], params["owner"] = sorted(units), reach.owner
    return "(unit = ANY(%(units)s) OR receiving_unit = ANY(%(units)s) OR owner = %(owner)s)"
