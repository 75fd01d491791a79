"""The supervisor's board: what each unit and each officer has in hand; every number leads to its list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine import access
from motcua.systems.dossiers import queries, wording
from motcua.systems.dossiers.forms import lists
from motcua.systems.dossiers.queries.lists import NOBODY
from motcua.systems.organisation import queries as organisation

COLUMNS = (
    ("open", _("Đang giải quyết")),
    ("soon", _("Sắp đến hạn")),
    ("late", _("Quá hạn")),
    ("waiting", _("Chờ công dân")),
    ("finished", _("Đã giải quyết")),
    ("finished_late", _("Giải quyết quá hạn")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One number and the list behind it; a late one is marked where there is any."""

    count: int
    url: str
    meaning: str
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One unit, or one officer of a unit."""

    name: str
    url: str
    cells: tuple[Cell, ...]


@doors.guarded(access.Act.BOARD_READ)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the load of every unit within reach, or of the officers of one."""
    by, at = doors.who(request), clock.now()
    reach = access.reach(actor=by, act=access.Act.BOARD_READ)
    own = sorted(reach.units) if not (reach.everything or reach.subtrees) else []
    unit = lists.said(request.GET, "unit") or (own[0] if len(own) == 1 else "")
    level = lists.said(request.GET, "level")
    record = organisation.unit(code=unit) if unit else None
    if record:
        access.require(actor=by, act=access.Act.BOARD_READ, subject=access.Subject(paths=(record.path,)))
        loads = queries.by_officer(reach=reach, unit=unit, at=at)
        rows = [_officer(load, unit) for load in loads]
    else:
        levels = {one.code: one.level for one in organisation.units()}
        found = queries.by_unit(reach=reach, at=at)
        loads = tuple(one for one in found if not level or levels.get(one.key) == level)
        rows = [_unit(load) for load in loads]
    context = {
        "unit": record,
        "rows": rows,
        "columns": COLUMNS,
        "totals": _totals(loads, _narrowed(unit=unit, level=level)),
        "levels": [] if own else wording.LEVELS,
        "level": level,
        "may_go_up": record is not None and unit not in own,
        "at": at,
    }
    return render(request, "dossiers/office/board.html", context)


def _cells(load: queries.Load, asked: dict[str, str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            count=getattr(load, key),
            url=f"{reverse('desk:list')}?{urlencode({**asked, 'pile': key})}",
            meaning={"late": "late", "finished_late": "late", "soon": "soon"}.get(key, "")
            if getattr(load, key)
            else "",
            said=f"{load.name}: {label}",
        )
        for key, label in COLUMNS
    )


def _unit(load: queries.Load) -> Row:
    return Row(
        name=load.name,
        url=f"{reverse('desk:board')}?{urlencode({'unit': load.key})}",
        cells=_cells(load, {"unit": load.key}),
    )


def _officer(load: queries.Load, unit: str) -> Row:
    officer = load.key or NOBODY
    name = load.name or gettext("Chưa phân công")
    return Row(name=name, url="", cells=_cells(load, {"unit": unit, "officer": officer}))


def _narrowed(*, unit: str, level: str) -> dict[str, str]:
    """Say what the whole board is narrowed to, in the names of the list's questions."""
    if unit:
        return {"unit": unit}
    return {"level": level} if level else {}


def _totals(loads: tuple[queries.Load, ...], asked: dict[str, str]) -> list[Cell]:
    """Add up the columns; each sum leads to the list of all it adds up."""
    return [
        Cell(
            count=sum(getattr(load, key) for load in loads),
            url=f"{reverse('desk:list')}?{urlencode({**asked, 'pile': key})}",
            meaning="",
            said=str(label),
        )
        for key, label in COLUMNS
    ]
