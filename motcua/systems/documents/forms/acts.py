"""One form an act: what it asks, and what the action takes."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.base import clock, picked
from motcua.spine import access
from motcua.systems.documents import actions, queries, rules, wording
from motcua.systems.documents.forms import writing
from motcua.systems.documents.forms.writing import DAY_FORMATS
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation

CLOSING = time(17, 0)  # a day set for an answer ends with the office's hours
SHOWN = 10  # agencies of the province, before one scrolls


class ActForm(forms.Form):
    """The form of an act on one document; `seen` is the last fact its page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, document: queries.Document, by: access.Actor, at: datetime, **kwargs: Any
    ) -> None:
        """Take what the act is about."""
        self.document, self.by, self.at = document, by, at
        kwargs.setdefault("initial", {})["seen"] = document.state.seq
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField) and not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs.setdefault("class", "control")
        self.prepare()

    def prepare(self) -> None:
        """Offer what can be chosen."""

    def people(self, act: access.Act) -> list[tuple[str, str]]:
        """Give who at the document's agency may do an act."""
        unit = self.document.state.unit
        path = organisation.unit(code=unit, on=self.at.date()).path
        staff = {one.id: one.name for one in identity.people(units=path)}
        actors = identity.actors(account_ids=staff, at=self.at)
        place = access.Subject(paths=(path,))
        return [
            (account, staff[account])
            for account, actor in actors.items()
            if access.may(actor=actor, act=act, subject=place)
        ]


def _words(label: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "control"}),
        error_messages={"required": _("Chưa ghi nội dung. Hãy nêu rõ lý do hoặc ý kiến.")},
    )


class PlainForm(ActForm):
    """An act that asks nothing."""


class ReasonForm(ActForm):
    """An act that must say why."""

    words = _words(_("Lý do"), required=True)


class CommentForm(ActForm):
    """A comment."""

    words = _words(_("Ý kiến"), required=True)


class NoteForm(ActForm):
    """An act that may say something."""

    words = _words(_("Ghi chú"), required=False)


class AddFileForm(ActForm):
    """Files for a document."""

    main = picked.OneFileField(label=_("Tệp văn bản (PDF)"), required=False)
    attached = picked.FilesField(label=_("Phụ lục, tài liệu kèm theo"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one file at least."""
        said = super().clean() or {}
        if not self.errors and not self.chosen():
            self.add_error("main", _("Chưa chọn tệp nào. Hãy chọn ít nhất một tệp."))
        return said

    def chosen(self) -> list[tuple[bool, picked.Kept]]:
        """Give each file with whether it is the main one."""
        return writing.chosen(self)


class SubmitForm(ActForm):
    """Who is to sign."""

    to = forms.ChoiceField(label=_("Trình người ký"))

    def prepare(self) -> None:
        """Offer who may sign for the agency."""
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = self.people(access.Act.DOCUMENT_SIGN)


class SignForm(ActForm):
    """What is signed was seen: its digest comes back with the form; a password only where the key asks for one."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    opening = forms.CharField(
        label=_("Mật khẩu khóa ký hoặc mã PIN của thiết bị ký"),
        required=False,
        widget=forms.PasswordInput(attrs={"class": "control", "autocomplete": "off"}),
        help_text=_("Chỉ dùng cho lần ký này, không được lưu lại."),
    )
    agency = False
    above = "documents/office/signing.html"

    def prepare(self) -> None:
        """Show what is signed, and ask for no password where the key opens by itself."""
        self.initial["shown"] = self.document.state.file or ""
        holder = self.document.state.unit if self.agency else self.by.id
        self.key = queries.key(holder=holder, agency=self.agency)
        if self.key and self.key.opens_itself:
            del self.fields["opening"]


class SealForm(SignForm):
    """The same for the agency."""

    agency = True


class CopyForm(SealForm):
    """What kind of copy, of which pages, under which number; it is signed as the agency."""

    kind = forms.ChoiceField(label=_("Hình thức sao"))
    pages = forms.CharField(
        label=_("Trang được trích sao"),
        required=False,
        max_length=80,
        help_text=_("Chỉ ghi khi trích sao. Ví dụ 1,3-4."),
    )
    mark = forms.CharField(label=_("Ký hiệu cơ quan sao"), max_length=40, help_text=_("Ví dụ UBND, SNV."))
    wanted = forms.IntegerField(label=_("Số thứ tự bản sao"), min_value=1)
    field_order = ("kind", "pages", "mark", "wanted", "opening")

    def prepare(self) -> None:
        """Offer the kinds, and show the number that is next."""
        super().prepare()
        state = self.document.state
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, wording.say(rules.COPIES[key].name)) for key in rules.copies_of(state)]
        self.initial["mark"] = rules.mark_of(organisation.unit(code=state.unit).short_name)
        year = self.at.astimezone(clock.VN).year
        self.initial["wanted"] = queries.next_copy(unit=state.unit, year=year)


class NumberForm(ActForm):
    """The number that is next, and the mark after the abbreviation."""

    mark = forms.CharField(
        label=_("Ký hiệu cơ quan, đơn vị soạn thảo"), max_length=40, help_text=_("Ví dụ UBND, SNV-VP.")
    )
    wanted = forms.IntegerField(label=_("Số"), min_value=1)

    def prepare(self) -> None:
        """Show the number that is next."""
        state = self.document.state
        unit = organisation.unit(code=state.unit)
        self.initial["mark"] = rules.mark_of(unit.short_name)
        self.initial["wanted"] = queries.next_number(
            unit=state.unit, kind=state.kind, legal=state.legal, year=self.at.astimezone(clock.VN).year
        )


class RegisterForm(ActForm):
    """The number in the register of incoming documents."""

    wanted = forms.IntegerField(label=_("Số đến"), min_value=1)

    def prepare(self) -> None:
        """Show the number that is next."""
        year = self.at.astimezone(clock.VN).year
        self.initial["wanted"] = queries.next_arrival(unit=self.document.state.unit, year=year)


class ReceiversForm(ActForm):
    """To whom: agencies of the province, and others by code and name."""

    receivers = forms.MultipleChoiceField(
        label=_("Nơi nhận trong tỉnh"),
        required=False,
        widget=forms.SelectMultiple,
        help_text=_("Giữ phím Ctrl để chọn nhiều nơi."),
    )
    others = forms.CharField(
        label=_("Nơi nhận khác"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một cơ quan: mã định danh, dấu cách, tên. Ví dụ: G15 Bộ Tư pháp."),
    )

    def prepare(self) -> None:
        """Offer the agencies of the province that are no receivers yet."""
        there = {self.document.state.unit, *self.have_it()}
        field = self.fields["receivers"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (one.code, one.short_name)
                for one in organisation.units(on=self.at.date())
                if one.code not in there
            ]
            field.widget.attrs["size"] = min(len(field.choices), SHOWN)
            if not field.choices:
                del self.fields["receivers"]

    def have_it(self) -> set[str]:
        """Give who has it already, or gave it back."""
        return {code for code, _name in (*self.document.receivers, *self.document.removed)}

    def chosen(self) -> list[tuple[str, str]]:
        """Give every receiver with its name."""
        known = {one.code: one.short_name for one in organisation.units(on=self.at.date())}
        found = [(code, known.get(code, code)) for code in self.cleaned_data.get("receivers", ())]
        for line in self.cleaned_data["others"].splitlines():
            code, _space, name = line.strip().partition(" ")
            if code:
                found.append((code, name.strip() or code))
        return found


class SendCopyForm(ReceiversForm):
    """Which certified copy goes, and to whom; whoever has the original may get a copy too."""

    copy = forms.ChoiceField(label=_("Bản sao"))
    field_order = ("copy", "receivers", "others")

    def prepare(self) -> None:
        """Offer the copies that went to nobody yet."""
        super().prepare()
        field = self.fields["copy"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (one.file, f"{wording.copy(one.kind)} {one.symbol}")
                for one in queries.copies(document_id=self.document.state.id)
                if one.sent_as is None
            ]

    def have_it(self) -> set[str]:
        """Give nobody."""
        return set()


class UpdateForm(ReceiversForm):
    """Why it is sent again, to whom besides, to whom no longer, with what attached, and what is said anew."""

    words = _words(_("Lý do"), required=True)
    removed = forms.MultipleChoiceField(
        label=_("Bỏ nơi nhận"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nơi được bỏ nhận thông báo và trả lại văn bản. Muốn bỏ mọi nơi nhận, hãy thu hồi."),
    )
    attached = picked.FilesField(label=_("Phụ lục, tài liệu gửi thêm"), required=False)
    main = picked.OneFileField(
        label=_("Văn bản có thêm chữ ký số (PDF)"),
        required=False,
        help_text=_("Chính tệp đã phát hành, thêm chữ ký số. Nội dung khác thì ban hành văn bản thay thế."),
    )
    subject = forms.CharField(
        label=_("Trích yếu nội dung"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỉ sửa khi trích yếu ghi ở đây chưa đúng với văn bản."),
    )
    field_order = ("words", "receivers", "others", "removed", "attached", "main", "subject")

    def prepare(self) -> None:
        """Offer who may be taken off the list, and show what the document is about."""
        super().prepare()
        self.initial["subject"] = self.document.subject
        field = self.fields["removed"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(self.document.receivers)
        if len(self.document.receivers) <= 1:
            del self.fields["removed"]

    def updating(self) -> actions.Updating:
        """Give what the action takes."""
        said = self.cleaned_data
        main = said["main"]
        return actions.Updating(
            receivers=self.chosen(),
            removed=said.get("removed", ()),
            files=[actions.Upload(name=one.name, chunks=one.chunks()) for one in said["attached"]],
            main=actions.Upload(name=main.name, chunks=main.chunks()) if main else None,
            subject=said["subject"],
        )


class ReplaceForm(ActForm):
    """Which document stands in its place, and why."""

    replacement = forms.ChoiceField(label=_("Văn bản thay thế"))
    words = _words(_("Lý do"), required=True)

    def prepare(self) -> None:
        """Offer the other documents that the agency issued."""
        state = self.document.state
        issued = queries.Filter(outgoing=True, pile="da-phat-hanh", unit=state.unit)
        found, _total = queries.documents(narrowed=issued, by=self.by, at=self.at)
        field = self.fields["replacement"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (one.id, f"{one.symbol} {one.subject}")
                for one in found
                if one.id != state.id and one.stage is rules.Stage.ISSUED
            ]


class IssueForm(ReceiversForm):
    """To whom, and how."""

    way = forms.ChoiceField(
        label=_("Hình thức gửi"),
        choices=[("electronic", _("Điện tử, qua trục liên thông")), ("paper", _("Bản giấy"))],
        widget=forms.RadioSelect,
    )
    effective_on = forms.DateField(
        label=_("Ngày có hiệu lực"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Ngày ghi trong văn bản quy phạm pháp luật."),
    )

    def prepare(self) -> None:
        """Offer the agencies of the province, and the way that is open; ask a legal document for its day of force."""
        super().prepare()
        state = self.document.state
        if not state.legal:
            del self.fields["effective_on"]
        self.initial["way"] = "electronic" if state.stage is rules.Stage.SEALED else "paper"


class AssignForm(ActForm):
    """Who handles it, by when."""

    officer = forms.ChoiceField(label=_("Người xử lý"))
    due = forms.DateField(
        label=_("Hạn xử lý"),
        required=False,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    words = _words(_("Ý kiến chỉ đạo"), required=False)

    def prepare(self) -> None:
        """Offer who works there."""
        field = self.fields["officer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = self.people(access.Act.DOCUMENT_HANDLE)

    def due_at(self) -> datetime | None:
        """Give the last moment of the day set."""
        day = self.cleaned_data["due"]
        return datetime.combine(day, CLOSING, tzinfo=clock.VN) if day else None


class BulkForm(forms.Form):
    """Sign many at once: the password is asked once, and stays in the page until the last is signed."""

    opening = forms.CharField(
        label=_("Mật khẩu khóa ký hoặc mã PIN của thiết bị ký"),
        widget=forms.PasswordInput(attrs={"class": "control", "autocomplete": "off", "form": "signform"}),
        help_text=_("Chỉ dùng cho lần ký này, không được lưu lại."),
    )
