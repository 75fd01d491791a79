"""Handing many dossiers over: say what will happen, do it, tell what became of each, and take it back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.base import clock, doors, problem
from motcua.spine import access, dossier, procedure
from motcua.systems.dossiers import actions, wording
from motcua.systems.dossiers.forms import bulk as forms
from motcua.systems.dossiers.office import showing
from motcua.systems.dossiers.queries import moves
from motcua.systems.identity import queries as identity

SALT = "dossiers.bulk-undo"
UNDO_FOR = 8 * 3600  # seconds: a working day


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """What will happen to one dossier; `why_not` says why nothing will."""

    row: showing.Row
    id: str
    seen: int
    unit: str | None
    step: str | None
    officer: str | None
    source: str
    target: str
    why_not: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """What became of one dossier."""

    row: showing.Row | None
    target: str
    refused: str


@doors.guarded(access.Act.HAND_OVER_BULK)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Choose where many dossiers go, see what will happen, and let it happen."""
    if request.method == "GET":
        return redirect("desk:list")
    if "undo" in request.POST:
        return _undone(request)
    by, at = doors.who(request), clock.now()
    picked = forms.picked(request.POST.getlist("pick"))
    reach = access.reach(actor=by, act=access.Act.READ)
    found = moves.candidates(ids=picked.keys(), reach=reach, at=at)
    chosen = "way" in request.POST
    people = _people(found)
    form = forms.BulkForm(request.POST if chosen else None, people=_groups(people))
    choice = form.cleaned_data if chosen and form.is_valid() else {"way": forms.NEXT, "officer": ""}
    planned = [_move(one, picked[one.line.id], choice, people, by) for one in found]
    if chosen and form.is_valid() and "confirm" in request.POST:
        return _done(request, planned)
    context = {"form": form, "moves": planned, "going": sum(1 for one in planned if not one.why_not)}
    return render(
        request, "dossiers/office/bulk.html", context, status=200 if form.is_valid() or not chosen else 422
    )


def _people(found: Iterable[moves.Candidate]) -> Mapping[str, Sequence[identity.Person]]:
    """Find who works at the units where these dossiers stand or would go."""
    units = dict.fromkeys(unit for one in found for unit in (one.next_unit, one.state.unit))
    return {unit: identity.people(unit=unit) for unit in units}


def _groups(people: Mapping[str, Sequence[identity.Person]]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (wording.unit(unit), list(dict.fromkeys((one.id, one.name) for one in holders)))
        for unit, holders in people.items()
        if holders
    ]


def _move(
    one: moves.Candidate,
    seen: int,
    choice: Mapping[str, Any],
    people: Mapping[str, Sequence[identity.Person]],
    by: access.Actor,
) -> Move:
    """Plan one dossier's move, and say what stands against it."""
    same = choice["way"] == forms.SAME
    step, unit = (one.here, one.state.unit) if same else (one.next, one.next_unit)
    officer = choice["officer"] or None
    names = {each.id: each.name for each in people.get(unit, ())}
    return Move(
        row=showing.row(one.line, at=clock.now()),
        id=one.line.id,
        seen=seen,
        unit=unit,
        step=step.key if step else None,
        officer=officer,
        source=_place(one.here, one.state.unit, one.line.officer_name),
        target=_place(step, unit, names.get(officer or "", "")),
        why_not=_why_not(one, by, seen=seen, step=step, officer=officer, names=names),
    )


def _place(step: procedure.Step | None, unit: str, officer: str) -> str:
    said = [wording.said(step.label) if step else "", wording.unit(unit), officer]
    return " – ".join(part for part in said if part)


def _why_not(
    one: moves.Candidate,
    by: access.Actor,
    *,
    seen: int,
    step: procedure.Step | None,
    officer: str | None,
    names: Mapping[str, str],
) -> str:
    """Say what stands against a move; nothing where nothing does."""
    if dossier.Act.HAND_OVER not in one.state.acts:
        return gettext("Đang ở trạng thái “%(stage)s”.") % {"stage": gettext(one.line.stage_name)}
    if not access.may(actor=by, act=access.Act.HAND_OVER, subject=one.subject):
        return gettext("Không thuộc đơn vị của ông/bà.")
    if seen != one.state.seq:
        return gettext("Vừa được người khác cập nhật; hãy mở lại danh sách.")
    if officer and officer not in names:
        return gettext("Người nhận không làm ở đơn vị của bước này.")
    if officer and officer == one.state.officer and (step is None or step == one.here):
        return gettext("Người này đang xử lý hồ sơ.")
    return ""


def _done(request: HttpRequest, planned: list[Move]) -> HttpResponse:
    """Hand over what can be, each dossier by itself."""
    going = [one for one in planned if not one.why_not]
    before = {one.id: one for one in going}
    outcomes = _carried(request, [(one.id, one.seen, one.unit, one.step, one.officer) for one in going])
    ended: list[Ended] = []
    back: list[list[object]] = []
    for outcome in outcomes:
        move = before[outcome.dossier_id]
        refused = problem.say(outcome.refused) if outcome.refused else ""
        ended.append(Ended(row=move.row, target=move.target, refused=refused))
        if outcome.moved:
            line = move.row.line
            back.append([line.id, outcome.moved.seq, line.unit, line.step, line.officer])
    ended += [Ended(row=one.row, target="", refused=one.why_not) for one in planned if one.why_not]
    undo = signing.dumps(back, salt=SALT, compress=True) if back else ""
    context = {"ended": ended, "moved": len(back), "undo": undo}
    return render(request, "dossiers/office/bulk_done.html", context)


def _carried(
    request: HttpRequest, orders: Iterable[tuple[str, int, str | None, str | None, str | None]]
) -> list[actions.BulkOutcome]:
    """Carry the orders out, those with the same target in one call."""

    def target(order: tuple[str, int, str | None, str | None, str | None]) -> tuple[str, str, str]:
        return order[2] or "", order[3] or "", order[4] or ""

    outcomes: list[actions.BulkOutcome] = []
    for (unit, step, officer), group in groupby(sorted(orders, key=target), key=target):
        outcomes += actions.hand_over_many(
            dossiers=[(one[0], one[1]) for one in group],
            to_unit=unit or None,
            to_officer=officer or None,
            step=step or None,
            by=doors.who(request),
            at=clock.now(),
        )
    return outcomes


def _undone(request: HttpRequest) -> HttpResponse:
    """Hand back what was just handed over; where the law no longer allows it, say so."""
    try:
        orders = signing.loads(request.POST["undo"], salt=SALT, max_age=UNDO_FOR)
    except signing.BadSignature:
        return redirect("desk:list")
    by, at = doors.who(request), clock.now()
    outcomes = _carried(request, [tuple(order) for order in orders])
    reach = access.reach(actor=by, act=access.Act.READ)
    lines = {
        one.line.id: one.line for one in moves.candidates(ids=[o[0] for o in orders], reach=reach, at=at)
    }
    ended = []
    for outcome in outcomes:
        line = lines.get(outcome.dossier_id)
        row = showing.row(line, at=at) if line else None
        refused = problem.say(outcome.refused) if outcome.refused else ""
        ended.append(Ended(row=row, target=row.where if row else "", refused=refused))
    context = {
        "ended": ended,
        "moved": sum(1 for one in ended if not one.refused),
        "undo": "",
        "undone": True,
    }
    return render(request, "dossiers/office/bulk_done.html", context)
