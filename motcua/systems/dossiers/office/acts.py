"""The acts of a dossier as an officer meets them: one row an act, one way through all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.base import address, carrying, doors
from motcua.spine import access, dossier, refusal
from motcua.systems.dossiers import actions
from motcua.systems.dossiers.forms import acts as counter, handling
from motcua.systems.dossiers.forms.matter import ActForm, Matter
from motcua.systems.dossiers.office import dossier_page, showing
from motcua.systems.dossiers.queries import desks


class ActDoor(carrying.Door):
    """One act on a dossier."""

    names = dossier.ACT_NAMES


ACTS: tuple[ActDoor, ...] = (
    ActDoor(
        act=dossier.Act.RECEIVE,
        slug="tiep-nhan",
        form=counter.ReceiveForm,
        carry=lambda _, acting: actions.receive(**acting),
        done=_("Đã tiếp nhận hồ sơ %(code)s."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=dossier.Act.DECIDE,
        slug="quyet-dinh",
        form=handling.DecideForm,
        carry=lambda form, acting: actions.decide(
            approve=form.cleaned_data["outcome"] == "approve", why=form.why(), **acting
        ),
        done=_("Đã ghi quyết định giải quyết hồ sơ %(code)s."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=dossier.Act.RETURN_RESULT,
        slug="tra-ket-qua",
        form=counter.ReturnForm,
        carry=lambda form, acting: actions.return_result(channel=form.cleaned_data["channel"], **acting),
        done=_("Đã trả kết quả hồ sơ %(code)s."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=dossier.Act.SUPPLEMENT,
        slug="nhan-bo-sung",
        form=counter.SupplementForm,
        carry=lambda form, acting: actions.supplement(papers=form.cleaned_data["papers"], **acting),
        done=_("Đã ghi nhận giấy tờ bổ sung của hồ sơ %(code)s."),
        label=_("Nhận giấy tờ bổ sung"),
        tone="",
        key="e",
    ),
    ActDoor(
        act=dossier.Act.PAY,
        slug="nop-phi",
        form=counter.PayForm,
        carry=lambda form, acting: actions.pay(amount=form.cleaned_data["amount"], **acting),
        done=_("Đã ghi nhận phí, lệ phí của hồ sơ %(code)s."),
        label=_("Ghi nhận đã nộp phí"),
        tone="",
        key="e",
    ),
    ActDoor(
        act=dossier.Act.ANSWER,
        slug="tra-loi",
        form=handling.AnswerForm,
        carry=lambda form, acting: actions.answer(
            unit=form.cleaned_data["unit"], reply=form.cleaned_data["reply"], **acting
        ),
        done=_("Đã trả lời ý kiến về hồ sơ %(code)s."),
        tone="",
    ),
    ActDoor(
        act=dossier.Act.HAND_OVER,
        slug="chuyen",
        form=handling.HandOverForm,
        carry=lambda form, acting: actions.hand_over(
            paper=form.cleaned_data["paper"], **form.target(), **acting
        ),
        done=_("Đã chuyển hồ sơ %(code)s."),
        key="h",
    ),
    ActDoor(
        act=dossier.Act.ASK_SUPPLEMENT,
        slug="yeu-cau-bo-sung",
        form=counter.AskSupplementForm,
        carry=lambda form, acting: actions.ask_supplement(papers=form.named(), why=form.why(), **acting),
        done=_("Đã yêu cầu bổ sung hồ sơ %(code)s; thời hạn tạm dừng."),
        label=_("Yêu cầu bổ sung"),
        key="s",
    ),
    ActDoor(
        act=dossier.Act.CONSULT,
        slug="lay-y-kien",
        form=handling.ConsultForm,
        carry=lambda form, acting: actions.consult(
            unit=form.cleaned_data["unit"],
            hours=form.cleaned_data["hours"],
            question=form.cleaned_data["question"],
            **acting,
        ),
        done=_("Đã gửi lấy ý kiến về hồ sơ %(code)s."),
        label=_("Lấy ý kiến"),
    ),
    ActDoor(
        act=dossier.Act.REQUIRE_PAYMENT,
        slug="yeu-cau-nop-phi",
        form=counter.RequirePaymentForm,
        carry=lambda form, acting: actions.require_payment(amount=form.cleaned_data["amount"], **acting),
        done=_("Đã yêu cầu nộp phí, lệ phí cho hồ sơ %(code)s; thời hạn tạm dừng."),
        label=_("Yêu cầu nộp phí"),
    ),
    ActDoor(
        act=dossier.Act.APOLOGISE,
        slug="xin-loi",
        form=counter.ApologiseForm,
        carry=lambda form, acting: actions.apologise(
            appointed_at=form.appointed_at(), why=form.why(), **acting
        ),
        done=_("Đã gửi phiếu xin lỗi và hẹn lại cho hồ sơ %(code)s."),
    ),
    ActDoor(
        act=dossier.Act.CORRECT,
        slug="dinh-chinh",
        form=handling.CorrectForm,
        carry=lambda form, acting: actions.correct(
            field=form.cleaned_data["field"], value=form.value(), why=form.why(), **acting
        ),
        done=_("Đã đính chính hồ sơ %(code)s."),
        tone="plain",
    ),
    ActDoor(
        act=dossier.Act.REFUSE_RECEIPT,
        slug="tu-choi-tiep-nhan",
        form=counter.RefuseReceiptForm,
        carry=lambda form, acting: actions.refuse_receipt(why=form.why(), **acting),
        done=_("Đã từ chối tiếp nhận hồ sơ %(code)s."),
        tone="danger",
    ),
    ActDoor(
        act=dossier.Act.WITHDRAW,
        slug="rut",
        form=counter.WithdrawForm,
        carry=lambda form, acting: actions.withdraw(why=form.cleaned_data["reason"], **acting),
        done=_("Đã ghi việc rút hồ sơ %(code)s."),
        tone="plain",
    ),
    ActDoor(
        act=dossier.Act.STOP,
        slug="dung",
        form=handling.StopForm,
        carry=lambda form, acting: actions.stop(why=form.why(), **acting),
        done=_("Đã dừng giải quyết hồ sơ %(code)s."),
        tone="danger",
    ),
)
BY_SLUG: Mapping[str, ActDoor] = {one.slug: one for one in ACTS}

# Which field of its form a refusal of the law speaks of; the others stand above the form.
FIELD_OF: Mapping[str, str] = {
    "dossier.reason-missing": "reason",
    "dossier.papers-not-named": "papers",
    "dossier.amount-not-positive": "amount",
    "dossier.amount-differs": "amount",
    "dossier.consults-itself": "unit",
    "dossier.already-consulted": "unit",
    "dossier.hours-not-positive": "hours",
    "dossier.appointment-too-early": "day",
    "dossier.no-such-case": "case",
    "dossier.case-after-pause": "field",
    "dossier.filed-after-recorded": "filed_at",
}


def permits(matter: Matter, act: dossier.Act) -> bool:
    """Say whether the law of the dossier and the table of access both allow an act, to this person, now."""
    state = matter.page.state
    if act not in state.acts:
        return False
    if act is dossier.Act.ANSWER:
        return bool(handling.answerable(state, by=matter.by))
    if act is dossier.Act.APOLOGISE and (state.appointed_at is not None or state.due_at is None):
        return False
    return access.may(actor=matter.by, act=access.Act(f"dossier.{act}"), subject=matter.page.subject)


def buttons(matter: Matter) -> list[dossier_page.Button]:
    """Give the acts this person may do now, the most likely first."""
    code = matter.page.line.code
    return [
        dossier_page.Button(
            label=one.name,
            url=reverse("desk:act", args=[code, one.slug]),
            key=one.key,
            tone=one.tone,
            slug=one.slug,
        )
        for one in ACTS
        if permits(matter, one.act)
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class OnDesk:
    """A dossier on the desk of whoever asks, for `carrying.meet`."""

    request: HttpRequest
    matter: Matter

    @property
    def seq(self) -> int:
        """Give the last fact its page shows."""
        return self.matter.page.state.seq

    @property
    def fields(self) -> Mapping[str, str]:
        """Say beside which field a refusal stands."""
        return FIELD_OF

    def anew(self) -> "OnDesk":
        """Open it as it stands now."""
        return replace(self, matter=showing.opened(self.request, self.matter.page.line.code))

    def beside(self) -> dict[str, Any]:
        """Lay the dossier beside a form."""
        return {"matter": self.matter}

    def permits(self, door: ActDoor) -> bool:
        """Tell whether the law and the table of access allow an act."""
        return permits(self.matter, door.act)

    def require(self, door: ActDoor) -> None:
        """Refuse an act that this person may not do, or not now."""
        _require(self.matter, door)

    def carry(self, door: ActDoor, form: ActForm, *, seen: int | None) -> str:
        """Carry an act out, and go back to where the officer came from."""
        matter = self.matter
        acting: actions.Acting = {
            "dossier_id": matter.page.state.id,
            "by": matter.by,
            "at": matter.at,
            "seen": seen,
        }
        moved = door.carry(form, acting)
        actions.note_desk(address=address.of(self.request), unit=matter.page.state.unit, at=matter.at)
        messages.success(self.request, str(door.done) % {"code": moved.code})
        return _back(self.request, form, moved.code)

    def shown(self, opened: carrying.Acting) -> HttpResponse:
        """Show the dossier's page with the form of an act."""
        return dossier_page.answer(
            self.request, self.matter, buttons=buttons(self.matter), acting=opened, status=opened.status
        )


@doors.guarded(access.Act.OFFICE_ENTER)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Show the form of an act beside its dossier, and carry the act out."""
    door = BY_SLUG.get(slug)
    if door is None:
        raise Http404
    matter = showing.opened(request, code)
    return carrying.meet(request, OnDesk(request=request, matter=matter), door, initial=_initial(request))


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Start from what the address proposes: where to go back to, and the papers the counter found missing."""
    htmx = getattr(request, "htmx", None)
    came = request.GET.get("back") or (htmx.current_url_abs_path if htmx else "") or ""
    proposed: dict[str, Any] = {"back": came}
    if papers := request.GET.getlist("papers"):
        proposed["papers"] = papers
    return proposed


def _require(matter: Matter, door: ActDoor) -> None:
    """Refuse an act that this person may not do, or not now."""
    if permits(matter, door.act):
        return
    if door.act is not dossier.Act.ANSWER:
        access.require(actor=matter.by, act=access.Act(f"dossier.{door.act}"), subject=matter.page.subject)
    else:
        access.require(
            actor=matter.by,
            act=access.Act.ANSWER,
            subject=desks.parties(matter.page.state, on=matter.at),
        )
    raise refusal.Refusal(
        "dossier.act-not-allowed",
        refusal.gettext_noop("Hồ sơ đang ở trạng thái “%(stage)s” nên không thể thực hiện “%(act)s”."),
        params={"stage": matter.page.line.stage_name, "act": dossier.ACT_NAMES[door.act]},
    )


def _back(request: HttpRequest, form: ActForm, code: str) -> str:
    """Say where to go after an act: where the officer came from, or the dossier's own page."""
    asked = form.cleaned_data.get("back") or ""
    own = reverse("desk:dossier", args=[code])
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe and asked.startswith("/van-phong/") and "/viec/" not in asked else own
