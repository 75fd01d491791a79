"""A work file's page, and its acts as an official meets them: one row an act, one way through all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.base import carrying, clock, doors
from motcua.spine import access
from motcua.spine.access import Act
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import actions, queries, rules
from motcua.systems.workfiles.forms import acts as forms
from motcua.systems.workfiles.office import page

Carry = Callable[[Any, dict[str, Any]], Any]


class ActDoor(carrying.Door):
    """One act on a work file."""

    names = rules.ACT_NAMES


def _all(action: Callable[..., Any], **renamed: str) -> Carry:
    """Carry an act out with what its form says; `renamed` gives the action's word for a field."""

    def carry(form: Any, acting: dict[str, Any]) -> Any:
        said = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        return action(**{renamed.get(name, name): value for name, value in said.items()}, **acting)

    return carry


def _hand_over(form: forms.PlainForm, acting: dict[str, Any]) -> Any:
    """Hand this one file over by itself."""
    unit = form.file.state.unit
    return actions.hand_over(unit=unit, files=[acting["file_id"]], by=acting["by"], at=acting["at"])


ACTS: tuple[ActDoor, ...] = (
    ActDoor(
        act=rules.Act.ADD_DOCUMENT,
        slug="them-van-ban",
        form=forms.AddDocumentForm,
        carry=_all(actions.add_document),
        done=_("Đã đưa văn bản vào hồ sơ."),
        tone="",
        key="t",
    ),
    ActDoor(
        act=rules.Act.DO_TASK,
        slug="xong-viec",
        form=forms.DoTaskForm,
        carry=_all(actions.do_task),
        done=_("Đã ghi nhận nhiệm vụ hoàn thành."),
        tone="",
        key="x",
    ),
    ActDoor(
        act=rules.Act.GIVE_TASK,
        slug="giao-viec",
        form=forms.GiveTaskForm,
        carry=_all(actions.give_task),
        done=_("Đã giao nhiệm vụ."),
        key="g",
    ),
    ActDoor(
        act=rules.Act.MARK_PAPER,
        slug="buoc-giay",
        form=forms.MarkPaperForm,
        carry=_all(actions.mark_paper, words="why"),
        done=_("Đã ghi bước làm trên giấy."),
        key="b",
    ),
    ActDoor(
        act=rules.Act.STRIKE_PAPER,
        slug="gach-buoc",
        form=forms.StrikePaperForm,
        carry=_all(actions.strike_paper),
        done=_("Đã gạch bước ghi nhầm."),
    ),
    ActDoor(
        act=rules.Act.CLOSE,
        slug="ket-thuc",
        form=forms.CloseForm,
        carry=lambda form, acting: actions.close(
            closed_on=form.cleaned_data["closed_on"], sheets=form.sheets(), **acting
        ),
        done=_("Đã kết thúc hồ sơ."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=rules.Act.HAND_OVER,
        slug="nop-luu",
        form=forms.PlainForm,
        carry=_hand_over,
        done=_("Đã nộp hồ sơ vào lưu trữ cơ quan."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=rules.Act.TAKE_OUT,
        slug="rut-van-ban",
        form=forms.TakeOutForm,
        carry=_all(actions.take_out),
        done=_("Đã rút văn bản khỏi hồ sơ."),
    ),
    ActDoor(
        act=rules.Act.DROP_TASK,
        slug="thu-hoi-viec",
        form=forms.DropTaskForm,
        carry=_all(actions.drop_task),
        done=_("Đã thu hồi nhiệm vụ."),
    ),
    ActDoor(
        act=rules.Act.ENTRUST,
        slug="ban-giao",
        form=forms.EntrustForm,
        carry=_all(actions.entrust),
        done=_("Đã bàn giao hồ sơ."),
    ),
    ActDoor(
        act=rules.Act.REOPEN,
        slug="mo-lai",
        form=forms.ReasonForm,
        carry=_all(actions.reopen),
        done=_("Đã mở lại hồ sơ."),
    ),
)
BY_SLUG: Mapping[str, ActDoor] = {one.slug: one for one in ACTS}


# Which field of its form a refusal speaks of; the others stand above the form.
FIELD_OF: Mapping[str, str] = {
    "workfiles.words-missing": "words",
    "workfiles.day-ahead": "done_on",
    "workfiles.closed-before-opened": "closed_on",
    "workfiles.cannot-keep": "keeper",
    "workfiles.already-keeper": "keeper",
    "workfiles.already-inside": "document",
    "workfiles.document-came-to-nothing": "document",
}


def open_to(file: queries.File, *, by: access.Actor, at: datetime) -> list[ActDoor]:
    """Give the acts that the file allows now and this person may do."""
    state, place = file.state, _place(file, at=at)
    allowed = rules.open_acts(state, by=by.id, leads=actions.leads(by, state.unit, at=at))
    return [
        door
        for door in ACTS
        if door.act in allowed and access.may(actor=by, act=actions.NEEDED[door.act], subject=place)
    ]


def _place(file: queries.File, *, at: datetime) -> access.Subject:
    return access.Subject(paths=(organisation.unit(code=file.state.unit, on=at.date()).path,))


@dataclass(frozen=True, kw_only=True, slots=True)
class OnDesk:
    """A work file on the desk of whoever asks, for `carrying.meet`."""

    request: HttpRequest
    found: queries.File
    by: access.Actor
    at: datetime

    @property
    def seq(self) -> int:
        """Give the last fact its page shows."""
        return self.found.state.seq

    @property
    def fields(self) -> Mapping[str, str]:
        """Say beside which field a refusal stands."""
        return FIELD_OF

    def anew(self) -> "OnDesk":
        """Read it as it stands now."""
        return replace(self, found=queries.file(file_id=self.found.state.id, by=self.by, at=self.at))

    def beside(self) -> dict[str, Any]:
        """Lay the file beside a form."""
        return {"file": self.found, "by": self.by, "at": self.at}

    def permits(self, door: ActDoor) -> bool:
        """Tell whether the file allows an act now and this person may do it."""
        return door in open_to(self.found, by=self.by, at=self.at)

    def require(self, door: ActDoor) -> None:
        """Refuse an act that this person may not do here, or that does not follow from where the file stands."""
        place = _place(self.found, at=self.at)
        access.require(actor=self.by, act=actions.NEEDED[door.act], subject=place)
        leads = actions.leads(self.by, self.found.state.unit, at=self.at)
        rules.require(self.found.state, door.act, by=self.by.id, leads=leads)

    def carry(self, door: ActDoor, form: forms.ActForm, *, seen: int | None) -> str:
        """Carry an act out, and go on at the file's page."""
        file = self.found.state.id
        door.carry(form, {"file_id": file, "by": self.by, "at": self.at, "seen": seen})
        messages.success(self.request, str(door.done))
        return reverse("workfiles:file", args=[file])

    def shown(self, opened: carrying.Acting) -> HttpResponse:
        """Show the file's page with the form of an act."""
        buttons = open_to(self.found, by=self.by, at=self.at)
        return page.shown(self.request, self.found, buttons=buttons, acting=opened, at=self.at)


@doors.guarded(Act.WORKFILE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, file_id: str, slug: str) -> HttpResponse:
    """Show the form of an act above its file, and carry it out."""
    door, by, at = BY_SLUG.get(slug), doors.who(request), clock.now()
    if door is None:
        raise Http404
    found = queries.file(file_id=file_id, by=by, at=at)
    desk = OnDesk(request=request, found=found, by=by, at=at)
    return carrying.meet(request, desk, door, initial={"q": request.GET.get("q", "")})


@doors.guarded(Act.WORKFILE_READ)
@require_http_methods(["GET", "HEAD"])
def file(request: HttpRequest, file_id: str) -> HttpResponse:
    """Show a work file whole."""
    by, at = doors.who(request), clock.now()
    found = queries.file(file_id=file_id, by=by, at=at)
    return page.shown(request, found, buttons=open_to(found, by=by, at=at), at=at)
