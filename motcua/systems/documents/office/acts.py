"""The acts of a document as an official meets them: one row an act, one way through all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.base import carrying, clock, doors, picked
from motcua.spine import access
from motcua.spine.access import Act
from motcua.systems.documents import actions, queries, rules
from motcua.systems.documents.forms import acts as forms
from motcua.systems.documents.office import page
from motcua.systems.organisation import queries as organisation

Carry = Callable[[Any, dict[str, Any]], Any]


class ActDoor(carrying.Door):
    """One act on a document."""

    names = rules.ACT_NAMES


def _said(action: Callable[..., Any]) -> Carry:
    return lambda form, acting: action(words=form.cleaned_data["words"], **acting)


def _upload(file: picked.Kept) -> actions.Upload:
    return actions.Upload(name=file.name, chunks=file.chunks())


ACTS: tuple[ActDoor, ...] = (
    ActDoor(
        act=rules.Act.SIGN,
        slug="ky",
        form=forms.SignForm,
        carry=lambda form, acting: actions.sign(
            shown=form.cleaned_data["shown"], opening=form.cleaned_data.get("opening", ""), **acting
        ),
        done=_("Đã ký số văn bản."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=rules.Act.SUBMIT,
        slug="trinh",
        form=forms.SubmitForm,
        carry=lambda form, acting: actions.submit(to=form.cleaned_data["to"], **acting),
        done=_("Đã trình ký văn bản."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=rules.Act.NUMBER,
        slug="cap-so",
        form=forms.NumberForm,
        carry=lambda form, acting: actions.number(
            mark=form.cleaned_data["mark"], wanted=form.cleaned_data["wanted"], **acting
        ),
        done=_("Đã cấp số văn bản."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=rules.Act.SEAL,
        slug="ky-co-quan",
        form=forms.SealForm,
        carry=lambda form, acting: actions.seal(
            shown=form.cleaned_data["shown"], opening=form.cleaned_data.get("opening", ""), **acting
        ),
        done=_("Đã ký số của cơ quan."),
        tone="",
    ),
    ActDoor(
        act=rules.Act.ISSUE,
        slug="phat-hanh",
        form=forms.IssueForm,
        carry=lambda form, acting: actions.issue(
            receivers=form.chosen(),
            electronic=form.cleaned_data["way"] == "electronic",
            effective_on=form.cleaned_data.get("effective_on"),
            **acting,
        ),
        done=_("Đã phát hành văn bản."),
        tone="",
    ),
    ActDoor(
        act=rules.Act.REGISTER,
        slug="vao-so",
        form=forms.RegisterForm,
        carry=lambda form, acting: actions.register(wanted=form.cleaned_data["wanted"], **acting),
        done=_("Đã vào sổ văn bản đến."),
        tone="",
        key="e",
    ),
    ActDoor(
        act=rules.Act.ASSIGN,
        slug="phan-cong",
        form=forms.AssignForm,
        carry=lambda form, acting: actions.assign(
            officer=form.cleaned_data["officer"],
            due_at=form.due_at(),
            words=form.cleaned_data["words"],
            **acting,
        ),
        done=_("Đã phân công xử lý văn bản."),
        tone="",
    ),
    ActDoor(
        act=rules.Act.START,
        slug="bat-dau",
        form=forms.PlainForm,
        carry=lambda _form, acting: actions.start(**acting),
        done=_("Đã ghi nhận bắt đầu xử lý văn bản; nơi gửi được báo."),
    ),
    ActDoor(
        act=rules.Act.HANDLE,
        slug="xu-ly",
        form=forms.NoteForm,
        carry=_said(actions.handle),
        done=_("Đã ghi nhận văn bản xử lý xong."),
        tone="",
    ),
    ActDoor(
        act=rules.Act.COPY,
        slug="sao",
        form=forms.CopyForm,
        carry=lambda form, acting: actions.copy(
            kind=form.cleaned_data["kind"],
            shown=form.cleaned_data["shown"],
            pages=form.cleaned_data["pages"],
            mark=form.cleaned_data["mark"],
            wanted=form.cleaned_data["wanted"],
            opening=form.cleaned_data.get("opening", ""),
            **acting,
        ),
        done=_("Đã sao văn bản và ký số của cơ quan sao."),
    ),
    ActDoor(
        act=rules.Act.SEND_COPY,
        slug="gui-ban-sao",
        form=forms.SendCopyForm,
        carry=lambda form, acting: actions.send_copy(
            copy=form.cleaned_data["copy"], receivers=form.chosen(), **acting
        ),
        done=_("Đã gửi bản sao đến các nơi nhận."),
    ),
    ActDoor(
        act=rules.Act.ADD_FILE,
        slug="them-tep",
        form=forms.AddFileForm,
        carry=lambda form, acting: actions.add_files(
            files=[(main, _upload(file)) for main, file in form.chosen()], **acting
        ),
        done=_("Đã thêm tệp vào văn bản."),
    ),
    ActDoor(
        act=rules.Act.COMMENT,
        slug="gop-y",
        form=forms.CommentForm,
        carry=_said(actions.comment),
        done=_("Đã ghi ý kiến."),
    ),
    ActDoor(
        act=rules.Act.SEND_BACK,
        slug="tra-lai",
        form=forms.ReasonForm,
        carry=_said(actions.send_back),
        done=_("Đã trả lại văn bản để soạn lại."),
    ),
    ActDoor(
        act=rules.Act.REFUSE,
        slug="tu-choi",
        form=forms.ReasonForm,
        carry=_said(actions.refuse),
        done=_("Đã từ chối tiếp nhận văn bản."),
        tone="danger",
    ),
    ActDoor(
        act=rules.Act.UPDATE,
        slug="cap-nhat",
        form=forms.UpdateForm,
        carry=lambda form, acting: actions.update(
            words=form.cleaned_data["words"], updating=form.updating(), **acting
        ),
        done=_("Đã gửi bản cập nhật đến các nơi nhận."),
    ),
    ActDoor(
        act=rules.Act.REPLACE,
        slug="thay-the",
        form=forms.ReplaceForm,
        carry=lambda form, acting: actions.replace(
            words=form.cleaned_data["words"], document=form.cleaned_data["replacement"], **acting
        ),
        done=_("Đã thay thế văn bản; các nơi nhận được báo."),
    ),
    ActDoor(
        act=rules.Act.ASK_BACK,
        slug="xin-lay-lai",
        form=forms.ReasonForm,
        carry=_said(actions.ask_back),
        done=_("Đã xin lấy lại văn bản; mỗi nơi nhận sẽ trả lời."),
    ),
    ActDoor(
        act=rules.Act.RECALL,
        slug="thu-hoi",
        form=forms.ReasonForm,
        carry=_said(actions.recall),
        done=_("Đã thu hồi văn bản."),
        tone="danger",
    ),
    ActDoor(
        act=rules.Act.DROP,
        slug="bo",
        form=forms.NoteForm,
        carry=_said(actions.drop),
        done=_("Đã bỏ dự thảo."),
        tone="plain",
    ),
)
BY_SLUG: Mapping[str, ActDoor] = {one.slug: one for one in ACTS}


# Which field of its form a refusal speaks of; the others stand above the form.
FIELD_OF: Mapping[str, str] = {
    "documents.words-missing": "words",
    "documents.main-not-pdf": "main",
    "documents.cannot-sign": "to",
    "documents.cannot-handle": "officer",
    "documents.cannot-replace": "replacement",
    "documents.mark-not-valid": "mark",
    "documents.already-used-number": "wanted",
    "documents.number-leaves-gap": "wanted",
    "documents.pages-not-read": "pages",
    "documents.pages-not-valid": "pages",
    "documents.copy-not-known": "kind",
    "documents.not-a-copy": "kind",
    "documents.copy-of-a-copy": "kind",
    "documents.no-such-copy": "copy",
    "documents.copy-already-sent": "copy",
    "documents.receiver-was-removed": "others",
    "documents.no-receiver-left": "removed",
    "documents.update-changes-paper": "main",
    "documents.receivers-missing": "receivers",
    "documents.receiver-code-too-long": "others",
    "documents.effective-day-missing": "effective_on",
    "signing.key-not-read": "opening",
}


def open_to(document: queries.Document, *, by: access.Actor, at: datetime) -> list[ActDoor]:
    """Give the acts that the document allows now and this person may do."""
    allowed = actions.open_to(document, by=by, at=at)
    return [door for door in ACTS if door.act in allowed]


def _needed(document: queries.Document, act: rules.Act) -> access.Act:
    return actions.needed(act, outgoing=document.state.outgoing)


def _place(document: queries.Document, *, at: datetime) -> access.Subject:
    return access.Subject(paths=(organisation.unit(code=document.state.unit, on=at.date()).path,))


@dataclass(frozen=True, kw_only=True, slots=True)
class OnDesk:
    """A document on the desk of whoever asks, for `carrying.meet`."""

    request: HttpRequest
    found: queries.Document
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
        found = queries.document(document_id=self.found.state.id, by=self.by, at=self.at)
        return replace(self, found=found)

    def beside(self) -> dict[str, Any]:
        """Lay the document beside a form."""
        return {"document": self.found, "by": self.by, "at": self.at}

    def permits(self, door: ActDoor) -> bool:
        """Tell whether the document allows an act now and this person may do it."""
        return door in open_to(self.found, by=self.by, at=self.at)

    def require(self, door: ActDoor) -> None:
        """Refuse an act that this person may not do here, or that does not follow from where the document stands."""
        place = _place(self.found, at=self.at)
        access.require(actor=self.by, act=_needed(self.found, door.act), subject=place)
        rules.require(self.found.state, door.act)

    def carry(self, door: ActDoor, form: forms.ActForm, *, seen: int | None) -> str:
        """Carry an act out, and go on at the document's page."""
        document = self.found.state.id
        door.carry(form, {"document_id": document, "by": self.by, "at": self.at, "seen": seen})
        messages.success(self.request, str(door.done))
        return reverse("documents:document", args=[document])

    def shown(self, opened: carrying.Acting) -> HttpResponse:
        """Show the document's page with the form of an act."""
        buttons = open_to(self.found, by=self.by, at=self.at)
        return page.shown(self.request, self.found, buttons=buttons, acting=opened)


@doors.guarded(Act.DOCUMENT_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, document_id: str, slug: str) -> HttpResponse:
    """Show the form of an act above its document, and carry it out."""
    door, by, at = BY_SLUG.get(slug), doors.who(request), clock.now()
    if door is None:
        raise Http404
    found = queries.document(document_id=document_id, by=by, at=at)
    return carrying.meet(request, OnDesk(request=request, found=found, by=by, at=at), door)


@doors.guarded(Act.DOCUMENT_READ)
@require_http_methods(["GET", "HEAD"])
def document(request: HttpRequest, document_id: str) -> HttpResponse:
    """Show a document whole."""
    by, at = doors.who(request), clock.now()
    found = queries.document(document_id=document_id, by=by, at=at)
    return page.shown(request, found, buttons=open_to(found, by=by, at=at))
