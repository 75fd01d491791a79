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

# A moment comes as its text, by the clock of the office: of a hundred rows, to read and write them again took most.
_MOMENT = "(to_json({name} AT TIME ZONE INTERVAL '+07:00') #>> '{{}}') || '+07:00'"

# Lists dossiers within reach, the newest first, from where the last page ended.
_ROLL = """
SELECT id::text, {place}, {columns} FROM dossiers_dossier
WHERE {reach} {stages} {procedure} {after}
ORDER BY recorded_at DESC, id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Roll:
    """A page of plain rows by column name, moments written out, and where the next page begins (None at the end)."""

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
        "place": _MOMENT.format(name="recorded_at"),
        "columns": ", ".join(_column(name) for name in _COLUMNS),
        "reach": _reach(reach, at, params),
        "stages": "",
        "procedure": "",
        "after": "",
    }
    if stages:
        # written out: a plan made once for any stage walks through all dossiers in search of a rare one
        where["stages"] = f"AND stage IN ({', '.join(str(int(stage)) for stage in sorted(set(stages)))})"
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
        following = f"{rows[-1][1]}~{rows[-1][0]}"
    return Roll(items=[dict(zip(_COLUMNS, row[2:], strict=True)) for row in rows], next=following)


def _column(name: str) -> str:
    return _MOMENT.format(name=name) if name.endswith("_at") else f'"{name}"'


@functools.lru_cache(maxsize=256)
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
