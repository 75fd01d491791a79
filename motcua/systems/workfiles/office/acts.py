"""A work file's page, and its acts as an official meets them: one row an act, one way through all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.base import clock, doors, problem
from motcua.spine import access, refusal
from motcua.spine.access import Act
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import actions, queries, rules
from motcua.systems.workfiles.forms import acts as forms
from motcua.systems.workfiles.office import page

Carry = Callable[[Any, dict[str, Any]], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class ActDoor:
    """One act: its address, its form, how it is carried out, what is said when it is done."""

    act: rules.Act
    slug: str
    form: type[forms.ActForm]
    carry: Carry
    done: Promise
    tone: str = "quiet"
    key: str = ""

    @property
    def name(self) -> str:
        """What stands on the button."""
        return gettext(rules.ACT_NAMES[self.act])


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
        act=rules.Act.CLOSE,
        slug="ket-thuc",
        form=forms.CloseForm,
        carry=_all(actions.close),
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


def open_to(file: queries.File, *, by: access.Actor, at: datetime) -> list[ActDoor]:
    """Give the acts that the file allows now and this person may do."""
    state = file.state
    place = access.Subject(paths=(organisation.unit(code=state.unit, on=at.date()).path,))
    leads = access.may(actor=by, act=Act.WORKFILE_LEAD, subject=place)
    allowed = rules.open_acts(state, by=by.id, leads=leads)
    return [
        door
        for door in ACTS
        if door.act in allowed and access.may(actor=by, act=actions.NEEDED[door.act], subject=place)
    ]


@doors.guarded(Act.WORKFILE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, file_id: str, slug: str) -> HttpResponse:
    """Show the form of an act above its file, and carry it out."""
    door, by, at = BY_SLUG.get(slug), doors.who(request), clock.now()
    if door is None:
        raise Http404
    found = queries.file(file_id=file_id, by=by, at=at)
    form = door.form(request.POST or None, file=found, by=by, at=at)
    if request.method == "POST" and form.is_valid():
        acting = {"file_id": str(file_id), "by": by, "at": at, "seen": form.cleaned_data["seen"]}
        try:
            door.carry(form, acting)
        except access.Refusal:
            raise
        except refusal.Refusal as no:
            form.add_error(None, problem.say(no))
            found = queries.file(file_id=file_id, by=by, at=at)
        else:
            messages.success(request, str(door.done))
            return redirect("workfiles:file", file_id)
    return page.shown(request, found, buttons=open_to(found, by=by, at=at), acting=door, form=form, at=at)


@doors.guarded(Act.WORKFILE_READ)
@require_http_methods(["GET", "HEAD"])
def file(request: HttpRequest, file_id: str) -> HttpResponse:
    """Show a work file whole."""
    by, at = doors.who(request), clock.now()
    found = queries.file(file_id=file_id, by=by, at=at)
    return page.shown(request, found, buttons=open_to(found, by=by, at=at), at=at)
