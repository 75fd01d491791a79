"""The exchange's door for whoever looks after it: how the roads stand, what is stuck and what is done about it, the address book."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.base import clock, doors, problem
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.exchange import actions, ports, queries, wording

LONGEST = 300


@doors.guarded(Act.EXCHANGE_DECIDE)
@require_safe
def roads(request: HttpRequest) -> HttpResponse:
    """Show what is stuck first, then how every road stands."""
    context = {
        "stuck": [
            {
                "one": each,
                "kind": wording.KINDS.get(each.kind, each.kind),
                "subject": each.subject.removeprefix("status:"),
                "said": _(each.said) if each.said else "",
            }
            for each in queries.stuck()
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


@doors.guarded(Act.EXCHANGE_DECIDE, Act.DOCUMENT_READ)
@require_safe
def chain(request: HttpRequest) -> HttpResponse:
    """Show what each agency said of a document."""
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
