"""The exchange's door for whoever looks after it: how the roads stand, what is stuck and what is done about it, the address book."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.base import clock, doors, problem
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.documents import queries as papers
from motcua.systems.exchange import actions, ports, queries, wording
from motcua.systems.exchange.rules import codes

LONGEST = 300


@doors.guarded(Act.EXCHANGE_DECIDE)
@require_safe
def roads(request: HttpRequest) -> HttpResponse:
    """Show what is stuck first, then how every road stands."""
    stuck = queries.stuck()
    names = queries.called(each.other for each in stuck)
    context = {
        "stuck": [
            {
                "one": each,
                "kind": wording.KINDS.get(each.kind, each.kind),
                "other": wording.other(each.other, names[each.other]),
                "subject": each.subject.removeprefix("status:"),
                "of_document": each.kind in {ports.DOCUMENT, ports.STATUS},
                "said": _(each.said) if each.said else "",
            }
            for each in stuck
        ],
        "roads": [
            {"one": each, "name": wording.channel(each.channel), "said": _(each.said) if each.said else ""}
            for each in queries.roads()
        ],
    }
    return render(request, "exchange/roads.html", context)


@doors.guarded(Act.EXCHANGE_DECIDE)
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """Show the address book."""
    book = [{"one": each, "road": wording.channel(each.channel)} for each in queries.agencies()]
    return render(request, "exchange/agencies.html", {"book": book})


@doors.guarded(Act.EXCHANGE_DECIDE)
@require_safe
def brought_up(request: HttpRequest) -> HttpResponse:
    """Show what went to the national systems, with the receipt of each."""
    channel = request.GET.get("he-thong", "")
    channel = channel if channel in ports.NATIONAL else ""
    sent = [
        {
            "one": each,
            "to": wording.channel(each.channel),
            "kind": wording.KINDS.get(each.kind, each.kind),
            "state": wording.STATES[each.state],
            "said": _(each.said) if each.said else "",
        }
        for each in queries.brought_up(channel=channel)
    ]
    systems = [(each, wording.channel(each)) for each in ports.NATIONAL]
    context = {"sent": sent, "systems": systems, "channel": channel, "most": queries.MOST}
    return render(request, "exchange/brought_up.html", context)


@doors.guarded(Act.EXCHANGE_DECIDE)
@require_safe
def chain(request: HttpRequest) -> HttpResponse:
    """Show what each agency said of a document; whoever may read the document sees that on its own page."""
    document = request.GET.get("ma", "")[:LONGEST].replace("\0", "").strip()
    found = queries.chains(document=document) if document else []
    chains = [
        {
            "one": each,
            "stands": wording.status(each.stands),
            "told": [{"one": one, "status": wording.status(one.status)} for one in each.told],
        }
        for each in found
    ]
    return render(request, "exchange/chain.html", {"document": document, "chains": chains})


def beside_document(request: HttpRequest, *, found: papers.Document) -> str:
    """Say on a document's own page how it stands with each receiver, or what its sender was told; nothing of other papers.

    Whoever may read the document may read this.
    """
    state = found.state
    went = state.outgoing and state.electronic
    if not went and state.origin != papers.EXCHANGE:
        return ""
    name = (
        papers.exchange_name(unit=state.unit, symbol=state.symbol or "", at=state.numbered_at)
        if went
        else state.key or ""
    )
    chains = {each.agency: each for each in queries.chains(document=name)}
    if went:
        off = [
            (code, _("%(name)s (đã bỏ khỏi nơi nhận)") % {"name": called}) for code, called in found.removed
        ]
        ever = [*found.receivers, *off]
        ways = queries.on_the_way(document=name, receivers=[code for code, _called in ever])
        there = [(codes.in_force(code), called) for code, called in ever]
    else:
        ways, own = {}, codes.in_force(state.unit)
        there = [(own, papers.called(state.unit))] if own in chains else []
    lines = [_standing(chains.get(code), called, ways.get(code, "")) for code, called in there]
    context = {"lines": lines, "went": went}
    return render_to_string("exchange/beside_document.html", context, request=request) if lines else ""


def _standing(chain: queries.Chain | None, name: str, way: str) -> dict[str, object]:
    """Say how a document stands with one agency: what it told, or as long as it told nothing, how the message stands."""
    told = [(one, wording.status(one.status)) for one in chain.told] if chain else []
    seen: dict[tuple[object, ...], tuple[queries.Heard, str]] = {}
    for one, word in told:  # in a house that sends and receives, each status is there as told and as heard
        seen.setdefault((one.status, one.at, one.description), (one, word))
    stands = wording.status(chain.stands) if chain and chain.stands else str(wording.STATES.get(way, ""))
    return {"name": name, "stands": stands or wording.status(None), "told": list(seen.values())}


@doors.guarded(Act.EXCHANGE_DECIDE)
@require_POST
def again(request: HttpRequest, way: str, row: int) -> HttpResponse:
    """Try a stuck message again."""
    try:
        actions.try_again(way=way, row=row, by=doors.who(request), at=clock.now())
    except actions.Refusal as no:
        messages.error(request, problem.say(no))
    else:
        messages.success(request, _("Thông điệp đã được đưa lại vào hàng; lần gửi tới sẽ thử lại."))
    return redirect("exchange:roads")


@doors.guarded(Act.EXCHANGE_DECIDE)
@require_POST
def drop(request: HttpRequest, way: str, row: int) -> HttpResponse:
    """Drop a stuck message, with a reason."""
    reason = request.POST.get("reason", "")[:LONGEST].replace("\0", "")
    try:
        actions.drop(way=way, row=row, reason=reason, by=doors.who(request), at=clock.now())
    except refusal.Refusal as no:
        messages.error(request, problem.say(no))
    else:
        messages.success(request, _("Đã bỏ thông điệp, lý do được ghi lại."))
    return redirect("exchange:roads")
