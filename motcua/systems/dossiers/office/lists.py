"""Every dossier within reach, as a list that can be narrowed: what the numbers on the boards lead to."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine import access, refusal
from motcua.systems.dossiers import queries, wording
from motcua.systems.dossiers.forms import lists as forms
from motcua.systems.dossiers.office import showing
from motcua.systems.dossiers.queries import lists
from motcua.systems.identity import queries as identity
from motcua.systems.procedures import queries as procedures

SIZE = 50
PILES = (
    ("open", _("Đang giải quyết")),
    ("new", _("Chờ tiếp nhận")),
    ("soon", _("Sắp đến hạn")),
    ("late", _("Quá hạn")),
    ("waiting", _("Chờ công dân")),
    ("to_return", _("Chờ trả kết quả")),
    ("apology_due", _("Cần gửi phiếu xin lỗi")),
    ("apologised", _("Đã hẹn lại, chưa xong")),
    ("finished", _("Đã giải quyết")),
    ("finished_late", _("Giải quyết quá hạn")),
)


@doors.guarded(access.Act.OFFICE_ENTER)
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """List dossiers, the newest first, narrowed by what the address asks."""
    by, at = doors.who(request), clock.now()
    access.require(actor=by, act=access.Act.READ)
    reach = access.reach(actor=by, act=access.Act.READ)
    asked = forms.filter_of(request.GET)
    found = queries.recent(reach=reach, by=asked, at=at, after=forms.said(request.GET, "after"), limit=SIZE)
    same = forms.same(request.GET)
    context = {
        "rows": showing.rows(found.lines, at=at),
        "total": queries.count(reach=reach, by=asked, at=at),
        "next": urlencode({**same, "after": found.after}) if found.after else "",
        "first": urlencode(same) if request.GET.get("after") else "",
        "asked": asked,
        "piles": PILES,
        "narrowed": _narrowed(asked),
        "may_hand_over": access.may(actor=by, act=access.Act.HAND_OVER_BULK),
        "registers": showing.workplaces(by, access.Act.REVEAL),
        "since": at.date().replace(day=1),
        "until": at.date(),
        "here": request.get_full_path(),
    }
    return render(request, "dossiers/office/list.html", context)


def _narrowed(asked: queries.Filter) -> list[tuple[str, str]]:
    """Say by what the list is narrowed, besides the words and the pile: each with the name of its question."""
    said = []
    if asked.unit:
        said.append(("unit", _named_unit(asked.unit)))
    if asked.level:
        said.append(("level", str(dict(wording.LEVELS).get(asked.level, asked.level))))
    if asked.officer:
        nobody = asked.officer == lists.NOBODY
        name = (
            gettext("Chưa phân công")
            if nobody
            else identity.names(ids={asked.officer}).get(asked.officer, "")
        )
        said.append(("officer", name or gettext("Người xử lý không rõ")))
    if asked.procedure:
        said.append(("procedure", _named_procedure(asked.procedure)))
    return said


def _named_unit(code: str) -> str:
    try:
        return wording.unit(code)
    except refusal.Refusal:
        return code


def _named_procedure(code: str) -> str:
    try:
        return wording.said(procedures.definition(code=code).name)
    except refusal.Refusal:
        return code
