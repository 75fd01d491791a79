"""One dossier on the desk, whole: how it stands, why its day, who asks, its papers, its way, its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from motcua.base import carrying
from motcua.base.templatetags.motcua import mask
from motcua.spine import access
from motcua.systems.dossiers import queries, wording
from motcua.systems.dossiers.forms import brought
from motcua.systems.dossiers.forms.matter import CHANNELS, Matter
from motcua.systems.dossiers.office import showing, steps, telling, why
from motcua.systems.identity import queries as identity

HIDDEN = "•••"
# Which headings the dossier's title and its sections are: on a page of its own, and beside a list that has the first.
ALONE = {"top": 1, "sub": 2}
BESIDE = {"top": 2, "sub": 3}
FORMS = (
    ("01", _("Mẫu 01: Giấy tiếp nhận và hẹn trả"), "dossier.received"),
    ("02", _("Mẫu 02: Yêu cầu bổ sung"), "dossier.supplement_asked"),
    ("03", _("Mẫu 03: Từ chối tiếp nhận"), "dossier.receipt_refused"),
    ("04", _("Mẫu 04: Xin lỗi và hẹn lại"), "dossier.apologised"),
    ("05", _("Mẫu 05: Kiểm soát quá trình"), "dossier.received"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """An act this person may do now."""

    label: str
    url: str
    key: str
    tone: str
    slug: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRow:
    """A paper of the procedure, and what of it lies in the dossier."""

    label: str
    required: bool
    brought: str
    files: tuple[queries.File, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonShown:
    """Who asks, as this page shows it: whole, or masked."""

    whole: bool
    lines: tuple[tuple[str, str], ...]
    may_reveal: bool
    reveal_url: str


def answer(
    request: HttpRequest,
    matter: Matter,
    *,
    buttons: Sequence[Button],
    acting: carrying.Acting | None = None,
    whole: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Answer with the page of a dossier, or with the part of it that the page's script asked for."""
    htmx = getattr(request, "htmx", None)
    beside = htmx is not None and reverse("desk:work") in (htmx.current_url or "")
    context = {
        **_context(matter, seen=acting.seen if acting else None, whole=whole),
        **(BESIDE if beside else ALONE),
        "buttons": buttons,
        "acting": acting,
        "to": reverse("desk:act", args=[matter.page.line.code, acting.door.slug]) if acting else "",
    }
    target = htmx.target if htmx and not htmx.history_restore_request else None
    template = {
        "act": "dossiers/office/act.html",
        "person": "dossiers/office/person.html",
        "dossier": "dossiers/office/dossier_part.html",
    }.get(target or "", "dossiers/office/dossier_page.html")
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request, HX-Target"
    return response


def part(matter: Matter, *, buttons: Sequence[Button]) -> Mapping[str, Any]:
    """Give what a page that shows a dossier beside its list needs."""
    return {**_context(matter, seen=None, whole=False), **BESIDE, "buttons": buttons, "acting": None}


def _context(matter: Matter, *, seen: int | None, whole: bool) -> dict[str, Any]:
    page, at = matter.page, matter.at
    names = identity.names(ids=_ids(page))
    return {
        "page": page,
        "state": page.state,
        "line": page.line,
        "row": showing.row(page.line, at=at),
        "facts": _facts(page),
        "why": why.due_because(matter),
        "person": _person(matter, whole=whole),
        "papers": _papers(page),
        "loose_files": _loose(page),
        "stays": steps.stays(page, names=names, at=at),
        "ahead": steps.ahead(page),
        "consultations": _consultations(matter),
        "history": telling.history(page, names=names, seen=seen),
        "prints": _prints(matter),
        "may_attach": access.may(actor=matter.by, act=access.Act.RECEIVE, subject=page.subject),
    }


def _ids(page: queries.Page) -> set[str]:
    found = {str(one.data["officer"]) for one in page.history if one.data.get("officer")}
    found |= {one.by for one in page.history if one.kind == "dossier.received"}
    return found | ({page.state.officer} if page.state.officer else set())


def _facts(page: queries.Page) -> list[tuple[str, str]]:
    """Give the facts of a dossier, those that are there."""
    state, line = page.state, page.line
    channel = dict(CHANNELS)
    found = [
        (gettext("Trường hợp"), wording.case(state.case, page.definition)),
        (gettext("Đơn vị đang giữ"), line.unit_name),
        (gettext("Người xử lý"), line.officer_name or (gettext("Chưa phân công") if state.is_open else "")),
        (gettext("Bước hiện tại"), wording.step(state.step, page.definition) if state.is_open else ""),
        (gettext("Nơi tiếp nhận"), wording.unit(state.receiving_unit)),
        (gettext("Hình thức nộp"), str(channel.get(state.channel, ""))),
        (gettext("Nhận kết quả"), str(channel.get(state.return_channel, ""))),
        (gettext("Phí, lệ phí"), _fees(page)),
    ]
    if state.supplements:
        found.append((gettext("Yêu cầu bổ sung"), gettext("%(n)s lần") % {"n": state.supplements}))
    if state.score:
        found.append((gettext("Người nộp đánh giá"), gettext("%(n)s trên 5") % {"n": state.score}))
    return [one for one in found if one[1]]


def _fees(page: queries.Page) -> str:
    told = []
    for fee in wording.fees(page.definition, case=page.state.case):
        said = f"{wording.said(fee.label)}: {wording.fee(fee)}"
        if exempt := brought.exemption(page.person.answers, fee):
            said += " – " + gettext("miễn, giảm: %(who)s") % {"who": wording.said(exempt.label)}
        told.append(said)
    return "; ".join(told) or gettext("Không thu")


def _person(matter: Matter, *, whole: bool) -> PersonShown:
    """Show who asks: whole only after the asking was recorded."""
    person, page = matter.page.person, matter.page
    pairs = (
        (gettext("Họ và tên"), person.name, page.line.applicant),
        (gettext("Số định danh"), person.id_number, mask(person.id_number)),
        (gettext("Điện thoại"), person.phone, mask(person.phone)),
        (gettext("Địa chỉ"), person.address, HIDDEN),
        (gettext("Thư điện tử"), person.email, mask(person.email)),
        *((label, value, HIDDEN) for label, value in brought.typed(person.answers)),
    )
    return PersonShown(
        whole=whole,
        lines=tuple((label, full if whole else hidden) for label, full, hidden in pairs if full),
        may_reveal=access.may(actor=matter.by, act=access.Act.REVEAL, subject=page.subject),
        reveal_url=reverse("desk:reveal", args=[page.line.code]),
    )


def _papers(page: queries.Page) -> list[PaperRow]:
    names = {
        "original": gettext("bản chính"),
        "certified": gettext("bản chứng thực"),
        "copy": gettext("bản sao"),
    }
    found = []
    for paper in page.definition.papers:
        pieces = brought.pieces_of(page.person.answers, paper.key)
        said = [f"{count} {names[kind]}" for kind, _ in brought.KINDS if (count := getattr(pieces, kind))]
        files = tuple(one for one in page.files if one.paper == paper.key)
        found.append(
            PaperRow(
                label=wording.said(paper.label), required=paper.required, brought=", ".join(said), files=files
            )
        )
    return found


def _loose(page: queries.Page) -> list[queries.File]:
    known = {paper.key for paper in page.definition.papers}
    return [one for one in page.files if one.paper not in known]


def _consultations(matter: Matter) -> list[dict[str, Any]]:
    return [
        {
            "unit": wording.unit(one.unit),
            "asked_at": one.asked_at,
            "due_at": one.due_at,
            "answered_at": one.answered_at,
            "overdue": one.answered_at is None and one.due_at < matter.at,
        }
        for one in matter.page.state.consultations
    ]


def _prints(matter: Matter) -> list[tuple[str, str]]:
    """Give the printed forms this dossier has come to, for those who may print them."""
    page = matter.page
    kinds = {one.kind for one in page.history}
    reveals = access.may(actor=matter.by, act=access.Act.REVEAL, subject=page.subject)
    return [
        (str(label), reverse("desk:print", args=[page.line.code, number]))
        for number, label, kind in FORMS
        if kind in kinds and (reveals or number == "05")
    ]
