"""The printed forms of a dossier and of a counter's register, made from what is on record."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine import access, event, procedure, refusal, worktime
from motcua.systems.dossiers import actions, prints, queries, wording
from motcua.systems.dossiers.forms import brought, lists
from motcua.systems.dossiers.forms.matter import Matter
from motcua.systems.dossiers.office import showing, steps
from motcua.systems.dossiers.queries import desks
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import queries as organisation

PERSONAL = frozenset({"01", "02", "03", "04"})


@doors.guarded(access.Act.OFFICE_ENTER)
@require_safe
def dossier_form(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Print a form of a dossier; one that bears the applicant's name is printed only on record."""
    matter = showing.opened(request, code)
    if number in PERSONAL:
        actions.reveal(
            dossier_id=matter.page.state.id, subject=matter.page.subject, by=matter.by, at=matter.at
        )
    with override("vi"):  # the circular's forms are in Vietnamese, whatever the reader reads
        form = FORMS[number](matter, _tracking(request, matter))
        return _pdf(form, name=f"mau-{number}-{matter.page.line.code}.pdf")


@doors.guarded(access.Act.OFFICE_ENTER)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Print the register (form 06) of a counter over a period."""
    by, at = doors.who(request), clock.now()
    access.require(actor=by, act=access.Act.REVEAL)
    places = showing.workplaces(by, access.Act.REVEAL)
    unit = lists.said(request.GET, "unit") or (places[0].code if places else "")
    since = lists.day(request.GET, "from", other=at.date().replace(day=1))
    until = lists.day(request.GET, "to", other=at.date())
    record = organisation.unit(code=unit)
    actions.reveal(
        dossier_id=f"so-theo-doi:{unit}:{since}:{until}",
        subject=access.Subject(paths=(record.path,)),
        by=by,
        at=at,
    )
    form = prints.RegisterForm(
        office=_office(record),
        issued_at=at,
        since=since,
        until=until,
        entries=desks.entries(unit=unit, since=since, until=until),
        book=f"{since:%m/%Y}" if since.month == until.month and since.year == until.year else f"{since:%Y}",
    )
    return _pdf(form, name=f"so-theo-doi-{unit}-{since}-{until}.pdf")


def _tracking(request: HttpRequest, matter: Matter) -> str:
    """Give the address at which the citizen follows the dossier, its number included."""
    return request.build_absolute_uri(
        f"{reverse('citizen:track')}?{urlencode({'ma': matter.page.line.code})}"
    )


def _pdf(form: prints.Form, *, name: str) -> HttpResponse:
    """Set a form on paper; one that a simulation made says so on every page."""
    return HttpResponse(
        prints.render(dataclasses.replace(form, simulated=ledger.is_simulated())),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )


def _office(unit: organisation.UnitRecord) -> prints.Office:
    """Give the head of the paper: the agency, the one above it, and its place."""
    above = organisation.unit(code=unit.parent).name if unit.parent else ""
    return prints.Office(name=unit.name, parent=above, place=organisation.locality(unit))


def _shared(matter: Matter, tracking: str, *, at: datetime, mark: str, unit: str = "") -> dict[str, Any]:
    """Give what stands on every form of a dossier; its number is the dossier's own of that day."""
    page = matter.page
    record = organisation.unit(code=unit or page.state.receiving_unit)
    return {
        "office": _office(record),
        "issued_at": at,
        "number": f"{page.line.code.rpartition('-')[2]}/{mark}" if mark else "",
        "code": page.line.code,
        "tracking": tracking,
        "request": page.definition.name.vi,
    }


def _applicant(matter: Matter) -> prints.Applicant:
    person = matter.page.person
    return prints.Applicant(
        name=person.name,
        identity=person.id_number,
        address=person.address,
        phone=person.phone,
        email=person.email,
        agent=person.answers.get(brought.AGENT, ""),
    )


def _last(matter: Matter, kind: str) -> queries.Happening:
    """Give the last fact of a kind; refuse to print a form for what never happened."""
    found = [one for one in matter.page.history if one.kind == kind]
    if not found:
        raise queries.Refusal(
            "dossier.no-such-form", refusal.gettext_noop("Hồ sơ này chưa có giấy tờ theo mẫu đã chọn.")
        )
    return found[-1]


def _by(matter: Matter, fact: queries.Happening) -> str:
    """Name who acted, or whoever prints where the house itself did."""
    return fact.by_name or matter.by.name


def _receipt(matter: Matter, tracking: str) -> prints.Form:
    page = matter.page
    fact = _last(matter, "dossier.received")
    state = next(one.after for one in steps.passages(page) if one.fact.kind == "dossier.received")
    allowed = (
        worktime.Duration(state.allowed_amount, worktime.Unit(state.allowed_unit))
        if state.allowed_unit is not None and state.allowed_amount is not None
        else None
    )
    return prints.ReceiptForm(
        **_shared(matter, tracking, at=fact.at, mark="TNHS"),
        applicant=_applicant(matter),
        papers=tuple(brought.lines(page)),
        received_at=fact.at,
        due_at=state.due_at,
        allowed=allowed,
        officer=_by(matter, fact),
        collected=procedure.Channel(page.state.return_channel),
        fees=tuple(_fees(page)),
        book=f"{fact.at.astimezone(worktime.VN):%m/%Y}",
        entry=page.line.code.rpartition("-")[2],
    )


def _fees(page: queries.Page) -> list[prints.FeeLine]:
    found = []
    for fee in wording.fees(page.definition, case=page.state.case):
        exempt = brought.exemption(page.person.answers, fee)
        label = f"{fee.label.vi} (miễn, giảm: {exempt.label.vi})" if exempt else fee.label.vi
        found.append(prints.FeeLine(label=label, amount=0 if exempt else fee.amount))
    return found


def _supplement(matter: Matter, tracking: str) -> prints.Form:
    fact = _last(matter, "dossier.supplement_asked")
    known = {paper.key: paper for paper in matter.page.definition.papers}
    asked: Any = fact.data["papers"]
    items = []
    for key in asked:
        paper = known.get(key)
        if paper is None:
            items.append(prints.MissingLine(name=key))
            continue
        items.append(prints.MissingLine(name=paper.label.vi, originals=paper.originals, copies=paper.copies))
    return prints.SupplementForm(
        **_shared(matter, tracking, at=fact.at, mark="HDHS"),
        applicant=_applicant(matter),
        items=tuple(items),
        reason=fact.text or "",
        officer=_by(matter, fact),
    )


def _refused(matter: Matter, tracking: str) -> prints.Form:
    fact = _last(matter, "dossier.receipt_refused")
    return prints.RefusalForm(
        **_shared(matter, tracking, at=fact.at, mark="PTC"),
        applicant=_applicant(matter),
        reason=fact.text or "",
        article=str(fact.data.get("article") or ""),
        officer=_by(matter, fact),
    )


def _apology(matter: Matter, tracking: str) -> prints.Form:
    fact = _last(matter, "dossier.apologised")
    state = next(one.before for one in steps.passages(matter.page) if one.fact.kind == "dossier.apologised")
    heads = identity.people(unit=state.unit, role=access.Role.UNIT_HEAD)
    return prints.ApologyForm(
        **_shared(matter, tracking, at=fact.at, mark="PXL", unit=state.unit),
        applicant=_applicant(matter),
        received_at=state.received_at or state.filed_at,
        due_at=state.due_at or fact.at,
        promised_at=event.read_moment(str(fact.data["appointed_at"])),
        reason=fact.text or "",
        signer=heads[0].name if heads else _by(matter, fact),
        copies_to=(organisation.unit(code=state.receiving_unit).name,),
    )


def _control(matter: Matter, tracking: str) -> prints.Form:
    page = matter.page
    _last(matter, "dossier.received")
    took = {str(one.data["officer"]) for one in page.history if one.data.get("officer")}
    names = identity.names(ids=took)
    return prints.ControlForm(
        **_shared(matter, tracking, at=matter.at, mark=""),
        handling=organisation.unit(code=page.state.unit).name,
        consulted=tuple(organisation.unit(code=one.unit).name for one in page.state.consultations),
        due_at=page.state.due_at,
        hand_overs=tuple(_hand_overs(page, names)),
    )


def _hand_overs(page: queries.Page, names: Mapping[str, str]) -> list[prints.HandOver]:
    """Give every handing over, each with how the taker's step ended (nothing while it goes on)."""
    passages = steps.passages(page)
    labels = {step.key: step.label.vi for step in page.definition.process}
    found = []
    for place, one in enumerate(passages):
        if one.fact.kind != "dossier.handed_over":
            continue
        ended = next((later for later in passages[place + 1 :] if later.fact.kind in steps.ENDS), None)
        found.append(
            prints.HandOver(
                from_unit=_desk(one.before.unit, labels.get(one.before.step or "", "")),
                to_unit=_desk(one.after.unit, labels.get(one.after.step or "", "")),
                at=one.fact.at,
                giver=one.fact.by_name,
                taker=names.get(one.after.officer or "", ""),
                outcome=steps.outcome(due_at=ended.before.step_due_at, at=ended.fact.at) if ended else None,
                note="Giao kèm hồ sơ giấy" if one.fact.data.get("paper") else "",
            )
        )
    return found


def _desk(unit: str, step: str) -> str:
    name = organisation.unit(code=unit).short_name
    return f"{name} ({step})" if step else name


FORMS: Mapping[str, Callable[[Matter, str], prints.Form]] = {
    "01": _receipt,
    "02": _supplement,
    "03": _refused,
    "04": _apology,
    "05": _control,
}
